// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/limits.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/errors.h"

namespace heng::rpc {

absl::Status CheckItemCount(int count, absl::string_view field) {
  FieldProblems problems;
  if (count < 1) {
    problems.Add(field, "REQUIRED",
                 {absl::StrCat(field, " is empty, want 1 to ", kMaxBatchItems, " items"),
                  absl::StrCat(field, " 为空，应有 1 至 ", kMaxBatchItems, " 项")});
  } else if (count > kMaxBatchItems) {
    problems.Add(
        field, "TOO_LONG",
        {absl::StrCat(field, " has ", count, " items, want at most ", kMaxBatchItems, "; send them in parts"),
         absl::StrCat(field, " 有 ", count, " 项，最多 ", kMaxBatchItems, " 项，请分批发送")});
  }
  return problems.ToStatus();
}

absl::StatusOr<int> PageSizeOf(int asked) {
  if (asked >= 0) return asked == 0 ? kDefaultPageSize : std::min(asked, kMaxPageSize);
  FieldProblems problems;
  problems.Add("page_size", "OUT_OF_RANGE",
               {absl::StrCat("page_size is ", asked, ", want 1 to ", kMaxPageSize, ", or 0 for the default"),
                absl::StrCat("page_size 为 ", asked, "，应为 1 至 ", kMaxPageSize, "，或填 0 使用默认值")});
  return problems.ToStatus();
}

}  // namespace heng::rpc
