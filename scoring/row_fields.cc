// SPDX-License-Identifier: Apache-2.0
#include "scoring/row_fields.h"

#include "absl/strings/str_cat.h"
#include "base/decimal_kind.h"
#include "base/message_rules.h"
#include "scoring/rules/date.h"
#include "scoring/rules/rule_kinds.h"

namespace heng {
namespace {

bool ReadsOutcome(v1::RuleKind rule) { return rule == v1::RULE_KIND_EITHER_OR || rule == v1::RULE_KIND_VETO; }

// One row at work: the inputs, and where problems go.
class RowFields {
 public:
  RowFields(const Plan::Row& row, const v1::IndicatorResult& result, const RowRef& ref,
            FieldProblems& problems)
      : row_(row), result_(result), ref_(ref), problems_(problems) {}

  void CheckValues() {
    if (!HasNumericActual(row_.rule) && !result_.actual().empty()) {
      Refuse("actual", "NOT_ALLOWED",
             {absl::StrCat("the rule takes no number, got ", Quoted(result_.actual())),
              absl::StrCat("该评分规则不使用数值，却填写了 ", Quoted(result_.actual()))});
    }
    if (row_.rule != v1::RULE_KIND_BAND && !result_.band().empty()) {
      Refuse("band", "NOT_ALLOWED",
             {absl::StrCat("the rule takes no band, got ", Quoted(result_.band())),
              absl::StrCat("该评分规则不使用档次，却填写了 ", Quoted(result_.band()))});
    }
    if (!ReadsOutcome(row_.rule) && result_.outcome() != v1::OUTCOME_UNSPECIFIED) {
      Refuse("outcome", "NOT_ALLOWED",
             {"the rule does not ask whether the target was reached: leave it out",
              "该评分规则不使用“达到/未达到”，请勿填写"});
    }
    if (row_.rule != v1::RULE_KIND_DATE && result_.has_completed_date()) {
      Refuse("completed_date", "NOT_ALLOWED",
             {"the rule takes no date: leave it out", "该评分规则不使用日期，请勿填写"});
    }
    CheckGrammar("actual", result_.actual(), v1::DECIMAL_KIND_VALUE);
    CheckGrammar("given_points", result_.given_points(), v1::DECIMAL_KIND_WEIGHT);
    CheckGrammar("deducted_points", result_.deducted_points(), v1::DECIMAL_KIND_WEIGHT);
  }

  void CheckDate() {
    if (row_.rule != v1::RULE_KIND_DATE || !result_.has_completed_date()) return;
    if (IsAsExactAs(result_.completed_date(), row_.deadline)) return;
    const bool wants_day = row_.deadline.day() != 0;
    Refuse("completed_date", "REQUIRED",
           {absl::StrCat("the deadline names a ", wants_day ? "day" : "month",
                         ", and so must the date on which it was done"),
            absl::StrCat("完成时限精确到", wants_day ? "日" : "月", "，完成日期也应精确到",
                         wants_day ? "日" : "月")});
  }

  void CheckDeduction(const Plan& plan) {
    if (result_.deducted_points().empty()) return;
    if (CheckDecimal(result_.deducted_points(), v1::DECIMAL_KIND_WEIGHT).has_value()) return;
    if (!plan.allow_extra_deduction || !EarnsPoints(row_.rule)) {
      Refuse("deducted_points", "NOT_ALLOWED",
             {"no points may be taken off here: the scheme or the rule does not allow it",
              "此处不得扣减分数：评价方案或评分规则不允许"});
    } else if (DecimalOf(result_.deducted_points()).is_zero()) {
      Refuse("deducted_points", "OUT_OF_RANGE",
             {"a deduction of 0 takes nothing off: leave it out", "扣减分数为 0：不扣减时请勿填写"});
    } else if (result_.deduction_reason().empty()) {
      Refuse("deduction_reason", "REQUIRED", {"points are taken off, so say why", "扣减分数须说明理由"});
    }
  }

  void CheckVeto() {
    if (row_.rule != v1::RULE_KIND_VETO) return;
    if (result_.status() != v1::RESULT_STATUS_UNSPECIFIED) {
      Refuse("status", "NOT_ALLOWED",
             {"a veto has an outcome only, whatever the evidence: leave the status out",
              "一票否决指标只填写是否触发，不填写状态（无佐证、不适用）"});
    }
    if (result_.outcome() != v1::OUTCOME_NOT_REACHED || !result_.reason().empty()) return;
    Refuse("reason", "REQUIRED", {"a veto falls, so say why", "触发一票否决，须说明原因"});
  }

 private:
  void Refuse(absl::string_view field, absl::string_view reason, const Problem& problem) {
    AddRowProblem(ref_, field, reason, problem, problems_);
  }

  void CheckGrammar(absl::string_view field, const std::string& text, v1::DecimalKind kind) {
    if (text.empty()) return;
    if (const std::optional<DecimalProblem> found = CheckDecimal(text, kind); found.has_value()) {
      Refuse(field, found->reason, found->problem);
    }
  }

  const Plan::Row& row_;
  const v1::IndicatorResult& result_;
  const RowRef& ref_;
  FieldProblems& problems_;
};

}  // namespace

bool CheckRowFields(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result,
                    const RowRef& ref, FieldProblems& problems) {
  const size_t before = problems.size();
  RowFields fields(row, result, ref, problems);
  fields.CheckValues();
  fields.CheckDate();
  fields.CheckDeduction(plan);
  fields.CheckVeto();
  return problems.size() == before;
}

}  // namespace heng
