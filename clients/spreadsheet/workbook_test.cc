// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/workbook.h"

#include "gtest/gtest.h"

namespace heng::spreadsheet {
namespace {

TEST(Sheet, ExtendsToItsLastCells) {
  Sheet sheet;
  EXPECT_EQ(sheet.rows(), 0);
  EXPECT_EQ(sheet.columns(), 0);

  sheet.Set({4, 1}, {.text = "a"});
  sheet.Set({2, 6}, {.text = "b"});

  EXPECT_EQ(sheet.rows(), 5);
  EXPECT_EQ(sheet.columns(), 7);
}

TEST(Sheet, ShrinksWhenItsLastCellIsCleared) {
  Sheet sheet;
  sheet.Set({4, 1}, {.text = "a"});
  sheet.Set({2, 6}, {.text = "b"});

  sheet.Set({2, 6}, {});
  sheet.Set({9, 9}, {});

  EXPECT_EQ(sheet.Find({2, 6}), nullptr);
  EXPECT_EQ(sheet.rows(), 5);
  EXPECT_EQ(sheet.columns(), 2);
}

TEST(Sheet, KeepsTheLastCellThatWasPutInAPlace) {
  Sheet sheet;
  sheet.Set({0, 0}, {.text = "a"});
  sheet.Set({0, 0}, {.text = "b"});
  EXPECT_EQ(sheet.Find({0, 0})->text, "b");
}

TEST(Sheet, KeepsAnUncalculatedFormulaThoughItHasNoText) {
  Sheet sheet;
  sheet.Set({0, 0}, {.uncalculated = true});
  ASSERT_NE(sheet.Find({0, 0}), nullptr);
  EXPECT_TRUE(sheet.Find({0, 0})->uncalculated);
}

TEST(Sheet, ShowsTheFirstCellAllOverAMergedRange) {
  Sheet sheet;
  sheet.Set({1, 1}, {.text = "total"});
  sheet.Set({2, 2}, {.text = "hidden below"});
  sheet.Set({3, 3}, {.text = "outside"});
  sheet.merged = {{{1, 1}, {2, 2}}, {{5, 0}, {6, 0}}};

  EXPECT_EQ(sheet.FindMerged({2, 1})->text, "total");
  EXPECT_EQ(sheet.FindMerged({2, 2})->text, "total");
  EXPECT_EQ(sheet.Find({2, 2})->text, "hidden below");
  EXPECT_EQ(sheet.FindMerged({3, 3})->text, "outside");
  EXPECT_EQ(sheet.FindMerged({6, 0}), nullptr);
}

}  // namespace
}  // namespace heng::spreadsheet
