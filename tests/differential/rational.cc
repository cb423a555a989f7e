// SPDX-License-Identifier: Apache-2.0
#include "tests/differential/rational.h"

#include <cstdlib>

namespace heng::differential {
namespace {

mpz_class PowerOfTen(unsigned places) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, places);
  return power;
}

}  // namespace

mpq_class Rational(const std::string& decimal) {
  if (decimal.empty()) return 0;
  std::string digits = decimal;
  const size_t point = digits.find('.');
  unsigned places = 0;
  if (point != std::string::npos) {
    places = static_cast<unsigned>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  mpq_class value(mpz_class(digits, 10), PowerOfTen(places));
  value.canonicalize();
  return value;
}

Places PlacesOf(const v1::RoundingRule& rule) {
  Places places;
  if (rule.mode() != v1::ROUNDING_MODE_UNSPECIFIED) places.mode = rule.mode();
  places.places = rule.places();
  places.sum_once = rule.stage() == v1::ROUNDING_STAGE_SUM_ONCE;
  return places;
}

mpq_class Rounded(const mpq_class& value, const Places& places) {
  const mpz_class power = PowerOfTen(static_cast<unsigned>(places.places));
  const mpq_class scaled = abs(value) * power;
  mpz_class whole;
  mpz_class rest;
  mpz_fdiv_qr(whole.get_mpz_t(), rest.get_mpz_t(), scaled.get_num_mpz_t(), scaled.get_den_mpz_t());
  const int half = cmp(mpz_class(rest * 2), scaled.get_den());
  if (places.mode == v1::ROUNDING_MODE_HALF_UP && half >= 0) ++whole;
  if (places.mode == v1::ROUNDING_MODE_HALF_EVEN && (half > 0 || (half == 0 && mpz_odd_p(whole.get_mpz_t()))))
    ++whole;
  mpq_class rounded(sgn(value) < 0 ? mpz_class(-whole) : whole, power);
  rounded.canonicalize();
  return rounded;
}

std::string FractionText(const mpq_class& value) { return value.get_str(); }

std::string FixedText(const mpq_class& value, int places) {
  const mpq_class scaled = abs(value) * PowerOfTen(static_cast<unsigned>(places));
  if (scaled.get_den() != 1) std::abort();
  std::string digits = scaled.get_num().get_str();
  const size_t wanted = static_cast<size_t>(places) + 1;
  if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - static_cast<size_t>(places), ".");
  return sgn(value) < 0 ? "-" + digits : digits;
}

std::string ShortestText(const mpq_class& value) {
  int places = 0;
  mpz_class power = 1;
  while (mpq_class(value * power).get_den() != 1) {
    power *= 10;
    if (++places > 40) std::abort();
  }
  return FixedText(value, places);
}

}  // namespace heng::differential
