// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/suggest.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<std::string> kCommands = {"submit", "score",      "get",    "list",
                                            "region", "department", "scheme", "goals"};

TEST(EditDistance, CountsTheFewestChanges) {
  EXPECT_EQ(EditDistance("", ""), 0);
  EXPECT_EQ(EditDistance("get", ""), 3);
  EXPECT_EQ(EditDistance("region", "region"), 0);
  EXPECT_EQ(EditDistance("regoin", "region"), 1);  // a swap is one change
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
}

TEST(Suggestions, FindWhatWasMeant) {
  EXPECT_THAT(Suggestions("regoin", kCommands), ElementsAre("region"));
  EXPECT_THAT(Suggestions("sumbit", kCommands), ElementsAre("submit"));
  EXPECT_THAT(Suggestions("departmnt", kCommands), ElementsAre("department"));
  EXPECT_THAT(Suggestions("gets", kCommands), ElementsAre("get"));
}

TEST(Suggestions, NameEveryEquallyNearWord) {
  EXPECT_THAT(Suggestions("gat", {"get", "got", "list"}), ElementsAre("get", "got"));
}

TEST(Suggestions, StaySilentWhenNothingIsNear) {
  EXPECT_THAT(Suggestions("aggregate", kCommands), IsEmpty());
}

}  // namespace
}  // namespace heng::cli
