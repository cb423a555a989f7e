// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/band.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace heng {
namespace {

constexpr int kLimitPlaces = 2;

absl::StatusOr<Decimal> Limit(const Decimal& share, const Decimal& weight_points) {
  if (share == Decimal::FromInt(1)) return weight_points;
  HENG_ASSIGN_OR_RETURN(Decimal exact, Multiply(share, weight_points));
  return Round(exact, kLimitPlaces, RoundingMode::kHalfUp);
}

std::string LimitText(const Decimal& limit) {
  const Decimal shortest = limit.Normalized();
  return shortest.places() > kLimitPlaces ? shortest.ToString() : shortest.ToFixed(kLimitPlaces);
}

}  // namespace

bool BandLimits::Contains(const Decimal& points) const {
  const int low = Decimal::Compare(points, lower_points);
  const int high = Decimal::Compare(points, upper_points);
  return (lower_inclusive ? low >= 0 : low > 0) && (upper_inclusive ? high <= 0 : high < 0);
}

std::string BandLimits::ToString() const {
  return absl::StrCat(lower_inclusive ? "[" : "(", LimitText(lower_points), ", ", LimitText(upper_points),
                      upper_inclusive ? "]" : ")");
}

absl::StatusOr<BandLimits> LimitsOfBand(const BandRule& band, const Decimal& weight_points) {
  BandLimits limits;
  HENG_ASSIGN_OR_RETURN(limits.lower_points, Limit(band.lower_share, weight_points));
  HENG_ASSIGN_OR_RETURN(limits.upper_points, Limit(band.upper_share, weight_points));
  limits.lower_inclusive = band.lower_inclusive;
  limits.upper_inclusive = band.upper_inclusive;
  return limits;
}

absl::StatusOr<RuleScore> ScoreBandShare(const BandRule& band, const Decimal& weight_points) {
  RuleScore score;
  score.clause = v1::SCORE_CLAUSE_BAND_SHARE;
  score.completion_percent = Ratio(Decimal::FromInt(100));
  HENG_ASSIGN_OR_RETURN(score.points, Ratio::MultiplyDivide(band.share, weight_points, Decimal::FromInt(1)));
  return score;
}

RuleScore ScoreBandPoints(const Decimal& given_points) {
  RuleScore score;
  score.clause = v1::SCORE_CLAUSE_BAND_POINTS;
  score.completion_percent = Ratio(Decimal::FromInt(100));
  score.points = Ratio(given_points);
  return score;
}

}  // namespace heng
