// SPDX-License-Identifier: Apache-2.0
//
// Targets: TARGET_NOT_QUANTIFIED, TARGET_NOT_AS_APPROVED, UNIT_MISSING, DUPLICATE_INDICATOR_NAME.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"
#include "scoring/findings/words.h"
#include "scoring/rules/rule_kinds.h"

namespace heng::findings {
namespace {

// Targets that name no state that could be examined.
constexpr absl::string_view kVagueTargets[] = {
    "无",       "高",       "较高",     "好",       "较好",     "良好",     "优",       "优秀",
    "优良",     "有效",     "及时",     "准确",     "明显",     "较明显",   "显著",     "效果明显",
    "效果显著", "效果良好", "明显提升", "显著提升", "明显提高", "显著提高", "有所提升", "有所提高",
    "持续提升", "持续提高", "不断提升", "不断提高", "提升",     "提高",     "增强",     "改善",
    "明显改善", "显著改善", "满意",     "基本满意", "稳定",     "长期",     "持续",     "可持续",
    "完成",     "全部完成", "有",       "是"};
// A rating of the result in the place of what is to be reached.
constexpr absl::string_view kRating = "达成预期";
// Output indicators: what is counted, measured, dated or paid for has a number.
constexpr absl::string_view kCounted[] = {"数量", "质量", "时效", "成本"};

bool NeedsTargetInText(v1::RuleKind rule) {
  return rule == v1::RULE_KIND_BAND || rule == v1::RULE_KIND_BY_HAND;
}

bool IsOutput(const Form& form, const FormRow& row) {
  const auto& classes = form.plan.scheme->classes();
  return ContainsAny(row.indicator.display_name(), kCounted) ||
         ContainsAny(classes.Get(row.plan_row.class_index).display_name(), kCounted);
}

bool IsQuantified(const Form& form, const FormRow& row) {
  if (!NeedsTargetInText(row.plan_row.rule) || HasAnyDigit(row.target_text)) return true;
  const absl::string_view text = absl::StripAsciiWhitespace(row.target_text);
  return !IsFiller(text) && !IsOneOf(text, kVagueTargets) && !absl::StrContains(text, kRating) &&
         !IsOutput(form, row);
}

bool HasUnit(const FormRow& row, const std::optional<PrintedNumber>& target) {
  const auto has = [](const std::optional<PrintedNumber>& number) {
    return number.has_value() && (number->is_percent || !number->unit.empty());
  };
  return !row.indicator.unit().empty() || !row.result.claim().unit_text().empty() || has(target) ||
         has(row.typed_actual);
}

void AddNumber(const FormRow& row, FindingList& findings) {
  const std::optional<PrintedNumber> target = ReadPrintedNumber(row.target_text);
  if (target.has_value() && !row.result.claim().target_text().empty() &&
      !AgreesWith(*target, row.plan_row.target))
    findings.Add(FindingCode::kTargetNotAsApproved,
                 {.claimed = AsTyped(row.target_text), .computed = row.plan_row.target.ToString()});
  if (!HasUnit(row, target))
    findings.Add(
        FindingCode::kUnitMissing,
        {.claimed = row.target_text.empty() ? row.plan_row.target.ToString() : AsTyped(row.target_text)});
}

}  // namespace

void AddTargetFindings(const Form& form, const FormRow& row, FindingList& findings) {
  if (row.same_name_as >= 0)
    findings.Add(FindingCode::kDuplicateIndicatorName,
                 {.computed = absl::StrCat("results[", row.same_name_as, "]")});
  if (HasNumericTarget(row.plan_row.rule)) return AddNumber(row, findings);
  if (!IsQuantified(form, row))
    findings.Add(FindingCode::kTargetNotQuantified, {.claimed = AsTyped(row.target_text)});
}

}  // namespace heng::findings
