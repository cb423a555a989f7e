// SPDX-License-Identifier: Apache-2.0
//
// Values of enums as a command line says them, and as people call them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace heng::cli {

struct Word {
  int number = 0;    // of the enum value
  std::string word;  // party-organ: in flags and in CSV
  Text text;         // party organ, 党委机关
};

// heng.v1.EvaluationKind, EvaluationState and DepartmentCategory; the last with words for forms that lack one.
const std::vector<Word>& KindWords();
const std::vector<Word>& StateWords();
const std::vector<Word>& CategoryWords();
// heng.v1.ScoreDimension, without its value that is not given. The texts are headings.
const std::vector<Word>& DimensionWords();

// The words of this number; an empty Word for a number without.
const Word& WordOf(const std::vector<Word>& words, int number);

// The number that `typed` means: the word, or the Chinese text; never 0, which is no choice. INVALID_ARGUMENT names the flag
// and suggests what may have been meant, or lists all.
absl::StatusOr<int> NumberOf(const std::vector<Word>& words, absl::string_view flag, absl::string_view typed);

}  // namespace heng::cli
