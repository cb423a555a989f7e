// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

const Decimal& Hundred() {
  static const Decimal hundred = Decimal::FromInt(100);
  return hundred;
}

// A limit above 100 would be raised for who spent everything. 0 switches the finding off.
void CheckRate(absl::string_view text, absl::string_view field, FieldProblems& problems) {
  const std::optional<Decimal> rate = TryDecimal(text);
  if (!rate.has_value() || *rate <= Hundred()) return;
  problems.Add(
      field, "OUT_OF_RANGE",
      {absl::StrCat("rate ", rate->ToString(), " would be missed by who spends everything: want at most 100"),
       absl::StrCat("执行率界限 ", rate->ToString(), " 使全部执行也被列为疑点：应不超过 100")});
}

void CheckCompletion(const v1::Scheme& scheme, absl::string_view field, FieldProblems& problems) {
  const std::optional<Decimal> completion = TryDecimal(scheme.review_limits().over_completion_percent());
  if (!completion.has_value()) return;
  if (*completion <= Hundred()) {
    problems.Add(
        field, "OUT_OF_RANGE",
        {absl::StrCat("completion ", completion->ToString(), " is not beyond the target: want more than 100"),
         absl::StrCat("超额完成界限 ", completion->ToString(), " 未超过目标：应大于 100")});
  }
  if (scheme.rule_options().over_completion().empty()) return;
  const std::string& first = scheme.rule_options().over_completion(0).completion_percent();
  problems.Add(
      field, "DEAD_THRESHOLD",
      {absl::StrCat("limit ", completion->ToString(), " is never used: the thresholds of rule_options, from ",
                    first, " on, stand in its place; want one of the two"),
       absl::StrCat("界限 ", completion->ToString(), " 不起作用：rule_options 已设超额完成界限（自 ", first,
                    " 起），两者只应设置其一")});
}

}  // namespace

void CheckReviewLimits(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  const v1::ReviewLimits& limits = scheme.review_limits();
  const std::string field = JoinPath(path, "review_limits");
  CheckRate(limits.low_execution_percent(), JoinPath(field, "low_execution_percent"), problems);
  CheckRate(limits.reason_execution_percent(), JoinPath(field, "reason_execution_percent"), problems);
  CheckCompletion(scheme, JoinPath(field, "over_completion_percent"), problems);
}

}  // namespace heng
