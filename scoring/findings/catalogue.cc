// SPDX-License-Identifier: Apache-2.0
#include "scoring/findings/catalogue.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace heng::findings {
namespace {

constexpr v1::FindingSeverity kError = v1::FINDING_SEVERITY_ERROR;
constexpr v1::FindingSeverity kWarning = v1::FINDING_SEVERITY_WARNING;
constexpr v1::FindingSeverity kNote = v1::FINDING_SEVERITY_NOTE;

constexpr CatalogueEntry kEntries[] = {
    {FindingCode::kRowShift, "ROW_SHIFT", kError,
     "预算各行的标签与数据错开一行：每个标签移动 {computed} "
     "行（正数向下）后与数据相符[（{arithmetic}）]，现状不符[（{claimed}）]。",
     "The labels of the budget block stand one row apart from their numbers: they only fit after every label "
     "is moved by"
     " {computed} row (+ is down)[ ({arithmetic})]; as they stand they do not[ ({claimed})]."},
    {FindingCode::kBudgetPartsNotSum, "BUDGET_PARTS_NOT_SUM", kError,
     "“{row}”为{claimed}，其下各行合计为{computed}[（{arithmetic}）]。",
     "\"{row}\" says {claimed}, but its parts add up to {computed}[ ({arithmetic})]."},
    {FindingCode::kZeroBudget, "ZERO_BUDGET", kWarning,
     "“{row}”的预算为 0[，而填报为{claimed}]；没有预算就没有比率。[{arithmetic}。]",
     "The budget of \"{row}\" is 0[, yet {claimed} is reported]; without a budget there is no rate.[ "
     "{arithmetic}.]"},
    {FindingCode::kAdjustedMissing, "ADJUSTED_MISSING", kWarning,
     "“{row}”有执行数[{claimed}]，但没有全年预算数，无法计算执行率。",
     "\"{row}\" shows spending[ of {claimed}] but no adjusted budget, so there is no rate."},
    {FindingCode::kExecutedMissing, "EXECUTED_MISSING", kWarning,
     "“{row}”没有执行数[，全年预算数为{computed}]。",
     "\"{row}\" shows no amount spent[; its adjusted budget is {computed}]."},
    {FindingCode::kOverspend, "OVERSPEND", kWarning,
     "“{row}”执行数{claimed}超过全年预算数{computed}[（{arithmetic}）]。",
     "\"{row}\" spent {claimed} of an adjusted budget of {computed}[ ({arithmetic})]."},
    {FindingCode::kLowExecution, "LOW_EXECUTION", kWarning,
     "“{row}”执行率为{computed}，低于{claimed}，且没有说明[（{arithmetic}）]。",
     "\"{row}\" spent {computed} of its budget, below {claimed}, without a word[ ({arithmetic})]."},
    {FindingCode::kBudgetChangeUnexplained, "BUDGET_CHANGE_UNEXPLAINED", kWarning,
     "“{row}”全年预算数比年初预算数变动[{computed}]，没有说明原因[（{arithmetic}）]。",
     "\"{row}\" was changed[ by {computed}] during the year without an explanation[ ({arithmetic})]."},
    {FindingCode::kBudgetFollowsSpending, "BUDGET_FOLLOWS_SPENDING", kNote,
     "“{row}”的预算由{claimed}调整为{computed}，与执行数分文不差：预算跟着支出走。",
     "The budget of \"{row}\" was changed from {claimed} to {computed}, which is what was spent to the "
     "cent."},
    {FindingCode::kSpendingAboveInitial, "SPENDING_ABOVE_INITIAL", kNote,
     "“{row}”执行数{claimed}超过年初预算数{computed}，没有说明原因[（{arithmetic}）]。",
     "\"{row}\" spent {claimed}, more than the initial budget of {computed}, without an explanation[ "
     "({arithmetic})]."},
    {FindingCode::kAmountNotAsTyped, "AMOUNT_NOT_AS_TYPED", kError,
     "“{row}”表上填写{claimed}，预算数据为{computed}[（{arithmetic}）]。",
     "\"{row}\" has {claimed} on the form, but {computed} in the budget[ ({arithmetic})]."},
    {FindingCode::kRateMissing, "RATE_MISSING", kWarning, "“{row}”没有填写执行率[；计算结果为{computed}]。",
     "\"{row}\" has no execution rate[; it is {computed}]."},
    {FindingCode::kExecRateNotByArithmetic, "EXEC_RATE_NOT_BY_ARITHMETIC", kError,
     "“{row}”填报执行率{claimed}，应为{computed}[（{arithmetic}）]。",
     "\"{row}\" claims an execution rate of {claimed}; it is {computed}[ ({arithmetic})]."},
    {FindingCode::kExecScoreNotByRule, "EXEC_SCORE_NOT_BY_RULE", kError,
     "“{row}”填报得分{claimed}，按规则应为{computed}[（{arithmetic}）]。",
     "\"{row}\" claims {claimed} points; the rule gives {computed}[ ({arithmetic})]."},
    {FindingCode::kReasonMissing, "REASON_MISSING", kWarning,
     "“{row}”未达满分或未执行完毕[（{arithmetic}）]，没有说明原因。",
     "\"{row}\" falls short[ ({arithmetic})] and gives no reason."},
    {FindingCode::kActualMissing, "ACTUAL_MISSING", kWarning,
     "“{row}”没有填写实际完成值[，却填报得分{claimed}]。",
     "\"{row}\" has no actual value[, yet claims {claimed} points]."},
    {FindingCode::kActualNotAValue, "ACTUAL_NOT_A_VALUE", kWarning,
     "“{row}”的实际完成值“{claimed}”不是一个具体数值[（目标为“{computed}”）]。",
     "The actual value \"{claimed}\" of \"{row}\" is no value[ (the target is \"{computed}\")]."},
    {FindingCode::kActualNotAsTyped, "ACTUAL_NOT_AS_TYPED", kError,
     "“{row}”表上填写的实际完成值为{claimed}，计分所用数值为{computed}。",
     "\"{row}\" has {claimed} as actual value on the form, but {computed} is what is scored."},
    {FindingCode::kTargetNotQuantified, "TARGET_NOT_QUANTIFIED", kWarning,
     "“{row}”的目标[“{claimed}”]没有可以衡量的内容。",
     "The target[ \"{claimed}\"] of \"{row}\" cannot be measured."},
    {FindingCode::kTargetNotAsApproved, "TARGET_NOT_AS_APPROVED", kError,
     "“{row}”表上填写的目标为{claimed}，批复的目标为{computed}。",
     "\"{row}\" has the target {claimed} on the form, but the approved goals say {computed}."},
    {FindingCode::kUnitMissing, "UNIT_MISSING", kNote, "“{row}”的数值[{claimed}]没有单位。",
     "The value[ {claimed}] of \"{row}\" has no unit."},
    {FindingCode::kDuplicateIndicatorName, "DUPLICATE_INDICATOR_NAME", kWarning,
     "“{row}”与{computed}同名：同一指标只应计分一次。",
     "\"{row}\" has the name of {computed}: an indicator is to be scored once."},
    {FindingCode::kScoreNotByRuleHigh, "SCORE_NOT_BY_RULE_HIGH", kError,
     "“{row}”填报得分{claimed}，高于按规则计算的{computed}[（{arithmetic}）]。",
     "\"{row}\" claims {claimed} points, more than the {computed} of the rule[ ({arithmetic})]."},
    {FindingCode::kScoreNotByRuleLow, "SCORE_NOT_BY_RULE_LOW", kError,
     "“{row}”填报得分{claimed}，低于按规则计算的{computed}[（{arithmetic}）]。",
     "\"{row}\" claims {claimed} points, fewer than the {computed} of the rule[ ({arithmetic})]."},
    {FindingCode::kCompletionNotByArithmetic, "COMPLETION_NOT_BY_ARITHMETIC", kError,
     "“{row}”填报完成率{claimed}，应为{computed}[（{arithmetic}）]。",
     "\"{row}\" claims a completion of {claimed}; it is {computed}[ ({arithmetic})]."},
    {FindingCode::kBandWithoutEvidence, "BAND_WITHOUT_EVIDENCE", kWarning,
     "“{row}”[按“{claimed}”档]得分[{computed}]，没有佐证材料。",
     "\"{row}\" earns[ {computed} points in] the band[ {claimed}] without evidence."},
    {FindingCode::kSatisfactionWithoutSurvey, "SATISFACTION_WITHOUT_SURVEY", kWarning,
     "“{row}”[填报{claimed}，]没有调查材料，看不出样本和方法。",
     "\"{row}\"[ reports {claimed}] without a survey: neither sample nor method is shown."},
    {FindingCode::kOverCompletion, "OVER_COMPLETION", kWarning,
     "“{row}”完成值为目标的{claimed}，达到{computed}的提示线，目标可能偏低[（{arithmetic}）]。",
     "\"{row}\" reached {claimed} of its target, {computed} or more; the target may have been low[ "
     "({arithmetic})]."},
    {FindingCode::kOverCompletionNear, "OVER_COMPLETION_NEAR", kNote,
     "“{row}”完成值为目标的{claimed}，接近{computed}的提示线[（{arithmetic}）]。",
     "\"{row}\" reached {claimed} of its target, close to {computed}[ ({arithmetic})]."},
    {FindingCode::kOverCompletionDeducted, "OVER_COMPLETION_DEDUCTED", kWarning,
     "“{row}”完成值为目标的{claimed}，按方案扣{computed}分[（{arithmetic}）]。",
     "\"{row}\" reached {claimed} of its target and loses {computed} points by the scheme[ ({arithmetic})]."},
    {FindingCode::kNotApplicable, "NOT_APPLICABLE", kNote, "“{row}”填报为不适用[（{claimed}）]，请核实。",
     "\"{row}\" is reported as not applicable[ ({claimed})]; is it?"},
    {FindingCode::kNotApplicableScored, "NOT_APPLICABLE_SCORED", kError,
     "“{row}”不适用，却填报得分{claimed}[（{arithmetic}）]。",
     "\"{row}\" does not apply, yet {claimed} points are claimed[ ({arithmetic})]."},
    {FindingCode::kVeto, "VETO", kError, "“{row}”触发一票否决[，总分不超过{computed}]。",
     "\"{row}\" is vetoed[, so the total is at most {computed}]."},
    {FindingCode::kContradictsTable, "CONTRADICTS_TABLE", kError,
     "“{row}”填报为{claimed}，表内数据为{computed}[（{arithmetic}）]。",
     "\"{row}\" says {claimed}, but the form's own figures give {computed}[ ({arithmetic})]."},
    {FindingCode::kNotVerifiable, "NOT_VERIFIABLE", kNote,
     "“{row}”填报为{claimed}，表内缺少核对所需的数据[：{arithmetic}]。",
     "\"{row}\" says {claimed}, and the form lacks the figures to check it[: {arithmetic}]."},
    {FindingCode::kOverStaffed, "OVER_STAFFED", kWarning,
     "“{row}”：在职{claimed}，超过编制{computed}[（{arithmetic}）]。",
     "\"{row}\": {claimed} on staff, more than the {computed} authorised[ ({arithmetic})]."},
    {FindingCode::kExecutionCountedTwice, "EXECUTION_COUNTED_TWICE", kWarning,
     "“{row}”与预算执行得分重复计算同一件事。",
     "\"{row}\" counts again what the execution points count already."},
    {FindingCode::kStraightLining, "STRAIGHT_LINING", kNote,
     "{computed}个定性指标全部填报同一档次[“{claimed}”]，没有区分。",
     "All {computed} qualitative indicators sit in the same band[ \"{claimed}\"]."},
    {FindingCode::kWeightSumNot100, "WEIGHT_SUM_NOT_100", kError,
     "分值合计[填报{claimed}，]实为{computed}[（{arithmetic}）]，与规定的总分不符。",
     "The weights add up to {computed}[ ({arithmetic})][, the form says {claimed}]; that is not what is "
     "prescribed."},
    {FindingCode::kWeightsDifferFromRule, "WEIGHTS_DIFFER_FROM_RULE", kError,
     "“{row}”的分值为{claimed}，规定为{computed}[（{arithmetic}）]。",
     "\"{row}\" has a weight of {claimed}; {computed} is prescribed[ ({arithmetic})]."},
    {FindingCode::kTotalNotSumOfParts, "TOTAL_NOT_SUM_OF_PARTS", kError,
     "总分填报{claimed}，各项得分之和为{computed}[（{arithmetic}）]。",
     "The total claims {claimed}; its parts add up to {computed}[ ({arithmetic})]."},
    {FindingCode::kTotalNotByRule, "TOTAL_NOT_BY_RULE", kError,
     "总分填报{claimed}，按方案应为{computed}[（{arithmetic}）]。",
     "The total claims {claimed}; the scheme gives {computed}[ ({arithmetic})]."},
    {FindingCode::kGradeNotByTotal, "GRADE_NOT_BY_TOTAL", kError,
     "等级填报“{claimed}”，按总分应为“{computed}”[（{arithmetic}）]。",
     "The grade claims \"{claimed}\"; the total gives \"{computed}\"[ ({arithmetic})]."},
    {FindingCode::kPeriodNotClosed, "PERIOD_NOT_CLOSED", kNote,
     "“{row}”的数据所属期间为“{claimed}”，不是整个年度。",
     "\"{row}\" counts up to \"{claimed}\", not over the whole year."},
};

constexpr bool InOrder() {
  int index = 0;
  for (const CatalogueEntry& entry : kEntries) {
    if (static_cast<int>(entry.code) != index++) return false;
  }
  return true;
}
static_assert(InOrder(), "kEntries has a row for each code, in the order of FindingCode");

absl::string_view FieldOf(absl::string_view name, const v1::Finding& finding) {
  if (name == "row") return finding.row();
  if (name == "claimed") return finding.claimed();
  if (name == "computed") return finding.computed();
  HENG_CHECK(name == "arithmetic");
  return finding.arithmetic();
}

// Fills one stretch without brackets; false if a field in it is empty.
bool Fill(absl::string_view text, const v1::Finding& finding, std::string& out) {
  bool complete = true;
  while (true) {
    const size_t open = text.find('{');
    absl::StrAppend(&out, text.substr(0, open));
    if (open == absl::string_view::npos) return complete;
    const size_t close = text.find('}', open);
    const absl::string_view field = FieldOf(text.substr(open + 1, close - open - 1), finding);
    complete = complete && !field.empty();
    absl::StrAppend(&out, field);
    text.remove_prefix(close + 1);
  }
}

}  // namespace

absl::Span<const CatalogueEntry> Catalogue() { return kEntries; }

const CatalogueEntry& EntryOf(FindingCode code) { return kEntries[static_cast<size_t>(code)]; }

const CatalogueEntry* FindEntry(absl::string_view name) {
  for (const CatalogueEntry& entry : kEntries) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::string Sentence(absl::string_view sentence, const v1::Finding& finding) {
  std::string out;
  while (!sentence.empty()) {
    const size_t open = sentence.find('[');
    Fill(sentence.substr(0, open), finding, out);
    if (open == absl::string_view::npos) break;
    const size_t close = sentence.find(']', open);
    std::string optional;
    if (Fill(sentence.substr(open + 1, close - open - 1), finding, optional)) out += optional;
    sentence.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace heng::findings
