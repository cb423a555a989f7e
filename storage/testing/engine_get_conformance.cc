// SPDX-License-Identifier: Apache-2.0
//
// Promises of engine.h: Get. That its keys are read at one instant is in engine_thread_conformance.cc, its errors are in
// engine_limit_conformance.cc and engine_trouble_conformance.cc.
#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Optional;

// "In the order of the keys; nothing for a key that does not exist."
TEST_P(EngineConformance, GetAnswersInTheOrderOfTheKeys) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}, {D("a"), "2"}, {S("a"), "3"}, {K("aa"), "4"}}}));
  ASSERT_OK_AND_ASSIGN(const auto rows, engine_->Get({S("a"), D("a"), K("b"), K("aa"), K("a"), K("")}));
  EXPECT_THAT(
      rows, ElementsAre(HasValue("3"), HasValue("2"), IsAbsent(), HasValue("4"), HasValue("1"), IsAbsent()));
}

TEST_P(EngineConformance, GetNamesTheKeyOfEachRow) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}, {D("a"), "2"}}}));
  EXPECT_THAT(engine_->Get({D("a"), K("a")}), IsOkAndHolds(ElementsAre(Optional(Field(&Row::key, D("a"))),
                                                                       Optional(Field(&Row::key, K("a"))))));
}

TEST_P(EngineConformance, GetAnswersAKeyAsOftenAsItIsAsked) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}}}));
  EXPECT_THAT(engine_->Get({K("a"), K("b"), K("a"), K("b")}),
              IsOkAndHolds(ElementsAre(HasValue("1"), IsAbsent(), HasValue("1"), IsAbsent())));
}

TEST_P(EngineConformance, GetOfNoKeysIsEmpty) { EXPECT_THAT(engine_->Get({}), IsOkAndHolds(IsEmpty())); }

// "The newest rows." "A committed transaction is seen by every Get that begins after its Commit returned."
TEST_P(EngineConformance, GetSeesWhatWasJustCommitted) {
  for (int i = 0; i < 20; ++i) {
    const std::string value = std::to_string(i);
    ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), value}, {D("a"), value}}}));
    EXPECT_THAT(engine_->Get({K("a"), D("a")}), IsOkAndHolds(ElementsAre(HasValue(value), HasValue(value))));
  }
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), std::nullopt}}}));
  EXPECT_THAT(Read(*engine_, K("a")), IsAbsent());
}

// Also while somebody lists what was before.
TEST_P(EngineConformance, GetIsNotHeldBackByASnapshot) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "before"}}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K(""), .limit = 0}));
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "after"}}}));
  EXPECT_THAT(Read(*engine_, K("a")), HasValue("after"));
  EXPECT_OK(engine_->Scan({.begin = K(""), .snapshot = page.snapshot}));
  EXPECT_THAT(Read(*engine_, K("a")), HasValue("after"));
}

}  // namespace
}  // namespace heng::testing
