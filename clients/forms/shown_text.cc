// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/shown_text.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::Cell;
using ::heng::spreadsheet::CellKind;

// What spreadsheets compute with; more digits in a file are those of the nearest double.
constexpr int kMaxDigits = 15;
constexpr int kMaxExponent = 40;

// 0.digits · 10^point
struct Digits {
  bool negative = false;
  std::string digits;
  int point = 0;
};

std::optional<Digits> Split(absl::string_view number) {
  Digits split;
  int exponent = 0;
  const size_t e = number.find_first_of("eE");
  if (e != absl::string_view::npos) {
    if (!absl::SimpleAtoi(number.substr(e + 1), &exponent) || exponent < -kMaxExponent ||
        exponent > kMaxExponent)
      return std::nullopt;
    number = number.substr(0, e);
  }
  if (absl::StartsWith(number, "-") || absl::StartsWith(number, "+")) {
    split.negative = number[0] == '-';
    number.remove_prefix(1);
  }
  const size_t point = std::min(number.find('.'), number.size());
  split.digits = absl::StrCat(number.substr(0, point), number.substr(std::min(point + 1, number.size())));
  if (split.digits.empty() || split.digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  split.point = static_cast<int>(point) + exponent;
  return split;
}

// Half up in the digit behind the last one: enough to undo the error of a double, which is far from the half.
void RoundTo(Digits& number, size_t count) {
  const size_t leading = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  if (number.digits.size() - leading <= count) return;
  const bool up = number.digits[leading + count] >= '5';
  number.digits.resize(leading + count);
  for (size_t i = number.digits.size(); up; --i) {
    if (i == 0) {
      number.digits.insert(0, "1");
      ++number.point;
      break;
    }
    if (number.digits[i - 1] != '9') {
      ++number.digits[i - 1];
      break;
    }
    number.digits[i - 1] = '0';
  }
}

std::string Join(Digits number) {
  if (number.point < 0) {
    number.digits.insert(0, static_cast<size_t>(-number.point), '0');
    number.point = 0;
  }
  if (number.digits.size() < static_cast<size_t>(number.point))
    number.digits.append(static_cast<size_t>(number.point) - number.digits.size(), '0');
  std::string whole = number.digits.substr(0, static_cast<size_t>(number.point));
  std::string places = number.digits.substr(static_cast<size_t>(number.point));
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  places.resize(places.find_last_not_of('0') + 1);  // npos + 1 is 0
  if (whole.empty()) whole = "0";
  const bool zero = whole == "0" && places.empty();
  return absl::StrCat(number.negative && !zero ? "-" : "", whole, places.empty() ? "" : ".", places);
}

// Letters of a format outside of quoted texts, colours and escapes.
std::string FormatLetters(absl::string_view format) {
  std::string letters;
  char until = 0;
  for (size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (until != 0) {
      if (c == until) until = 0;
    } else if (c == '"') {
      until = '"';
    } else if (c == '[') {
      until = ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == ';') {
      break;
    } else {
      letters.push_back(c);
    }
  }
  return letters;
}

bool IsDateFormat(absl::string_view letters) {
  return letters.find_first_of("yYdD") != absl::string_view::npos && !absl::StrContains(letters, "General");
}

// Days are counted from 1899-12-30: that 1900 had a 29 February is an error that all programs share.
std::optional<std::string> DateOf(absl::string_view number, bool date1904) {
  int days = 0;
  if (!absl::SimpleAtoi(number.substr(0, number.find('.')), &days) || days < 61 || days > 2'958'465)
    return std::nullopt;
  const absl::CivilDay day = (date1904 ? absl::CivilDay(1904, 1, 1) : absl::CivilDay(1899, 12, 30)) + days;
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::string ShownNumber(const Cell& cell, bool date1904) {
  std::optional<Digits> number = Split(cell.text);
  if (!number) return cell.text;
  RoundTo(*number, kMaxDigits);
  const std::string letters = FormatLetters(cell.number_format);
  if (absl::StrContains(letters, "%")) {
    number->point += 2;
    return absl::StrCat(Join(*std::move(number)), "%");
  }
  if (IsDateFormat(letters)) {
    if (std::optional<std::string> date = DateOf(Join(*number), date1904)) return *date;
  }
  // A number that is written out in full is kept letter by letter.
  const bool as_written =
      cell.text.size() <= kMaxDigits && cell.text.find_first_of("eE+") == std::string::npos;
  return as_written ? cell.text : Join(*std::move(number));
}

}  // namespace

std::string ShownText(const Cell& cell, bool date1904) {
  switch (cell.kind) {
    case CellKind::kNumber:
      return ShownNumber(cell, date1904);
    case CellKind::kBoolean:
      return cell.text == "1" ? "是" : "否";
    case CellKind::kText:
    case CellKind::kError:
      return cell.text;
  }
  return cell.text;
}

std::string MovePoint(absl::string_view number, int places) {
  std::optional<Digits> split = Split(number);
  if (!split) return std::string(number);
  split->point += places;
  return Join(*std::move(split));
}

}  // namespace heng::forms
