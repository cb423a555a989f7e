// SPDX-License-Identifier: Apache-2.0
//
// Every way in which programs write the same table, one feature a test, from parts written by hand.
#include "clients/spreadsheet/xlsx_reader.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/testing/status_matchers.h"
#include "clients/spreadsheet/relationships.h"
#include "clients/spreadsheet/testing/minimal_workbook.h"

namespace heng::spreadsheet {
namespace {

using ::heng::testing::HasCodeAndMessage;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::MainXml;
using testing::MinimalWorkbook;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// "A1=a B2=b" of the first sheet.
std::string Cells(const MinimalWorkbook& file) {
  const absl::StatusOr<Workbook> workbook = ReadXlsx(file.Bytes());
  if (!workbook.ok()) return workbook.status().ToString();
  if (workbook->sheets.empty()) return "no sheet";
  std::string text;
  for (const auto& [position, cell] : workbook->sheets[0].cells()) {
    absl::StrAppend(&text, text.empty() ? "" : " ", A1(position), "=", cell.text);
  }
  return text;
}

// The cell A1 that `xml` makes.
Cell OneCell(absl::string_view xml) {
  const auto workbook =
      ReadXlsx(MinimalWorkbook().Rows(absl::StrCat("<row r=\"1\">", xml, "</row>")).Bytes());
  EXPECT_OK(workbook);
  const Cell* cell = workbook.ok() ? workbook->sheets[0].Find({0, 0}) : nullptr;
  return cell == nullptr ? Cell{.text = "(none)"} : *cell;
}

absl::Status StatusOfRows(absl::string_view rows) {
  return ReadXlsx(MinimalWorkbook().Rows(rows).Bytes()).status();
}

TEST(ReadXlsx, ReadsEachTypeOfValue) {
  EXPECT_EQ(OneCell("<c r=\"A1\" t=\"s\"><v>1</v></c>"), (Cell{.text = "b"}));
  EXPECT_EQ(OneCell("<c r=\"A1\" t=\"inlineStr\"><is><t>中文</t></is></c>"), (Cell{.text = "中文"}));
  EXPECT_EQ(OneCell("<c r=\"A1\" t=\"b\"><v>1</v></c>"), (Cell{.text = "1", .kind = CellKind::kBoolean}));
  EXPECT_EQ(OneCell("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>"), (Cell{.text = "#N/A", .kind = CellKind::kError}));
  EXPECT_EQ(OneCell("<c r=\"A1\" t=\"d\"><v>2024-12-31</v></c>"), (Cell{.text = "2024-12-31"}));
  EXPECT_EQ(OneCell("<c r=\"A1\" t=\"str\"><f>A2&amp;A3</f><v>x_x000D_y</v></c>"), (Cell{.text = "x\ry"}));
}

TEST(ReadXlsx, KeepsTheCharactersOfANumber) {
  for (const char* number :
       {"0.95930000000000004", "3002094.97", "1E-3", "-0", "12345678901234567890", "007"}) {
    EXPECT_EQ(OneCell(absl::StrCat("<c r=\"A1\"><v>", number, "</v></c>")),
              (Cell{.text = number, .kind = CellKind::kNumber}));
  }
}

TEST(ReadXlsx, GivesNumbersTheirFormat) {
  EXPECT_EQ(OneCell("<c r=\"A1\" s=\"1\"><v>0.5</v></c>").number_format, "0.00%");
  EXPECT_EQ(OneCell("<c r=\"A1\" s=\"0\"><v>0.5</v></c>").number_format, "");
}

TEST(ReadXlsx, ReadsFormatsOfTheWorkbook) {
  MinimalWorkbook file;
  file.Put(testing::kStylesPart,
           MainXml("styleSheet",
                   "<cellXfs><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs><numFmts>"
                   "<numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;\"/>"
                   "<numFmt numFmtId=\"165\" formatCode=\"General\"/></numFmts>"));
  file.Rows("<row><c s=\"0\"><v>1</v></c><c s=\"1\"><v>2</v></c></row>");
  ASSERT_OK_AND_ASSIGN(const Workbook workbook, ReadXlsx(file.Bytes()));
  EXPECT_EQ(workbook.sheets[0].Find({0, 0})->number_format, "yyyy\"年\"");
  EXPECT_EQ(workbook.sheets[0].Find({0, 1})->number_format, "");
}

TEST(ReadXlsx, JoinsRunsAndLeavesOutPhonetics) {
  MinimalWorkbook file;
  file.Put(
      testing::kStringsPart,
      MainXml(
          "sst",
          "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">预算 </t></r><r><t>执行率</t></r>"
          "<rPh sb=\"0\" eb=\"1\"><t>yusuan</t></rPh><phoneticPr fontId=\"1\"/></si><si><t>得分</t></si>"));
  EXPECT_EQ(Cells(file.Rows("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>")),
            "A1=预算 执行率 B1=得分");
}

TEST(ReadXlsx, TellsAFormulaWithoutAResultFromAnEmptyOne) {
  EXPECT_TRUE(OneCell("<c r=\"A1\"><f>SUM(B1:B2)</f><v></v></c>").uncalculated);
  EXPECT_TRUE(OneCell("<c r=\"A1\"><f>SUM(B1:B2)</f></c>").uncalculated);
  EXPECT_FALSE(OneCell("<c r=\"A1\"><f>SUM(B1:B2)</f><v>3</v></c>").uncalculated);
  EXPECT_EQ(OneCell("<c r=\"A1\" t=\"str\"><f>\"\"</f><v></v></c>").text, "(none)");
}

TEST(ReadXlsx, PlacesCellsWithoutAddressesBehindEachOther) {
  EXPECT_EQ(
      Cells(MinimalWorkbook().Rows("<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row><row/>"
                                   "<row><c><v>4</v></c></row><row r=\"9\"><c r=\"B9\"><v>5</v></c></row>")),
      "A1=1 D1=2 E1=3 A3=4 B9=5");
}

TEST(ReadXlsx, TakesCellsInAnyOrder) {
  EXPECT_EQ(Cells(MinimalWorkbook().Rows("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row>"
                                         "<row r=\"1\"><c r=\"A1\"><v>3</v></c></row>")),
            "A1=3 A2=2 B2=1");
}

TEST(ReadXlsx, RefusesAddressesThatContradictEachOther) {
  EXPECT_THAT(
      StatusOfRows("<row r=\"5\"><c r=\"B7\"><v>1</v></c></row>"),
      HasCodeAndMessage(kInvalid, AllOf(HasSubstr("sheet \"Sheet1\""), HasSubstr("row 5"), HasSubstr("B7"))));
  EXPECT_THAT(StatusOfRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("cell A1: the sheet holds two cells of this address")));
}

TEST(ReadXlsx, RefusesValuesThatAreNotWhatTheySay) {
  EXPECT_THAT(StatusOfRows("<row><c><v>12a</v></c></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("A1: \"12a\"")));
  EXPECT_THAT(StatusOfRows("<row><c t=\"s\"><v>2</v></c></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("there are 2")));
  EXPECT_THAT(StatusOfRows("<row><c t=\"s\"><v>-1</v></c></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("there are 2")));
  EXPECT_THAT(StatusOfRows("<row><c t=\"b\"><v>2</v></c></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("neither")));
  EXPECT_THAT(StatusOfRows("<row><c t=\"x\"><v>2</v></c></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("type of value")));
  EXPECT_THAT(StatusOfRows("<row><c s=\"2\"><v>2</v></c></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("has style 2")));
  EXPECT_THAT(StatusOfRows("<row r=\"1048577\"/>"), HasCodeAndMessage(kInvalid, HasSubstr("1048577")));
  EXPECT_THAT(StatusOfRows("<row r=\"0\"/>"), HasCodeAndMessage(kInvalid, HasSubstr("no row")));
  EXPECT_THAT(StatusOfRows("<row r=\"1\"><c r=\"XFE1\"/></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("XFE1")));
  EXPECT_THAT(StatusOfRows("<row r=\"1\"><c r=\"XFD1\"/><c/></row>"),
              HasCodeAndMessage(kInvalid, HasSubstr("columns")));
}

TEST(ReadXlsx, ReadsMergedRanges) {
  MinimalWorkbook file;
  file.Put(testing::kSheetPart, MainXml("worksheet",
                                        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"
                                        "<mergeCells count=\"1\"><mergeCell ref=\"A1:B3\"/></mergeCells>"));
  ASSERT_OK_AND_ASSIGN(const Workbook workbook, ReadXlsx(file.Bytes()));
  EXPECT_EQ(workbook.sheets[0].FindMerged({2, 1})->text, "1");
  file.Put(testing::kSheetPart, MainXml("worksheet", "<mergeCells><mergeCell ref=\"B3:A1\"/></mergeCells>"));
  EXPECT_THAT(ReadXlsx(file.Bytes()), HasCodeAndMessage(kInvalid, HasSubstr("B3:A1")));
}

TEST(ReadXlsx, ReadsNamesStatesAndDatesOfTheWorkbook) {
  MinimalWorkbook file;
  file.Put(testing::kWorkbookPart,
           MainXml("workbook",
                   "<workbookPr date1904=\"1\"/><sheets><sheet name=\"自评表 &amp; 说明\" r:id=\"rId1\"/>"
                   "<sheet name=\"字典\" state=\"veryHidden\" r:id=\"rId1\"/></sheets>"));
  ASSERT_OK_AND_ASSIGN(const Workbook workbook, ReadXlsx(file.Bytes()));
  ASSERT_EQ(workbook.sheets.size(), 2u);
  EXPECT_EQ(workbook.sheets[0].name, "自评表 & 说明");
  EXPECT_FALSE(workbook.sheets[0].hidden);
  EXPECT_TRUE(workbook.sheets[1].hidden);
  EXPECT_TRUE(workbook.date1904);
}

TEST(ReadXlsx, TakesStrictNamespaces) {
  MinimalWorkbook file;
  file.Rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>");
  for (testing::ZipEntry& entry : file.entries()) {
    entry.content = absl::StrReplaceAll(
        entry.content, {{testing::kMainNamespace, "http://purl.oclc.org/ooxml/spreadsheetml/main"},
                        {testing::kDocumentRelationshipsNamespace,
                         "http://purl.oclc.org/ooxml/officeDocument/relationships"}});
  }
  EXPECT_EQ(Cells(file), "A1=a");
}

TEST(ReadXlsx, TakesPrefixedElements) {
  MinimalWorkbook file;
  file.Put(testing::kSheetPart,
           absl::StrCat("<x:worksheet xmlns:x=\"", testing::kMainNamespace,
                        "\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v></x:c></x:row>"
                        "</x:sheetData></x:worksheet>"));
  EXPECT_EQ(Cells(file), "A1=7");
}

TEST(ReadXlsx, TakesTheFallbackOfAlternateContent) {
  const absl::string_view rows =
      "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
      "<mc:Choice Requires=\"x99\"><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></mc:Choice>"
      "<mc:Fallback><row r=\"1\"><c r=\"A1\"><v>2</v></c></row></mc:Fallback></mc:AlternateContent>";
  EXPECT_EQ(Cells(MinimalWorkbook().Rows(rows)), "A1=2");
}

TEST(ReadXlsx, PassesOverWhatIsForeign) {
  const absl::string_view rows =
      "<other xmlns=\"urn:x\"><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></other>"
      "<row r=\"1\"><c r=\"B1\"><v>2<x xmlns=\"urn:x\">3</x></v></c></row>";
  EXPECT_EQ(Cells(MinimalWorkbook().Rows(rows)), "B1=2");
}

TEST(ReadXlsx, TakesUtf16Parts) {
  const std::string text = absl::StrReplaceAll(
      MainXml("worksheet",
              "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>z</t></is></c></row></sheetData>"),
      {{"UTF-8", "UTF-16"}});
  std::string wide = "\xFF\xFE";
  for (const char c : text) {
    wide += c == 'z' ? '\x2D' : c;  // 中 is U+4E2D
    wide += c == 'z' ? '\x4E' : '\0';
  }
  MinimalWorkbook file;
  file.Put(testing::kSheetPart, wide);
  EXPECT_EQ(Cells(file), "A1=中");
}

TEST(ReadXlsx, FindsPartsByRelationshipsOnly) {
  MinimalWorkbook file;
  file.Rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>");
  std::string relationships = file.Entry(testing::kWorkbookRelationshipsPart).content;
  relationships =
      absl::StrReplaceAll(relationships, {{"\"worksheets/sheet1.xml\"", "\"/xl/Data/tafel%201.xml\""},
                                          {"\"sharedStrings.xml\"", "\"../strings/a.xml\""}});
  file.Put(testing::kWorkbookRelationshipsPart, relationships);
  file.Entry(testing::kSheetPart).name = "xl/data/Tafel 1.xml";
  file.Entry(testing::kStringsPart).name = "strings/a.xml";
  EXPECT_EQ(Cells(file), "A1=b");
}

TEST(ReadXlsx, SaysWhichPartIsMissing) {
  EXPECT_THAT(ReadXlsx(MinimalWorkbook().Remove(testing::kSheetPart).Bytes()),
              HasCodeAndMessage(kInvalid, HasSubstr("xl/worksheets/sheet1.xml: the file lacks this part")));
  EXPECT_THAT(ReadXlsx(MinimalWorkbook().Remove(testing::kWorkbookRelationshipsPart).Bytes()),
              HasCodeAndMessage(kInvalid, HasSubstr("where sheet \"Sheet1\" is")));
  EXPECT_THAT(ReadXlsx(MinimalWorkbook().Remove(testing::kPackageRelationshipsPart).Bytes()),
              HasCodeAndMessage(kInvalid, HasSubstr("does not say which part is the workbook")));
}

TEST(ReadXlsx, LeavesOutChartSheets) {
  MinimalWorkbook file;
  file.Put(testing::kWorkbookRelationshipsPart,
           absl::StrReplaceAll(file.Entry(testing::kWorkbookRelationshipsPart).content,
                               {{"/worksheet\"", "/chartsheet\""}}));
  EXPECT_EQ(Cells(file), "no sheet");
}

TEST(ResolveTarget, FollowsPaths) {
  EXPECT_EQ(ResolveTarget("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
  EXPECT_EQ(ResolveTarget("xl/workbook.xml", "/xl/a.xml"), "xl/a.xml");
  EXPECT_EQ(ResolveTarget("xl/a/b.xml", ".././c.xml"), "xl/c.xml");
  EXPECT_EQ(ResolveTarget("xl/a.xml", "../../../etc/b.xml"), "etc/b.xml");
  EXPECT_EQ(ResolveTarget("", "xl\\a.xml"), "xl/a.xml");
}

}  // namespace
}  // namespace heng::spreadsheet
