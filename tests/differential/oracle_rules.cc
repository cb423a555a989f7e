// SPDX-License-Identifier: Apache-2.0
#include "tests/differential/oracle_rules.h"

#include <algorithm>
#include <tuple>

namespace heng::differential {
namespace {

RuleResult Full(const mpq_class& weight, std::optional<mpq_class> completion) {
  return {.clause = v1::SCORE_CLAUSE_TARGET_MET, .points = weight, .completion = std::move(completion)};
}

RuleResult Person(std::optional<mpq_class> completion) {
  return {.clause = v1::SCORE_CLAUSE_BY_HAND, .completion = std::move(completion), .needs_person = true};
}

RuleResult ZeroTargetMissed(std::optional<mpq_class> completion) {
  return {.clause = v1::SCORE_CLAUSE_ZERO_TARGET_MISSED, .completion = std::move(completion)};
}

RuleResult AtLeast(const mpq_class& a, const mpq_class& b, const mpq_class& w, Mistake mistake) {
  if (a < 0) return Person(std::nullopt);
  if (a == 0) return b >= 0 ? Full(w, std::nullopt) : ZeroTargetMissed(std::nullopt);
  if (b < 0) return {.clause = v1::SCORE_CLAUSE_NEGATIVE_ACTUAL, .completion = mpq_class(0)};
  const mpq_class percent = b * 100 / a;
  const bool met = mistake == Mistake::kClauseEdge ? b > a : b >= a;
  if (met) return Full(w, percent);
  return {.clause = v1::SCORE_CLAUSE_PRO_RATA, .points = w * b / a, .completion = percent};
}

RuleResult AtMost(const mpq_class& a, const mpq_class& b, const mpq_class& w, v1::AtMostOption option) {
  if (b <= a) return Full(w, mpq_class(100));
  if (a < 0) return Person(std::nullopt);
  if (a == 0) return ZeroTargetMissed(mpq_class(0));
  const mpq_class percent = a * 100 / b;
  if (option == v1::AT_MOST_OPTION_BY_HAND) return Person(percent);
  if (option == v1::AT_MOST_OPTION_LINEAR) {
    const mpq_class points = w * (1 - (b - a) / a);
    return {.clause = v1::SCORE_CLAUSE_LINEAR,
            .points = points < 0 ? mpq_class(0) : points,
            .completion = percent};
  }
  return {.clause = v1::SCORE_CLAUSE_INVERSE_RATIO, .points = w * a / b, .completion = percent};
}

std::optional<mpq_class> EqualCompletion(const mpq_class& a, const mpq_class& b) {
  if (a <= 0) return std::nullopt;
  return b < 0 ? mpq_class(0) : mpq_class(b * 100 / a);
}

RuleResult Equal(const mpq_class& a, const mpq_class& b, const mpq_class& w, v1::EqualOption option,
                 Mistake mistake) {
  if (option == v1::EQUAL_OPTION_STRICT) {
    return a == b ? Full(w, EqualCompletion(a, b)) : Person(EqualCompletion(a, b));
  }
  if (a == 0) return b <= 0 ? Full(w, std::nullopt) : ZeroTargetMissed(std::nullopt);
  return AtLeast(a, b, w, mistake);
}

RuleResult Range(const RowRule& row, const mpq_class& b, const mpq_class& w, Mistake mistake) {
  const mpq_class lower = Rational(row.indicator->target());
  const mpq_class upper = Rational(row.indicator->target_upper());
  if (b >= lower && b <= upper) return Full(w, mpq_class(100));
  if (row.range == v1::RANGE_OPTION_ZERO) return {.clause = v1::SCORE_CLAUSE_OUTSIDE_RANGE};
  if (row.range == v1::RANGE_OPTION_BY_HAND) return Person(std::nullopt);
  return b < lower ? AtLeast(lower, b, w, mistake) : AtMost(upper, b, w, row.at_most);
}

// A deadline without a day ends with its month, one without a month with its year.
RuleResult Date(const RowRule& row, const google::type::Date& done, const mpq_class& w) {
  const google::type::Date& deadline = row.indicator->deadline();
  const int last_month = deadline.month() == 0 ? 12 : deadline.month();
  const int last_day = deadline.day() == 0 ? 31 : deadline.day();
  const bool in_time = std::make_tuple(done.year(), done.month(), done.day()) <=
                       std::make_tuple(deadline.year(), last_month, last_day);
  if (in_time) return Full(w, std::nullopt);
  if (row.date == v1::DATE_OPTION_ZERO) return {.clause = v1::SCORE_CLAUSE_LATE};
  return Person(std::nullopt);
}

RuleResult StepDeduction(const RowRule& row, const mpq_class& b, const mpq_class& w) {
  const v1::StepDeduction& rule = *row.step_deduction;
  mpq_class beyond = b - Rational(row.indicator->target());
  if (rule.direction() == v1::STEP_DIRECTION_BELOW) beyond = -beyond;
  if (rule.direction() == v1::STEP_DIRECTION_BOTH) beyond = abs(beyond);
  if (beyond <= 0) return Full(w, mpq_class(100));
  mpq_class steps = beyond / Rational(rule.step());
  if (rule.counting() != v1::STEP_COUNTING_PROPORTIONAL) {
    mpz_class whole;
    if (rule.counting() == v1::STEP_COUNTING_FULL) {
      mpz_fdiv_q(whole.get_mpz_t(), steps.get_num_mpz_t(), steps.get_den_mpz_t());
    } else {
      mpz_cdiv_q(whole.get_mpz_t(), steps.get_num_mpz_t(), steps.get_den_mpz_t());
    }
    steps = whole;
  }
  RuleResult result{.clause = v1::SCORE_CLAUSE_STEPS_DEDUCTED,
                    .points = w - steps * Rational(rule.points_per_step())};
  if (result.points < 0) result.points = 0;
  if (result.points == w) result.completion = mpq_class(100);
  return result;
}

bool Contains(const v1::Bracket& bracket, const mpq_class& b, Mistake mistake) {
  const bool flip = mistake == Mistake::kBracketEnd;
  if (!bracket.lower().empty()) {
    const mpq_class lower = Rational(bracket.lower());
    if (b < lower || (b == lower && bracket.lower_inclusive() == flip)) return false;
  }
  if (!bracket.upper().empty()) {
    const mpq_class upper = Rational(bracket.upper());
    if (b > upper || (b == upper && bracket.upper_inclusive() == flip)) return false;
  }
  return true;
}

RuleResult Brackets(const RowRule& row, const mpq_class& b, Mistake mistake) {
  RuleResult result{.clause = v1::SCORE_CLAUSE_BRACKET};
  for (const v1::Bracket& bracket : row.bracket_table->brackets()) {
    if (Contains(bracket, b, mistake)) result.points = Rational(bracket.points());
  }
  return result;
}

RuleResult EitherOr(v1::Outcome outcome, const mpq_class& w) {
  if (outcome == v1::OUTCOME_REACHED) return Full(w, mpq_class(100));
  return {.clause = v1::SCORE_CLAUSE_NOT_REACHED, .completion = mpq_class(0)};
}

RuleResult BandShare(const v1::Scheme& scheme, const std::string& code, const mpq_class& w) {
  const auto band = std::find_if(scheme.bands().begin(), scheme.bands().end(),
                                 [&](const v1::Band& candidate) { return candidate.code() == code; });
  return {.clause = v1::SCORE_CLAUSE_BAND_SHARE,
          .points = Rational(band->share()) * w,
          .completion = mpq_class(100)};
}

}  // namespace

RuleResult ApplyRule(const RowRule& row, const v1::Scheme& scheme, const v1::IndicatorResult& result,
                     Mistake mistake) {
  const mpq_class w = row.weight.value_or(mpq_class(0));
  const mpq_class a = Rational(row.indicator->target());
  const mpq_class b = Rational(result.actual());
  switch (row.indicator->rule()) {
    case v1::RULE_KIND_AT_LEAST:
      return AtLeast(a, b, w, mistake);
    case v1::RULE_KIND_AT_MOST:
      return AtMost(a, b, w, row.at_most);
    case v1::RULE_KIND_EQUAL:
      return Equal(a, b, w, row.equal, mistake);
    case v1::RULE_KIND_RANGE:
      return Range(row, b, w, mistake);
    case v1::RULE_KIND_DATE:
      return Date(row, result.completed_date(), w);
    case v1::RULE_KIND_STEP_DEDUCTION:
      return StepDeduction(row, b, w);
    case v1::RULE_KIND_BRACKETS:
      return Brackets(row, b, mistake);
    case v1::RULE_KIND_EITHER_OR:
      return EitherOr(result.outcome(), w);
    case v1::RULE_KIND_BAND:
      return BandShare(scheme, result.band(), w);
    default:
      return Person(std::nullopt);
  }
}

const v1::OverCompletionThreshold* Reached(const RowRule& row, v1::OverCompletionEffect effect,
                                           const mpq_class& completion) {
  const v1::RuleKind kind = row.indicator->rule();
  if (row.over_completion == nullptr || (kind != v1::RULE_KIND_AT_LEAST && kind != v1::RULE_KIND_EQUAL))
    return nullptr;
  const v1::OverCompletionThreshold* reached = nullptr;
  for (const v1::OverCompletionThreshold& threshold : *row.over_completion) {
    if (threshold.effect() != effect || completion < Rational(threshold.completion_percent())) continue;
    if (reached == nullptr ||
        Rational(threshold.completion_percent()) > Rational(reached->completion_percent())) {
      reached = &threshold;
    }
  }
  return reached;
}

}  // namespace heng::differential
