// SPDX-License-Identifier: Apache-2.0
//
// Looks at collected problems: "field REASON", and whether a text says something, in both languages.
#pragma once

#include <string>
#include <vector>

#include "base/errors.h"
#include "gmock/gmock.h"

namespace heng::testing {

inline std::vector<std::string> Brief(const std::vector<FieldProblem>& problems) {
  std::vector<std::string> brief;
  for (const FieldProblem& problem : problems) {
    EXPECT_FALSE(problem.problem.en.empty()) << problem.field;
    EXPECT_FALSE(problem.problem.zh.empty()) << problem.field;
    brief.push_back(problem.field + " " + problem.reason);
  }
  return brief;
}

inline std::vector<std::string> Brief(const absl::Status& status) { return Brief(FieldProblemsOf(status)); }

inline std::string Texts(const std::vector<FieldProblem>& problems) {
  std::string texts;
  for (const FieldProblem& problem : problems) texts += problem.problem.en + "\n" + problem.problem.zh + "\n";
  return texts;
}

}  // namespace heng::testing
