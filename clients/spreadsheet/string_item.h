// SPDX-License-Identifier: Apache-2.0
//
// The text of a shared or an inline string (CT_Rst): its own, or that of its runs one after another; phonetic runs, which
// say how to pronounce it, are left out.
#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace heng::spreadsheet {

class StringItem {
 public:
  explicit StringItem(size_t max_characters) : max_characters_(max_characters) {}

  // tail: the path below the string's own element, "/t" or "/r/t".
  void Start(absl::string_view tail) { collecting_ = tail == "/t" || tail == "/r/t"; }
  void Text(absl::string_view text);
  void End(absl::string_view tail);

  // More than max_characters; what is beyond is not kept.
  bool too_long() const { return too_long_; }
  // The text so far; empties this.
  std::string Take();

 private:
  size_t max_characters_;
  bool collecting_ = false;
  bool too_long_ = false;
  std::string piece_;
  std::string text_;
  size_t characters_ = 0;
};

}  // namespace heng::spreadsheet
