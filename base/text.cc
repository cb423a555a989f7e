// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <cstdint>

#include "absl/strings/str_cat.h"

namespace heng {
namespace {

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";

bool IsContinuation(char c) { return (static_cast<uint8_t>(c) & 0xC0) == 0x80; }

// What the first byte promises; 0 for bytes that begin no character.
size_t PromisedBytes(uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

// The second byte alone shows overlong forms, surrogates and what lies beyond U+10FFFF.
bool IsSecondByteAllowed(uint8_t first, uint8_t second) {
  switch (first) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second <= 0x9F;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second <= 0x8F;
    default:
      return true;
  }
}

bool IsControl(absl::string_view character) {
  const auto first = static_cast<uint8_t>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  return first == 0xC2 && static_cast<uint8_t>(character[1]) < 0xA0;
}

}  // namespace

size_t Utf8CharacterBytes(absl::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<uint8_t>(text[0]);
  const size_t bytes = PromisedBytes(first);
  if (bytes <= 1) return bytes;
  if (text.size() < bytes || !IsSecondByteAllowed(first, static_cast<uint8_t>(text[1]))) return 0;
  for (size_t i = 1; i < bytes; ++i) {
    if (!IsContinuation(text[i])) return 0;
  }
  return bytes;
}

absl::string_view CutUtf8(absl::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && IsContinuation(text[end])) --end;
  return text.substr(0, end);
}

std::string ForPeople(absl::string_view text, size_t max_bytes) {
  absl::string_view rest = CutUtf8(text, max_bytes);
  const bool is_cut = rest.size() < text.size();
  std::string out;
  while (!rest.empty()) {
    const size_t bytes = Utf8CharacterBytes(rest);
    const absl::string_view character = rest.substr(0, bytes == 0 ? 1 : bytes);
    absl::StrAppend(&out, bytes == 0 || IsControl(character) ? kReplacement : character);
    rest.remove_prefix(character.size());
  }
  if (is_cut) out += "…";
  return out;
}

}  // namespace heng
