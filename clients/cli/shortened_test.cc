// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/shortened.h"

#include "clients/cli/text_width.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;
using ::testing::Pair;
using ::testing::ResultOf;
using ::testing::StartsWith;

std::string Repeated(const std::string& text, int count) {
  std::string repeated;
  for (int i = 0; i < count; ++i) repeated += text;
  return repeated;
}

TEST(Shortened, ShortTextsStay) {
  EXPECT_THAT(ShortenedAroundDifference("92.62", "90.12"), Pair("92.62", "90.12"));
  EXPECT_THAT(ShortenedAroundDifference("", "一\n二"), Pair("", "一 二"));
}

TEST(Shortened, ShowsTheDifferenceInTheMiddle) {
  const std::string front = Repeated("甲乙丙丁", 30);
  const auto [before, after] = ShortenedAroundDifference(front + "旧" + front, front + "新" + front);
  EXPECT_THAT(before, AllOf(StartsWith("…"), HasSubstr("丁旧甲"), EndsWith("…")));
  EXPECT_THAT(after, AllOf(StartsWith("…"), HasSubstr("丁新甲"), EndsWith("…")));
}

TEST(Shortened, ShowsTheEndWhereThatDiffers) {
  const std::string front = Repeated("甲乙丙丁", 30);
  const auto [before, after] = ShortenedAroundDifference(front, front + "新");
  EXPECT_THAT(before, AllOf(StartsWith("…"), EndsWith("丙丁")));
  EXPECT_THAT(after, AllOf(StartsWith("…"), EndsWith("丙丁新")));
}

TEST(Shortened, ShowsTheBeginningOfWhatOnlyOneSideHas) {
  const auto [before, after] = ShortenedAroundDifference("", Repeated("abcdefghij", 30));
  EXPECT_EQ(before, "");
  EXPECT_THAT(after, AllOf(StartsWith("abcdefghij"), EndsWith("…"), Not(StartsWith("…"))));
}

TEST(Shortened, NeverWiderThanAColumnWhateverTheWidthOfCharacters) {
  for (const char* unit : {"x", "字", "x字", "e\u0301"}) {
    for (const int place : {0, 1, 19, 40, 77, 200}) {
      const std::string front = Repeated(unit, place);
      const auto [before, after] = ShortenedAroundDifference(front + "A" + Repeated(unit, 90), front + "B");
      EXPECT_THAT(before, ResultOf(TextWidth, Le(42))) << unit << place;
      EXPECT_THAT(after, AllOf(HasSubstr("B"), ResultOf(TextWidth, Le(42)))) << unit << place;
    }
  }
}

TEST(Shortened, BytesThatAreNotTextDoNoHarm) {
  const std::string bytes = Repeated("\x80\xff", 60);
  EXPECT_THAT(ShortenedAroundDifference(bytes, bytes + "x").second, EndsWith("x"));
}

}  // namespace
}  // namespace heng::cli
