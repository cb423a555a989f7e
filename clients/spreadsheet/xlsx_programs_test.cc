// SPDX-License-Identifier: Apache-2.0
//
// Workbooks that other programs wrote: libxlsxwriter and openpyxl.
#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "clients/spreadsheet/xlsx_reader.h"

namespace heng::spreadsheet {
namespace {

std::string Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string TestPath(absl::string_view name) {
  return absl::StrCat(::testing::TempDir(), "heng_", name, "_", getpid(), ".xlsx");
}

const Cell& At(const Sheet& sheet, absl::string_view address) {
  static const Cell kNone{.text = "(none)"};
  const Cell* cell = sheet.Find(*ParseA1(address));
  return cell == nullptr ? kNone : *cell;
}

void WriteWithLibxlsxwriter(const std::string& path, bool constant_memory) {
  lxw_workbook_options options{};
  options.constant_memory = constant_memory ? LXW_TRUE : LXW_FALSE;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, "自评表");
  lxw_format* percent = workbook_add_format(book);
  format_set_num_format(percent, "0.00%");
  lxw_format* date = workbook_add_format(book);
  format_set_num_format_index(date, 14);
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  worksheet_merge_range(sheet, 0, 0, 0, 3, "部门整体支出绩效自评表", bold);
  worksheet_write_string(sheet, 1, 0, "全年预算数", nullptr);
  worksheet_write_number(sheet, 1, 1, 3002094.97, nullptr);
  worksheet_write_boolean(sheet, 1, 2, 1, nullptr);
  worksheet_write_formula_num(sheet, 1, 3, "=SUM(B2:B2)", nullptr, 3002094.97);
  worksheet_write_number(sheet, 2, 1, 0.9593, percent);
  worksheet_write_number(sheet, 2, 2, 45657, date);
  worksheet_write_formula_str(sheet, 2, 3, "=A2", nullptr, "全年预算数");
  lxw_rich_string_tuple normal{nullptr, const_cast<char*>("前 ")};
  lxw_rich_string_tuple strong{bold, const_cast<char*>("后")};
  lxw_rich_string_tuple* runs[] = {&normal, &strong, nullptr};
  worksheet_write_rich_string(sheet, 3, 0, runs, nullptr);
  worksheet_write_string(sheet, 3, 1, "a\rb \n<c>", nullptr);
  worksheet_write_blank(sheet, 900, 9, percent);
  lxw_worksheet* hidden = workbook_add_worksheet(book, "字典");
  worksheet_hide(hidden);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
}

void CheckLibxlsxwriter(const std::string& path) {
  ASSERT_OK_AND_ASSIGN(const Workbook book, ReadXlsx(Slurp(path)));
  ASSERT_EQ(book.sheets.size(), 2u);
  const Sheet& sheet = book.sheets[0];
  EXPECT_EQ(sheet.name, "自评表");
  EXPECT_TRUE(book.sheets[1].hidden);
  EXPECT_FALSE(book.date1904);
  EXPECT_EQ(sheet.FindMerged({0, 3})->text, "部门整体支出绩效自评表");
  EXPECT_EQ(At(sheet, "A2"), (Cell{.text = "全年预算数"}));
  EXPECT_EQ(At(sheet, "B2"), (Cell{.text = "3002094.97", .kind = CellKind::kNumber}));
  EXPECT_EQ(At(sheet, "C2"), (Cell{.text = "1", .kind = CellKind::kBoolean}));
  EXPECT_EQ(At(sheet, "D2"), (Cell{.text = "3002094.97", .kind = CellKind::kNumber}));
  EXPECT_EQ(At(sheet, "B3"), (Cell{.text = "0.9593", .kind = CellKind::kNumber, .number_format = "0.00%"}));
  EXPECT_EQ(At(sheet, "C3"), (Cell{.text = "45657", .kind = CellKind::kNumber, .number_format = "yyyy/m/d"}));
  EXPECT_EQ(At(sheet, "D3"), (Cell{.text = "全年预算数"}));
  EXPECT_EQ(At(sheet, "A4"), (Cell{.text = "前 后"}));
  EXPECT_EQ(At(sheet, "B4").text, "a\rb \n<c>");
  EXPECT_EQ(sheet.rows(), 4);
}

TEST(Libxlsxwriter, WorkbookIsRead) {
  const std::string path = TestPath("libxlsxwriter");
  WriteWithLibxlsxwriter(path, false);
  CheckLibxlsxwriter(path);
  std::filesystem::remove(path);
}

TEST(Libxlsxwriter, WorkbookWithInlineStringsIsRead) {
  const std::string path = TestPath("libxlsxwriter_inline");
  WriteWithLibxlsxwriter(path, true);
  CheckLibxlsxwriter(path);
  std::filesystem::remove(path);
}

TEST(Openpyxl, WorkbookIsRead) {
  const std::string path = TestPath("openpyxl");
  const std::string command =
      absl::StrCat("/usr/bin/python3 clients/spreadsheet/testing/openpyxl_workbook.py '", path, "'");
  ASSERT_EQ(std::system(command.c_str()), 0) << "python3-openpyxl is needed: deploy/packages.sh --tests";
  ASSERT_OK_AND_ASSIGN(const Workbook book, ReadXlsx(Slurp(path)));
  ASSERT_EQ(book.sheets.size(), 2u);
  EXPECT_TRUE(book.date1904);
  const Sheet& sheet = book.sheets[0];
  EXPECT_EQ(sheet.name, "自评表");
  EXPECT_EQ(sheet.FindMerged({0, 3})->text, "部门整体支出绩效自评表");
  EXPECT_EQ(At(sheet, "B2"), (Cell{.text = "3002094.97", .kind = CellKind::kNumber}));
  EXPECT_EQ(At(sheet, "C2"), (Cell{.text = "1", .kind = CellKind::kBoolean}));
  EXPECT_TRUE(At(sheet, "D2").uncalculated);
  EXPECT_EQ(At(sheet, "B3"), (Cell{.text = "0.9593", .kind = CellKind::kNumber, .number_format = "0.00%"}));
  EXPECT_EQ(At(sheet, "C3"),
            (Cell{.text = "44195", .kind = CellKind::kNumber, .number_format = "yyyy\"年\"m\"月\""}));
  EXPECT_EQ(At(sheet, "E3"), (Cell{.text = "#N/A", .kind = CellKind::kError}));
  EXPECT_EQ(At(sheet, "F3"), (Cell{.text = "a <b> & \"c\"\nd"}));
  EXPECT_EQ(sheet.rows(), 3);
  EXPECT_TRUE(book.sheets[1].hidden);
  EXPECT_EQ(At(book.sheets[1], "B2").text, "=是");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace heng::spreadsheet
