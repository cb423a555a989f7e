// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/shared_strings.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "clients/spreadsheet/refusal.h"
#include "clients/spreadsheet/string_item.h"
#include "clients/spreadsheet/xml_part.h"

namespace heng::spreadsheet {
namespace {

constexpr absl::string_view kItem = "/sst/si";

class SharedStringHandler : public XmlHandler {
 public:
  SharedStringHandler(const XlsxLimits& limits, std::string part)
      : limits_(limits), part_(std::move(part)), item_(limits.max_cell_characters) {}

  absl::Status OnStart(absl::string_view path, const XmlAttributes&) override {
    if (absl::ConsumePrefix(&path, kItem)) item_.Start(path);
    return absl::OkStatus();
  }

  absl::Status OnText(absl::string_view text) override {
    item_.Text(text);
    return absl::OkStatus();
  }

  absl::Status OnEnd(absl::string_view path) override {
    if (!absl::ConsumePrefix(&path, kItem)) return absl::OkStatus();
    item_.End(path);
    if (!path.empty()) return absl::OkStatus();
    if (item_.too_long()) {
      return BeyondLimit({.part = part_},
                         {.en = absl::StrCat("string ", strings_.size() + 1, " is longer than ",
                                             limits_.max_cell_characters, " characters: shorten it"),
                          .zh = absl::StrCat("第 ", strings_.size() + 1, " 个字符串超过 ",
                                             limits_.max_cell_characters, " 个字符：请缩短")});
    }
    if (strings_.size() == limits_.max_shared_strings) {
      return BeyondLimit({.part = part_},
                         {.en = absl::StrCat("the workbook holds more than ", limits_.max_shared_strings,
                                             " different texts: copy the form into a new workbook"),
                          .zh = absl::StrCat("工作簿内的不同文本超过 ", limits_.max_shared_strings,
                                             " 个：请将表格复制到新的工作簿")});
    }
    strings_.push_back(item_.Take());
    return absl::OkStatus();
  }

  std::vector<std::string> Take() { return std::move(strings_); }

 private:
  const XlsxLimits& limits_;
  std::string part_;
  StringItem item_;
  std::vector<std::string> strings_;
};

}  // namespace

absl::StatusOr<std::vector<std::string>> ReadSharedStrings(Package& package, const std::string& part) {
  SharedStringHandler handler(package.limits(), part);
  HENG_RETURN_IF_ERROR(WalkPart(package, part, {.root = "sst"}, handler));
  return handler.Take();
}

}  // namespace heng::spreadsheet
