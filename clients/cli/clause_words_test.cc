// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/clause_words.h"

#include "gtest/gtest.h"

namespace heng::cli {
namespace {

TEST(ClauseWords, ExistForEveryClauseInBothLanguages) {
  for (int i = v1::SCORE_CLAUSE_UNSPECIFIED + 1; i <= v1::ScoreClause_MAX; ++i) {
    const Text words = ClauseWords(static_cast<v1::ScoreClause>(i));
    EXPECT_FALSE(words.en.empty() || words.zh.empty()) << i;
  }
}

}  // namespace
}  // namespace heng::cli
