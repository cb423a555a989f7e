// SPDX-License-Identifier: Apache-2.0
//
// Decimals and ratios against GMP: three lines of text, a number of places and a rounding mode.
#include <sstream>

#include "base/decimal.h"
#include "base/ratio.h"
#include "tests/differential/rational.h"
#include "tests/fuzz/known_trees.h"

namespace {

using heng::Decimal;
using heng::Ratio;
using heng::differential::FractionText;
using heng::differential::Rational;
using heng::fuzz::Expect;

mpq_class ValueOf(const Decimal& value) { return Rational(value.ToString()); }

void CheckText(const std::string& text, const Decimal& value) {
  Expect(Decimal::IsWellFormed(text), "what parses is well-formed");
  Expect(ValueOf(value) == Rational(text), "a text has its value");
  const auto again = Decimal::Parse(value.ToString());
  Expect(again.ok() && *again == value && again->ToString() == value.ToString(),
         "a shortest text reads back");
  Expect(Rational(value.ToFixed(6)) == Rational(text), "a fixed text has its value");
  Expect(value.Normalized() == value, "trailing zeros do not matter");
}

void CheckPair(const Decimal& a, const Decimal& b) {
  const mpq_class x = ValueOf(a);
  const mpq_class y = ValueOf(b);
  Expect(Decimal::Compare(a, b) == (x < y ? -1 : x > y ? 1 : 0), "decimals compare by value");
  if (const auto sum = Add(a, b); sum.ok()) Expect(ValueOf(*sum) == x + y, "sums are exact");
  if (const auto difference = Subtract(a, b); difference.ok())
    Expect(ValueOf(*difference) == x - y, "differences are exact");
  if (const auto product = Multiply(a, b); product.ok())
    Expect(ValueOf(*product) == x * y, "products are exact");
}

void CheckRatio(const Ratio& ratio, const mpq_class& value, const Decimal& other, int choice) {
  Expect(ratio.ToString() == FractionText(value), "a ratio is written in lowest terms");
  Expect(Compare(ratio, other) == (value < ValueOf(other)   ? -1
                                   : value > ValueOf(other) ? 1
                                                            : 0),
         "ratios compare with decimals by value");
  if (const auto less = Subtract(ratio, other); less.ok())
    Expect(less->ToString() == FractionText(value - ValueOf(other)), "a ratio less a decimal is exact");
  const int places = choice % 7;
  const int mode = choice / 7 % 3;
  const auto rounded = ratio.Round(places, static_cast<heng::RoundingMode>(mode));
  if (!rounded.ok()) return;
  static constexpr heng::v1::RoundingMode kModes[] = {
      heng::v1::ROUNDING_MODE_HALF_UP, heng::v1::ROUNDING_MODE_TRUNCATE, heng::v1::ROUNDING_MODE_HALF_EVEN};
  Expect(ValueOf(*rounded) == heng::differential::Rounded(value, {.mode = kModes[mode], .places = places}),
         "a ratio is rounded once");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const int choice = data[0];
  std::istringstream lines(std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  std::vector<Decimal> numbers;
  for (std::string line; numbers.size() < 3 && std::getline(lines, line);) {
    const auto number = Decimal::Parse(line);
    if (!number.ok()) continue;
    CheckText(line, *number);
    numbers.push_back(*number);
  }
  if (numbers.size() < 3) return 0;
  const Decimal& a = numbers[0];
  const Decimal& b = numbers[1];
  const Decimal& c = numbers[2];
  CheckPair(a, b);
  CheckPair(b, c);
  if (const auto sum = Add(a, b); sum.ok()) CheckPair(*sum, c);
  const auto ratio = Ratio::MultiplyDivide(a, b, c);
  Expect(!ratio.ok() || !c.is_zero(), "nothing is divided by 0");
  if (ratio.ok()) CheckRatio(*ratio, ValueOf(a) * ValueOf(b) / ValueOf(c), b, choice);
  return 0;
}
