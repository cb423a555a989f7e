// SPDX-License-Identifier: Apache-2.0
//
// How the readings of a form become rows, on small forms of one or two.
#include "tests/golden/case_messages.h"

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "tests/golden/replay_case.h"

namespace heng::golden {
namespace {

v1::Scheme Gansu() { return *ReadScheme("schemes/gansu-overall.json"); }

Case Form() {
  Case form{
      .id = "form", .is_project = true, .fiscal_year = 2022, .region_code = "341702", .in_wan_yuan = true};
  form.execution_weight = "10";
  form.budget_rows.push_back(
      {.no = 1, .label = "总额", .adjusted = "207.4538", .executed = "100", .counts_toward_total = true});
  return form;
}

IndicatorRow Row(const std::string& kind, const Cell& target, const Cell& actual, const Cell& weight,
                 const Cell& score) {
  return {.no = 1,
          .level1 = "产出",
          .level2 = "数量",
          .level3 = "指标",
          .weight = weight,
          .score = score,
          .kind = kind,
          .target = target,
          .actual = actual};
}

struct Case1 {
  const char* what;
  IndicatorRow row;
  Cell points;
  Cell completion;
  bool by_hand;
};

TEST(MessagesOf, ReadsEachKindOfRow) {
  const Case1 cases[] = {
      {"positive", Row("positive", "120", "69", "2", "1"), "1.15", "57.50", false},
      {"positive without a number", Row("positive", "120", std::nullopt, "2", "1"), "1.00", std::nullopt,
       true},
      {"reverse", Row("reverse", "90", "100", "8", "8"), "7.20", "90.00", false},
      {"equal", Row("equal", "100", "98", "10", "9"), "9.80", "98.00", false},
      {"band", Row("band_top", std::nullopt, std::nullopt, "7.14", "1"), "6.43", "100.00", false},
      {"qualitative", Row("qualitative", std::nullopt, std::nullopt, "7.14", "1"), "7.14", "100.00", false},
      {"text", Row("text", std::nullopt, std::nullopt, "5", "4.5"), "4.50", std::nullopt, true},
      {"date without points", Row("date", std::nullopt, std::nullopt, "5", std::nullopt), std::nullopt,
       std::nullopt, true},
      {"more than the weight, by hand", Row("unknown", std::nullopt, std::nullopt, "5", "6"), "6.00",
       std::nullopt, true},
      {"no weight", Row("positive", "4", "3", std::nullopt, std::nullopt), std::nullopt, "75.00", false},
      {"no weight, by hand", Row("text", std::nullopt, std::nullopt, std::nullopt, "3"), std::nullopt,
       std::nullopt, true},
      {"qualitative without weight", Row("qualitative", std::nullopt, std::nullopt, std::nullopt, "3"),
       std::nullopt, "100.00", false},
      {"negative target", Row("positive", "-4", "-3", "2", "1.5"), "1.50", std::nullopt, true},
      {"negative target kept", Row("reverse", "-4", "-5", "2", "1.5"), "2.00", "100.00", false},
  };
  for (const Case1& c : cases) {
    SCOPED_TRACE(c.what);
    Case form = Form();
    form.indicators = {c.row};
    ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(form, Gansu()));
    ASSERT_EQ(replay.indicators.size(), 1u);
    EXPECT_EQ(replay.indicators[0].points, c.points);
    EXPECT_EQ(replay.indicators[0].completion, c.completion);
    EXPECT_EQ(replay.indicators[0].by_hand, c.by_hand);
    EXPECT_EQ(replay.total.has_value(), c.points.has_value());
    EXPECT_EQ(replay.grade.has_value(), c.points.has_value());
  }
}

TEST(MessagesOf, ConvertsAmountsExactly) {
  Case form = Form();
  form.indicators = {Row("positive", "1", "1", "90", "90")};
  ASSERT_OK_AND_ASSIGN(CaseMessages messages, MessagesOf(form, Gansu()));
  EXPECT_EQ(messages.evaluation.budget().lines(0).adjusted_yuan(), "2074538");
}

TEST(MessagesOf, KeepsPrintedExecutionWhereAmountsAreMissing) {
  Case form = Form();
  form.budget_rows[0].executed = std::nullopt;
  form.budget_rows[0].rate = "76%";
  form.budget_rows[0].score = "7.6";
  form.budget_rows.push_back({.no = 2, .label = "其中", .adjusted = "10", .executed = "5"});
  form.indicators = {Row("positive", "1", "1", "90", "90")};
  ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(form, Gansu()));
  EXPECT_EQ(replay.execution->rate, "76.00");
  EXPECT_EQ(replay.execution->points, "7.60");
  EXPECT_EQ(replay.budget[1].points, "5.00");
  EXPECT_EQ(replay.indicators.size(), 1u);
  EXPECT_EQ(replay.total, "97.60");

  form.budget_rows[0].score = std::nullopt;
  ASSERT_OK_AND_ASSIGN(replay, ReplayCase(form, Gansu()));
  EXPECT_EQ(replay.execution->points, std::nullopt);
  EXPECT_EQ(replay.total, std::nullopt);
}

TEST(MessagesOf, LeavesExecutionOutWithoutAWeight) {
  Case form = Form();
  form.execution_weight = std::nullopt;
  form.indicators = {Row("positive", "1", "1", "90", "90")};
  ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(form, Gansu()));
  EXPECT_FALSE(replay.execution.has_value());
  EXPECT_EQ(replay.budget[0].rate, "48.20");
  EXPECT_EQ(replay.budget[0].points, std::nullopt);
  EXPECT_EQ(replay.total, "90.00");
}

TEST(MessagesOf, TheGansuSchemeTakesRowsOfItsClassesAndOfOthers) {
  Case form = Form();
  form.is_project = false;
  form.scheme_template = "gansu-overall: another year";
  form.budget_rows[0].executed = "196.4332";  // 94.687...
  IndicatorRow satisfaction = Row("positive", "98", "98", "10", "10");
  satisfaction.level1 = "服务对象满意度";
  satisfaction.level2 = std::nullopt;
  form.indicators = {satisfaction, Row("band_top", std::nullopt, std::nullopt, "7.14", "1")};
  ASSERT_OK_AND_ASSIGN(CaseMessages messages, MessagesOf(form, Gansu()));
  EXPECT_EQ(messages.goals.indicators(0).class_code(), "satisfaction");
  ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(form, Gansu()));
  EXPECT_EQ(replay.execution->rate, "94.68");
  EXPECT_EQ(replay.execution->points, "9.46");
}

}  // namespace
}  // namespace heng::golden
