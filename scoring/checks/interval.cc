// SPDX-License-Identifier: Apache-2.0
#include "scoring/checks/interval.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/ratio.h"
#include "scoring/checks/common.h"

namespace heng {
namespace {

// -1, 0 or 1; no lower end lies below every other.
int CompareLowerEnds(const Interval& a, const Interval& b) {
  if (!a.lower.has_value() || !b.lower.has_value())
    return int{a.lower.has_value()} - int{b.lower.has_value()};
  return Decimal::Compare(*a.lower, *b.lower);
}

bool IsGap(const Interval& low, const Interval& high) {
  if (!low.upper.has_value() || !high.lower.has_value()) return false;
  const int order = Decimal::Compare(*low.upper, *high.lower);
  return order < 0 || (order == 0 && !low.upper_inclusive && !high.lower_inclusive);
}

bool IsOverlap(const Interval& low, const Interval& high) {
  if (!low.upper.has_value() || !high.lower.has_value()) return true;
  const int order = Decimal::Compare(*low.upper, *high.lower);
  return order > 0 || (order == 0 && low.upper_inclusive && high.lower_inclusive);
}

Interval GapBetween(const Interval& low, const Interval& high) {
  return {low.upper, !low.upper_inclusive, high.lower, !high.lower_inclusive};
}

Interval Common(const Interval& low, const Interval& high) {
  const bool low_ends_first = low.upper.has_value() && (!high.upper.has_value() || *low.upper < *high.upper ||
                                                        (*low.upper == *high.upper && !low.upper_inclusive));
  const Interval& first_to_end = low_ends_first ? low : high;
  return {high.lower, high.lower_inclusive, first_to_end.upper, first_to_end.upper_inclusive};
}

}  // namespace

std::string Interval::ToString() const {
  if (lower.has_value() && upper.has_value() && *lower == *upper && lower_inclusive && upper_inclusive)
    return lower->ToString();
  return absl::StrCat(
      lower.has_value() && lower_inclusive ? "[" : "(", lower.has_value() ? lower->ToString() : "-∞", ", ",
      upper.has_value() ? upper->ToString() : "+∞", upper.has_value() && upper_inclusive ? "]" : ")");
}

bool Interval::Contains(const Decimal& value) const {
  if (lower.has_value() && (lower_inclusive ? value < *lower : value <= *lower)) return false;
  return !upper.has_value() || (upper_inclusive ? value <= *upper : value < *upper);
}

bool Interval::IsReversed() const { return lower.has_value() && upper.has_value() && *lower > *upper; }

bool Interval::IsEmpty() const {
  return IsReversed() || (lower.has_value() && upper.has_value() && *lower == *upper &&
                          !(lower_inclusive && upper_inclusive));
}

bool Interval::HasValueAt(int places) const {
  if (!lower.has_value() || !upper.has_value()) return true;
  if (IsEmpty()) return false;
  // The lowest candidates: the lower end cut to so many places, and the value after it.
  const absl::StatusOr<Decimal> start = Round(*lower, places, RoundingMode::kTruncate);
  if (!start.ok()) return true;
  const Decimal step = Decimal::FromCoefficient(1, places);
  const absl::StatusOr<Decimal> next = Add(*start, step);
  return Contains(*start) || (next.ok() && Contains(*next));
}

std::optional<Interval> ReadInterval(absl::string_view lower, bool lower_inclusive, absl::string_view upper,
                                     bool upper_inclusive) {
  const Interval interval{TryDecimal(lower), lower_inclusive, TryDecimal(upper), upper_inclusive};
  if (interval.lower.has_value() == lower.empty() || interval.upper.has_value() == upper.empty())
    return std::nullopt;
  return interval;
}

bool CheckMeeting(const Interval& low, const Interval& high, const IntervalWords& words, const RowRef& row,
                  absl::string_view field, FieldProblems& problems) {
  if (low.IsReversed() || high.IsReversed()) return true;
  const std::string low_text = low.ToString();
  const std::string high_text = high.ToString();
  const std::string want_en = absl::StrCat(": want ", words.en, "s, ", words.order_en,
                                           ", to meet in an end that belongs to one of them");
  const std::string want_zh =
      absl::StrCat("：各", words.zh, "应", words.order_zh, "首尾相接，端点注明“含”且只归其中一个");
  if (CompareLowerEnds(low, high) > 0) {
    AddRowProblem(row, field, "BAD_SCHEME",
                  {absl::StrCat(words.en, " ", low_text, " stands where one below ", high_text,
                                " should stand: want ", words.en, "s ", words.order_en),
                   absl::StrCat(words.zh, " ", low_text, " 的位置应是低于 ", high_text, " 的", words.zh,
                                "：应", words.order_zh, "排列")},
                  problems);
    return false;
  }
  if (IsGap(low, high)) {
    const std::string values = GapBetween(low, high).ToString();
    AddRowProblem(row, field, "GAP",
                  {absl::StrCat("no ", words.en, " covers ", values, ", between ", low_text, " and ",
                                high_text, want_en),
                   absl::StrCat("没有", words.zh, "覆盖 ", values, "（在 ", low_text, " 与 ", high_text,
                                " 之间）", want_zh)},
                  problems);
  } else if (IsOverlap(low, high)) {
    const std::string values = Common(low, high).ToString();
    AddRowProblem(
        row, field, "OVERLAP",
        {absl::StrCat(words.en, "s ", low_text, " and ", high_text, " both cover ", values, want_en),
         absl::StrCat(words.zh, " ", low_text, " 与 ", high_text, " 都覆盖 ", values, want_zh)},
        problems);
  }
  return true;
}

void CheckReachable(const Interval& interval, std::optional<int> places, const IntervalWords& words,
                    const RowRef& row, absl::string_view field, FieldProblems& problems) {
  if (places.has_value() ? interval.HasValueAt(*places) : !interval.IsEmpty()) return;
  const std::string text = interval.ToString();
  const std::string places_en = places.has_value() ? absl::StrCat(" with ", *places, " places") : "";
  const std::string places_zh = places.has_value() ? absl::StrCat(" ", *places, " 位小数以内的") : "";
  AddRowProblem(row, field, "UNREACHABLE",
                {absl::StrCat("the ", words.en, " is empty: no value", places_en, " lies in ", text),
                 absl::StrCat(words.zh, "区间为空：没有", places_zh, "数值落在 ", text, " 内")},
                problems);
}

}  // namespace heng
