// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/cell_address.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::spreadsheet {
namespace {

using ::testing::Eq;
using ::testing::Optional;

TEST(CellAddress, IsWrittenAsSpreadsheetsDo) {
  EXPECT_EQ(A1({0, 0}), "A1");
  EXPECT_EQ(A1({6, 1}), "B7");
  EXPECT_EQ(A1({0, 25}), "Z1");
  EXPECT_EQ(A1({0, 26}), "AA1");
  EXPECT_EQ(A1({0, 701}), "ZZ1");
  EXPECT_EQ(A1({0, 702}), "AAA1");
  EXPECT_EQ(A1({kMaxRows - 1, kMaxColumns - 1}), "XFD1048576");
}

TEST(CellAddress, ReadsBackInEveryColumn) {
  for (int column = 0; column < kMaxColumns; ++column) {
    const CellPosition position{.row = column * 64, .column = column};
    ASSERT_THAT(ParseA1(A1(position)), Optional(position));
  }
}

TEST(CellAddress, TakesSmallLettersAndDollars) {
  EXPECT_THAT(ParseA1("b7"), Optional(CellPosition{6, 1}));
  EXPECT_THAT(ParseA1("$B$7"), Optional(CellPosition{6, 1}));
}

TEST(CellAddress, RefusesOtherTexts) {
  for (const char* text : {"", "B", "7", "B0", "B07", "7B", "B7 ", " B7", "B-7", "B7:C8", "$", "B$", "XFE1",
                           "A1048577", "AAAAAAAAAAAAAAAA1", "A99999999999999999999", "R1C1", "全1"}) {
    EXPECT_THAT(ParseA1(text), Eq(std::nullopt)) << text;
  }
}

TEST(CellRange, IsReadFromItsCorners) {
  EXPECT_THAT(ParseA1Range("A1:C3"), Optional(CellRange{{0, 0}, {2, 2}}));
  EXPECT_THAT(ParseA1Range("B7"), Optional(CellRange{{6, 1}, {6, 1}}));
  for (const char* text : {"", ":", "A1:", ":A1", "C1:A3", "A3:C1", "A1:B2:C3", "A:B", "1:2"}) {
    EXPECT_THAT(ParseA1Range(text), Eq(std::nullopt)) << text;
  }
}

}  // namespace
}  // namespace heng::spreadsheet
