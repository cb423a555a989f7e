// SPDX-License-Identifier: Apache-2.0
//
// Numbers as people type them in forms: ９８.５％, ≥98%, 1,234.50 元, 63.307万元, 不少于 12 种.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "base/decimal.h"

namespace heng::findings {

struct PrintedNumber {
  Decimal value;              // as typed, without percent sign and unit: 98% is 98, 63.307万元 is 63.307
  bool is_percent = false;    // %, ％ or 百分比 follows
  bool has_operator = false;  // a sign or words of comparison stand before it: ≥, =, 不少于
  int unit_power = 0;  // 4 if the unit begins with 万, 8 with 亿: the value is meant times 10^unit_power
  absl::string_view unit;  // what follows the number, such as 万元; a part of the text; not the percent sign

  // value · 10^unit_power; nothing where that does not fit.
  std::optional<Decimal> Scaled() const;
};

// Reads one number out of a cell. Full-width digits and signs count as their plain ones, and so do blanks and separators of
// thousands. Nothing if the text is empty, in words, a range (100%-80%(含)), a date (2021年底) or longer than 18 digits.
std::optional<PrintedNumber> ReadPrintedNumber(absl::string_view text);

}  // namespace heng::findings
