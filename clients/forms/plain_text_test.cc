// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/plain_text.h"

#include "gtest/gtest.h"

namespace heng::forms {
namespace {

TEST(Plain, MakesSignsOfOneKindAlike) {
  EXPECT_EQ(Plain("≥９８．５％"), ">=98.5%");
  EXPECT_EQ(Plain("≧ 735"), ">=735");
  EXPECT_EQ(Plain("≤０％（含）"), "<=0%(含)");
  EXPECT_EQ(Plain("－1—2–3−4"), "-1-2-3-4");
}

TEST(Plain, DropsBlanksOfEveryWidth) {
  EXPECT_EQ(Plain(" 年初\n预算数\t\r"), "年初预算数");
  EXPECT_EQ(Plain("年初\u3000预算\u00a0数"), "年初预算数");
  EXPECT_EQ(Plain("\ufeff总分"), "总分");
}

TEST(Plain, KeepsWhatItDoesNotKnow) {
  EXPECT_EQ(Plain("“三公”经费、𠮷"), "\"三公\"经费、𠮷");
  EXPECT_EQ(Plain("\xff\xef\xbc"), "\xff\xef\xbc");
  EXPECT_EQ(Plain(""), "");
}

TEST(PlainLabel, DropsNumbering) {
  for (const char* label :
       {"(一)基本支出", "（一） 基本支出", "一、基本支出", "1.基本支出", "１．基本支出", "1、基本支出",
        "(1)基本支出", "①基本支出", "其中：基本支出", "其中：1.基本支出：", "基本支出"})
    EXPECT_EQ(PlainLabel(label), "基本支出") << label;
}

TEST(PlainLabel, KeepsDigitsThatAreNoNumbering) {
  EXPECT_EQ(PlainLabel("2024年支出"), "2024年支出");
  EXPECT_EQ(PlainLabel("一般性项目"), "一般性项目");
}

TEST(NumberingDepth, TellsWhatIsPartOfWhat) {
  EXPECT_EQ(NumberingDepth("年度资金总额"), 0);
  EXPECT_EQ(NumberingDepth("(一)基本支出"), 1);
  EXPECT_EQ(NumberingDepth("二、项目支出"), 1);
  EXPECT_EQ(NumberingDepth("其中：当年财政拨款"), 1);
  EXPECT_EQ(NumberingDepth("1.人员经费"), 2);
  EXPECT_EQ(NumberingDepth("②公用经费"), 2);
}

}  // namespace
}  // namespace heng::forms
