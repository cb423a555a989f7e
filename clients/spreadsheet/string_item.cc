// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/string_item.h"

#include <utility>

#include "clients/spreadsheet/number_text.h"

namespace heng::spreadsheet {
namespace {

// One character may be written with so many bytes: _x000D_.
constexpr size_t kMaxBytesPerCharacter = 7;

}  // namespace

void StringItem::Text(absl::string_view text) {
  if (!collecting_) return;
  if (piece_.size() + text.size() > max_characters_ * kMaxBytesPerCharacter) {
    too_long_ = true;
  } else {
    piece_.append(text.data(), text.size());
  }
}

void StringItem::End(absl::string_view tail) {
  if (tail != "/t" && tail != "/r/t") return;
  collecting_ = false;
  const std::string decoded = DecodeEscapes(piece_);
  piece_.clear();
  characters_ += CountUtf16Units(decoded);
  if (characters_ > max_characters_) {
    too_long_ = true;
  } else {
    text_ += decoded;
  }
}

std::string StringItem::Take() {
  too_long_ = false;
  characters_ = 0;
  return std::exchange(text_, {});
}

}  // namespace heng::spreadsheet
