// SPDX-License-Identifier: Apache-2.0
#include "storage/history/checkpoint.h"

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/durable_file.h"
#include "storage/history/anchor.h"
#include "storage/testing/record_fixture.h"

namespace heng::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

const std::vector<ChainMark>& Marks() {
  static const auto* const marks = new std::vector<ChainMark>{{"620602", 57, std::string(32, '\xab')},
                                                              {"", 12, std::string(32, '\x01')},
                                                              {"62", 1, std::string(32, '\0')}};
  return *marks;
}

TEST(Checkpoint, IsATextInTheOrderOfRegions) {
  const std::string text = CheckpointText(Marks());
  EXPECT_THAT(text, HasSubstr("heng-checkpoint 1\n"
                              "- 12 0101010101010101010101010101010101010101010101010101010101010101\n"
                              "62 1 0000000000000000000000000000000000000000000000000000000000000000\n"
                              "620602 57 abababababababababababababababababababababababababababababababab\n"
                              "end 3 "));
  const auto parsed = ParseCheckpoint(text);
  ASSERT_OK(parsed);
  ASSERT_THAT(*parsed, SizeIs(3));
  EXPECT_EQ((*parsed)[0].region, "");
  EXPECT_EQ((*parsed)[2].number, 57);
  EXPECT_EQ(CheckpointText(*parsed), text);
}

TEST(Checkpoint, MayBeEmpty) { EXPECT_THAT(ParseCheckpoint(CheckpointText({})), IsOkAndHolds(IsEmpty())); }

TEST(Checkpoint, RefusesWhatWasChangedOrCutOff) {
  const std::string text = CheckpointText(Marks());
  for (size_t length = 0; length < text.size(); ++length) {
    EXPECT_THAT(ParseCheckpoint(text.substr(0, length)), HasCode(kInvalid)) << length;
  }
  for (size_t place = 0; place < text.size(); ++place) {
    std::string changed = text;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    EXPECT_THAT(ParseCheckpoint(changed), HasCode(kInvalid)) << place;
  }
  EXPECT_THAT(ParseCheckpoint(text + "\n"), HasCode(kInvalid));
  EXPECT_THAT(ParseCheckpoint("heng-checkpoint 2\n"), HasCodeAndMessage(kInvalid, HasSubstr("line 1")));
  EXPECT_THAT(ParseCheckpoint(absl::StrReplaceAll(text, {{" 57 ", " 58 "}})),
              HasCodeAndMessage(kInvalid, HasSubstr("line 5")));
}

class AnchorTest : public RecordStoreTest {
 protected:
  std::string Path() const { return directory_.path() + "/ANCHOR"; }
};

INSTANTIATE_TEST_SUITE_P(Engines, AnchorTest, ::testing::Values("memory"),
                         [](const auto& engine) { return engine.param; });

TEST_P(AnchorTest, SaysWhereTheChainsStand) {
  auto anchor = Anchor::Open(Path(), absl::Milliseconds(1));
  ASSERT_OK(anchor);
  EXPECT_THAT((*anchor)->Marks(), IsEmpty());
  Reopen({.anchor = anchor->get()});
  ASSERT_OK(Commit(Create("regions/62", "province")).status);
  ASSERT_OK(Commit(Create("schemes/gansu-overall", "scheme")).status);
  ASSERT_OK(Commit(Create("regions/62/departments/1", "department")).status);
  EXPECT_OK(CheckMarks(*engine_, (*anchor)->Marks()));
  Reopen();
  anchor->reset();

  auto again = Anchor::Open(Path());
  ASSERT_OK(again);
  const std::vector<ChainMark> marks = (*again)->Marks();
  ASSERT_THAT(marks, SizeIs(2));
  EXPECT_EQ(marks[0].region, "");
  EXPECT_EQ(marks[1].number, 2);
  EXPECT_OK(CheckMarks(*engine_, marks));
}

TEST_P(AnchorTest, WritesWithoutBeingClosed) {
  auto anchor = Anchor::Open(Path(), absl::Milliseconds(1));
  ASSERT_OK(anchor);
  (*anchor)->Put({"62", 3, std::string(32, 'x')});
  (*anchor)->Put({"62", 2, std::string(32, 'y')});  // older than what is known
  std::vector<ChainMark> marks;
  while (marks.empty()) {
    const auto text = ReadWholeFile(Path());
    if (!text.ok()) continue;
    ASSERT_OK_AND_ASSIGN(marks, ParseCheckpoint(*text));
  }
  EXPECT_EQ(marks[0].number, 3);
}

TEST_P(AnchorTest, WritesTheLastChangeWheneverItIsClosed) {
  constexpr int64_t kChanges = 3;
  for (int64_t number = kChanges; number <= 1'000; number += kChanges) {
    auto anchor = Anchor::Open(Path(), absl::ZeroDuration());
    ASSERT_OK(anchor);
    for (int64_t change = number - kChanges + 1; change <= number; ++change) {
      (*anchor)->Put({"62", change, std::string(32, 'x')});
    }
    anchor->reset();
    const auto again = Anchor::Open(Path());
    ASSERT_OK(again);
    ASSERT_THAT((*again)->Marks(), SizeIs(1));
    ASSERT_EQ((*again)->Marks()[0].number, number);
  }
}

TEST_P(AnchorTest, TellsALostTailFromAnotherHistory) {
  ASSERT_OK(Commit(Create("regions/62", "province")).status);
  const absl::Status lost = CheckMarks(*engine_, {{"62", 3, std::string(32, 'x')}});
  EXPECT_THAT(lost, HasCodeAndMessage(absl::StatusCode::kDataLoss, HasSubstr("regions/62 ends at entry 1")));
  EXPECT_THAT(lost, HasCodeAndMessage(absl::StatusCode::kDataLoss, HasSubstr("2 entries are lost")));
  EXPECT_THAT(CheckMarks(*engine_, {{"62", 1, std::string(32, 'x')}}),
              HasCodeAndMessage(absl::StatusCode::kDataLoss, HasSubstr("another entry 1")));
  EXPECT_THAT(CheckMarks(*engine_, {{"63", 1, std::string(32, 'x')}}), HasCode(absl::StatusCode::kDataLoss));
}

TEST_P(AnchorTest, RefusesADamagedFile) {
  ASSERT_OK(ReplaceFile(Path(), "heng-checkpoint 1\nend 1"));
  EXPECT_THAT(Anchor::Open(Path()), HasCode(kInvalid));
}

}  // namespace
}  // namespace heng::testing
