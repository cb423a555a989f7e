// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/shown_text.h"

#include "gtest/gtest.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::Cell;
using ::heng::spreadsheet::CellKind;

std::string Number(const char* text, const char* format = "") {
  return ShownText({.text = text, .kind = CellKind::kNumber, .number_format = format}, /*date1904=*/false);
}

TEST(ShownText, LeavesTextsAlone) {
  EXPECT_EQ(ShownText({.text = "9.50"}, false), "9.50");
  EXPECT_EQ(ShownText({.text = "≥98%"}, false), "≥98%");
}

TEST(ShownText, UndoesTheErrorOfADouble) {
  EXPECT_EQ(Number("9.5899999999999999"), "9.59");
  EXPECT_EQ(Number("2879927.6899999999"), "2879927.69");
  EXPECT_EQ(Number("0.30000000000000004"), "0.3");
  EXPECT_EQ(Number("99.999999999999999999"), "100");
  EXPECT_EQ(Number("-1.0000000000000001E-2"), "-0.01");
}

TEST(ShownText, KeepsWhatIsWrittenOut) {
  EXPECT_EQ(Number("2879927.69"), "2879927.69");
  EXPECT_EQ(Number("9.50"), "9.50");
  EXPECT_EQ(Number("-0"), "-0");
}

TEST(ShownText, WritesExponentsOut) {
  EXPECT_EQ(Number("1.2E+7"), "12000000");
  EXPECT_EQ(Number("5E-3"), "0.005");
  EXPECT_EQ(Number("1E400"), "1E400");  // no amount
}

TEST(ShownText, ShowsPercentAsTyped) {
  EXPECT_EQ(Number("0.98", "0%"), "98%");
  EXPECT_EQ(Number("0.95930000000000004", "0.00%"), "95.93%");
  EXPECT_EQ(Number("1", "0%"), "100%");
  EXPECT_EQ(Number("0.98", "0\"%\""), "0.98");  // a sign that is only printed
}

TEST(ShownText, ShowsDates) {
  EXPECT_EQ(Number("45473", "yyyy-mm-dd"), "2024-06-30");
  EXPECT_EQ(Number("45473.75", "yyyy\"年\"m\"月\"d\"日\""), "2024-06-30");
  EXPECT_EQ(
      ShownText({.text = "44011", .kind = CellKind::kNumber, .number_format = "yyyy/m/d"}, /*date1904=*/true),
      "2024-06-30");
  EXPECT_EQ(Number("45473", "0.00"), "45473");
  EXPECT_EQ(Number("45473", "[Red]0.00"), "45473");
  EXPECT_EQ(Number("3000000", "yyyy-mm-dd"), "3000000");  // beyond the year 9999
}

TEST(ShownText, SaysTruthValuesInWords) {
  EXPECT_EQ(ShownText({.text = "1", .kind = CellKind::kBoolean}, false), "是");
  EXPECT_EQ(ShownText({.text = "0", .kind = CellKind::kBoolean}, false), "否");
}

TEST(MovePoint, MovesBothWays) {
  EXPECT_EQ(MovePoint("287.992769", 4), "2879927.69");
  EXPECT_EQ(MovePoint("0.5", 4), "5000");
  EXPECT_EQ(MovePoint("2879927.69", -4), "287.992769");
  EXPECT_EQ(MovePoint("1", -4), "0.0001");
  EXPECT_EQ(MovePoint("-12", -1), "-1.2");
  EXPECT_EQ(MovePoint("0", 4), "0");
}

}  // namespace
}  // namespace heng::forms
