// SPDX-License-Identifier: Apache-2.0
//
// Files that were made to exhaust or to mislead: each is refused in less than a second and 256 MiB, and the message says
// what it is.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/testing/status_matchers.h"
#include "clients/spreadsheet/csv_reader.h"
#include "clients/spreadsheet/testing/measured.h"
#include "clients/spreadsheet/testing/minimal_workbook.h"
#include "clients/spreadsheet/xlsx_reader.h"

namespace heng::spreadsheet {
namespace {

using testing::BuildZip;
using ::testing::HasSubstr;
using testing::MainXml;
using testing::Measure;
using testing::Measured;
using testing::MinimalWorkbook;
using testing::Packing;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kFiguresCount = false;
#else
constexpr bool kFiguresCount = true;
#endif
constexpr double kMaxSeconds = 1;
constexpr double kMaxSecondsOfLarge = 2;  // of a file that is read and not refused
constexpr double kMaxMiB = 256;

std::string Repeated(absl::string_view text, size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) absl::StrAppend(&all, text);
  return all;
}

// The status in one line: code, message, and whether there is a Chinese one.
std::string Described(const absl::Status& status) {
  return absl::StrCat(absl::StatusCodeToString(status.code()), " ", status.message(),
                      ChineseMessageOf(status).empty() && !status.ok() ? " (NO CHINESE)" : "");
}

// Measures it, three times if need be: other programs on the machine can only make it slower.
Measured MeasureCheap(absl::string_view what, double max_seconds, const std::function<std::string()>& body) {
  Measured measured = Measure(body);
  for (int more = 2; more > 0 && measured.cpu_seconds >= max_seconds; --more) measured = Measure(body);
  std::printf("%-34s %5.2f s %6.1f MiB  %s\n", std::string(what).c_str(), measured.cpu_seconds,
              measured.peak_mib, measured.text.substr(0, 150).c_str());
  EXPECT_FALSE(measured.died) << what;
  EXPECT_FALSE(absl::StrContains(measured.text, "NO CHINESE")) << what;
  if (kFiguresCount) {
    EXPECT_LT(measured.cpu_seconds, max_seconds) << what;
    EXPECT_LT(measured.peak_mib, kMaxMiB) << what;
  }
  return measured;
}

void ExpectRefused(absl::string_view what, const std::string& bytes, const std::string& wanted) {
  const Measured measured =
      MeasureCheap(what, kMaxSeconds, [&] { return Described(ReadXlsx(bytes).status()); });
  EXPECT_THAT(measured.text, HasSubstr(wanted)) << what;
}

// A workbook with this part stored as it is, so that no ratio gives it away.
std::string Stored(absl::string_view part, absl::string_view content) {
  MinimalWorkbook file;
  file.Put(part, content).Entry(part).packing = Packing::kStored;
  return file.Bytes();
}

std::string StoredSheet(absl::string_view inside) {
  return Stored(testing::kSheetPart,
                MainXml("worksheet", absl::StrCat("<sheetData>", inside, "</sheetData>")));
}

TEST(Measure, FindsWhatIsSlowLargeOrDies) {
  const Measured slow = Measure([] {
    const auto* volatile_start = std::getenv("PATH");
    uint64_t sum = 0;
    while (std::clock() < 2 * CLOCKS_PER_SEC) sum += static_cast<uint64_t>(volatile_start != nullptr);
    return sum > 0 ? std::string("slow") : "";
  });
  EXPECT_GT(slow.cpu_seconds, kMaxSeconds);
  EXPECT_EQ(slow.text, "slow");
  EXPECT_GT(Measure([] { return std::string(300 << 20, 'x').substr(0, 1); }).peak_mib, kMaxMiB);
  EXPECT_TRUE(Measure([]() -> std::string { std::abort(); }).died);
}

TEST(HostileArchive, BombsAreStoppedWhileTheyUnpack) {
  MinimalWorkbook bomb;
  bomb.Rows(std::string(200 << 20, ' '));
  ExpectRefused("200 MiB of blanks", bomb.Bytes(),
                "RESOURCE_EXHAUSTED xl/worksheets/sheet1.xml: unpacks to more than 100");
  bomb.Entry(testing::kSheetPart).unpacked_bytes = 1000;
  ExpectRefused("the same, said to be 1000 bytes", bomb.Bytes(), "unpacks to more than 100");
}

TEST(HostileArchive, AllPartsTogetherAreLimited) {
  std::string tabs;
  for (int i = 0; i < 20; ++i) absl::StrAppend(&tabs, "<sheet name=\"", i, "\" r:id=\"rId1\"/>");
  MinimalWorkbook file;
  file.Put(testing::kWorkbookPart, MainXml("workbook", absl::StrCat("<sheets>", tabs, "</sheets>")));
  file.Rows(std::string(4 << 20, ' ')).Entry(testing::kSheetPart).packing = Packing::kStored;
  ExpectRefused("one sheet of 4 MiB 20 times", file.Bytes(), "larger than 64 MiB");
}

TEST(HostileArchive, TooManyEntriesAreRefused) {
  MinimalWorkbook file;
  for (int i = 0; i < 250; ++i) file.Put(absl::StrCat("x", i), "");
  ExpectRefused("257 entries", file.Bytes(), "RESOURCE_EXHAUSTED the archive has more than 256 parts");
  for (int i = 250; i < 20'000; ++i) file.entries().push_back({.name = absl::StrCat("x", i)});
  ExpectRefused("20,000 entries", file.Bytes(), "more than 256 parts");
  // Directory entries of 46 bytes without names, more than the 16 bits that count them.
  std::string entry = "PK\x01\x02" + std::string(42, '\0');
  ExpectRefused("1.3 million entries",
                "PK\x03\x04" + Repeated(entry, 1'300'000) + "PK\x05\x06" + std::string(18, '\0'),
                "more than 256 parts");
}

void AppendNumber(uint64_t value, int bytes, std::string& to) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 0xFF);
}

TEST(HostileArchive, ClaimsOfZip64AreNotBelieved) {
  std::string file = "PK\x03\x04";
  const size_t record = file.size();
  file += "PK\x06\x06";
  AppendNumber(44, 8, file);
  file.append(12, '\0');
  AppendNumber(uint64_t{1} << 30, 8, file);  // entries
  AppendNumber(uint64_t{1} << 30, 8, file);
  file.append(16, '\0');
  file += "PK\x06\x07";
  AppendNumber(0, 4, file);
  AppendNumber(record, 8, file);
  AppendNumber(1, 4, file);
  file += "PK\x05\x06";
  AppendNumber(0, 4, file);
  AppendNumber(0xFFFFFFFFFFFFFFFF, 8, file);
  AppendNumber(0xFFFFFFFF, 4, file);
  AppendNumber(0, 2, file);
  ExpectRefused("2^30 entries by zip64", file, "more than 256 parts");
}

TEST(HostileArchive, EncryptedAndDoubleAndUnusualPartsAreRefused) {
  MinimalWorkbook encrypted;
  encrypted.Entry(testing::kSheetPart).flags = 1;
  ExpectRefused("an encrypted part", encrypted.Bytes(),
                "INVALID_ARGUMENT xl/worksheets/sheet1.xml: the archive is encrypted");
  MinimalWorkbook twice;
  twice.entries().push_back({.name = "XL/Workbook.xml", .content = "x"});
  ExpectRefused("two parts of one name", twice.Bytes(),
                "XL/Workbook.xml: the archive holds two parts of this name");
  MinimalWorkbook lzma;
  lzma.Entry(testing::kSheetPart).method = 14;
  ExpectRefused("LZMA", lzma.Bytes(), "packed in a way");
}

TEST(HostileArchive, DamageIsFound) {
  MinimalWorkbook wrong;
  wrong.Rows("<row><c><v>1</v></c></row>").Entry(testing::kSheetPart).crc = 1;
  ExpectRefused("a wrong checksum", wrong.Bytes(),
                "INVALID_ARGUMENT xl/worksheets/sheet1.xml: the file is damaged");
  const std::string whole = MinimalWorkbook().Bytes();
  ASSERT_OK(ReadXlsx(whole));
  for (size_t size = 0; size < whole.size(); ++size) {
    ASSERT_FALSE(ReadXlsx(absl::string_view(whole).substr(0, size)).ok()) << "cut to " << size << " bytes";
  }
}

TEST(HostileArchive, NoFlippedBitIsReadAsAnotherTable) {
  const std::string whole =
      MinimalWorkbook().Rows("<row><c t=\"s\"><v>1</v></c><c><v>95.93</v></c></row>").Bytes();
  ASSERT_OK_AND_ASSIGN(const Workbook truth, ReadXlsx(whole));
  int refused = 0;
  for (size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    const auto workbook = ReadXlsx(flipped);
    if (!workbook.ok()) {
      ++refused;
      continue;
    }
    ASSERT_EQ(workbook->sheets.size(), 1u) << "bit " << bit;
    ASSERT_EQ(workbook->sheets[0].cells(), truth.sheets[0].cells()) << "bit " << bit;
  }
  std::printf("%d of %zu flipped bits refused\n", refused, whole.size() * 8);
  EXPECT_GT(refused, static_cast<int>(whole.size() * 8 / 2));
}

TEST(HostileFile, OtherKindsAreNamed) {
  const std::string ole2 = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(5000, '\0');
  ExpectRefused(".xls", ole2, "old format of Excel (.xls)");
  std::string stream;
  for (const char c : std::string("EncryptedPackage")) stream += {c, '\0'};
  ExpectRefused("password", ole2 + stream, "protected by a password");
  ExpectRefused("empty", "", "not an .xlsx file");
  ExpectRefused("text", "a,b\r\n", "not an .xlsx file");
  ExpectRefused("zip", BuildZip({{.name = "form.xlsx", .content = "x"}}), "zip archive but not an .xlsx");
  ExpectRefused(".ods", BuildZip({{.name = "mimetype", .content = "x"}, {.name = "content.xml"}}), "(.ods)");
  MinimalWorkbook word;
  word.Put(testing::kWorkbookPart,
           "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>");
  ExpectRefused(".docx", word.Bytes(), "xl/workbook.xml: this is not a part of a spreadsheet");
  ExpectRefused("64 MiB and a byte", std::string((64 << 20) + 1, 'x'), "larger than 64 MiB");
}

TEST(HostileFile, MacrosAreRefusedWhateverTheNameIs) {
  const auto typed = [](absl::string_view type) {
    MinimalWorkbook file;
    file.Put(testing::kContentTypesPart,
             absl::StrReplaceAll(file.Entry(testing::kContentTypesPart).content,
                                 {{"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", type}}));
    return file.Bytes();
  };
  ExpectRefused(".xlsm", typed("vnd.ms-excel.sheet.macroEnabled.main"), "contains macros");
  ExpectRefused(".xlsb", typed("vnd.ms-excel.sheet.binary.macroEnabled.main"), "(.xlsb)");
  MinimalWorkbook related;
  related.Put(testing::kWorkbookRelationshipsPart,
              absl::StrReplaceAll(related.Entry(testing::kWorkbookRelationshipsPart).content,
                                  {{"relationships/styles", "relationships/vbaProject"}}));
  ExpectRefused("a relationship to macros", related.Bytes(), "contains macros");
}

TEST(HostileXml, DocumentTypesAreRefused) {
  std::string laughs = "<!DOCTYPE x [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 20; ++i) {
    absl::StrAppend(&laughs, "<!ENTITY a", i, " \"", Repeated(absl::StrCat("&a", i - 1, ";"), 10), "\">");
  }
  absl::StrAppend(&laughs, "]>", "<worksheet xmlns=\"", testing::kMainNamespace, "\">&a19;</worksheet>");
  ExpectRefused("entities that multiply", Stored(testing::kSheetPart, laughs),
                "xl/worksheets/sheet1.xml: it declares a document type");
  ExpectRefused("an external entity",
                Stored(testing::kSheetPart, "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>"),
                "declares a document type");
  ExpectRefused("an undefined entity", StoredSheet("&a;"), "undefined entity");
}

TEST(HostileXml, DepthTokensElementsAndNamesAreLimited) {
  ExpectRefused("5 million levels", StoredSheet(Repeated("<a>", 5'000'000)), "nested deeper than 64");
  ExpectRefused("a tag of 30 MiB", StoredSheet("<a b=\"" + std::string(30 << 20, 'x') + "\"/>"),
                "one tag is longer");
  ExpectRefused("tags of 240 KiB",
                StoredSheet(Repeated("<a b=\"" + std::string(240 << 10, 'x') + "\"/>", 240) + "&a;"),
                "undefined entity");
  ExpectRefused("12 million elements", StoredSheet(Repeated("<a/>", 12'000'000)), "more than 4000000 tags");
  std::string names;
  for (int i = 0; i < 4'000'000; ++i) absl::StrAppend(&names, "<a", i, "/>");
  ExpectRefused("4 million names", StoredSheet(names), "too many different names");
  const auto attributes = [](absl::string_view prefix, int count) {
    std::string tag = "<a";
    for (int i = 0; i < count; ++i) absl::StrAppend(&tag, " ", prefix, i, "=\"x\"");
    return tag + "/>";
  };
  ExpectRefused("25,000 attributes", StoredSheet(Repeated(attributes("b", 25'000), 200)),
                "more than 256 attributes");
  ExpectRefused("200 attributes, 30,000 times", StoredSheet(Repeated(attributes("b", 200), 30'000)),
                "more than 4000000 tags");
  ExpectRefused("200 namespaces, 21,000 times", StoredSheet(Repeated(attributes("xmlns:b", 200), 21'000)),
                "more than 4000000 tags");
  ExpectRefused("60 MiB of text", StoredSheet(std::string(60 << 20, 'x') + "&a;"), "undefined entity");
  ExpectRefused("60 MiB of line ends", StoredSheet(std::string(60 << 20, '\n') + "&a;"),
                "more than 4000000 tags and pieces");
  ExpectRefused("12 million processing instructions", StoredSheet(Repeated("<?a?>", 12'000'000)),
                "more than 4000000 tags");
  ExpectRefused("9 million comments", StoredSheet(Repeated("<!---->", 9'000'000)), "more than 4000000 tags");
  ExpectRefused("5 million empty CDATA", StoredSheet(Repeated("<![CDATA[]]>", 5'000'000)),
                "more than 4000000 tags");
}

TEST(HostileTable, CellsAreLimited) {
  ExpectRefused("100,001 cells", StoredSheet(Repeated("<row><c><v>1</v></c></row>", 100'001)),
                "cell A100001: the workbook has more than 100000");
  ExpectRefused("2 million styled cells",
                StoredSheet(Repeated("<row>" + Repeated("<c s=\"1\"/>", 1000) + "</row>", 2001)),
                "cell A2001: more than 2000000");
  ExpectRefused("a row too many", StoredSheet(Repeated("<row/>", kMaxRows + 1)),
                "there is no row \"1048577\"");
  ExpectRefused(
      "a text too long",
      StoredSheet("<row><c t=\"inlineStr\"><is><t>" + std::string(32'768, 'x') + "</t></is></c></row>"),
      "cell A1: the text is longer than 32767");
  ExpectRefused("a value too long",
                StoredSheet("<row><c t=\"str\"><v>" + std::string(40 << 20, 'x') + "</v></c></row>"),
                "cell A1: the text is longer than 32767");
  ExpectRefused("a million empty runs",
                StoredSheet("<row><c t=\"inlineStr\"><is><t>" + std::string(32'000, 'x') + "</t>" +
                            Repeated("<r><t/></r>", 1'000'000) + "</is></c></row>&a;"),
                "undefined entity");
  ExpectRefused("10,001 merged ranges",
                Stored(testing::kSheetPart,
                       MainXml("worksheet", "<mergeCells>" + Repeated("<mergeCell ref=\"A1\"/>", 10'001) +
                                                "</mergeCells>")),
                "more than 10000 merged");
}

TEST(HostileTable, OneLongTextInEveryCellIsLimited) {
  MinimalWorkbook file;
  file.Put(testing::kStringsPart, MainXml("sst", "<si><t>" + std::string(32'767, 'x') + "</t></si>"));
  file.Rows(Repeated("<row><c t=\"s\"><v>0</v></c></row>", 90'000)).Entry(testing::kSheetPart).packing =
      Packing::kStored;
  ExpectRefused("a long text 90,000 times", file.Bytes(), "longer than 33554432 bytes together");
}

TEST(HostileTable, StringsStylesSheetsAndRelationshipsAreLimited) {
  ExpectRefused("9 million strings",
                Stored(testing::kStringsPart, MainXml("sst", Repeated("<si/>", 9'000'000))),
                "more than 200000 different texts");
  ExpectRefused(
      "a string too long",
      Stored(testing::kStringsPart, MainXml("sst", "<si/><si><t>" + std::string(32'768, 'x') + "</t></si>")),
      "string 2 is longer");
  ExpectRefused("a million styles",
                Stored(testing::kStylesPart,
                       MainXml("styleSheet", "<cellXfs>" + Repeated("<xf/>", 1'000'000) + "</cellXfs>")),
                "more than 65536 cell styles");
  std::string relationships =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (int i = 0; i < 100'000; ++i) absl::StrAppend(&relationships, "<Relationship Id=\"", i, "\"/>");
  ExpectRefused("100,000 relationships",
                Stored(testing::kWorkbookRelationshipsPart, relationships + "</Relationships>"),
                "more than 1024 relationships");
  ExpectRefused(
      "1000 sheets",
      Stored(testing::kWorkbookPart,
             MainXml("workbook", "<sheets>" + Repeated("<sheet r:id=\"rId1\"/>", 1000) + "</sheets>")),
      "more than 256 sheets");
}

void ExpectRead(absl::string_view what, const std::string& bytes) {
  const Measured measured =
      MeasureCheap(what, kMaxSecondsOfLarge, [&] { return Described(ReadXlsx(bytes).status()); });
  EXPECT_THAT(measured.text, HasSubstr("OK"));
}

TEST(LargeTable, WhatProgramsWriteIsStillRead) {
  std::string rows;
  for (int i = 1; i <= 25'000; ++i) {
    absl::StrAppend(&rows, "<row r=\"", i, "\"><c r=\"A", i, "\"><v>", i, ".25</v></c><c r=\"B", i,
                    "\" t=\"s\"><v>0</v></c><c r=\"C", i, "\" s=\"1\"><v>0.5</v></c><c r=\"D", i,
                    "\" t=\"inlineStr\"><is><t>绩效</t></is></c></row>");
  }
  ExpectRead("100,000 cells", StoredSheet(rows));
  std::string empty;
  for (int i = 1; i <= kMaxRows; ++i)
    absl::StrAppend(&empty, "<row r=\"", i, "\"><c r=\"A", i, "\" s=\"1\"/></row>");
  ExpectRead("1,048,576 styled rows, packed", MinimalWorkbook().Rows(empty).Bytes());
}

void ExpectCsvRefused(absl::string_view what, const std::string& bytes, const std::string& wanted) {
  const Measured measured =
      MeasureCheap(what, kMaxSeconds, [&] { return Described(ReadCsv(bytes).status()); });
  EXPECT_THAT(measured.text, HasSubstr(wanted)) << what;
}

TEST(HostileCsv, IsRefusedCheaply) {
  constexpr size_t kMost = 64 << 20;
  ExpectCsvRefused("64 MiB in quotes", "\"" + std::string(kMost - 1, 'x'), "a quote is not closed");
  ExpectCsvRefused("64 MiB of quotes", "\"" + std::string(kMost - 2, '"'), "longer than 32767");
  ExpectCsvRefused("64 MiB of commas", std::string(kMost, ','), "at most");
  ExpectCsvRefused("64 MiB of lines", std::string(kMost, '\n'), "at most");
  ExpectCsvRefused("64 MiB of one cell", std::string(kMost, 'x'), "longer than 32767");
  ExpectCsvRefused("64 MiB of UTF-8", Repeated("绩", kMost / 3), "longer than 32767");
  ExpectCsvRefused("64 MiB of GBK", Repeated("\xBC\xA8", kMost / 2), "longer than 32767");
  ExpectCsvRefused("64 MiB of GB18030", Repeated("\x81\x39\xEE\x39", kMost / 4), "longer than 32767");
  ExpectCsvRefused("100,001 cells", Repeated("a\n", 100'001), "cell A100001");
  ExpectCsvRefused("64 MiB and a byte", std::string(kMost + 1, 'x'), "larger than 64 MiB");
}

}  // namespace
}  // namespace heng::spreadsheet
