// SPDX-License-Identifier: Apache-2.0
//
// Reading and writing .csv files: what is written reads back, and what others write is understood.
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "clients/spreadsheet/csv_reader.h"
#include "clients/spreadsheet/csv_writer.h"
#include "clients/spreadsheet/formula_text.h"

namespace heng::spreadsheet {
namespace {

using ::heng::testing::HasCodeAndMessage;
using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kExhausted = absl::StatusCode::kResourceExhausted;

// "A1=a B2=b" of the cells.
std::string Cells(const absl::StatusOr<Sheet>& sheet) {
  if (!sheet.ok()) return sheet.status().ToString();
  std::string text;
  for (const auto& [position, cell] : sheet->cells()) {
    absl::StrAppend(&text, text.empty() ? "" : " ", A1(position), "=", cell.text);
  }
  return text;
}

TEST(ReadCsv, TakesLinesOfAllKinds) {
  EXPECT_EQ(Cells(ReadCsv("a,b\r\nc,d\r\n")), "A1=a B1=b A2=c B2=d");
  EXPECT_EQ(Cells(ReadCsv("a,b\nc,d")), "A1=a B1=b A2=c B2=d");
  EXPECT_EQ(Cells(ReadCsv("a\rb\r\r\nc")), "A1=a A2=b A4=c");
  EXPECT_EQ(Cells(ReadCsv("\xEF\xBB\xBF预算,执行\n")), "A1=预算 B1=执行");
  EXPECT_EQ(Cells(ReadCsv("")), "");
  EXPECT_EQ(Cells(ReadCsv("\xEF\xBB\xBF")), "");
}

TEST(ReadCsv, TakesQuotedTexts) {
  EXPECT_EQ(Cells(ReadCsv("\"a,\"\"b\"\"\r\nc\",d")), "A1=a,\"b\"\r\nc B1=d");
  EXPECT_EQ(Cells(ReadCsv("\"\",\"\"\"\"\n")), "B1=\"");
  EXPECT_EQ(Cells(ReadCsv("5\" pipe,b")), "A1=5\" pipe B1=b");
}

TEST(ReadCsv, KeepsBlanksAndSkipsEmptyCells) { EXPECT_EQ(Cells(ReadCsv(" a ,,\n\n,,b,\n")), "A1= a  C3=b"); }

TEST(ReadCsv, TakesGb18030) {
  // 绩效,㐀 (four bytes), as WPS writes them.
  EXPECT_EQ(Cells(ReadCsv("\xBC\xA8\xD0\xA7,\x81\x39\xEE\x39\r\n")), "A1=绩效 B1=㐀");
}

TEST(ReadCsv, SaysInWhichLineTheEncodingIsWrong) {
  EXPECT_THAT(ReadCsv("a\nb\xFF\n"),
              HasCodeAndMessage(kInvalid, HasSubstr("line 2 is not text in UTF-8 / GB18030")));
  EXPECT_THAT(ReadCsv("\xEF\xBB\xBF"
                      "a\n\n\xBC\xA8\n"),
              HasCodeAndMessage(kInvalid, HasSubstr("line 3 is not text in UTF-8")));
  EXPECT_THAT(ReadCsv(absl::string_view("\xFF\xFE"
                                        "a\0,\0",
                                        6)),
              HasCodeAndMessage(kInvalid, HasSubstr("UTF-16")));
}

TEST(ReadCsv, RefusesQuotesThatDoNotMatch) {
  EXPECT_THAT(ReadCsv("a\nb,\"c"), HasCodeAndMessage(kInvalid, HasSubstr("cell B2: a quote is not closed")));
  EXPECT_THAT(ReadCsv("\"a\"b,c"),
              HasCodeAndMessage(kInvalid, HasSubstr("cell A1: text follows a closing quote")));
}

TEST(ReadCsv, RefusesWorkbooks) {
  EXPECT_THAT(ReadCsv("PK\x03\x04zip"), HasCodeAndMessage(kInvalid, HasSubstr("rename it to .xlsx")));
  EXPECT_THAT(ReadCsv("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), HasCodeAndMessage(kInvalid, HasSubstr("(.xls)")));
}

TEST(ReadCsv, HasLimits) {
  const CsvLimits limits{
      .max_file_bytes = 1000, .max_cells = 3, .max_blank_cells = 4, .max_cell_characters = 5};
  EXPECT_OK(ReadCsv("a,b,c\n,,,\n", limits));
  EXPECT_THAT(ReadCsv("a,b,c\nd", limits),
              HasCodeAndMessage(kExhausted, HasSubstr("cell A2: the table has more than 3")));
  EXPECT_THAT(ReadCsv(",,,,,,", limits),
              HasCodeAndMessage(kExhausted, HasSubstr("cell E1: more than 4 cells are empty")));
  EXPECT_OK(ReadCsv("一二三四五", limits));
  EXPECT_THAT(ReadCsv("一二三四五六", limits),
              HasCodeAndMessage(kExhausted, HasSubstr("cell A1: the text is longer")));
  EXPECT_THAT(ReadCsv(absl::StrCat("a,\"", std::string(900, 'x')), limits),
              HasCodeAndMessage(kInvalid, HasSubstr("B1")));
  EXPECT_THAT(ReadCsv(std::string(1001, 'x'), limits),
              HasCodeAndMessage(kExhausted, HasSubstr("larger than")));
  EXPECT_THAT(ReadCsv(std::string(kMaxColumns, ',')), HasCodeAndMessage(kExhausted, HasSubstr("at most")));
  EXPECT_OK(ReadCsv(std::string(kMaxRows, '\n')));
  EXPECT_THAT(ReadCsv(std::string(kMaxRows, '\n') + "a"),
              HasCodeAndMessage(kExhausted, HasSubstr("at most")));
}

TEST(Formula, IsEscapedUnlessItIsANumber) {
  for (const char* text : {"=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "-", "=", "'=1", "''-x"}) {
    EXPECT_EQ(EscapeFormula(text), absl::StrCat("'", text));
  }
  for (const char* text : {"", "-1", "-12.50", "-1E-3", "1=1", "'", "''", "'a", "'-1", "a=b"}) {
    EXPECT_EQ(EscapeFormula(text), text);
  }
}

TEST(WriteCsv, IsWhatExcelOpens) {
  Sheet sheet;
  sheet.Set({0, 0}, {.text = "指标"});
  sheet.Set({0, 2}, {.text = "a \"b\", c"});
  sheet.Set({2, 1}, {.text = "=cmd|'/c calc'!A1"});
  sheet.Set({2, 2}, {.text = "-95.93", .kind = CellKind::kNumber});
  EXPECT_EQ(WriteCsv(sheet),
            "\xEF\xBB\xBF"
            "指标,,\"a \"\"b\"\", c\"\r\n\r\n,'=cmd|'/c calc'!A1,-95.93\r\n");
  EXPECT_EQ(WriteCsv(Sheet()), "\xEF\xBB\xBF");
}

std::string RandomText(std::mt19937_64& random) {
  static constexpr absl::string_view kPieces[] = {
      "'", "=", "+",    "-",  "@", "\t", "\r", "\n",   "\r\n", "\"",           "\"\"",
      ",", "1", "12.5", "E3", ".", " ",  "a",  "绩效", "😀",    "\xEF\xBB\xBF", ";"};
  std::string text;
  for (uint64_t left = random() % 7; left > 0; --left) {
    const uint64_t piece = random() % (std::size(kPieces) + 1);
    if (piece == std::size(kPieces)) {
      text += '\0';
    } else {
      absl::StrAppend(&text, kPieces[piece]);
    }
  }
  return text;
}

TEST(WriteCsv, ReadsBackByteForByte) {
  for (uint64_t seed = 1; seed <= 20'000; ++seed) {
    std::mt19937_64 random(seed);
    Sheet sheet;
    for (int i = 0; i < 12; ++i) {
      sheet.Set({static_cast<int>(random() % 5), static_cast<int>(random() % 5)},
                {.text = RandomText(random)});
    }
    const absl::StatusOr<Sheet> again = ReadCsv(WriteCsv(sheet));
    ASSERT_TRUE(again.ok()) << "seed " << seed << ": " << again.status();
    ASSERT_EQ(again->cells(), sheet.cells()) << "seed " << seed;
  }
}

TEST(WriteCsv, WritesNoFormula) {
  for (uint64_t seed = 1; seed <= 20'000; ++seed) {
    std::mt19937_64 random(seed);
    Sheet sheet;
    const std::string text = RandomText(random);
    sheet.Set({0, 0}, {.text = text});
    const std::string file = WriteCsv(sheet).substr(3);
    const char first = file.empty() ? 'a' : file[file[0] == '"' ? 1 : 0];
    if (first == '-') continue;  // a negative number, as the table above has it
    ASSERT_EQ(absl::string_view("=+@\t\r").find(first) == absl::string_view::npos || text.empty(), true)
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace heng::spreadsheet
