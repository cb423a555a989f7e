// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/explain_numbers.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/decimal.h"

namespace heng::cli {
namespace {

constexpr int kExactPlaces = 6;
constexpr int kShownPlaces = 4;
constexpr DecimalLimits kWide{.max_digits = 30, .max_places = Decimal::kMaxPlaces};

std::optional<Decimal> Parse(absl::string_view text) {
  const absl::StatusOr<Decimal> number = Decimal::Parse(text, kWide);
  return number.ok() ? std::optional<Decimal>(*number) : std::nullopt;
}

}  // namespace

std::string ReadableFraction(absl::string_view exact) {
  const std::string text(exact);
  const size_t bar = exact.find('/');
  if (bar == absl::string_view::npos) return text;
  const std::optional<Decimal> above = Parse(exact.substr(0, bar));
  const std::optional<Decimal> below = Parse(exact.substr(bar + 1));
  if (!above || !below || above->is_negative() || below->coefficient() <= 0) return text;
  Int128 rest = above->coefficient() % below->coefficient();
  Int128 digits = above->coefficient() / below->coefficient();
  int places = 0;
  for (; rest != 0 && places < kExactPlaces; ++places) {
    digits = digits * 10 + rest * 10 / below->coefficient();
    rest = rest * 10 % below->coefficient();
  }
  if (rest == 0) return Decimal::FromCoefficient(digits, places).ToString();
  for (; places > kShownPlaces; --places) digits /= 10;
  return absl::StrCat(text, " ≈ ", Decimal::FromCoefficient(digits, places).ToFixed(places), "…");
}

Text RoundingWords(const v1::RoundingRule& rounding) {
  const int places = rounding.places();
  const std::string en = places == 0 ? std::string(" to a whole number")
                                     : absl::StrCat(" to ", places, places == 1 ? " place" : " places");
  const std::string zh = places == 0 ? std::string("至整数") : absl::StrCat("至 ", places, " 位");
  switch (rounding.mode()) {
    case v1::ROUNDING_MODE_TRUNCATE:
      return {.en = "truncated" + en, .zh = "截断" + zh};
    case v1::ROUNDING_MODE_HALF_EVEN:
      return {.en = "half even" + en, .zh = "四舍六入五成双" + zh};
    default:
      return {.en = "half up" + en, .zh = "四舍五入" + zh};
  }
}

std::string ReadableDate(const google::type::Date& date) {
  std::string text = absl::StrCat(date.year());
  if (date.month() > 0) absl::StrAppendFormat(&text, "-%02d", date.month());
  if (date.day() > 0) absl::StrAppendFormat(&text, "-%02d", date.day());
  return text;
}

std::string Interval::ToString() const {
  return absl::StrCat(lower_inclusive && !lower.empty() ? "[" : "(", lower.empty() ? "−∞" : lower, ", ",
                      upper.empty() ? "+∞" : upper, upper_inclusive && !upper.empty() ? "]" : ")");
}

bool Interval::Contains(absl::string_view value) const {
  const std::optional<Decimal> number = Parse(value);
  if (!number) return false;
  if (const std::optional<Decimal> low = Parse(lower);
      low && (*number < *low || (*number == *low && !lower_inclusive))) {
    return false;
  }
  const std::optional<Decimal> high = Parse(upper);
  return !high || *number < *high || (*number == *high && upper_inclusive);
}

}  // namespace heng::cli
