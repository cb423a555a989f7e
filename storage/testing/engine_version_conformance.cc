// SPDX-License-Identifier: Apache-2.0
//
// Promises of engine.h: versions.
#include <set>

#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

// "Identifies one write of one key. ... A version is never given twice for a key, not even after the key was deleted."
TEST_P(EngineConformance, AVersionIsNeverGivenTwiceNotEvenAfterDeletion) {
  std::set<Version> seen = {kAbsent, kWrittenEarlier};
  for (int i = 0; i < 20; ++i) {
    ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), i % 3 == 0 ? "same" : "other"}}}));
    EXPECT_TRUE(seen.insert(VersionOf(*engine_, K("a"))).second);
    if (i % 2 == 0) {
      ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), std::nullopt}}}));
    }
  }
}

TEST_P(EngineConformance, AVersionIsNeverGivenTwiceWithinACall) {
  std::set<Version> seen = {kAbsent, kWrittenEarlier};
  for (int i = 0; i < 5; ++i) {
    for (const absl::Status& status : engine_->Commit({{.writes = {{K("a"), "same"}}},
                                                       {.writes = {{K("a"), std::nullopt}}},
                                                       {.writes = {{K("a"), "same"}}}})) {
      EXPECT_OK(status);
    }
    EXPECT_TRUE(seen.insert(VersionOf(*engine_, K("a"))).second);
  }
}

// The same, where committed things outlive the engine.
TEST_P(EngineConformance, AVersionIsNeverGivenTwiceAcrossReopening) {
  if (const absl::Status keeps = ground_->Keeps(); !keeps.ok()) GTEST_SKIP() << keeps.message();
  std::set<Version> seen = {kAbsent, kWrittenEarlier};
  for (int round = 0; round < 5; ++round) {
    ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "same"}}}));
    EXPECT_TRUE(seen.insert(VersionOf(*engine_, K("a"))).second);
    ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), std::nullopt}}}));
    Reopen();
  }
}

// "Equal versions of a key mean equal values."
TEST_P(EngineConformance, AVersionStaysWithItsWrite) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}, {K("b"), "1"}}}));
  const Version version = VersionOf(*engine_, K("a"));
  ASSERT_OK(engine_->CommitOne({.writes = {{K("b"), "2"}}}));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("b"), version + 1000}}, .writes = {{K("a"), "2"}}}),
              IsAborted());
  EXPECT_EQ(VersionOf(*engine_, K("a")), version);
  if (!ground_->Keeps().ok()) return;
  Reopen();
  EXPECT_EQ(VersionOf(*engine_, K("a")), version);
}

TEST_P(EngineConformance, ScansShowTheVersionsThatGuardsWant) {
  WriteRows(*engine_, 3, "v");
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K("")}));
  ASSERT_THAT(page.rows, SizeIs(3));
  for (const Row& row : page.rows) {
    EXPECT_EQ(row.version, VersionOf(*engine_, row.key));
    EXPECT_OK(engine_->CommitOne({.guards = {{row.key, row.version}}, .writes = {{row.key, "w"}}}));
    EXPECT_THAT(engine_->CommitOne({.guards = {{row.key, row.version}}}), IsAborted());
  }
}

// "The version that an earlier transaction of the same Commit call gave to the key."
TEST_P(EngineConformance, AGuardMayStandOnWhatTheSameCommitWroteEarlier) {
  const Guard earlier{K("head"), kWrittenEarlier};
  ASSERT_OK(engine_->CommitOne({.writes = {{K("head"), "old"}}}));
  EXPECT_THAT(engine_->Commit({{.guards = {earlier}, .writes = {{K("early"), "1"}}},
                               {.writes = {{K("head"), "1"}}},
                               {.guards = {earlier}, .writes = {{K("head"), "2"}}},
                               {.guards = {earlier}, .writes = {{K("other"), "2"}}},
                               {.guards = {earlier}, .writes = {{K("head"), "3"}}}}),
              ElementsAre(IsAborted(), IsOk(), IsOk(), IsOk(), IsOk()));
  EXPECT_THAT(Read(*engine_, K("head")), HasValue("3"));
}

TEST_P(EngineConformance, AGuardOnAnEarlierWriteIsNotAboutEarlierCalls) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("head"), "1"}}}));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("head"), kWrittenEarlier}}, .writes = {{K("head"), "2"}}}),
              IsAborted());
  EXPECT_THAT(Read(*engine_, K("head")), HasValue("1"));
}

TEST_P(EngineConformance, AGuardOnAnEarlierWriteIsNotAboutTheTransactionItself) {
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("head"), kWrittenEarlier}}, .writes = {{K("head"), "1"}}}),
              IsAborted());
  EXPECT_THAT(Read(*engine_, K("head")), IsAbsent());
}

TEST_P(EngineConformance, AGuardOnAnEarlierWriteFailsIfThatWriteFailed) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("head"), "old"}}}));
  const Guard earlier{K("head"), kWrittenEarlier};
  EXPECT_THAT(engine_->Commit({{.guards = {{K("absent"), 7}}, .writes = {{K("head"), "1"}}},
                               {.guards = {earlier}, .writes = {{K("head"), "2"}}}}),
              ElementsAre(IsAborted(), IsAborted()));
  EXPECT_THAT(Read(*engine_, K("head")), HasValue("old"));
}

TEST_P(EngineConformance, AGuardOnAnEarlierWriteFailsIfTheKeyWasDeleted) {
  const Guard earlier{K("head"), kWrittenEarlier};
  EXPECT_THAT(engine_->Commit({{.writes = {{K("head"), "1"}}},
                               {.writes = {{K("head"), std::nullopt}}},
                               {.guards = {earlier}, .writes = {{K("head"), "2"}}}}),
              ElementsAre(IsOk(), IsOk(), IsAborted()));
  EXPECT_THAT(Read(*engine_, K("head")), IsAbsent());
}

}  // namespace
}  // namespace heng::testing
