// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/text_width.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/text.h"

namespace heng::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Ranges of Unicode 14, sorted; unassigned gaps between wide blocks are counted as wide, as UAX #11 advises.
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},   {0x23f0, 0x23f0},
    {0x23f3, 0x23f3},   {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267f, 0x267f},
    {0x2693, 0x2693},   {0x26a1, 0x26a1},   {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5},
    {0x26ce, 0x26ce},   {0x26d4, 0x26d4},   {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},
    {0x26fa, 0x26fa},   {0x26fd, 0x26fd},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},
    {0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27b0, 0x27b0},   {0x27bf, 0x27bf},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},
    {0x2e80, 0x303e},   {0x3041, 0x3247},   {0x3250, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97f},
    {0xac00, 0xd7af},   {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6f},   {0xff01, 0xff60},
    {0xffe0, 0xffe6},   {0x16fe0, 0x16fff}, {0x17000, 0x18cff}, {0x1aff0, 0x1b2ff}, {0x1f004, 0x1f004},
    {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335},
    {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0},
    {0x1f3f4, 0x1f3f4}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d},
    {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596}, {0x1f5a4, 0x1f5a4},
    {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6df},
    {0x1f6eb, 0x1f6ef}, {0x1f6f4, 0x1f6ff}, {0x1f7e0, 0x1f7f0}, {0x1f90c, 0x1f93a}, {0x1f93c, 0x1f945},
    {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
};

// Combining marks of the scripts that meet Chinese text, joiners, marks of direction and variation selectors.
constexpr Range kZero[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},   {0x0610, 0x061a},   {0x064b, 0x065f},
    {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},   {0x202a, 0x202e},   {0x2060, 0x2064},
    {0x2066, 0x206f}, {0x20d0, 0x20f0}, {0x302a, 0x302d},   {0x3099, 0x309a},   {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0001, 0xe007f}, {0xe0100, 0xe01ef},
};

template <size_t n>
bool Contains(const Range (&ranges)[n], char32_t c) {
  const Range* end = std::end(ranges);
  const Range* it = std::lower_bound(std::begin(ranges), end, c,
                                     [](const Range& range, char32_t value) { return range.last < value; });
  return it != end && it->first <= c;
}

// The first character of a text that is not empty. A byte that is not UTF-8 is a character of its own.
struct Character {
  absl::string_view bytes;
  int width = 1;
  bool is_control = false;
  bool is_utf8 = true;
};

Character FirstOf(absl::string_view text) {
  const size_t count = Utf8CharacterBytes(text);
  if (count == 0) return {.bytes = text.substr(0, 1), .is_utf8 = false};
  char32_t c = static_cast<unsigned char>(text[0]);
  if (count > 1) c &= 0xff >> (count + 1);
  for (size_t i = 1; i < count; ++i) c = c << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
  Character character{.bytes = text.substr(0, count)};
  character.is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
  if (character.is_control || Contains(kZero, c)) {
    character.width = 0;
  } else if (Contains(kWide, c)) {
    character.width = 2;
  }
  return character;
}

// Where a line that begins at the front of `text` ends, and where the next one begins.
struct Line {
  size_t end = 0;
  size_t next = 0;
};

Line FirstLine(absl::string_view text, int width) {
  Line best;  // the last place where a break is welcome
  int used = 0;
  bool after_wide = false;
  for (size_t at = 0; at < text.size();) {
    const Character c = FirstOf(text.substr(at));
    const bool blank = c.bytes == " ";
    if (at > 0 && c.width > 0 && !blank && (c.width == 2 || after_wide)) best = {.end = at, .next = at};
    if (blank && at > 0) best = {.end = at, .next = at + 1};
    if (used + c.width > width && !(blank && used == width)) {
      return best.next > 0 ? best : Line{.end = std::max<size_t>(at, 1), .next = std::max<size_t>(at, 1)};
    }
    if (c.width > 0) after_wide = c.width == 2;
    used += c.width;
    at += c.bytes.size();
  }
  return {.end = text.size(), .next = text.size()};
}

}  // namespace

int TextWidth(absl::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character c = FirstOf(text);
    width += c.width;
    text.remove_prefix(c.bytes.size());
  }
  return width;
}

std::string OneLine(absl::string_view text) {
  std::string line;
  while (!text.empty()) {
    const Character c = FirstOf(text);
    absl::StrAppend(&line, !c.is_utf8 ? "\xef\xbf\xbd" : c.is_control ? " " : c.bytes);
    text.remove_prefix(c.bytes.size());
  }
  return line;
}

std::string Pad(absl::string_view text, int width, Align align) {
  const int missing = std::max(width - TextWidth(text), 0);
  const int left = align == Align::kRight ? missing : align == Align::kCenter ? missing / 2 : 0;
  return absl::StrCat(std::string(left, ' '), text, std::string(missing - left, ' '));
}

std::vector<std::string> Wrap(absl::string_view text, int width) {
  std::vector<std::string> lines;
  do {
    const Line line = FirstLine(text, std::max(width, 2));
    lines.emplace_back(absl::StripTrailingAsciiWhitespace(text.substr(0, line.end)));
    text = absl::StripLeadingAsciiWhitespace(text.substr(line.next));
  } while (!text.empty());
  return lines;
}

}  // namespace heng::cli
