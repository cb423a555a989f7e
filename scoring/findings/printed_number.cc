// SPDX-License-Identifier: Apache-2.0
#include "scoring/findings/printed_number.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace heng::findings {
namespace {

constexpr int kMaxDigits = 18;
constexpr int kGroup = 3;
constexpr absl::string_view kFullWidthZero = "０";
constexpr absl::string_view kBlanks[] = {"　", "\u00a0"};
constexpr absl::string_view kOperators[] = {
    ">=",     "<=",     ">",        "<",        "=",    "≥",      "≤",      "≧",      "≦",      "＞",
    "＜",     "＝",     "═",        "⩾",        "⩽",    "不少于", "不低于", "不小于", "不超过", "不高于",
    "不大于", "不多于", "大于等于", "小于等于", "大于", "小于",   "高于",   "低于",   "等于"};
constexpr absl::string_view kPercentSigns[] = {"%", "％", "﹪", "百分比"};
constexpr absl::string_view kMinusSigns[] = {"-", "－", "−"};
constexpr absl::string_view kPoints[] = {".", "．"};
constexpr absl::string_view kSeparators[] = {",", "，"};
// What follows a number in a range or a date.
constexpr absl::string_view kRangeMarks[] = {"-",  "~",  "～", "—", "–", "－",
                                             "至", "到", "年", "/", ":", "："};

template <size_t size>
bool ConsumeAny(absl::string_view& text, const absl::string_view (&prefixes)[size]) {
  for (absl::string_view prefix : prefixes) {
    if (absl::ConsumePrefix(&text, prefix)) return true;
  }
  return false;
}

void SkipBlanks(absl::string_view& text) {
  do {
    text = absl::StripLeadingAsciiWhitespace(text);
  } while (ConsumeAny(text, kBlanks));
}

// The digit that `text` begins with, or -1. Full-width digits are three bytes: EF BC 90 to EF BC 99.
int ConsumeDigit(absl::string_view& text) {
  if (text.empty()) return -1;
  if (absl::ascii_isdigit(static_cast<unsigned char>(text[0]))) {
    const int digit = text[0] - '0';
    text.remove_prefix(1);
    return digit;
  }
  if (text.size() < kFullWidthZero.size() || !absl::StartsWith(text, kFullWidthZero.substr(0, 2))) return -1;
  const int digit = static_cast<unsigned char>(text[2]) - static_cast<unsigned char>(kFullWidthZero[2]);
  if (digit < 0 || digit > 9) return -1;
  text.remove_prefix(kFullWidthZero.size());
  return digit;
}

bool HasDigit(absl::string_view text) {
  while (!text.empty()) {
    if (ConsumeDigit(text) >= 0) return true;
    text.remove_prefix(1);
  }
  return false;
}

struct Digits {
  Int128 coefficient = 0;
  int count = 0;
};

void ConsumeDigits(absl::string_view& text, Digits& digits) {
  for (int digit = ConsumeDigit(text); digit >= 0; digit = ConsumeDigit(text)) {
    if (++digits.count <= kMaxDigits) digits.coefficient = digits.coefficient * 10 + digit;
  }
}

// Takes a separator and exactly three digits behind it.
bool ConsumeGroup(absl::string_view& text, Digits& digits) {
  absl::string_view rest = text;
  Digits with_group = digits;
  if (!ConsumeAny(rest, kSeparators)) return false;
  ConsumeDigits(rest, with_group);
  if (with_group.count != digits.count + kGroup) return false;
  text = rest;
  digits = with_group;
  return true;
}

// The digits with their point; false if there are none or too many.
bool ConsumeNumber(absl::string_view& text, bool negative, Decimal& value) {
  Digits digits;
  ConsumeDigits(text, digits);
  if (digits.count == 0) return false;
  while (ConsumeGroup(text, digits)) {
  }
  const int whole_count = digits.count;
  if (absl::string_view rest = text; ConsumeAny(rest, kPoints)) {
    ConsumeDigits(rest, digits);
    if (digits.count > whole_count) text = rest;
  }
  if (digits.count > kMaxDigits) return false;
  value = Decimal::FromCoefficient(negative ? -digits.coefficient : digits.coefficient,
                                   digits.count - whole_count);
  return true;
}

// Reads what follows the number; false if that makes it something else than a number with a unit.
bool ReadUnit(absl::string_view text, PrintedNumber& number) {
  SkipBlanks(text);
  number.is_percent = ConsumeAny(text, kPercentSigns);
  SkipBlanks(text);
  for (absl::string_view mark : kRangeMarks) {
    if (absl::StartsWith(text, mark)) return false;
  }
  if (number.is_percent && HasDigit(text)) return false;
  number.unit = absl::StripTrailingAsciiWhitespace(text);
  if (absl::StartsWith(number.unit, "万")) number.unit_power = 4;
  if (absl::StartsWith(number.unit, "亿")) number.unit_power = 8;
  return true;
}

// Most cells hold nothing but plain digits with a point, perhaps with a percent sign.
std::optional<PrintedNumber> ReadPlainNumber(absl::string_view text) {
  PrintedNumber number;
  number.is_percent = absl::ConsumeSuffix(&text, "%");
  if (text.empty() || text.size() > kMaxDigits) return std::nullopt;
  int64_t coefficient = 0;
  size_t point = text.size();
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && point == text.size() && i > 0 && i + 1 < text.size()) {
      point = i;
    } else if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      coefficient = coefficient * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  const size_t places = point == text.size() ? 0 : text.size() - point - 1;
  number.value = Decimal::FromCoefficient(coefficient, static_cast<int>(places));
  return number;
}

}  // namespace

std::optional<Decimal> PrintedNumber::Scaled() const {
  if (unit_power == 0) return value;
  Int128 factor = 1;
  for (int i = 0; i < unit_power; ++i) factor *= 10;
  const absl::StatusOr<Decimal> scaled = Multiply(value, Decimal::FromCoefficient(factor, 0));
  return scaled.ok() ? std::optional<Decimal>(*scaled) : std::nullopt;
}

std::optional<PrintedNumber> ReadPrintedNumber(absl::string_view text) {
  if (std::optional<PrintedNumber> plain = ReadPlainNumber(text); plain.has_value()) return plain;
  PrintedNumber number;
  // Words are the second most common kind of cell; no list of signs need be tried for them.
  if (!HasDigit(text)) return std::nullopt;
  SkipBlanks(text);
  // The lists of signs need not be tried where a digit comes first.
  bool negative = false;
  if (!absl::ascii_isdigit(static_cast<unsigned char>(text[0]))) {
    while (ConsumeAny(text, kOperators)) {
      number.has_operator = true;
      SkipBlanks(text);
    }
    negative = ConsumeAny(text, kMinusSigns);
  }
  if (!ConsumeNumber(text, negative, number.value)) return std::nullopt;
  if (!ReadUnit(text, number)) return std::nullopt;
  return number;
}

}  // namespace heng::findings
