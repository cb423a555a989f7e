// SPDX-License-Identifier: Apache-2.0
//
// Promises of engine.h: how long a snapshot lives, Release.
#include "absl/strings/str_cat.h"
#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

std::string TakeSnapshot(Engine& engine) {
  const absl::StatusOr<ScanPage> page = engine.Scan({.begin = K(""), .limit = 0});
  EXPECT_OK(page);
  return page.ok() ? page->snapshot : "";
}

absl::Status Use(Engine& engine, const std::string& snapshot) {
  return engine.Scan({.begin = K(""), .snapshot = snapshot}).status();
}

// "A snapshot lives this long after its last use."
TEST_P(EngineConformance, ASnapshotLivesForItsLifetimeAfterItsLastUse) {
  const absl::Duration lifetime = engine_->limits().snapshot_lifetime;
  EXPECT_GE(lifetime, absl::Minutes(5));
  WriteRows(*engine_, 1, "before");
  const std::string snapshot = TakeSnapshot(*engine_);
  WriteRows(*engine_, 1, "after");
  for (const size_t limit : {1, 0, 1, 0, 0, 1}) {  // reading nothing is a use as well
    clock_.Advance(lifetime);
    const auto page = engine_->Scan({.begin = K(""), .limit = limit, .snapshot = snapshot});
    ASSERT_OK(page);
    EXPECT_THAT(ValuesOf(page->rows), ::testing::ElementsAreArray(std::vector<std::string>(limit, "before")));
  }
}

// "Gone (... expired ...): begin again."
TEST_P(EngineConformance, AnExpiredSnapshotIsGone) {
  const std::string unused = TakeSnapshot(*engine_);
  clock_.Advance(absl::Seconds(1));
  const std::string used = TakeSnapshot(*engine_);
  clock_.Advance(engine_->limits().snapshot_lifetime);
  EXPECT_THAT(Use(*engine_, unused), IsGone());
  EXPECT_OK(Use(*engine_, used));
  clock_.Advance(engine_->limits().snapshot_lifetime + absl::Milliseconds(1));
  EXPECT_THAT(Use(*engine_, used), IsGone());
  EXPECT_OK(Use(*engine_, TakeSnapshot(*engine_)));
}

// "Held at the same time; one more pushes out the one unused for longest."
TEST_P(EngineConformance, OneSnapshotTooManyPushesOutTheOneUnusedForLongest) {
  const size_t limit = engine_->limits().max_snapshots;
  std::vector<std::string> snapshots;
  for (size_t i = 0; i < limit; ++i) {
    snapshots.push_back(TakeSnapshot(*engine_));
    clock_.Advance(absl::Milliseconds(1));
  }
  // All but the second one, the first one last.
  for (size_t i = 2; i < limit; ++i) {
    EXPECT_OK(Use(*engine_, snapshots[i]));
    clock_.Advance(absl::Milliseconds(1));
  }
  EXPECT_OK(Use(*engine_, snapshots[0]));
  clock_.Advance(absl::Milliseconds(1));

  snapshots.push_back(TakeSnapshot(*engine_));

  EXPECT_THAT(Use(*engine_, snapshots[1]), IsGone());
  for (size_t i = 0; i <= limit; ++i) {
    if (i == 1) continue;
    EXPECT_OK(Use(*engine_, snapshots[i])) << "snapshot " << i;
  }
}

// "FAILED_PRECONDITION if the snapshot is gone (released ...)."
TEST_P(EngineConformance, AReleasedSnapshotIsGone) {
  const std::string released = TakeSnapshot(*engine_);
  const std::string other = TakeSnapshot(*engine_);
  EXPECT_NE(released, other);
  engine_->Release(released);
  EXPECT_THAT(Use(*engine_, released), IsGone());
  EXPECT_THAT(engine_->Scan({.begin = K(""), .limit = 0, .snapshot = released}), IsGone());
  EXPECT_OK(Use(*engine_, other));
}

// "Gives a snapshot back": its place is free.
TEST_P(EngineConformance, AReleasedSnapshotMakesRoomForAnother) {
  const size_t limit = engine_->limits().max_snapshots;
  std::vector<std::string> snapshots;
  for (size_t i = 0; i < limit; ++i) {
    snapshots.push_back(TakeSnapshot(*engine_));
    clock_.Advance(absl::Milliseconds(1));
  }
  engine_->Release(snapshots.back());
  TakeSnapshot(*engine_);
  EXPECT_OK(Use(*engine_, snapshots.front()));
}

// "Unknown snapshots are ignored."
TEST_P(EngineConformance, ReleasingAnUnknownSnapshotIsIgnored) {
  const std::string released = TakeSnapshot(*engine_);
  const std::string held = TakeSnapshot(*engine_);
  engine_->Release(released);
  engine_->Release(released);
  engine_->Release("no such snapshot");
  engine_->Release("");
  EXPECT_OK(Use(*engine_, held));
}

// "... or of another process."
TEST_P(EngineConformance, ASnapshotOfAnotherProcessIsGone) {
  const std::unique_ptr<EngineGround> ground = GetParam().lay_ground();
  const std::unique_ptr<Engine> other = ground->Open(clock_);
  TakeSnapshot(*engine_);
  EXPECT_THAT(Use(*engine_, TakeSnapshot(*other)), IsGone());
  EXPECT_THAT(Use(*engine_, "no such snapshot"), IsGone());
}

TEST_P(EngineConformance, SnapshotsDoNotOutliveTheEngine) {
  const std::string snapshot = TakeSnapshot(*engine_);
  Reopen();
  TakeSnapshot(*engine_);
  EXPECT_THAT(Use(*engine_, snapshot), IsGone());
}

}  // namespace
}  // namespace heng::testing
