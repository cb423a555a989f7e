// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/number_text.h"

#include "clients/spreadsheet/number_formats.h"
#include "gtest/gtest.h"

namespace heng::spreadsheet {
namespace {

TEST(Number, IsToldFromOtherTexts) {
  for (const char* text : {"0", "-12.5", "+1", ".5", "5.", "1E-3", "1.25e+10", "0.95930000000000004"}) {
    EXPECT_TRUE(IsNumber(text)) << text;
  }
  for (const char* text :
       {"", "-", ".", "E1", "1E", "1E+", "1.2.3", "1,000", "0x10", "INF", "NaN", "1 ", "一", "--1"}) {
    EXPECT_FALSE(IsNumber(text)) << text;
  }
}

TEST(Escapes, AreDecodedOnce) {
  EXPECT_EQ(DecodeEscapes("a_x000D_b"), "a\rb");
  EXPECT_EQ(DecodeEscapes("_x005F_x000D_"), "_x000D_");
  EXPECT_EQ(DecodeEscapes("_x4E2D_"), "中");
  EXPECT_EQ(DecodeEscapes("_xD83D__x0041_"), "_xD83D_A");
  EXPECT_EQ(DecodeEscapes("_xd83d__xDE00_"), "😀");
}

TEST(Escapes, ThatAreNoneStay) {
  for (const char* text : {"", "_", "_x", "_x000D", "_X000D_", "_x00G0_", "_x+00D_", "_x0000_", "_xD83D_",
                           "_xDE00_xD83D_", "a_b_x_"}) {
    EXPECT_EQ(DecodeEscapes(text), text);
  }
}

TEST(Escapes, ThatWereTypedAreEncoded) {
  EXPECT_EQ(EncodeEscapes("_x000D_"), "_x005F_x000D_");
  EXPECT_EQ(EncodeEscapes("a_b_x_ 中"), "a_b_x_ 中");
  for (const char* text : {"_x0041_x0042_", "_x005F_", "__x4E2D_", "_x0000_", "_xD83D__xDE00_"})
    EXPECT_EQ(DecodeEscapes(EncodeEscapes(text)), text);
}

TEST(Characters, AreCountedAsExcelDoes) {
  EXPECT_EQ(CountUtf16Units(""), 0u);
  EXPECT_EQ(CountUtf16Units("aé中"), 3u);
  EXPECT_EQ(CountUtf16Units("😀"), 2u);
}

TEST(BuiltinNumberFormats, HaveCodes) {
  EXPECT_EQ(BuiltinNumberFormat(0), "");
  EXPECT_EQ(BuiltinNumberFormat(10), "0.00%");
  EXPECT_EQ(BuiltinNumberFormat(31), "yyyy\"年\"m\"月\"d\"日\"");
  EXPECT_EQ(BuiltinNumberFormat(49), "@");
  EXPECT_EQ(BuiltinNumberFormat(25), "");
  EXPECT_EQ(BuiltinNumberFormat(164), "");
}

}  // namespace
}  // namespace heng::spreadsheet
