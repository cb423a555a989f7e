// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/formula_text.h"

#include "absl/strings/str_cat.h"
#include "clients/spreadsheet/number_text.h"

namespace heng::spreadsheet {
namespace {

// Some programs skip a tab or CR before they look.
constexpr absl::string_view kFormulaBeginnings = "=+-@\t\r";

// A number with a plus sign is escaped, for it would lose the sign.
bool IsEscaped(absl::string_view text) {
  while (!text.empty() && text[0] == '\'') text.remove_prefix(1);
  if (text.empty() || kFormulaBeginnings.find(text[0]) == kFormulaBeginnings.npos) return false;
  return text[0] == '+' || !IsNumber(text);
}

}  // namespace

std::string EscapeFormula(absl::string_view text) {
  return IsEscaped(text) ? absl::StrCat("'", text) : std::string(text);
}

absl::string_view UnescapeFormula(absl::string_view text) {
  return !text.empty() && text[0] == '\'' && IsEscaped(text.substr(1)) ? text.substr(1) : text;
}

}  // namespace heng::spreadsheet
