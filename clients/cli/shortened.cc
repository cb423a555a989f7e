// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/shortened.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/text_width.h"

namespace heng::cli {
namespace {

constexpr int kShownWidth = 40;
constexpr int kWidthBeforeDifference = 12;

// The characters of UTF-8 text.
std::vector<absl::string_view> CharactersOf(absl::string_view text) {
  std::vector<absl::string_view> characters;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    characters.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return characters;
}

// The place furthest in front of `place` with at most `width` cells in between.
size_t StepBack(const std::vector<absl::string_view>& characters, size_t place, int width) {
  for (; place > 0; --place) {
    width -= TextWidth(characters[place - 1]);
    if (width < 0) break;
  }
  return place;
}

std::string Around(absl::string_view text, const std::vector<absl::string_view>& characters, size_t place) {
  const std::string line = OneLine(text);
  if (TextWidth(line) <= kShownWidth) return line;
  // Near the end there is room for more in front.
  const size_t begin =
      std::min(StepBack(characters, std::min(place, characters.size()), kWidthBeforeDifference),
               StepBack(characters, characters.size(), kShownWidth));
  std::string shown;
  size_t end = begin;
  for (int width = 0; end < characters.size(); ++end) {
    width += TextWidth(characters[end]);
    if (width > kShownWidth) break;
    absl::StrAppend(&shown, characters[end]);
  }
  return absl::StrCat(begin > 0 ? "…" : "", OneLine(shown), end < characters.size() ? "…" : "");
}

}  // namespace

std::pair<std::string, std::string> ShortenedAroundDifference(absl::string_view before,
                                                              absl::string_view after) {
  const std::vector<absl::string_view> old_characters = CharactersOf(before);
  const std::vector<absl::string_view> new_characters = CharactersOf(after);
  const auto differs = std::mismatch(old_characters.begin(), old_characters.end(), new_characters.begin(),
                                     new_characters.end());
  // Where one side is empty its whole text is the difference, and its beginning says most.
  const auto place = static_cast<size_t>(differs.first - old_characters.begin());
  return {Around(before, old_characters, place), Around(after, new_characters, place)};
}

}  // namespace heng::cli
