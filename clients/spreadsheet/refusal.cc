// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/refusal.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/text.h"

namespace heng::spreadsheet {
namespace {

constexpr size_t kMaxPartBytes = 128;

absl::Status Make(absl::StatusCode code, absl::string_view reason, const Place& place,
                  const Problem& problem) {
  std::vector<std::string> en;
  std::vector<std::string> zh;
  std::vector<std::pair<std::string, std::string>> metadata;
  if (!place.part.empty()) {
    const std::string part = ForPeople(place.part, kMaxPartBytes);
    metadata.emplace_back("part", part);
    en.push_back(part);
    zh.push_back(part);
  }
  if (!place.sheet.empty()) {
    const std::string sheet = ForPeople(place.sheet);
    metadata.emplace_back("sheet", sheet);
    en.push_back(absl::StrCat("sheet \"", sheet, "\""));
    zh.push_back(absl::StrCat("工作表“", sheet, "”"));
  }
  if (!place.cell.empty()) {
    metadata.emplace_back("cell", place.cell);
    en.push_back(absl::StrCat("cell ", place.cell));
    zh.push_back(absl::StrCat("单元格 ", place.cell));
  }
  return MakeError(code, reason,
                   {.en = absl::StrCat(absl::StrJoin(en, ", "), en.empty() ? "" : ": ", problem.en),
                    .zh = absl::StrCat(absl::StrJoin(zh, "，"), zh.empty() ? "" : "：", problem.zh)},
                   metadata);
}

}  // namespace

absl::Status Refused(const Place& place, const Problem& problem) {
  return Make(absl::StatusCode::kInvalidArgument, "", place, problem);
}

absl::Status Damaged(const Place& place, absl::string_view en, absl::string_view zh) {
  return Refused(place,
                 {.en = absl::StrCat(en, ": ", kSaveAgain), .zh = absl::StrCat(zh, "：", kSaveAgainZh)});
}

absl::Status BeyondLimit(const Place& place, const Problem& problem) {
  return Make(absl::StatusCode::kResourceExhausted, "TOO_LONG", place, problem);
}

}  // namespace heng::spreadsheet
