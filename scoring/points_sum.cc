// SPDX-License-Identifier: Apache-2.0
#include "scoring/points_sum.h"

#include "base/status_macros.h"

namespace heng {
namespace {

constexpr int kPlaces = 2;

mpz_class FromInt128(Int128 value) {
  const bool negative = value < 0;
  const auto magnitude =
      negative ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value);
  mpz_class result = static_cast<unsigned long>(magnitude >> 64);
  result <<= 64;
  result += static_cast<unsigned long>(magnitude);
  return negative ? mpz_class(-result) : result;
}

// The quotient of non-negative numerator and positive denominator as a whole number.
mpz_class RoundedQuotient(const mpz_class& numerator, const mpz_class& denominator, RoundingMode mode) {
  mpz_class quotient, remainder;
  mpz_tdiv_qr(quotient.get_mpz_t(), remainder.get_mpz_t(), numerator.get_mpz_t(), denominator.get_mpz_t());
  if (mode == RoundingMode::kTruncate) return quotient;
  const int half = cmp(mpz_class(remainder * 2), denominator);
  const bool odd = mpz_odd_p(quotient.get_mpz_t()) != 0;
  const bool up = half > 0 || (half == 0 && (mode == RoundingMode::kHalfUp || odd));
  return up ? mpz_class(quotient + 1) : quotient;
}

mpq_class FromDecimal(const Decimal& value) {
  mpz_class scale;
  mpz_ui_pow_ui(scale.get_mpz_t(), 10, static_cast<unsigned long>(value.places()));
  mpq_class result(FromInt128(value.coefficient()), scale);
  result.canonicalize();
  return result;
}

absl::StatusOr<std::optional<Decimal>> RoundedFraction(const mpq_class& value, const RoundingSpec& spec) {
  mpz_class scale;
  mpz_ui_pow_ui(scale.get_mpz_t(), 10, static_cast<unsigned long>(spec.places));
  const mpz_class units = RoundedQuotient(value.get_num() * scale, value.get_den(), spec.mode);
  if (!units.fits_slong_p()) return absl::OutOfRangeError("sum of points does not fit 63 bits");
  return std::optional<Decimal>(Decimal::FromCoefficient(units.get_si(), spec.places));
}

}  // namespace

absl::Status PointsSum::AddRounded(const Decimal& points) {
  if (points.places() == kPlaces) {  // nearly always
    hundredths_ += static_cast<int64_t>(points.coefficient());
    return absl::OkStatus();
  }
  HENG_ASSIGN_OR_RETURN(int64_t hundredths, points.ToUnits(kPlaces));
  hundredths_ += hundredths;
  return absl::OkStatus();
}

void PointsSum::AddExact(const Ratio& points) {
  mpq_class part(FromInt128(points.numerator()), FromInt128(points.denominator()));
  part.canonicalize();
  if (exact_.has_value()) {
    *exact_ += part;
  } else {
    exact_ = std::move(part);
  }
}

void PointsSum::AddScaled(const PointsSum& other, const Decimal& numerator, const Decimal& denominator) {
  unknown_ = unknown_ || other.unknown_;
  const mpq_class part = other.Exact() * FromDecimal(numerator) / FromDecimal(denominator);
  exact_ = exact_.has_value() ? mpq_class(*exact_ + part) : part;
}

mpq_class PointsSum::Exact() const {
  mpq_class sum(mpz_class(static_cast<long>(hundredths_)), mpz_class(100));
  sum.canonicalize();
  if (exact_.has_value()) sum += *exact_;
  return sum;
}

absl::StatusOr<std::optional<Decimal>> PointsSum::Round(const RoundingSpec& spec) const {
  if (unknown_) return std::optional<Decimal>();
  if (exact_.has_value()) return RoundedFraction(Exact(), spec);
  HENG_ASSIGN_OR_RETURN(Decimal sum,
                        heng::Round(Decimal::FromCoefficient(hundredths_, kPlaces), spec.places, spec.mode));
  return std::optional<Decimal>(sum);
}

absl::StatusOr<std::optional<Decimal>> PointsSum::RoundScaled(const RoundingSpec& spec,
                                                              const Decimal& numerator,
                                                              const Decimal& denominator) const {
  if (unknown_) return std::optional<Decimal>();
  if (exact_.has_value()) {
    return RoundedFraction(Exact() * FromDecimal(numerator) / FromDecimal(denominator), spec);
  }
  HENG_ASSIGN_OR_RETURN(
      const Ratio scaled,
      Ratio::MultiplyDivide(Decimal::FromCoefficient(hundredths_, kPlaces), numerator, denominator));
  HENG_ASSIGN_OR_RETURN(Decimal points, scaled.Round(spec.places, spec.mode));
  return std::optional<Decimal>(points);
}

std::string PointsSum::ExactText() const { return unknown_ ? "" : Exact().get_str(); }

}  // namespace heng
