// SPDX-License-Identifier: Apache-2.0
#include "tests/differential/better.h"

#include <algorithm>

#include "tests/differential/number_text.h"

namespace heng::differential {
namespace {

constexpr int kMicroPlaces = 6;
constexpr int64_t kMaxValue = 999'999'999'999'999'999;

int64_t Micros(const std::string& text) { return mpq_class(Rational(text) * 1000000).get_num().get_si(); }

bool Set(int64_t micros, v1::IndicatorResult& result) {
  result.set_actual(ShortNumberText(std::clamp(micros, -kMaxValue, kMaxValue), kMicroPlaces));
  return true;
}

// A step that is mostly small and sometimes reaches far.
int64_t Step(int64_t from, Random& random) {
  switch (random.Below(3)) {
    case 0:
      return 1;
    case 1:
      return random.Between(1, 1000000);
    default:
      return random.Between(1, std::min<int64_t>(std::abs(from) / 2 + 1000, kMaxValue / 2));
  }
}

bool Deducts(const RowRule& row) {
  if (row.over_completion == nullptr) return false;
  return std::any_of(row.over_completion->begin(), row.over_completion->end(), [](const auto& threshold) {
    return threshold.effect() == v1::OVER_COMPLETION_EFFECT_DEDUCT;
  });
}

// Nearer to `target`, or onto it.
bool MoveTowards(int64_t target, int64_t actual, Random& random, v1::IndicatorResult& result) {
  if (actual == target) return false;
  const int64_t step = std::min(Step(actual, random), std::abs(target - actual));
  return Set(actual < target ? actual + step : actual - step, result);
}

bool ImproveValue(const RowRule& row, Random& random, v1::IndicatorResult& result) {
  const int64_t target = Micros(row.indicator->target());
  const int64_t actual = Micros(result.actual());
  const int64_t step = Step(actual, random);
  switch (row.indicator->rule()) {
    case v1::RULE_KIND_AT_LEAST:
      return target >= 0 && !Deducts(row) && Set(actual + step, result);
    case v1::RULE_KIND_AT_MOST:
      return target >= 0 && row.at_most != v1::AT_MOST_OPTION_BY_HAND && Set(actual - step, result);
    case v1::RULE_KIND_EQUAL:
      if (target < 0 || Deducts(row) || row.equal == v1::EQUAL_OPTION_STRICT) return false;
      return target == 0 ? Set(actual - step, result) : Set(actual + step, result);
    case v1::RULE_KIND_RANGE: {
      const int64_t upper = Micros(row.indicator->target_upper());
      if (target < 0 || row.range == v1::RANGE_OPTION_BY_HAND || row.at_most == v1::AT_MOST_OPTION_BY_HAND)
        return false;
      if (actual < target) return MoveTowards(target, actual, random, result);
      return actual > upper && MoveTowards(upper, actual, random, result);
    }
    case v1::RULE_KIND_STEP_DEDUCTION:
      if (row.step_deduction->direction() == v1::STEP_DIRECTION_ABOVE) return Set(actual - step, result);
      if (row.step_deduction->direction() == v1::STEP_DIRECTION_BELOW) return Set(actual + step, result);
      return MoveTowards(target, actual, random, result);
    case v1::RULE_KIND_BRACKETS:
      if (row.bracket_table->better() == v1::BETTER_VALUE_MIDDLE) return false;
      return Set(row.bracket_table->better() == v1::BETTER_VALUE_LOWER ? actual - step : actual + step,
                 result);
    default:
      return false;
  }
}

bool ImproveDate(const RowRule& row, v1::IndicatorResult& result) {
  if (row.date != v1::DATE_OPTION_ZERO || !result.has_completed_date()) return false;
  google::type::Date& date = *result.mutable_completed_date();
  date.set_year(date.year() - 1);
  if (date.month() == 2 && date.day() == 29) date.set_day(28);
  return true;
}

}  // namespace

bool Improve(const RowRule& row, Random& random, v1::IndicatorResult& result) {
  if (!result.given_points().empty() || result.status() == v1::RESULT_STATUS_NOT_APPLICABLE) return false;
  if (result.status() == v1::RESULT_STATUS_NO_EVIDENCE && random.OneIn(2)) return false;
  switch (row.indicator->rule()) {
    case v1::RULE_KIND_EITHER_OR:
    case v1::RULE_KIND_VETO:
      result.set_outcome(v1::OUTCOME_REACHED);
      return true;
    case v1::RULE_KIND_DATE:
      return ImproveDate(row, result);
    default:
      return !result.actual().empty() && ImproveValue(row, random, result);
  }
}

}  // namespace heng::differential
