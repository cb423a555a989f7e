// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/answer_size.h"

#include "absl/strings/str_cat.h"
#include "base/errors.h"

namespace heng {
namespace {

constexpr size_t kFrameBytes = 6;  // what stands before a group of any size

}  // namespace

absl::Status AnswerSize::Add(const google::protobuf::Message& group, int group_count) {
  bytes_ += group.ByteSizeLong() + kFrameBytes;
  if (bytes_ <= kMaxBytes) return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kResourceExhausted, "TOO_MANY_GROUPS",
      {absl::StrCat("the answer for ", group_count, " groups would be larger than 4 MiB; ask for fewer ",
                    "measures, percentiles or bins, group by fewer dimensions, or narrow the filter"),
       absl::StrCat(group_count, " 组的结果超过 4 MiB：请减少统计项、百分位或分组区间，减少分组维度，",
                    "或缩小筛选范围")},
      {{"groupCount", absl::StrCat(group_count)}});
}

}  // namespace heng
