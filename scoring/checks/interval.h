// SPDX-License-Identifier: Apache-2.0
//
// Intervals of bands, brackets and caps, and what can be wrong where two of them meet.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "base/errors.h"
#include "scoring/row_problem.h"

namespace heng {

// No end: values go on.
struct Interval {
  std::optional<Decimal> lower;
  bool lower_inclusive = false;
  std::optional<Decimal> upper;
  bool upper_inclusive = false;

  // "[0.6, 0.8)", "(-∞, 5]"; a single value stands alone: "0.8".
  std::string ToString() const;
  bool Contains(const Decimal& value) const;
  // Its lower end lies above its upper end.
  bool IsReversed() const;
  bool IsEmpty() const;
  // Whether a decimal with at most `places` places lies in it. False for an empty interval.
  bool HasValueAt(int places) const;
};

// Nothing if an end is given that does not parse; an empty text is no end.
std::optional<Interval> ReadInterval(absl::string_view lower, bool lower_inclusive, absl::string_view upper,
                                     bool upper_inclusive);

// What people call the intervals of a list, and the order in which they stand there.
struct IntervalWords {
  absl::string_view en;        // "band"
  absl::string_view zh;        // "档次"
  absl::string_view order_en;  // "from the highest to the lowest"
  absl::string_view order_zh;  // "由高到低"
};

// Adds GAP, OVERLAP or (if `low` stands above `high`) BAD_SCHEME for two intervals that should meet in an end that
// belongs to one of them. Reversed ones are passed over. False if they stand in the wrong order, which makes
// whatever else could be said of the list misleading.
bool CheckMeeting(const Interval& low, const Interval& high, const IntervalWords& words, const RowRef& row,
                  absl::string_view field, FieldProblems& problems);

// Adds UNREACHABLE if no value lies in the interval, or none with at most `places` places where values have no more.
void CheckReachable(const Interval& interval, std::optional<int> places, const IntervalWords& words,
                    const RowRef& row, absl::string_view field, FieldProblems& problems);

}  // namespace heng
