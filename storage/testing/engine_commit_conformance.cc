// SPDX-License-Identifier: Apache-2.0
//
// Promises of engine.h: guards, writes, transactions, Commit.
#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "All that an engine knows of a key is its space." "`key` gets this value."
TEST_P(EngineConformance, KeysAndValuesAreAnyBytes) {
  const std::string bytes("\0\x01\xff\n", 4);
  ASSERT_OK(engine_->CommitOne({.writes = {{K(""), "shortest"},
                                           {K(std::string(1, '\0')), "a byte more"},
                                           {K("empty"), ""},
                                           {K(bytes), bytes}}}));
  EXPECT_THAT(Read(*engine_, K("")), HasValue("shortest"));
  EXPECT_THAT(Read(*engine_, K(std::string(1, '\0'))), HasValue("a byte more"));
  EXPECT_THAT(Read(*engine_, K("empty")), HasValue(""));
  EXPECT_THAT(Read(*engine_, K(bytes)), HasValue(bytes));
}

// "... or is deleted."
TEST_P(EngineConformance, DeletesAKey) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}, {K("b"), "1"}}}));
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), std::nullopt}, {K("never there"), std::nullopt}}}));
  EXPECT_THAT(Read(*engine_, K("a")), IsAbsent());
  EXPECT_THAT(Read(*engine_, K("b")), HasValue("1"));
}

// "OK: all writes happened."
TEST_P(EngineConformance, OkMeansThatAllWritesHappened) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("old"), "1"}, {D("old"), "1"}}}));
  ASSERT_OK(engine_->CommitOne(
      {.writes = {{K("a"), "2"}, {D("a"), "2"}, {S("a"), "2"}, {K("old"), "2"}, {D("old"), std::nullopt}}}));
  for (const std::string& key : {K("a"), D("a"), S("a"), K("old")}) {
    EXPECT_THAT(Read(*engine_, key), HasValue("2"));
  }
  EXPECT_THAT(Read(*engine_, D("old")), IsAbsent());
}

TEST_P(EngineConformance, CommitOfNothingAnswersNothing) {
  EXPECT_THAT(engine_->Commit({}), IsEmpty());
  EXPECT_OK(engine_->CommitOne({}));
}

// "Answers for each one by itself."
TEST_P(EngineConformance, AnswersForEachTransactionByItself) {
  const std::vector<absl::Status> outcomes =
      engine_->Commit({{.writes = {{K("a"), "1"}}},
                       {.guards = {{K("x"), 99}}, .writes = {{K("b"), "1"}}},
                       {.writes = {{"", "1"}}},
                       {.writes = {{K("c"), "1"}}}});
  EXPECT_THAT(outcomes, ElementsAre(IsOk(), IsAborted(), IsNotAllowed(), IsOk()));
  EXPECT_THAT(Read(*engine_, K("a")), HasValue("1"));
  EXPECT_THAT(Read(*engine_, K("b")), IsAbsent());
  EXPECT_THAT(Read(*engine_, K("c")), HasValue("1"));
}

// "Runs transactions in their order."
TEST_P(EngineConformance, RunsTransactionsInTheirOrder) {
  EXPECT_THAT(engine_->Commit({{.writes = {{K("a"), "1"}, {K("b"), "1"}}},
                               {.writes = {{K("a"), std::nullopt}, {K("b"), std::nullopt}}},
                               {.writes = {{K("a"), "3"}}},
                               {.writes = {{K("a"), "4"}}}}),
              ElementsAre(IsOk(), IsOk(), IsOk(), IsOk()));
  EXPECT_THAT(Read(*engine_, K("a")), HasValue("4"));
  EXPECT_THAT(Read(*engine_, K("b")), IsAbsent());
}

// "A later transaction sees the writes of the earlier ones."
TEST_P(EngineConformance, LaterTransactionsSeeTheWritesOfEarlierOnes) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "0"}}}));
  const Version old = VersionOf(*engine_, K("a"));
  const Transaction compare_and_set = {.guards = {{K("a"), old}}, .writes = {{K("a"), "1"}}};
  const Transaction insert = {.guards = {{K("b"), kAbsent}}, .writes = {{K("b"), "1"}}};
  EXPECT_THAT(engine_->Commit({compare_and_set, compare_and_set, insert, insert}),
              ElementsAre(IsOk(), IsAborted(), IsOk(), IsAborted()));
}

TEST_P(EngineConformance, LaterTransactionsDoNotSeeWhatDidNotHappen) {
  const Transaction refused = {.guards = {{K("x"), 99}}, .writes = {{K("a"), "refused"}}};
  const Transaction insert = {.guards = {{K("a"), kAbsent}}, .writes = {{K("a"), "inserted"}}};
  EXPECT_THAT(engine_->Commit({refused, insert}), ElementsAre(IsAborted(), IsOk()));
  EXPECT_THAT(Read(*engine_, K("a")), HasValue("inserted"));
}

TEST_P(EngineConformance, ADeletionInTheSameCommitMakesTheKeyAbsent) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "0"}}}));
  EXPECT_THAT(engine_->Commit({{.writes = {{K("a"), std::nullopt}}},
                               {.guards = {{K("a"), kAbsent}}, .writes = {{K("a"), "1"}}}}),
              ElementsAre(IsOk(), IsOk()));
  EXPECT_THAT(Read(*engine_, K("a")), HasValue("1"));
}

// "ABORTED: a guard did not hold; nothing happened." "Happens as a whole or not at all."
TEST_P(EngineConformance, NothingHappensWhenAGuardDoesNotHold) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}, {K("c"), "1"}}}));
  const Guard holds = {K("a"), VersionOf(*engine_, K("a"))};
  const Guard fails = {K("gone"), 7};
  for (const auto& guards : {std::vector<Guard>{holds, fails}, std::vector<Guard>{fails, holds}}) {
    EXPECT_THAT(engine_->CommitOne(
                    {.guards = guards, .writes = {{K("a"), "2"}, {D("b"), "2"}, {K("c"), std::nullopt}}}),
                IsAborted());
    EXPECT_THAT(Read(*engine_, K("a")), HasValue("1"));
    EXPECT_THAT(Read(*engine_, D("b")), IsAbsent());
    EXPECT_THAT(Read(*engine_, K("c")), HasValue("1"));
  }
}

// A condition is a condition of the transaction, whichever keys this writes.
TEST_P(EngineConformance, AGuardMayStandOnAKeyThatIsNotWritten) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("open"), "yes"}}}));
  const Version open = VersionOf(*engine_, K("open"));
  EXPECT_OK(engine_->CommitOne({.guards = {{K("open"), open}}, .writes = {{K("a"), "1"}}}));
  ASSERT_OK(engine_->CommitOne({.writes = {{K("open"), "no"}}}));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("open"), open}}, .writes = {{K("a"), "2"}}}), IsAborted());
}

TEST_P(EngineConformance, ATransactionMayOnlyHaveGuards) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}}}));
  EXPECT_OK(engine_->CommitOne({.guards = {{K("a"), VersionOf(*engine_, K("a"))}}}));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("a"), kAbsent}}}), IsAborted());
}

// "`key` ... does not exist."
TEST_P(EngineConformance, AnAbsentGuardRefusesAnExistingKey) {
  ASSERT_OK(engine_->CommitOne({.guards = {{K("a"), kAbsent}}, .writes = {{K("a"), "1"}}}));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("a"), kAbsent}}, .writes = {{K("a"), "2"}}}), IsAborted());
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), std::nullopt}}}));
  EXPECT_OK(engine_->CommitOne({.guards = {{K("a"), kAbsent}}, .writes = {{K("a"), "3"}}}));
}

// "`key` has this version": each guard by itself, also where a key has several.
TEST_P(EngineConformance, GuardsThatContradictEachOtherDoNotHold) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}}}));
  const Version version = VersionOf(*engine_, K("a"));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("a"), version}, {K("a"), kAbsent}}}), IsAborted());
  EXPECT_OK(engine_->CommitOne({.guards = {{K("a"), version}, {K("a"), version}}}));
}

// "No key appears twice among the writes." "INVALID_ARGUMENT: a key twice among the writes ...; nothing happened."
TEST_P(EngineConformance, RefusesAKeyTwiceAmongTheWrites) {
  for (const std::optional<std::string>& second :
       {std::optional<std::string>("2"), std::optional<std::string>()}) {
    EXPECT_THAT(engine_->CommitOne({.writes = {{K("b"), "1"}, {K("a"), "1"}, {K("a"), second}}}),
                IsNotAllowed());
    EXPECT_THAT(Read(*engine_, K("a")), IsAbsent());
    EXPECT_THAT(Read(*engine_, K("b")), IsAbsent());
  }
}

}  // namespace
}  // namespace heng::testing
