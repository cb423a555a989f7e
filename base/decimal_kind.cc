// SPDX-License-Identifier: Apache-2.0
#include "base/decimal_kind.h"

#include <cstdlib>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/decimal.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace heng {
namespace {

constexpr DecimalLimits kWidest{.max_digits = 38, .max_places = Decimal::kMaxPlaces};
constexpr int64_t kAmountEnd = 1'000'000'000'000'000;  // exclusive
constexpr int64_t kMaxWeight = 10'000;

// A range in numbers and in words. The words follow "want" and 请填写.
struct Range {
  DecimalLimits limits;
  std::optional<int64_t> max;  // of the absolute value
  bool max_inclusive = true;
  absl::string_view en;
  absl::string_view zh;
};

const Range& RangeOf(v1::DecimalKind kind) {
  static constexpr Range kAmount{{.max_digits = 18, .max_places = 2, .allow_negative = false},
                                 kAmountEnd,
                                 false,
                                 "an amount in yuan, 0 or more and below 10^15, with at most 2 places",
                                 "以元为单位的金额：不小于 0，小于 1000 万亿，最多 2 位小数"};
  static constexpr Range kSignedAmount{{.max_digits = 18, .max_places = 2},
                                       kAmountEnd,
                                       false,
                                       "an amount in yuan, below 10^15 either way, with at most 2 places",
                                       "以元为单位的金额：可为负，绝对值小于 1000 万亿，最多 2 位小数"};
  static constexpr Range kWeight{{.max_digits = 9, .max_places = 4, .allow_negative = false},
                                 kMaxWeight,
                                 true,
                                 "a number from 0 to 10000 with at most 4 places",
                                 " 0 至 10000 的数字，最多 4 位小数"};
  static constexpr Range kValue{{.max_digits = 18, .max_places = 6},
                                std::nullopt,
                                true,
                                "a number of at most 18 digits, 6 of them after the point",
                                "最多 18 位的数字，其中小数最多 6 位"};
  static constexpr Range kShare{{.max_digits = 7, .max_places = 6, .allow_negative = false},
                                1,
                                true,
                                "a share from 0 to 1 with at most 6 places, such as 0.9",
                                " 0 至 1 的比例，最多 6 位小数，例如 0.9"};
  static constexpr Range kPercent{
      {.max_digits = 18, .max_places = 6, .allow_negative = false},
      std::nullopt,
      true,
      "a rate in percent, 0 or more, of at most 18 digits, 6 of them after the point",
      "百分率的数字（不带百分号）：不小于 0，最多 18 位，其中小数最多 6 位"};
  switch (kind) {
    case v1::DECIMAL_KIND_AMOUNT_YUAN:
      return kAmount;
    case v1::DECIMAL_KIND_SIGNED_AMOUNT_YUAN:
      return kSignedAmount;
    case v1::DECIMAL_KIND_WEIGHT:
      return kWeight;
    case v1::DECIMAL_KIND_SHARE:
      return kShare;
    case v1::DECIMAL_KIND_PERCENT:
      return kPercent;
    default:
      return kValue;
  }
}

bool IsWithin(const Decimal& value, const Range& range) {
  if (!range.max.has_value()) return true;
  const Decimal absolute = Decimal::FromCoefficient(
      value.is_negative() ? -value.coefficient() : value.coefficient(), value.places());
  const int order = Decimal::Compare(absolute, Decimal::FromInt(*range.max));
  return range.max_inclusive ? order <= 0 : order < 0;
}

}  // namespace

std::optional<DecimalProblem> CheckDecimal(absl::string_view text, v1::DecimalKind kind) {
  const Range& range = RangeOf(kind);
  const absl::StatusOr<Decimal> value = Decimal::Parse(text, range.limits);
  if (value.ok() && IsWithin(*value, range)) return std::nullopt;
  const std::string shown = ForPeople(text);
  if (!Decimal::IsWellFormed(text)) {
    return DecimalProblem{
        "NOT_A_DECIMAL",
        {std::string(value.status().message()),
         absl::StrCat("“", shown, "”不是合法的数字：请填写如 95.93 的数字，不要用科学计数法、千分位或单位")}};
  }
  return DecimalProblem{"OUT_OF_RANGE",
                        {absl::StrCat("\"", shown, "\" is out of range: want ", range.en),
                         absl::StrCat("“", shown, "”超出范围：请填写", range.zh)}};
}

Decimal DecimalOf(absl::string_view text) {
  if (text.empty()) return Decimal();
  const absl::StatusOr<Decimal> value = Decimal::Parse(text, kWidest);
  HENG_CHECK(value.ok());
  return *value;
}

}  // namespace heng
