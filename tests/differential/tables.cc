// SPDX-License-Identifier: Apache-2.0
#include "tests/differential/tables.h"

#include <algorithm>
#include <set>
#include <vector>

#include "tests/differential/number_text.h"

namespace heng::differential {
namespace {

// `count` different numbers from low to high, rising. There are more than `count` of them.
std::vector<int64_t> Rising(int count, int64_t low, int64_t high, Random& random) {
  std::set<int64_t> numbers;
  while (static_cast<int>(numbers.size()) < count) numbers.insert(random.Between(low, high));
  return {numbers.begin(), numbers.end()};
}

// Points of brackets that rise to the most, fall from it, or do both.
std::vector<int64_t> BracketPoints(v1::BetterValue better, int count, int64_t most, Random& random) {
  std::vector<int64_t> points = Rising(count - 1, 0, most - 1, random);
  points.push_back(most);
  if (better == v1::BETTER_VALUE_LOWER) std::reverse(points.begin(), points.end());
  if (better == v1::BETTER_VALUE_MIDDLE) {
    const int behind = random.Below(count);
    std::vector<int64_t> falling(points.begin(), points.begin() + behind);
    points.erase(points.begin(), points.begin() + behind);
    points.insert(points.end(), falling.rbegin(), falling.rend());
  }
  return points;
}

int DaysOf(int year, int month) {
  static const std::vector<int> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<size_t>(month - 1)];
}

}  // namespace

void FillBands(v1::Scheme& scheme, Random& random) {
  const int count = 2 + random.Below(4);
  const std::vector<int64_t> ends = Rising(count - 1, 1, 99, random);
  bool upper_inclusive = true;
  for (int i = 0; i < count; ++i) {
    v1::Band& band = *scheme.add_bands();
    const int64_t lower = i == count - 1 ? 0 : ends[static_cast<size_t>(count - 2 - i)];
    const int64_t upper = i == 0 ? 100 : ends[static_cast<size_t>(count - 1 - i)];
    band.set_code("band-" + std::to_string(i));
    band.set_display_name("档次");
    band.set_lower_share(ShortNumberText(lower, 2));
    band.set_lower_inclusive(i == count - 1 || random.OneIn(2));
    band.set_upper_share(NumberText(upper, 2));
    band.set_upper_inclusive(upper_inclusive);
    upper_inclusive = !band.lower_inclusive();
    band.set_share(NumberText(random.Between(lower * 10000 + 1, upper * 10000 - 1), 6));
  }
}

void FillGrades(v1::Scheme& scheme, int64_t whole, int places, Random& random) {
  const int count = random.Below(5);
  if (count == 0) return;
  std::vector<int64_t> limits = Rising(count - 1, 1, whole * TenTo(places) - 1, random);
  limits.insert(limits.begin(), 0);
  for (int i = count - 1; i >= 0; --i) {
    v1::Grade& grade = *scheme.add_grades();
    grade.set_code("grade-" + std::to_string(i));
    grade.set_display_name("等级" + std::to_string(i));
    grade.set_min_points(NumberText(limits[static_cast<size_t>(i)], places));
  }
}

void FillExecutionCaps(v1::Scheme& scheme, int64_t whole, int places, Random& random) {
  const int count = 1 + random.Below(3);
  const std::vector<int64_t> ends = Rising(count, 1, 999, random);
  const std::vector<int64_t> limits = Rising(count, 0, whole * TenTo(places) - 1, random);
  for (int i = 0; i < count; ++i) {
    v1::ExecutionCap& cap = *scheme.add_execution_caps();
    if (i > 0) {
      cap.set_lower_percent(scheme.execution_caps(i - 1).upper_percent());
      cap.set_lower_inclusive(!scheme.execution_caps(i - 1).upper_inclusive());
    }
    cap.set_upper_percent(ShortNumberText(ends[static_cast<size_t>(i)], 1));
    cap.set_upper_inclusive(random.OneIn(2));
    cap.set_max_total_points(NumberText(limits[static_cast<size_t>(i)], places));
  }
}

void FillOverCompletion(v1::RuleOptions& options, Random& random) {
  const int deductions = random.Below(3);
  const bool by_share = random.OneIn(2);
  const std::vector<int64_t> lost = Rising(deductions, 1, by_share ? 1000 : 500, random);
  std::vector<v1::OverCompletionEffect> effects(static_cast<size_t>(deductions),
                                                v1::OVER_COMPLETION_EFFECT_DEDUCT);
  if (random.OneIn(2)) effects.push_back(v1::OVER_COMPLETION_EFFECT_FLAG);
  if (random.OneIn(2)) effects.push_back(v1::OVER_COMPLETION_EFFECT_REASON);
  if (random.OneIn(2)) effects.push_back(v1::OVER_COMPLETION_EFFECT_REVIEW);
  random.Shuffle(effects);
  const std::vector<int64_t> percents =
      Rising(static_cast<int>(effects.size()), 1010, random.OneIn(2) ? 1500 : 3000, random);
  size_t next = 0;
  for (size_t i = 0; i < effects.size(); ++i) {
    v1::OverCompletionThreshold& threshold = *options.add_over_completion();
    threshold.set_completion_percent(NumberText(percents[i], 1));
    threshold.set_effect(effects[i]);
    if (effects[i] != v1::OVER_COMPLETION_EFFECT_DEDUCT) continue;
    if (by_share) {
      threshold.set_deducted_share(NumberText(lost[next++], 3));
    } else {
      threshold.set_deducted_points(NumberText(lost[next++], 2));
    }
  }
}

std::string StepDeductionCode(v1::Scheme& scheme, Random& random) {
  if (scheme.step_deductions_size() > 0 && random.OneIn(3)) {
    return scheme.step_deductions(random.Below(scheme.step_deductions_size())).code();
  }
  v1::StepDeduction& rule = *scheme.add_step_deductions();
  rule.set_code("steps-" + std::to_string(scheme.step_deductions_size()));
  rule.set_display_name("每超一步扣分");
  rule.set_direction(static_cast<v1::StepDirection>(1 + random.Below(3)));
  rule.set_step(random.OneIn(2) ? "1" : NumberText(random.Between(1, 20000), 3));
  rule.set_points_per_step(NumberText(random.Between(1, 300), 2));
  rule.set_counting(static_cast<v1::StepCounting>(random.Below(4)));
  return rule.code();
}

std::string BracketTableCode(v1::Scheme& scheme, int64_t weight, int places, Random& random) {
  v1::BracketTable& table = *scheme.add_bracket_tables();
  table.set_code("brackets-" + std::to_string(scheme.bracket_tables_size()));
  table.set_display_name("分档计分表");
  table.set_better(static_cast<v1::BetterValue>(1 + random.Below(3)));
  const int count = 2 + random.Below(static_cast<int>(std::min<int64_t>(weight, 4)));
  const std::vector<int64_t> ends = Rising(count - 1, -200, 2000, random);
  const std::vector<int64_t> points = BracketPoints(table.better(), count, weight, random);
  for (int i = 0; i < count; ++i) {
    v1::Bracket& bracket = *table.add_brackets();
    if (i > 0) {
      bracket.set_lower(NumberText(ends[static_cast<size_t>(i - 1)], 1));
      bracket.set_lower_inclusive(!table.brackets(i - 1).upper_inclusive());
    }
    if (i < count - 1) {
      bracket.set_upper(ShortNumberText(ends[static_cast<size_t>(i)], 1));
      bracket.set_upper_inclusive(random.OneIn(2));
    }
    bracket.set_points(NumberText(points[static_cast<size_t>(i)], places));
  }
  return table.code();
}

std::string RandomTarget(Random& random) {
  switch (random.Below(10)) {
    case 0:
      return "0";
    case 1:
      return NumberText(random.Between(-20000, -1), 2);
    case 2:
      return NumberText(random.Between(1, 999999999999999999), 6);
    case 3:
      return NumberText(random.Between(1, 99999999), 6);
    case 4:
    case 5:
      return NumberText(random.Between(1, 100000), 2);
    default:
      return std::to_string(random.Between(1, 200));
  }
}

void FillRange(v1::Indicator& row, Random& random) {
  const int64_t lower = random.OneIn(6) ? random.Between(-500, 0) : random.Between(1, 20000);
  const int64_t upper = lower + (random.OneIn(6) ? 0 : random.Between(1, 10000));
  row.set_target(NumberText(lower, 2));
  row.set_target_upper(NumberText(upper, 2));
}

google::type::Date RandomDate(Random& random) {
  google::type::Date date;
  date.set_year(static_cast<int>(random.Between(2023, 2025)));
  date.set_month(1 + random.Below(12));
  date.set_day(1 + random.Below(DaysOf(date.year(), date.month())));
  return date;
}

void FillDeadline(v1::Indicator& row, Random& random) {
  google::type::Date& deadline = *row.mutable_deadline();
  deadline = RandomDate(random);
  if (random.OneIn(2)) return;
  deadline.set_day(0);
  if (random.OneIn(2)) deadline.set_month(0);
}

google::type::Date DateNear(const google::type::Date& deadline, Random& random) {
  google::type::Date date = random.OneIn(3) ? RandomDate(random) : deadline;
  if (date.month() == 0 && random.OneIn(2)) date.set_month(random.OneIn(2) ? 12 : 1);
  if (date.month() != 0 && date.day() == 0 && random.OneIn(2)) {
    date.set_day(random.OneIn(2) ? DaysOf(date.year(), date.month()) : 1);
  }
  if (random.OneIn(3)) {  // the next or the last day, month or year
    const int step = random.OneIn(2) ? 1 : -1;
    if (date.day() != 0 && date.day() + step >= 1 && date.day() + step <= DaysOf(date.year(), date.month())) {
      date.set_day(date.day() + step);
    } else if (date.day() == 0 && date.month() + step >= 1 && date.month() + step <= 12 &&
               date.month() != 0) {
      date.set_month(date.month() + step);
    } else if (date.day() == 0) {
      date.set_year(date.year() + step);
    }
  }
  return date;
}

}  // namespace heng::differential
