// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/typed_value.h"

#include "clients/forms/result_words.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::forms {
namespace {

using ::testing::Eq;
using ::testing::Optional;

TEST(NumberIn, ReadsNumbersWithSignsAndUnits) {
  EXPECT_THAT(NumberIn("98", "%"), Optional(Eq("98")));
  EXPECT_THAT(NumberIn("100.00%", "%"), Optional(Eq("100.00")));
  EXPECT_THAT(NumberIn("≥９８％", "%"), Optional(Eq("98")));
  EXPECT_THAT(NumberIn("≧ 735", "个"), Optional(Eq("735")));
  EXPECT_THAT(NumberIn("１,２３４.５０ 个", "个"), Optional(Eq("1234.50")));
  EXPECT_THAT(NumberIn("-7.73%", "%"), Optional(Eq("-7.73")));
  EXPECT_THAT(NumberIn("98%(含)", "%"), Optional(Eq("98")));
}

TEST(NumberIn, ReadsNothingElse) {
  for (const char* text : {"", "健全", "98%", "9 8个1", "98 99", "98\n99", "９８　９９", "1,23", "12,34.5",
                           "1.2.3", "98-100", "1e5", "0x10", "无"})
    EXPECT_EQ(NumberIn(text, "个"), std::nullopt) << text;
}

TEST(YuanIn, KnowsBothUnits) {
  EXPECT_THAT(YuanIn("2879927.69", AmountUnit::kYuan), Optional(Eq("2879927.69")));
  EXPECT_THAT(YuanIn("287.992769", AmountUnit::kWanYuan), Optional(Eq("2879927.69")));
  EXPECT_THAT(YuanIn("287.992769万元", AmountUnit::kYuan), Optional(Eq("2879927.69")));
  EXPECT_THAT(YuanIn("￥2,879,927.69元", AmountUnit::kWanYuan), Optional(Eq("2879927.69")));
  EXPECT_EQ(YuanIn("见附件", AmountUnit::kYuan), std::nullopt);
  EXPECT_EQ(YuanIn("2 879 927.69", AmountUnit::kYuan), std::nullopt);
}

TEST(AmountUnitIn, ReadsHeadings) {
  EXPECT_EQ(AmountUnitIn("单位：万元"), AmountUnit::kWanYuan);
  EXPECT_EQ(AmountUnitIn("（元）"), AmountUnit::kYuan);
  EXPECT_EQ(AmountUnitIn("亿元"), std::nullopt);
  EXPECT_EQ(AmountUnitIn("个"), std::nullopt);
}

TEST(IsBlank, KnowsTheSignsForNothing) {
  for (const char* text : {"", " ", "-", "—", "——", "/", "\u3000"}) EXPECT_TRUE(IsBlank(text)) << text;
  for (const char* text : {"0", "无", "-1"}) EXPECT_FALSE(IsBlank(text)) << text;
}

TEST(DateIn, ReadsTheUsualWays) {
  for (const char* text :
       {"2024年6月30日", "2024-06-30", "2024/6/30", "2024.6.30", "20240630", "２０２４年６月３０日"}) {
    const auto date = DateIn(text);
    ASSERT_TRUE(date.has_value()) << text;
    EXPECT_EQ(DateText(*date), "2024-06-30") << text;
  }
  EXPECT_EQ(DateText(DateIn("2024年6月").value()), "2024-06");
  EXPECT_EQ(DateText(DateIn("2024年").value()), "2024");
}

TEST(DateIn, RefusesDaysThatDoNotExist) {
  for (const char* text :
       {"2024-02-30", "2024-13-01", "2024-00-10", "24-6-30", "6月30日", "年底前", "", "2024-6-30-1"})
    EXPECT_FALSE(DateIn(text).has_value()) << text;
}

TEST(OutcomeIn, ReadsWords) {
  EXPECT_EQ(OutcomeIn("达到"), v1::OUTCOME_REACHED);
  EXPECT_EQ(OutcomeIn("√"), v1::OUTCOME_REACHED);
  EXPECT_EQ(OutcomeIn(" 未达到"), v1::OUTCOME_NOT_REACHED);
  EXPECT_EQ(OutcomeIn("基本达到"), std::nullopt);
}

TEST(BandIn, TakesLabelCodeOrMeaning) {
  v1::Scheme scheme;
  v1::Band& band = *scheme.add_bands();
  band.set_code("full");
  band.set_display_name("100%-80%(含)");
  band.set_description("达成年度指标");
  for (const char* text : {"100%-80%(含)", "１００％－８０％（含）", "full", "达成年度指标"})
    EXPECT_EQ(BandIn(text, scheme), &scheme.bands(0)) << text;
  EXPECT_EQ(BandIn("80%-60%(含)", scheme), nullptr);
  EXPECT_EQ(BandIn("", scheme), nullptr);
}

}  // namespace
}  // namespace heng::forms
