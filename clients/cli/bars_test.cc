// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/bars.h"

#include <cstdint>
#include <limits>

#include "clients/cli/text_width.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();

TEST(ColumnBars, GrowWithTheCountUpToTheGreatest) {
  EXPECT_EQ(ColumnBars({1, 2, 3, 4, 5, 6, 7, 8}), "▁▂▃▄▅▆▇█");
  EXPECT_EQ(ColumnBars({800, 400, 100}), "█▄▁");
}

TEST(ColumnBars, TellFewFromNone) {
  EXPECT_EQ(ColumnBars({1, 0, 1000000}), "▁ █");
  EXPECT_EQ(ColumnBars({0, 0}), "  ");
  EXPECT_EQ(ColumnBars({}), "");
}

TEST(ColumnBars, TakeOneCellACount) { EXPECT_EQ(TextWidth(ColumnBars({1, 2, 0, 3})), 4); }

TEST(ColumnBars, DoNotOverflow) { EXPECT_EQ(ColumnBars({kMost, kMost / 2 + 1}), "█▅"); }

TEST(RowBar, FillsCellsInEighths) {
  EXPECT_EQ(RowBar(8, 8, 2), "██");
  EXPECT_EQ(RowBar(4, 8, 2), "█");
  EXPECT_EQ(RowBar(5, 8, 2), "█▎");
  EXPECT_EQ(RowBar(1, 16, 2), "▏");
}

TEST(RowBar, ShowsALittleOfAnythingAboveZeroAndNothingElse) {
  EXPECT_EQ(RowBar(1, 1000000, 10), "▏");
  EXPECT_EQ(RowBar(0, 10, 10), "");
  EXPECT_EQ(RowBar(-1, 10, 10), "");
  EXPECT_EQ(RowBar(1, 0, 10), "");
}

TEST(RowBar, DoesNotOverflow) { EXPECT_EQ(RowBar(kMost, kMost, 3), "███"); }

}  // namespace
}  // namespace heng::cli
