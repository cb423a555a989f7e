// SPDX-License-Identifier: Apache-2.0
#include "scoring/row_scorer.h"

#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "scoring/row_fields.h"
#include "scoring/rules/at_least.h"
#include "scoring/rules/at_most.h"
#include "scoring/rules/band.h"
#include "scoring/rules/date.h"
#include "scoring/rules/either_or.h"
#include "scoring/rules/equal.h"
#include "scoring/rules/range.h"

namespace heng {
namespace {

// One row at work: the inputs, and where problems go.
class RowScorer {
 public:
  RowScorer(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result, const RowRef& ref,
            FieldProblems& problems, RowScore& score)
      : plan_(plan), row_(row), result_(result), ref_(ref), problems_(problems), score_(score) {}

  absl::StatusOr<RuleScore> Score() {
    if (result_.status() == v1::RESULT_STATUS_NOT_APPLICABLE) return NotApplicable();
    if (row_.rule == v1::RULE_KIND_INFORMATION) return WithoutPoints(v1::SCORE_CLAUSE_INFORMATION);
    if (result_.status() == v1::RESULT_STATUS_NO_EVIDENCE) {
      if (has_given_points())
        return RefusePoints("a result without evidence earns 0", "无佐证材料的指标得 0 分");
      return RuleScore{.clause = v1::SCORE_CLAUSE_NO_EVIDENCE};
    }
    switch (row_.rule) {
      case v1::RULE_KIND_VETO:
        return Veto();
      case v1::RULE_KIND_BAND:
        return ScoreBand();
      case v1::RULE_KIND_BY_HAND:
        return PointsByHand({.clause = v1::SCORE_CLAUSE_BY_HAND});
      case v1::RULE_KIND_EITHER_OR:
        return Outcome();
      case v1::RULE_KIND_DATE:
        return Date();
      default:
        return Value();
    }
  }

 private:
  Decimal weight() const { return row_.weight_points.value_or(Decimal()); }
  bool has_given_points() const { return !result_.given_points().empty(); }

  void Refuse(absl::string_view field, absl::string_view reason, const Problem& problem) {
    AddRowProblem(ref_, field, reason, problem, problems_);
  }

  RuleScore RefusePoints(absl::string_view en, absl::string_view zh) {
    Refuse("given_points", "NOT_ALLOWED",
           {absl::StrCat("no points may be given here: ", en), absl::StrCat("此处不应填写人工得分：", zh)});
    return RuleScore();
  }

  RuleScore NotApplicable() {
    if (!plan_.rescale) {
      Refuse("status", "NOT_ALLOWED",
             {"the scheme refuses rows that do not apply: want a value, or a scheme with another policy",
              "评价方案不接受“不适用”的指标：请填写实际完成值，或改用其他方案"});
    } else if (has_given_points() || !result_.deducted_points().empty()) {
      Refuse(has_given_points() ? "given_points" : "deducted_points", "NOT_ALLOWED",
             {"a row that does not apply has no points", "“不适用”的指标没有得分"});
    }
    return RuleScore{.clause = v1::SCORE_CLAUSE_NOT_APPLICABLE};
  }

  RuleScore WithoutPoints(v1::ScoreClause clause) {
    if (has_given_points()) return RefusePoints("the row earns none", "该指标不计分");
    return RuleScore{.clause = clause};
  }

  RuleScore Veto() {
    switch (result_.outcome()) {
      case v1::OUTCOME_REACHED:
        return WithoutPoints(v1::SCORE_CLAUSE_NO_VETO);
      case v1::OUTCOME_NOT_REACHED:
        return WithoutPoints(v1::SCORE_CLAUSE_VETO);
      default:
        return Missing("outcome");
    }
  }

  // A result that is not there; no points may stand in for it.
  RuleScore Missing(absl::string_view field) {
    if (has_given_points()) return RefusePoints("there is no result", "没有实际完成情况");
    if (plan_.refuse_missing) {
      Refuse(field, "REQUIRED",
             {"the result is missing, and the scheme refuses that", "缺少实际完成情况，评价方案不允许缺项"});
    }
    return RuleScore{.clause = v1::SCORE_CLAUSE_MISSING};
  }

  // What a rule gave, or a person where the rule leaves it to one.
  RuleScore Decided(const RuleScore& score) {
    if (score.needs_person) return PointsByHand(score);
    if (has_given_points()) return RefusePoints("the rule decides", "由评分规则计算");
    return score;
  }

  RuleScore Outcome() {
    if (result_.outcome() == v1::OUTCOME_UNSPECIFIED) return Missing("outcome");
    return Decided(ScoreEitherOr(result_.outcome(), weight()));
  }

  RuleScore Date() {
    if (!result_.has_completed_date()) return Missing("completed_date");
    return Decided(ScoreDate(result_.completed_date(), row_.deadline, weight(), row_.date));
  }

  absl::StatusOr<RuleScore> Value() {
    if (result_.actual().empty()) return Missing("actual");
    HENG_ASSIGN_OR_RETURN(RuleScore score, ApplyValueRule(DecimalOf(result_.actual())));
    if (!score.needs_person && score.completion_percent.has_value()) OverCompletion(score);
    return Decided(score);
  }

  absl::StatusOr<RuleScore> ApplyValueRule(const Decimal& actual) const {
    const ValueRow value{.target = row_.target, .actual = actual, .weight_points = weight()};
    switch (row_.rule) {
      case v1::RULE_KIND_AT_LEAST:
        return ScoreAtLeast(value);
      case v1::RULE_KIND_AT_MOST:
        return ScoreAtMost(value, row_.at_most);
      case v1::RULE_KIND_RANGE:
        return ScoreRange(
            {.lower = row_.target, .upper = row_.target_upper, .actual = actual, .weight_points = weight()},
            row_.range, row_.at_most);
      case v1::RULE_KIND_STEP_DEDUCTION:
        return ScoreStepDeduction(value, plan_.step_deductions[row_.step_deduction]);
      case v1::RULE_KIND_BRACKETS:
        return ScoreBrackets(plan_.bracket_tables[row_.bracket_table], actual);
      default:
        return ScoreEqual(value, row_.equal);
    }
  }

  // Far beyond the target: points may be lost, or a person may give them.
  void OverCompletion(RuleScore& score) {
    const Ratio& completion = *score.completion_percent;
    const auto reached = [&](v1::OverCompletionEffect effect) {
      return ReachedThreshold(row_.over_completion, effect, completion);
    };
    if (has_given_points() && reached(v1::OVER_COMPLETION_EFFECT_REVIEW) != nullptr) {
      score.needs_person = true;
      score.clause = v1::SCORE_CLAUSE_BY_HAND;
    } else if (const OverCompletionRule* rule = reached(v1::OVER_COMPLETION_EFFECT_DEDUCT); rule != nullptr) {
      score_.over_completion_deduction = rule->deducted_points;
    }
  }

  // `score` with the points that a person gave; they are compulsory here.
  RuleScore PointsByHand(RuleScore score) {
    if (!has_given_points()) {
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
      if (has_given_points()) return RefusePoints("name the band first", "请先填写档次");
      return Missing("band");
    }
    score_.band = plan_.FindBand(result_.band());
    if (score_.band < 0) {
      Refuse("band", "UNKNOWN_CODE",
             {absl::StrCat("the scheme has no band ", Quoted(result_.band()), ": want one of ", BandCodes()),
              absl::StrCat("评价方案中没有档次 ", Quoted(result_.band()), "：应为 ", BandCodes())});
      return RuleScore();
    }
    const BandRule& band = plan_.bands[score_.band];
    if (!has_given_points()) return ScoreBandShare(band, weight());
    const Decimal given = DecimalOf(result_.given_points());
    if (row_.weight_points.has_value()) {
      HENG_ASSIGN_OR_RETURN(BandLimits limits, LimitsOfBand(band, weight()));
      CheckInside(limits, given);
    }
    return ScoreBandPoints(given);
  }

  // Where a reviewer takes points off, those that were given may lie below the band, but never above it.
  void CheckInside(const BandLimits& limits, const Decimal& given) {
    BandLimits allowed = limits;
    if (!result_.deducted_points().empty()) {
      allowed.lower_points = Decimal();
      allowed.lower_inclusive = true;
    }
    if (allowed.Contains(given) && given <= weight()) return;
    Refuse("given_points", "OUT_OF_RANGE",
           {absl::StrCat("points ", given.ToString(), " lie outside the band: want ", allowed.ToString()),
            absl::StrCat("得分 ", given.ToString(), " 不在所选档次内：应为 ", allowed.ToString())});
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
  RowScore& score_;
};

// `points` less the deduction, at least 0.
absl::StatusOr<Ratio> Deduct(const Ratio& points, const std::optional<Decimal>& deduction) {
  if (!deduction.has_value()) return points;
  if (Compare(points, *deduction) <= 0) return Ratio();
  return Subtract(points, *deduction);
}

bool HasPoints(const Plan::Row& row, const RowScore& score) {
  return row.weight_points.has_value() && score.clause != v1::SCORE_CLAUSE_NOT_APPLICABLE;
}

}  // namespace

absl::Status ScoreRow(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result,
                      const RowRef& ref, FieldProblems& problems, RowScore& score) {
  score.Clear();
  if (!CheckRowFields(plan, row, result, ref, problems)) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(RuleScore rule_score, RowScorer(plan, row, result, ref, problems, score).Score());
  score.clause = rule_score.clause;
  score.completion_percent = rule_score.completion_percent;
  if (!HasPoints(row, score)) {
    score.over_completion_deduction.reset();
    return absl::OkStatus();
  }
  if (!result.deducted_points().empty()) score.extra_deduction = DecimalOf(result.deducted_points());
  score.rule_points = rule_score.points;
  HENG_ASSIGN_OR_RETURN(score.exact_points, Deduct(score.rule_points, score.over_completion_deduction));
  HENG_ASSIGN_OR_RETURN(score.exact_points, Deduct(score.exact_points, score.extra_deduction));
  HENG_ASSIGN_OR_RETURN(score.points,
                        RoundPoints(score.exact_points, row.points_rounding, *row.weight_points));
  return absl::OkStatus();
}

}  // namespace heng
