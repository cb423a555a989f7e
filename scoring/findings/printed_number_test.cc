// SPDX-License-Identifier: Apache-2.0
#include "scoring/findings/printed_number.h"

#include "gtest/gtest.h"
#include "scoring/findings/form.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

struct NumberCase {
  const char* text;
  const char* value;  // null: no number
  bool is_percent = false;
  bool has_operator = false;
  const char* unit = "";
  const char* scaled = nullptr;  // where it differs from value
};

TEST(ReadPrintedNumber, ReadsCellsAsPeopleTypeThem) {
  const NumberCase cases[] = {
      {"95.93", "95.93"},
      {"100.00%", "100", true},
      {" 98 ％ ", "98", true},
      {"９８．５％", "98.5", true},
      {"≥98%", "98", true, true},
      {">=98%", "98", true, true},
      {"≧ 735", "735", false, true},
      {"═ 100", "100", false, true},
      {"不少于12种", "12", false, true, "种"},
      {"≥100百分比", "100", true, true},
      {"1,234,567.89元", "1234567.89", false, false, "元"},
      {"1，234", "1234"},
      {"1,23", "1", false, false, ",23"},
      {"63.307万元", "63.307", false, false, "万元", "633070"},
      {"2亿", "2", false, false, "亿", "200000000"},
      {"-3.5", "-3.5"},
      {"－3", "-3"},
      {"0", "0"},
      {"180元/人、天", "180", false, false, "元/人、天"},
      {"9.59分", "9.59", false, false, "分"},
      {"", nullptr},
      {"　", nullptr},
      {"准确", nullptr},
      {"100%-80%(含)", nullptr},
      {"80-100", nullptr},
      {"2021年底", nullptr},
      {"2/3", nullptr},
      {"12345678901234567890", nullptr},
      {"≥", nullptr},
  };
  for (const NumberCase& c : cases) {
    SCOPED_TRACE(c.text);
    const std::optional<PrintedNumber> number = ReadPrintedNumber(c.text);
    ASSERT_EQ(number.has_value(), c.value != nullptr);
    if (!number.has_value()) continue;
    EXPECT_EQ(number->value.ToString(), c.value);
    EXPECT_EQ(number->is_percent, c.is_percent);
    EXPECT_EQ(number->has_operator, c.has_operator);
    EXPECT_EQ(number->unit, c.unit);
    EXPECT_EQ(number->Scaled()->ToString(), c.scaled != nullptr ? c.scaled : c.value);
  }
}

struct RateCase {
  const char* typed;
  bool agrees;
};

// 1673387.69 / 1727854.97 = 96.8476…%, truncated at 2 places to 96.84.
TEST(AgreesInPercent, TakesFewerPlacesButNoOtherNumber) {
  const Ratio exact = *Ratio::MultiplyDivide(*Decimal::Parse("1673387.69"), Decimal::FromInt(100),
                                             *Decimal::Parse("1727854.97"));
  for (const RateCase& c :
       {RateCase{"96.84%", true}, RateCase{"96.84", true}, RateCase{"96.8", true}, RateCase{"97%", true},
        RateCase{"96%", true}, RateCase{"0.9684", true}, RateCase{"96.85%", false}, RateCase{"96.83%", false},
        RateCase{"98%", false}, RateCase{"100%", false}, RateCase{"1", false}}) {
    EXPECT_EQ(
        AgreesInPercent(*ReadPrintedNumber(c.typed), exact, {.mode = RoundingMode::kTruncate, .places = 2}),
        c.agrees)
        << c.typed;
  }
}

TEST(AgreesInPercent, TakesAsManyPlacesAsASpreadsheetPastes) {
  const Ratio exact = *Ratio::Divide(*Decimal::Parse("287992769"), *Decimal::Parse("3002094.97"));
  EXPECT_TRUE(AgreesInPercent(*ReadPrintedNumber("0.9593059909"), exact, {.places = 6}));
  EXPECT_FALSE(AgreesInPercent(*ReadPrintedNumber("1.234567891"), exact, {}));
}

TEST(AgreesInPercent, OneMayStandForAllAndAllIsNothingLess) {
  const Ratio all(Decimal::FromInt(100));
  for (const char* typed : {"100", "100%", "100.00%", "1", "1.00"})
    EXPECT_TRUE(AgreesInPercent(*ReadPrintedNumber(typed), all, {})) << typed;
  const Ratio nearly = *Ratio::Divide(Decimal::FromInt(9999), Decimal::FromInt(100));
  EXPECT_FALSE(AgreesInPercent(*ReadPrintedNumber("100%"), nearly, {}));
}

TEST(BareLabel, DropsNumbering) {
  EXPECT_EQ(BareLabel("(一)基本支出"), "基本支出");
  EXPECT_EQ(BareLabel("1.人员经费"), "人员经费");
  EXPECT_EQ(BareLabel("其中:本年财政拨款"), "本年财政拨款");
  EXPECT_EQ(BareLabel("项目支出（含结转）"), "项目支出（含结转）");
}

TEST(IsFiller, KnowsWhatPeopleTypeToGetPastACell) {
  for (const char* text : {"", " ", "无", "0", "/", "——"}) EXPECT_TRUE(IsFiller(text)) << text;
  EXPECT_FALSE(IsFiller("无法按时完成，因天气原因"));
}

}  // namespace
}  // namespace heng::findings
