// SPDX-License-Identifier: Apache-2.0
//
// Every text that the command prints for people exists in both languages, side by side.
#pragma once

#include <string>

namespace heng::cli {

enum class Language { kEnglish, kChinese };

struct Text {
  std::string en;
  std::string zh;
};

inline const std::string& In(Language language, const Text& text) {
  return language == Language::kChinese ? text.zh : text.en;
}

}  // namespace heng::cli
