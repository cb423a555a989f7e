// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/table.h"

#include "gtest/gtest.h"

namespace heng::cli {
namespace {

Table Departments() {
  return {.columns = {{.key = "name", .heading = {.en = "NAME", .zh = "名称"}},
                      {.key = "total", .heading = {.en = "TOTAL", .zh = "总分"}, .align = Align::kRight}},
          .rows = {{"凉州区总工会", "92.62"}, {"ab", "100"}}};
}

TEST(AlignedTable, LinesUpChineseAndLatinText) {
  EXPECT_EQ(AlignedTable(Departments(), Language::kEnglish),
            "NAME          TOTAL\n"
            "凉州区总工会  92.62\n"
            "ab              100\n");
  EXPECT_EQ(AlignedTable(Departments(), Language::kChinese),
            "名称           总分\n"
            "凉州区总工会  92.62\n"
            "ab              100\n");
}

TEST(AlignedTable, KeepsARowInOneLine) {
  Table table = Departments();
  table.rows = {{"a\nb\x1b", ""}};
  EXPECT_EQ(AlignedTable(table, Language::kEnglish), "NAME  TOTAL\na b\n");
}

TEST(BoxTable, DrawsAlignedLinesAndWrapsLongCells) {
  Table table = Departments();
  table.columns[0].max_width = 6;
  EXPECT_EQ(BoxTable(table, Language::kChinese, {1}),
            "┌────────┬───────┐\n"
            "│  名称  │ 总分  │\n"
            "├────────┼───────┤\n"
            "│ 凉州区 │ 92.62 │\n"
            "│ 总工会 │       │\n"
            "├────────┼───────┤\n"
            "│ ab     │   100 │\n"
            "└────────┴───────┘\n");
}

TEST(BoxTable, DrawsNoLineBetweenRowsThatBelongTogether) {
  EXPECT_EQ(BoxTable(Departments(), Language::kEnglish, {}),
            "┌──────────────┬───────┐\n"
            "│     NAME     │ TOTAL │\n"
            "├──────────────┼───────┤\n"
            "│ 凉州区总工会 │ 92.62 │\n"
            "│ ab           │   100 │\n"
            "└──────────────┴───────┘\n");
}

struct CsvCase {
  const char* name;
  const char* cell;
  const char* want;
};

class CsvCells : public ::testing::TestWithParam<CsvCase> {};

TEST_P(CsvCells, AreWrittenAs) {
  const Table table{.columns = {{.key = "k"}}, .rows = {{GetParam().cell}}};
  EXPECT_EQ(CsvTable(table), std::string("k\r\n") + GetParam().want + "\r\n");
}

INSTANTIATE_TEST_SUITE_P(
    Of, CsvCells,
    ::testing::Values(CsvCase{"PlainText", "优秀", "优秀"}, CsvCase{"Comma", "a,b", "\"a,b\""},
                      CsvCase{"Quote", "a\"b", "\"a\"\"b\""}, CsvCase{"LineBreak", "a\nb", "\"a\nb\""},
                      CsvCase{"NegativeDecimal", "-1.50", "-1.50"}, CsvCase{"Formula", "=1+1", "'=1+1"},
                      CsvCase{"FormulaWithQuotes", "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""},
                      CsvCase{"Plus", "+86", "'+86"}, CsvCase{"MinusText", "-1-cmd", "'-1-cmd"},
                      CsvCase{"At", "@SUM(A1)", "'@SUM(A1)"}, CsvCase{"Tab", "\t=1", "'\t=1"},
                      CsvCase{"Empty", "", ""}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace heng::cli
