// SPDX-License-Identifier: Apache-2.0
//
// Numbers of a certificate as people read them.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "google/type/date.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {

// A fraction such as 384/49: "384/49 ≈ 7.8367…"; one that ends within 6 places, such as 15/2, as that decimal, "7.5".
// Text that is no fraction of numbers below 10^30 stays as it is.
std::string ReadableFraction(absl::string_view exact);

// "half up to 2 places", "四舍五入至 2 位".
Text RoundingWords(const v1::RoundingRule& rounding);

// "2024-09-30"; without a day or a month as far as it goes.
std::string ReadableDate(const google::type::Date& date);

// Three fields of an interval as [a, b], (a, b], …; an end that is empty is infinite.
struct Interval {
  std::string lower;
  bool lower_inclusive = false;
  std::string upper;
  bool upper_inclusive = false;

  std::string ToString() const;
  // `value` and the ends are decimals.
  bool Contains(absl::string_view value) const;
};

}  // namespace heng::cli
