// SPDX-License-Identifier: Apache-2.0
//
// Promises of engine.h that need ground that keeps things, or that fails: what is durable, Check, and the statuses of a full
// disk, an engine that is away, damage and unknown outcomes. Where an engine's ground cannot be brought into a trouble its
// test is skipped, with the reason.
#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;

// Writes to all spaces.
Transaction WriteAll(const std::string& value) {
  return {.writes = {{K("a"), value}, {D("a"), value}, {S("a"), value}}};
}
void ExpectAll(Engine& engine, const std::string& value) {
  EXPECT_THAT(engine.Get({K("a"), D("a"), S("a")}),
              IsOkAndHolds(ElementsAre(HasValue(value), HasValue(value), HasValue(value))));
}

// "OK if the engine can read and write now."
TEST_P(EngineConformance, IsHealthyWhenNew) {
  EXPECT_OK(engine_->Check());
  ASSERT_OK(engine_->CommitOne(WriteAll("1")));
  EXPECT_OK(engine_->Check());
}

// "When the call returns, every transaction that answered OK is durable."
TEST_P(EngineConformance, KeepsWhatWasCommittedAcrossReopening) {
  if (const absl::Status keeps = ground_->Keeps(); !keeps.ok()) GTEST_SKIP() << keeps.message();
  ASSERT_OK(engine_->CommitOne(WriteAll("1")));
  ASSERT_OK(engine_->CommitOne({.writes = {{K("b"), "1"}}}));
  EXPECT_THAT(engine_->Commit({{.writes = {{K("b"), std::nullopt}}},
                               {.guards = {{K("x"), 99}}, .writes = {{K("c"), "1"}}},
                               {.writes = {{K("d"), "1"}}}}),
              ElementsAre(IsOk(), IsAborted(), IsOk()));
  Reopen();
  ExpectAll(*engine_, "1");
  EXPECT_THAT(engine_->Get({K("b"), K("c"), K("d")}),
              IsOkAndHolds(ElementsAre(IsAbsent(), IsAbsent(), HasValue("1"))));
}

TEST_P(EngineConformance, KeepsWhatWasCommittedThroughAPowerCut) {
  if (const absl::Status able = PrepareFor(Trouble::kPowerCut); !able.ok()) GTEST_SKIP() << able.message();
  for (int i = 0; i < 20; ++i) ASSERT_OK(engine_->CommitOne(WriteAll(absl::StrCat(i))));
  EXPECT_THAT(engine_->Commit({{.writes = {{K("b"), "1"}}}, {.writes = {{D("b"), "1"}}}}),
              ElementsAre(IsOk(), IsOk()));
  ground_->Begin(engine_.get());
  Reopen();
  ExpectAll(*engine_, "19");
  EXPECT_THAT(engine_->Get({K("b"), D("b")}), IsOkAndHolds(ElementsAre(HasValue("1"), HasValue("1"))));
}

// "RESOURCE_EXHAUSTED: the disk is full; nothing happened. Reads go on, and writes work again once there is room."
TEST_P(EngineConformance, AFullDiskRefusesWritesUntilThereIsRoom) {
  if (const absl::Status able = PrepareFor(Trouble::kDiskFull); !able.ok()) GTEST_SKIP() << able.message();
  ASSERT_OK(engine_->CommitOne(WriteAll("before")));
  ASSERT_OK_AND_ASSIGN(const ScanPage taken, engine_->Scan({.begin = K(""), .limit = 0}));
  ground_->Begin(engine_.get());
  EXPECT_THAT(engine_->Commit({WriteAll("full"), {.writes = {{K("b"), "full"}}}}),
              ElementsAre(IsDiskFull(), IsDiskFull()));
  EXPECT_THAT(engine_->Check(), IsDiskFull());
  ExpectAll(*engine_, "before");
  EXPECT_THAT(Read(*engine_, K("b")), IsAbsent());
  EXPECT_THAT(ValuesOf(ScanPages(*engine_, {.begin = D("")})), ElementsAre("before"));
  EXPECT_THAT(ValuesOf(ScanPages(*engine_, {.begin = K(""), .snapshot = taken.snapshot})),
              ElementsAre("before"));
  ground_->End();
  EXPECT_OK(engine_->Check());
  ASSERT_OK(engine_->CommitOne(WriteAll("after")));
  ExpectAll(*engine_, "after");
  if (!ground_->Keeps().ok()) return;
  Reopen();
  ExpectAll(*engine_, "after");
  EXPECT_THAT(Read(*engine_, K("b")), IsAbsent());
}

// "UNAVAILABLE: the engine cannot write now; nothing happened." Check: "Otherwise why not."
TEST_P(EngineConformance, AnEngineThatCannotWriteSaysSoAndDoesNothing) {
  if (const absl::Status able = PrepareFor(Trouble::kCannotWrite); !able.ok()) GTEST_SKIP() << able.message();
  ASSERT_OK(engine_->CommitOne(WriteAll("before")));
  ground_->Begin(engine_.get());
  EXPECT_THAT(engine_->Commit({WriteAll("away"), {.writes = {{K("b"), "away"}}}}),
              ElementsAre(IsAway(), IsAway()));
  EXPECT_THAT(engine_->Check(), IsAway());
  Reopen();
  ExpectAll(*engine_, "before");
  EXPECT_THAT(Read(*engine_, K("b")), IsAbsent());
  EXPECT_OK(engine_->Check());
  EXPECT_OK(engine_->CommitOne(WriteAll("after")));
}

// "UNKNOWN: the transaction may or may not have happened." As a whole, all the same; and whoever reads finds out.
TEST_P(EngineConformance, AnUnknownOutcomeIsAllOrNothing) {
  for (int round = 0; round < 2; ++round) {
    if (const absl::Status able = PrepareFor(Trouble::kUnknownOutcome); !able.ok())
      GTEST_SKIP() << able.message();
    ASSERT_OK(engine_->CommitOne(WriteAll("before")));
    ground_->Begin(engine_.get());
    EXPECT_THAT(engine_->Commit({WriteAll("unknown"), {.guards = {{K("a"), 99}}, .writes = {{K("b"), "1"}}}}),
                ElementsAre(IsOutcomeUnknown(), AnyOf(IsAborted(), IsOutcomeUnknown())));
    Reopen();
    const std::optional<Row> found = Read(*engine_, K("a"));
    ASSERT_THAT(found, AnyOf(HasValue("before"), HasValue("unknown")));
    ExpectAll(*engine_, found->value);
    EXPECT_THAT(Read(*engine_, K("b")), IsAbsent());
    EXPECT_OK(engine_->CommitOne(WriteAll("after")));
  }
}

// "DATA_LOSS: what a guard rests on is damaged." "An error is never reported as an absent key."
TEST_P(EngineConformance, DamageIsNeverReportedAsAbsence) {
  if (const absl::Status able = PrepareFor(Trouble::kDamage); !able.ok()) GTEST_SKIP() << able.message();
  ASSERT_OK(engine_->CommitOne(WriteAll("before")));
  engine_.reset();
  ground_->Begin(nullptr);
  engine_ = ground_->Open(clock_);
  for (const std::string& key : {K("a"), D("a"), S("a")}) {
    EXPECT_THAT(engine_->Get({key}), IsDamaged());
    EXPECT_THAT(engine_->Get({D("no such key"), key}), IsDamaged());
    EXPECT_THAT(engine_->Scan({.begin = key}), IsDamaged());
    EXPECT_OK(engine_->Scan({.begin = key, .limit = 0})) << "reads nothing";
    EXPECT_THAT(engine_->CommitOne({.guards = {{key, kAbsent}}, .writes = {{K("b"), "1"}}}), IsDamaged());
    EXPECT_THAT(engine_->CommitOne({.guards = {{key, 1}}, .writes = {{K("b"), "1"}}}), IsDamaged());
  }
}

// "... or the engine met damage and writes nothing more; nothing happened." Which of the two it is may change at any moment,
// because engines come across damage in the background as well.
TEST_P(EngineConformance, BesideDamageAWriteHappensOrSaysThatItDidNot) {
  if (const absl::Status able = PrepareFor(Trouble::kDamage); !able.ok()) GTEST_SKIP() << able.message();
  ASSERT_OK(engine_->CommitOne(WriteAll("before")));
  engine_.reset();
  ground_->Begin(nullptr);
  engine_ = ground_->Open(clock_);
  for (int i = 0; i < 20; ++i) {
    const std::string first = K(absl::StrCat("first", i));
    const std::string last = K(absl::StrCat("last", i));
    const std::vector<absl::Status> statuses =
        engine_->Commit({{.writes = {{first, "1"}}},
                         {.guards = {{K("a"), kAbsent}}, .writes = {{K("guarded"), "1"}}},
                         {.writes = {{last, "1"}}}});
    ASSERT_EQ(statuses.size(), 3u);
    EXPECT_FALSE(statuses[1].ok());
    for (const auto& [key, status] : {std::pair(first, statuses[0]), std::pair(last, statuses[2])}) {
      EXPECT_THAT(status, AnyOf(IsOk(), IsDamaged(), IsAway(), IsOutcomeUnknown()));
      if (absl::IsUnknown(status)) continue;
      // A damaged table may lie before the key's place: then it cannot be read either, which is no absence.
      const auto row = engine_->Get({key});
      if (status.ok()) {
        EXPECT_THAT(row, IsOkAndHolds(ElementsAre(HasValue("1"))));
      } else if (row.ok()) {
        EXPECT_THAT(row->front(), IsAbsent());
      }
    }
  }
}

}  // namespace
}  // namespace heng::testing
