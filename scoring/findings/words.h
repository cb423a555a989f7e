// SPDX-License-Identifier: Apache-2.0
//
// Words of forms: what counts as an empty cell, as a name of a rate, as a target that nobody can examine.
#pragma once

#include <initializer_list>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace heng::findings {

template <size_t size>
bool ContainsAny(absl::string_view text, const absl::string_view (&words)[size]) {
  for (absl::string_view word : words) {
    if (absl::StrContains(text, word)) return true;
  }
  return false;
}

template <size_t size>
bool IsOneOf(absl::string_view text, const absl::string_view (&words)[size]) {
  for (absl::string_view word : words) {
    if (text == word) return true;
  }
  return false;
}

// Nothing but blanks, or what people type to get past a cell: 无, 0, /, -.
bool IsFiller(absl::string_view text);

// Digits, plain or full-width.
bool HasAnyDigit(absl::string_view text);

// Nothing but a number and the unit of an amount: 43.2, 90万元.
bool IsAmountOnly(absl::string_view text);

// The label of a budget line without its numbering and what stands before a colon: (一)基本支出 and 其中:基本支出 are
// 基本支出. A part of `label`.
absl::string_view BareLabel(absl::string_view label);

}  // namespace heng::findings
