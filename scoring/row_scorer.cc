// SPDX-License-Identifier: Apache-2.0
#include "scoring/row_scorer.h"

#include "absl/strings/str_cat.h"
#include "base/decimal_kind.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "scoring/rules/at_least.h"
#include "scoring/rules/at_most.h"
#include "scoring/rules/band.h"
#include "scoring/rules/equal.h"

namespace heng {
namespace {

bool IsNumeric(v1::RuleKind rule) {
  return rule == v1::RULE_KIND_AT_LEAST || rule == v1::RULE_KIND_AT_MOST || rule == v1::RULE_KIND_EQUAL;
}

// One row at work: the inputs, and where problems go.
class RowScorer {
 public:
  RowScorer(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result, const RowRef& ref,
            FieldProblems& problems)
      : plan_(plan), row_(row), result_(result), ref_(ref), problems_(problems) {}

  absl::StatusOr<RuleScore> Score() {
    if (!CheckFieldsGoWithRule()) return RuleScore();
    switch (result_.status()) {
      case v1::RESULT_STATUS_NOT_APPLICABLE:
        Refuse("status", "NOT_ALLOWED",
               {"the scheme refuses rows that do not apply: want a value, or a scheme with another policy",
                "评价方案不接受“不适用”的指标：请填写实际完成值，或改用其他方案"});
        return RuleScore();
      case v1::RESULT_STATUS_NO_EVIDENCE:
        if (!result_.given_points().empty())
          return RefusePoints("a result without evidence earns 0", "无佐证材料的指标得 0 分");
        return RuleScore{.clause = v1::SCORE_CLAUSE_NO_EVIDENCE};
      default:
        break;
    }
    if (row_.rule == v1::RULE_KIND_BAND) return ScoreBand();
    if (row_.rule == v1::RULE_KIND_BY_HAND) return PointsByHand({.clause = v1::SCORE_CLAUSE_BY_HAND});
    return ScoreValue();
  }

 private:
  Decimal weight() const { return row_.weight_points.value_or(Decimal()); }

  void Refuse(absl::string_view field, absl::string_view reason, const Problem& problem) {
    AddRowProblem(ref_, field, reason, problem, problems_);
  }

  RuleScore RefusePoints(absl::string_view en, absl::string_view zh) {
    Refuse("given_points", "NOT_ALLOWED",
           {absl::StrCat("no points may be given here: ", en), absl::StrCat("此处不应填写人工得分：", zh)});
    return RuleScore();
  }

  // False if a field is filled that the rule does not read, or holds no decimal.
  bool CheckFieldsGoWithRule() {
    const size_t before = problems_.size();
    if (!IsNumeric(row_.rule) && !result_.actual().empty()) {
      Refuse("actual", "NOT_ALLOWED",
             {absl::StrCat("the rule takes no number, got ", Quoted(result_.actual())),
              absl::StrCat("该评分规则不使用数值，却填写了 ", Quoted(result_.actual()))});
    }
    if (row_.rule != v1::RULE_KIND_BAND && !result_.band().empty()) {
      Refuse("band", "NOT_ALLOWED",
             {absl::StrCat("the rule takes no band, got ", Quoted(result_.band())),
              absl::StrCat("该评分规则不使用档次，却填写了 ", Quoted(result_.band()))});
    }
    CheckGrammar("actual", result_.actual(), v1::DECIMAL_KIND_VALUE);
    CheckGrammar("given_points", result_.given_points(), v1::DECIMAL_KIND_WEIGHT);
    return problems_.size() == before;
  }

  void CheckGrammar(absl::string_view field, const std::string& text, v1::DecimalKind kind) {
    if (text.empty()) return;
    if (const std::optional<DecimalProblem> found = CheckDecimal(text, kind); found.has_value()) {
      Refuse(field, found->reason, found->problem);
    }
  }

  RuleScore Missing(absl::string_view field) {
    if (plan_.refuse_missing) {
      Refuse(field, "REQUIRED",
             {"the result is missing, and the scheme refuses that", "缺少实际完成情况，评价方案不允许缺项"});
    }
    return RuleScore{.clause = v1::SCORE_CLAUSE_MISSING};
  }

  absl::StatusOr<RuleScore> ScoreValue() {
    if (result_.actual().empty()) {
      if (!result_.given_points().empty()) return RefusePoints("there is no actual value", "没有实际完成值");
      return Missing("actual");
    }
    const ValueRow value{
        .target = row_.target, .actual = DecimalOf(result_.actual()), .weight_points = weight()};
    HENG_ASSIGN_OR_RETURN(RuleScore score, ApplyValueRule(value));
    if (score.needs_person) return PointsByHand(score);
    if (!result_.given_points().empty()) {
      return RefusePoints("the rule decides", "由评分规则计算");
    }
    return score;
  }

  absl::StatusOr<RuleScore> ApplyValueRule(const ValueRow& value) const {
    switch (row_.rule) {
      case v1::RULE_KIND_AT_LEAST:
        return ScoreAtLeast(value);
      case v1::RULE_KIND_AT_MOST:
        return ScoreAtMost(value, row_.at_most);
      default:
        return ScoreEqual(value, row_.equal);
    }
  }

  // `score` with the points that a person gave; they are compulsory here.
  RuleScore PointsByHand(RuleScore score) {
    if (result_.given_points().empty()) {
      Refuse("given_points", "POINTS_REQUIRED",
             {absl::StrCat("a person must give the points here: want 0 to ", weight().ToString()),
              absl::StrCat("此处须人工评分：应为 0 至 ", weight().ToString())});
      return score;
    }
    const Decimal given = DecimalOf(result_.given_points());
    if (row_.weight_points.has_value() && given > *row_.weight_points) {
      Refuse(
          "given_points", "OUT_OF_RANGE",
          {absl::StrCat("points ", given.ToString(), " exceed the weight: want 0 to ", weight().ToString()),
           absl::StrCat("得分 ", given.ToString(), " 超过分值：应为 0 至 ", weight().ToString())});
    }
    score.points = Ratio(given);
    return score;
  }

  absl::StatusOr<RuleScore> ScoreBand() {
    if (result_.band().empty()) {
      if (!result_.given_points().empty()) return RefusePoints("name the band first", "请先填写档次");
      return Missing("band");
    }
    const BandRule* band = plan_.FindBand(result_.band());
    if (band == nullptr) {
      Refuse("band", "UNKNOWN_CODE",
             {absl::StrCat("the scheme has no band ", Quoted(result_.band()), ": want one of ", BandCodes()),
              absl::StrCat("评价方案中没有档次 ", Quoted(result_.band()), "：应为 ", BandCodes())});
      return RuleScore();
    }
    if (result_.given_points().empty()) return ScoreBandShare(*band, weight());
    const Decimal given = DecimalOf(result_.given_points());
    if (row_.weight_points.has_value()) {
      HENG_ASSIGN_OR_RETURN(BandLimits limits, LimitsOfBand(*band, weight()));
      CheckInside(limits, given);
    }
    return ScoreBandPoints(given);
  }

  void CheckInside(const BandLimits& limits, const Decimal& given) {
    if (limits.Contains(given) && given <= weight()) return;
    Refuse("given_points", "OUT_OF_RANGE",
           {absl::StrCat("points ", given.ToString(), " lie outside the band: want ", limits.ToString()),
            absl::StrCat("得分 ", given.ToString(), " 不在所选档次内：应为 ", limits.ToString())});
  }

  std::string BandCodes() const {
    std::string codes;
    for (const BandRule& band : plan_.bands) absl::StrAppend(&codes, codes.empty() ? "" : ", ", band.code);
    return codes;
  }

  const Plan& plan_;
  const Plan::Row& row_;
  const v1::IndicatorResult& result_;
  const RowRef& ref_;
  FieldProblems& problems_;
};

}  // namespace

absl::StatusOr<RowScore> ScoreRow(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result,
                                  const RowRef& ref, FieldProblems& problems) {
  HENG_ASSIGN_OR_RETURN(RuleScore rule_score, RowScorer(plan, row, result, ref, problems).Score());
  RowScore score;
  score.clause = rule_score.clause;
  score.completion_percent = rule_score.completion_percent;
  if (row.weight_points.has_value()) {
    score.exact_points = rule_score.points;
    HENG_ASSIGN_OR_RETURN(score.points,
                          RoundPoints(score.exact_points, row.points_rounding, *row.weight_points));
  }
  return score;
}

}  // namespace heng
