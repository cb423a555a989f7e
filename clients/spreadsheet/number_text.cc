// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/number_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace heng::spreadsheet {
namespace {

constexpr size_t kEscapeBytes = 7;  // _xHHHH_

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

size_t TakeDigits(absl::string_view& text) {
  const size_t count =
      static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin());
  text.remove_prefix(count);
  return count;
}

bool TakeOneOf(absl::string_view& text, absl::string_view characters) {
  if (text.empty() || characters.find(text[0]) == characters.npos) return false;
  text.remove_prefix(1);
  return true;
}

// The unit of UTF-16 that an escape in front of `text` stands for.
std::optional<uint32_t> UnitAt(absl::string_view text) {
  if (text.size() < kEscapeBytes || text[0] != '_' || text[1] != 'x' || text[6] != '_') return {};
  uint32_t unit = 0;
  const absl::string_view digits = text.substr(2, 4);
  const bool hex = std::all_of(digits.begin(), digits.end(),
                               [](char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); });
  if (!hex || !absl::SimpleHexAtoi(digits, &unit)) return {};
  return unit;
}

void AppendUtf8(uint32_t point, std::string& text) {
  if (point < 0x80) {
    text += static_cast<char>(point);
    return;
  }
  const int following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  static constexpr uint32_t kLead[] = {0, 0xC0, 0xE0, 0xF0};
  text += static_cast<char>(kLead[following] | point >> (6 * following));
  for (int i = following - 1; i >= 0; --i) text += static_cast<char>(0x80 | (point >> (6 * i) & 0x3F));
}

// Decodes the escape in front, and the one behind it if the two are one character. The bytes that were taken; 0 if there
// is none to decode.
size_t DecodeOne(absl::string_view text, std::string& decoded) {
  const std::optional<uint32_t> unit = UnitAt(text);
  if (!unit || *unit == 0) return 0;
  if (*unit < 0xD800 || *unit > 0xDFFF) {
    AppendUtf8(*unit, decoded);
    return kEscapeBytes;
  }
  const std::optional<uint32_t> low = UnitAt(text.substr(kEscapeBytes));
  if (*unit > 0xDBFF || !low || *low < 0xDC00 || *low > 0xDFFF) return 0;
  AppendUtf8(0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00), decoded);
  return 2 * kEscapeBytes;
}

}  // namespace

bool IsNumber(absl::string_view text) {
  TakeOneOf(text, "+-");
  size_t digits = TakeDigits(text);
  if (TakeOneOf(text, ".")) digits += TakeDigits(text);
  if (digits == 0) return false;
  if (TakeOneOf(text, "eE")) {
    TakeOneOf(text, "+-");
    if (TakeDigits(text) == 0) return false;
  }
  return text.empty();
}

size_t CountUtf16Units(absl::string_view text) {
  size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

std::string DecodeEscapes(absl::string_view text) {
  std::string decoded;
  for (size_t at = 0; at < text.size();) {
    const size_t next = std::min(text.find("_x", at), text.size());
    decoded.append(text.data() + at, next - at);
    at = next;
    if (at == text.size()) break;
    const size_t taken = DecodeOne(text.substr(at), decoded);
    if (taken == 0) decoded += text[at];
    at += std::max<size_t>(taken, 1);
  }
  return decoded;
}

std::string EncodeEscapes(absl::string_view text) {
  std::string encoded;
  for (size_t at = 0; at < text.size(); ++at) {
    encoded += text[at];
    if (UnitAt(text.substr(at))) encoded += "x005F_";
  }
  return encoded;
}

}  // namespace heng::spreadsheet
