// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "base/ratio.h"
#include "scoring/checks/interval.h"
#include "scoring/checks/scheme_parts.h"
#include "scoring/rounding.h"

namespace heng {
namespace {

constexpr IntervalWords kCapWords = {"cap", "封顶区间", "from the lowest to the highest rates", "由低到高"};
constexpr int kMaxCaps = 100;

// A cap without a lower end begins at 0, which is the lowest rate there is.
std::optional<Interval> IntervalOf(const v1::ExecutionCap& cap) {
  const bool from_zero = cap.lower_percent().empty();
  std::optional<Interval> interval =
      ReadInterval(from_zero ? "0" : cap.lower_percent(), from_zero || cap.lower_inclusive(),
                   cap.upper_percent(), cap.upper_inclusive());
  if (interval.has_value() && interval->upper.has_value()) return interval;
  return std::nullopt;
}

bool IsOfPoints(const RoundingSpec& spec) { return spec.places >= 0 && spec.places <= 2; }

// The most that a form can score whose execution rate is at most `rate`: everything but what execution loses. Nothing if
// the weight or a rounding is refused.
std::optional<Decimal> MostAtRate(const v1::Scheme& scheme, const Decimal& rate) {
  const std::optional<Decimal> weight = TryDecimal(scheme.execution().weight_points());
  const RoundingSpec points_rounding = ExecutionPointsRounding(scheme.rounding());
  const RoundingSpec total_rounding = TotalRounding(scheme.rounding());
  if (!weight.has_value() || !IsOfPoints(points_rounding) || !IsOfPoints(total_rounding)) return std::nullopt;
  const absl::StatusOr<Decimal> hundredfold = Multiply(*weight, rate);
  const absl::StatusOr<Decimal> others = Subtract(WholePointsOf(scheme), *weight);
  if (!hundredfold.ok() || !others.ok() || hundredfold->places() + 2 > Decimal::kMaxPlaces)
    return std::nullopt;
  const Decimal exact = Decimal::FromCoefficient(hundredfold->coefficient(), hundredfold->places() + 2);
  const absl::StatusOr<Decimal> points =
      points_rounding.sum_once ? exact : Round(exact, points_rounding.places, points_rounding.mode);
  if (!points.ok()) return std::nullopt;
  const absl::StatusOr<Decimal> most = Add(*others, *points);
  if (!most.ok()) return std::nullopt;
  const absl::StatusOr<Decimal> total = Round(*most, total_rounding.places, total_rounding.mode);
  return total.ok() ? std::optional<Decimal>(*total) : std::nullopt;
}

void CheckLimit(const v1::Scheme& scheme, const v1::ExecutionCap& cap, const RowRef& row,
                FieldProblems& problems) {
  const std::optional<Decimal> limit = TryDecimal(cap.max_total_points());
  const std::optional<Interval> rates = IntervalOf(cap);
  if (!limit.has_value() || !rates.has_value()) return;
  if (const std::optional<Problem> between = BetweenTotals(scheme, *limit))
    AddRowProblem(row, "max_total_points", "OUT_OF_RANGE", *between, problems);
  const std::optional<Decimal> most = MostAtRate(scheme, *rates->upper);
  if (!most.has_value() || *limit < *most) return;
  AddRowProblem(row, "max_total_points", "DEAD_THRESHOLD",
                {absl::StrCat("limit ", limit->ToString(), " never takes anything: rates in ",
                              rates->ToString(), " allow no total above ", most->ToString(), " anyway"),
                 absl::StrCat("封顶 ", limit->ToString(), " 不起作用：执行率在 ", rates->ToString(),
                              " 内时总分本来就不超过 ", most->ToString())},
                problems);
}

void CheckLimits(const v1::ExecutionCap& below, const v1::ExecutionCap& cap, const RowRef& row,
                 FieldProblems& problems) {
  const std::optional<Decimal> before = TryDecimal(below.max_total_points());
  const std::optional<Decimal> limit = TryDecimal(cap.max_total_points());
  if (!before.has_value() || !limit.has_value() || *before < *limit) return;
  const bool same = *before == *limit;
  AddRowProblem(
      row, "max_total_points", same ? "DEAD_THRESHOLD" : "NOT_MONOTONE",
      {absl::StrCat(
           "limit ", limit->ToString(), same ? " is that" : " is below that", " of the cap before, ",
           before->ToString(),
           same ? ", so the end between them makes no difference" : ", so who spends more would score less",
           ": want limits that rise with the rate"),
       absl::StrCat("封顶 ", limit->ToString(), same ? " 与上一区间相同（" : " 低于上一区间（",
                    before->ToString(), same ? "），其间的界限不起作用" : "），执行率更高反而得分更低",
                    "：封顶分应随执行率递增")},
      problems);
}

void CheckRates(const Interval& rates, int index, const RowRef& row, FieldProblems& problems) {
  // Rates are quotients, so between any two different ends there are some.
  CheckReachable(rates, std::nullopt, kCapWords, row, "lower_percent", problems);
  const Decimal full = Decimal::FromInt(100);
  if (*rates.upper > full || (*rates.upper == full && rates.upper_inclusive)) {
    AddRowProblem(row, "upper_percent", "OUT_OF_RANGE",
                  {absl::StrCat("rates ", rates.ToString(),
                                " reach 100, so that who spends everything is limited: want less than 100"),
                   absl::StrCat("区间 ", rates.ToString(), " 包含执行率 100%，全部执行也被封顶：应低于 100")},
                  problems);
  }
  if (index == 0 && (!rates.lower->is_zero() || !rates.lower_inclusive)) {
    AddRowProblem(
        row, "lower_percent", "OPEN_END",
        {absl::StrCat("the lowest cap is ", rates.ToString(),
                      ", but rates go on below, without a limit: want it to begin at 0, inclusive"),
         absl::StrCat("最低一个封顶区间为 ", rates.ToString(), "，更低的执行率反而不封顶：应从 0（含）开始")},
        problems);
  }
}

}  // namespace

void CheckExecutionCaps(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (scheme.execution_caps().empty()) return;
  const std::string field = JoinPath(path, "execution_caps");
  if (!CheckCount(scheme.execution_caps_size(), 0, kMaxCaps, field, problems)) return;
  if (!scheme.has_execution()) {
    problems.Add(
        field, "DEAD_THRESHOLD",
        {absl::StrCat(
             scheme.execution_caps_size(),
             " caps by the execution rate, but the scheme has no execution block: want one, or no caps"),
         absl::StrCat("设置了 ", scheme.execution_caps_size(),
                      " 个执行率封顶区间，但方案不设预算执行：应设预算执行，或删除封顶")});
  }
  for (int i = 0; i < scheme.execution_caps_size(); ++i) {
    const v1::ExecutionCap& cap = scheme.execution_caps(i);
    const RowRef row{path, "execution_caps", i, ""};
    const std::optional<Interval> rates = IntervalOf(cap);
    if (!rates.has_value()) continue;
    CheckRates(*rates, i, row, problems);
    CheckLimit(scheme, cap, row, problems);
    if (i == 0) continue;
    const std::optional<Interval> below = IntervalOf(scheme.execution_caps(i - 1));
    if (!below.has_value()) continue;
    if (CheckMeeting(*below, *rates, kCapWords, row, "lower_percent", problems))
      CheckLimits(scheme.execution_caps(i - 1), cap, row, problems);
  }
}

}  // namespace heng
