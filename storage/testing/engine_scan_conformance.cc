// SPDX-License-Identifier: Apache-2.0
//
// Promises of engine.h: ScanRequest, ScanPage, Scan. How long a snapshot lives is in engine_snapshot_conformance.cc.
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "storage/key_space.h"
#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// "In bytewise order of keys." "First key that may be returned." "First key that may not."
TEST_P(EngineConformance, ScansInBytewiseOrderWithinTheRange) {
  const std::string zero = K(std::string("a\0", 2));
  const std::string high = K("\xff");
  ASSERT_OK(engine_->CommitOne(
      {.writes = {{high, "5"}, {K("b"), "4"}, {K("a"), "1"}, {zero, "2"}, {K("aa"), "3"}, {K(""), "0"}}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage all, engine_->Scan({.begin = K("")}));
  EXPECT_THAT(KeysOf(all.rows), ElementsAre(K(""), K("a"), zero, K("aa"), K("b"), high));
  EXPECT_THAT(ValuesOf(all.rows), ElementsAre("0", "1", "2", "3", "4", "5"));
  ASSERT_OK_AND_ASSIGN(const ScanPage some, engine_->Scan({.begin = K("aa"), .end = high}));
  EXPECT_THAT(KeysOf(some.rows), ElementsAre(K("aa"), K("b")));
  EXPECT_THAT(some.next, IsEmpty());
}

// "Empty: the space to its end."
TEST_P(EngineConformance, AScanStaysWithinItsSpace) {
  ASSERT_OK(engine_->CommitOne({.writes = {{D("a"), "1"}, {K("a"), "1"}, {S("a"), "1"}}}));
  for (const std::string& begin : {D(""), K(""), S("")}) {
    ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = begin}));
    EXPECT_THAT(KeysOf(page.rows), ElementsAre(begin + "a"));
  }
  EXPECT_OK(engine_->Scan({.begin = K(""), .end = SpaceEnd(KeySpace::kRows)}));
}

// "INVALID_ARGUMENT if the range is not within one space."
TEST_P(EngineConformance, RefusesARangeThatIsNotWithinOneSpace) {
  EXPECT_THAT(engine_->Scan({.begin = D("a"), .end = K("a")}), IsNotAllowed());
  EXPECT_THAT(engine_->Scan({.begin = K("a"), .end = D("a")}), IsNotAllowed());
  EXPECT_THAT(engine_->Scan({.begin = K("a"), .end = SpaceEnd(KeySpace::kRows) + "a"}), IsNotAllowed());
  EXPECT_THAT(engine_->Scan({.begin = K("a"), .end = "\x02"}), IsNotAllowed());
  EXPECT_THAT(engine_->Scan({.begin = K("a"), .end = "a"}), IsNotAllowed());
}

TEST_P(EngineConformance, AnEmptyRangeIsAnEmptyPage) {
  WriteRows(*engine_, 3, "v");
  for (const ScanRequest& request :
       {ScanRequest{.begin = K("z")}, ScanRequest{.begin = K("z"), .end = K("a")},
        ScanRequest{.begin = K("n000"), .end = K("n000")}, ScanRequest{.begin = D("")}}) {
    ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan(request));
    EXPECT_THAT(page.rows, IsEmpty());
    EXPECT_THAT(page.next, IsEmpty());
    EXPECT_THAT(page.snapshot, Not(IsEmpty()));
  }
}

// "At most this many rows." "Key at which the next page begins; empty: nothing is left."
TEST_P(EngineConformance, PagesJoinWithoutGapOrOverlap) {
  WriteRows(*engine_, 25, "v");
  std::vector<std::string> expected;
  for (int i = 0; i < 25; ++i) expected.push_back(K(absl::StrFormat("n%03d", i)));
  for (const size_t limit :
       {size_t{1}, size_t{7}, size_t{24}, size_t{25}, size_t{26}, std::numeric_limits<size_t>::max()}) {
    EXPECT_EQ(KeysOf(ScanPages(*engine_, {.begin = K(""), .limit = limit})), expected) << "limit " << limit;
  }
  EXPECT_THAT(ScanPages(*engine_, {.begin = K(""), .end = K("n010"), .limit = 3}), SizeIs(10));
}

TEST_P(EngineConformance, NothingIsLeftBehindTheLastRow) {
  WriteRows(*engine_, 10, "v");
  ASSERT_OK_AND_ASSIGN(const ScanPage all, engine_->Scan({.begin = K(""), .limit = 10}));
  EXPECT_THAT(all.rows, SizeIs(10));
  EXPECT_THAT(all.next, IsEmpty());
  ASSERT_OK_AND_ASSIGN(const ScanPage range, engine_->Scan({.begin = K(""), .end = K("n004"), .limit = 4}));
  EXPECT_THAT(range.rows, SizeIs(4));
  EXPECT_THAT(range.next, IsEmpty());
}

// "Empty: take one now": of everything whose Commit returned before.
TEST_P(EngineConformance, ANewScanSeesWhatWasJustCommitted) {
  for (int i = 0; i < 5; ++i) {
    const std::string value = std::to_string(i);
    ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), value}}}));
    ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K("")}));
    EXPECT_THAT(ValuesOf(page.rows), ElementsAre(value));
    engine_->Release(page.snapshot);
  }
}

// "All pages of one snapshot show the same instant, whatever is committed between them."
TEST_P(EngineConformance, ScanAtASnapshotDoesNotSeeLaterCommits) {
  WriteRows(*engine_, 30, "before");
  ASSERT_OK_AND_ASSIGN(const ScanPage first, engine_->Scan({.begin = K(""), .limit = 10}));
  WriteRows(*engine_, 40, "after");
  ASSERT_OK(engine_->CommitOne({.writes = {{K("n015"), std::nullopt}, {K("n010x"), "after"}}}));

  ASSERT_OK_AND_ASSIGN(const ScanPage rest,
                       engine_->Scan({.begin = first.next, .limit = 100, .snapshot = first.snapshot}));
  EXPECT_THAT(rest.rows, SizeIs(20));
  EXPECT_THAT(ValuesOf(rest.rows), Each("before"));
  EXPECT_EQ(rest.snapshot, first.snapshot);
}

TEST_P(EngineConformance, OneSnapshotServesAllSpacesAndPagesWhileCommitsGoOn) {
  constexpr int kRows = 20;
  const auto write_all = [&](const std::string& value) {
    for (int i = 0; i < kRows; ++i) {
      ASSERT_OK(engine_->CommitOne({.writes = {{K(absl::StrFormat("%02d", i)), value},
                                               {D(absl::StrFormat("%02d", i)), value},
                                               {S(absl::StrFormat("%02d", i)), value}}}));
    }
  };
  write_all("before");
  ASSERT_OK_AND_ASSIGN(const ScanPage taken, engine_->Scan({.begin = D(""), .limit = 0}));
  int commits = 0;
  const auto commit = [&] {
    const std::string row = absl::StrFormat("%02d", commits++ % kRows);
    ASSERT_OK(
        engine_->CommitOne({.writes = {{K(row), std::nullopt}, {D(row), "after"}, {S(row + "x"), "new"}}}));
  };
  // A page of each space in turn.
  for (const size_t limit : {1, 3, 7}) {
    std::vector<ScanRequest> requests;
    for (const std::string& begin : {K(""), D(""), S("")}) {
      requests.push_back({.begin = begin, .limit = limit, .snapshot = taken.snapshot});
    }
    size_t row_count = 0;
    for (int pages = 0; !requests.empty() && pages < 1000; ++pages) {
      ScanRequest request = requests.front();
      requests.erase(requests.begin());
      ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan(request));
      EXPECT_THAT(ValuesOf(page.rows), Each("before"));
      row_count += page.rows.size();
      request.begin = page.next;
      if (!page.next.empty()) requests.push_back(request);
      commit();
    }
    EXPECT_EQ(row_count, 3u * kRows) << "limit " << limit;
  }
}

TEST_P(EngineConformance, TwoSnapshotsShowTwoInstants) {
  WriteRows(*engine_, 3, "1");
  ASSERT_OK_AND_ASSIGN(const ScanPage first, engine_->Scan({.begin = K(""), .limit = 0}));
  WriteRows(*engine_, 3, "2");
  ASSERT_OK_AND_ASSIGN(const ScanPage second, engine_->Scan({.begin = K(""), .limit = 0}));
  WriteRows(*engine_, 3, "3");
  EXPECT_THAT(ValuesOf(ScanPages(*engine_, {.begin = K(""), .limit = 2, .snapshot = second.snapshot})),
              Each("2"));
  EXPECT_THAT(ValuesOf(ScanPages(*engine_, {.begin = K(""), .limit = 2, .snapshot = first.snapshot})),
              Each("1"));
}

// "0 returns none and only takes a snapshot."
TEST_P(EngineConformance, LimitZeroOnlyTakesASnapshot) {
  WriteRows(*engine_, 1, "before");
  ASSERT_OK_AND_ASSIGN(const ScanPage taken, engine_->Scan({.begin = K(""), .limit = 0}));
  EXPECT_THAT(taken.rows, IsEmpty());
  EXPECT_THAT(taken.next, IsEmpty());
  WriteRows(*engine_, 1, "after");
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K(""), .snapshot = taken.snapshot}));
  EXPECT_THAT(ValuesOf(page.rows), ElementsAre("before"));
}

}  // namespace
}  // namespace heng::testing
