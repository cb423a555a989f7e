// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/text_width.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::ElementsAre;

struct WidthCase {
  const char* name;
  const char* text;
  int want;
};

class TextWidthTable : public ::testing::TestWithParam<WidthCase> {};

TEST_P(TextWidthTable, Is) { EXPECT_EQ(TextWidth(GetParam().text), GetParam().want); }

INSTANTIATE_TEST_SUITE_P(Of, TextWidthTable,
                         ::testing::Values(WidthCase{"Nothing", "", 0}, WidthCase{"Ascii", "95.93%", 6},
                                           WidthCase{"Chinese", "凉州区总工会", 12},
                                           WidthCase{"RareHan", "\xf0\xa0\x80\x80", 2},  // U+20000
                                           WidthCase{"FullwidthPunctuation", "（一）：，。％", 14},
                                           WidthCase{"CornerBrackets", "〔2024〕《通知》", 16},
                                           WidthCase{"AmbiguousIsNarrow", "≥≤①·“”", 6},
                                           WidthCase{"BoxLines", "┌─┬", 3},
                                           WidthCase{"CombiningAcute", "e\xcc\x81", 1},
                                           WidthCase{"ZeroWidthSpaceAndBom", "\xe2\x80\x8b\xef\xbb\xbf", 0},
                                           WidthCase{"Kana", "ﾊﾛｰハロー", 9}, WidthCase{"Hangul", "한글", 4},
                                           WidthCase{"Emoji", "\xf0\x9f\x98\x80", 2},
                                           WidthCase{"BrokenBytes", "a\xff\xe4", 3}),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(OneLine, TakesTheTeethOutOfTerminalCommands) {
  EXPECT_EQ(OneLine("a\nb\t\x1b[31mc\x7f\xc2\x9b"), "a b  [31mc  ");
}

TEST(OneLine, ReplacesBytesThatAreNotUtf8) { EXPECT_EQ(OneLine("优\xff"), "优\xef\xbf\xbd"); }

TEST(Pad, CountsCellsAndNotBytes) {
  EXPECT_EQ(Pad("得分", 6), "得分  ");
  EXPECT_EQ(Pad("得分", 6, Align::kRight), "  得分");
  EXPECT_EQ(Pad("得分", 7, Align::kCenter), " 得分  ");
  EXPECT_EQ(Pad("得分", 3), "得分");
}

TEST(Wrap, BreaksBetweenChineseCharacters) {
  EXPECT_THAT(Wrap("财务管理制度", 5), ElementsAre("财务", "管理", "制度"));
}

TEST(Wrap, BreaksLatinTextAtBlanks) {
  EXPECT_THAT(Wrap("one two three", 7), ElementsAre("one two", "three"));
}

TEST(Wrap, KeepsANumberInChineseTextWhole) {
  EXPECT_THAT(Wrap("支出2879927.69元", 10), ElementsAre("支出", "2879927.69", "元"));
}

TEST(Wrap, CutsAWordThatIsLongerThanTheLine) {
  EXPECT_THAT(Wrap("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
}

TEST(Wrap, OfNothingIsOneEmptyLine) { EXPECT_THAT(Wrap("", 8), ElementsAre("")); }

TEST(Wrap, NoLineIsWiderThanAsked) {
  for (int width = 2; width < 12; ++width) {
    for (const std::string& line : Wrap("凉州区 2024 年度 overall 支出（含项目）abc，一二三", width)) {
      EXPECT_LE(TextWidth(line), width) << line;
    }
  }
}

}  // namespace
}  // namespace heng::cli
