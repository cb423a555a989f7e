// SPDX-License-Identifier: Apache-2.0
//
// Numbers of the oracle: GMP rationals read from and written as the texts of messages. Shares no line with base/decimal
// and base/ratio, so that an error there cannot hide here.
#pragma once

#include <gmpxx.h>

#include <string>

#include "heng/v1/scheme.pb.h"

namespace heng::differential {

// The value of a decimal such as "-12.50"; 0 for an empty text.
mpq_class Rational(const std::string& decimal);

// How one quantity is rounded, with nothing left to a default.
struct Places {
  v1::RoundingMode mode = v1::ROUNDING_MODE_HALF_UP;
  int places = 2;
  bool sum_once = false;
};
Places PlacesOf(const v1::RoundingRule& rule);

mpq_class Rounded(const mpq_class& value, const Places& places);

// Lowest terms: "3213/500", "2".
std::string FractionText(const mpq_class& value);
// Exactly `places` digits after the point; the value must have no more.
std::string FixedText(const mpq_class& value, int places);
// A decimal without trailing zeros; the value must be one.
std::string ShortestText(const mpq_class& value);

}  // namespace heng::differential
