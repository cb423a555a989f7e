// SPDX-License-Identifier: Apache-2.0
#include "scoring/checks/scheme_parts.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "scoring/checks/common.h"

namespace heng {
namespace {

constexpr int kMaxPointsPlaces = 2;
constexpr int kMaxRatePlaces = 6;

enum class Quantity { kPoints, kRate };

void CheckRoundingRule(const v1::RoundingRule& rule, Quantity quantity, absl::string_view field,
                       FieldProblems& problems) {
  const int max_places = quantity == Quantity::kRate ? kMaxRatePlaces : kMaxPointsPlaces;
  if (rule.places() < 0 || rule.places() > max_places) {
    problems.Add(absl::StrCat(field, ".places"), "OUT_OF_RANGE",
                 {absl::StrCat(rule.places(), " places: want 0 to ", max_places),
                  absl::StrCat("小数位数为 ", rule.places(), "：应为 0 至 ", max_places)});
  }
  if (quantity == Quantity::kRate && rule.stage() == v1::ROUNDING_STAGE_SUM_ONCE) {
    problems.Add(absl::StrCat(field, ".stage"), "NOT_ALLOWED",
                 {"rates are not added up: want no stage", "比率不参与求和：不应设置取整阶段"});
  }
}

// The ends of a band that both parse.
struct Ends {
  Decimal lower;
  Decimal upper;
};

std::optional<Ends> EndsOf(const v1::Band& band) {
  const std::optional<Decimal> lower = TryDecimal(band.lower_share());
  const std::optional<Decimal> upper = TryDecimal(band.upper_share());
  if (!lower.has_value() || !upper.has_value()) return std::nullopt;
  return Ends{*lower, *upper};
}

std::string IntervalOf(const v1::Band& band) {
  return absl::StrCat(band.lower_inclusive() ? "[" : "(", band.lower_share(), ", ", band.upper_share(),
                      band.upper_inclusive() ? "]" : ")");
}

bool Contains(const v1::Band& band, const Ends& ends, const Decimal& share) {
  return (band.lower_inclusive() ? share >= ends.lower : share > ends.lower) &&
         (band.upper_inclusive() ? share <= ends.upper : share < ends.upper);
}

void CheckOneBand(const v1::Band& band, const RowRef& row, FieldProblems& problems) {
  const std::optional<Ends> ends = EndsOf(band);
  if (!ends.has_value()) return;
  if (ends->lower >= ends->upper) {
    AddRowProblem(
        row, "lower_share", "BAD_SCHEME",
        {absl::StrCat("the band is empty: ", IntervalOf(band), "; want the lower end below the upper end"),
         absl::StrCat("档次区间为空：", IntervalOf(band), "；下限应小于上限")},
        problems);
    return;
  }
  const std::optional<Decimal> share = TryDecimal(band.share());
  if (!share.has_value() || Contains(band, *ends, *share)) return;
  AddRowProblem(row, "share", "BAD_SCHEME",
                {absl::StrCat("share ", band.share(), " lies outside ", IntervalOf(band)),
                 absl::StrCat("比例 ", band.share(), " 不在区间 ", IntervalOf(band), " 内")},
                problems);
}

// `above` and `below` stand next to each other: they must touch, and their common end belongs to exactly one.
void CheckNeighbours(const v1::Band& above, const v1::Band& below, const RowRef& row,
                     FieldProblems& problems) {
  const std::optional<Ends> high = EndsOf(above);
  const std::optional<Ends> low = EndsOf(below);
  if (!high.has_value() || !low.has_value()) return;
  const bool touch = high->lower == low->upper;
  if (touch && above.lower_inclusive() != below.upper_inclusive()) return;
  AddRowProblem(
      row, "upper_share", "BAD_SCHEME",
      {absl::StrCat("bands ", IntervalOf(above), " and ", IntervalOf(below),
                    " leave a gap or overlap: want them, from the highest to the lowest, to meet in an end "
                    "that belongs to one of them"),
       absl::StrCat("档次 ", IntervalOf(above), " 与 ", IntervalOf(below),
                    " 之间有空隙或重叠：应由高到低首尾相接，端点只归其中一档")},
      problems);
}

void CheckOuterEnds(const v1::Scheme& scheme, const CodedList& list, FieldProblems& problems) {
  const int last = scheme.bands_size() - 1;
  const std::optional<Ends> top = EndsOf(scheme.bands(0));
  const std::optional<Ends> bottom = EndsOf(scheme.bands(last));
  if (top.has_value() && (top->upper != Decimal::FromInt(1) || !scheme.bands(0).upper_inclusive())) {
    AddRowProblem(list.Ref(0), "upper_share", "BAD_SCHEME",
                  {absl::StrCat("the highest band is ", IntervalOf(scheme.bands(0)),
                                ": want it to end at 1, inclusive"),
                   absl::StrCat("最高档为 ", IntervalOf(scheme.bands(0)), "：上限应为 1（含）")},
                  problems);
  }
  if (bottom.has_value() && (!bottom->lower.is_zero() || !scheme.bands(last).lower_inclusive())) {
    AddRowProblem(list.Ref(last), "lower_share", "BAD_SCHEME",
                  {absl::StrCat("the lowest band is ", IntervalOf(scheme.bands(last)),
                                ": want it to begin at 0, inclusive"),
                   absl::StrCat("最低档为 ", IntervalOf(scheme.bands(last)), "：下限应为 0（含）")},
                  problems);
  }
}

}  // namespace

void CheckRounding(const v1::Rounding& rounding, absl::string_view path, FieldProblems& problems) {
  CheckRoundingRule(rounding.execution_rate(), Quantity::kRate, JoinPath(path, "execution_rate"), problems);
  CheckRoundingRule(rounding.execution_points(), Quantity::kPoints, JoinPath(path, "execution_points"),
                    problems);
  CheckRoundingRule(rounding.indicator_points(), Quantity::kPoints, JoinPath(path, "indicator_points"),
                    problems);
  CheckRoundingRule(rounding.completion(), Quantity::kRate, JoinPath(path, "completion"), problems);
  CheckRoundingRule(rounding.total(), Quantity::kPoints, JoinPath(path, "total"), problems);
  absl::flat_hash_map<int, int> first;
  for (int i = 0; i < rounding.indicator_points_by_rule_size(); ++i) {
    const v1::RuleKindRounding& special = rounding.indicator_points_by_rule(i);
    const std::string field = JoinPath(path, absl::StrCat("indicator_points_by_rule[", i, "]"));
    CheckRoundingRule(special.rounding(), Quantity::kPoints, absl::StrCat(field, ".rounding"), problems);
    if (special.rule() == v1::RULE_KIND_UNSPECIFIED) {
      problems.Add(absl::StrCat(field, ".rule"), "REQUIRED",
                   {"the rule kind is missing", "缺少评分规则类型"});
    }
    const auto [seen, is_new] = first.emplace(special.rule(), i);
    if (is_new) continue;
    problems.Add(absl::StrCat(field, ".rule"), "DUPLICATE_CODE",
                 {absl::StrCat("the rule kind has a rounding already, in entry ", seen->second + 1),
                  absl::StrCat("该规则类型已在第 ", seen->second + 1, " 条中设置取整")});
  }
}

void CheckBands(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (scheme.bands().empty()) return;
  CodedList list{path, "bands", {}};
  for (const v1::Band& band : scheme.bands()) list.rows.push_back({band.code(), band.display_name(), ""});
  CheckCodes(list, "code", problems);
  for (int i = 0; i < scheme.bands_size(); ++i) {
    CheckOneBand(scheme.bands(i), list.Ref(i), problems);
    if (i > 0) CheckNeighbours(scheme.bands(i - 1), scheme.bands(i), list.Ref(i), problems);
  }
  CheckOuterEnds(scheme, list, problems);
}

void CheckGrades(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (scheme.grades().empty()) return;
  CodedList list{path, "grades", {}};
  for (const v1::Grade& grade : scheme.grades())
    list.rows.push_back({grade.code(), grade.display_name(), ""});
  CheckCodes(list, "code", problems);
  const std::optional<Decimal> total =
      TryDecimal(scheme.total_points().empty() ? "100" : scheme.total_points());
  for (int i = 0; i < scheme.grades_size(); ++i) {
    const std::optional<Decimal> limit = TryDecimal(scheme.grades(i).min_points());
    if (!limit.has_value()) continue;
    const std::optional<Decimal> above = i == 0 ? total : TryDecimal(scheme.grades(i - 1).min_points());
    if (above.has_value() && (i == 0 ? *limit > *above : *limit >= *above)) {
      AddRowProblem(list.Ref(i), "min_points", "BAD_SCHEME",
                    {absl::StrCat("limit ", limit->ToString(), " cannot be told from or reached below ",
                                  above->ToString(),
                                  ": want limits that fall from grade to grade, the first within "
                                  "the total"),
                     absl::StrCat("下限 ", limit->ToString(), " 与 ", above->ToString(),
                                  " 不相容：各等级下限应逐级递减，最高等级不超过总分")},
                    problems);
    }
    if (i == scheme.grades_size() - 1 && !limit->is_zero()) {
      AddRowProblem(list.Ref(i), "min_points", "BAD_SCHEME",
                    {absl::StrCat("the lowest grade begins at ", limit->ToString(), ", want 0"),
                     absl::StrCat("最低等级下限为 ", limit->ToString(), "，应为 0")},
                    problems);
    }
  }
}

}  // namespace heng
