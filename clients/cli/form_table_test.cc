// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/form_table.h"

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text_width.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <typename T>
T Parse(const std::string& text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

v1::Scheme ShortScheme() {
  return Parse<v1::Scheme>(R"pb(
    name: "schemes/short@0123456789abcdef"
    classes { code: "management" display_name: "部门管理" weight_points: "20" }
    classes { code: "effect" display_name: "履职效果" weight_points: "70" }
    classes { code: "funding" parent_code: "management" display_name: "资金投入" }
    classes { code: "finance" parent_code: "management" display_name: "财务管理" }
    classes { code: "duty" parent_code: "effect" display_name: "部门履职目标" }
    bands { code: "full" display_name: "100%-80%(含)" }
  )pb");
}

v1::Goals ShortGoals() {
  return Parse<v1::Goals>(R"pb(
    overall_goals { expected: "按年初预算执行。" }
    indicators {
      code: "duty-1"
      class_code: "duty"
      display_name: "新建工会"
      rule: RULE_KIND_AT_LEAST
      target: "40"
      unit: "家"
      weight_points: "70"
    }
    indicators {
      code: "basic"
      class_code: "funding"
      display_name: "基本支出预算执行"
      rule: RULE_KIND_EQUAL
      target: "100"
      target_text: "=100%"
      unit: "%"
      weight_points: "5"
    }
    indicators {
      code: "project"
      class_code: "funding"
      display_name: "项目支出预算执行"
      rule: RULE_KIND_AT_MOST
      target: "100"
      unit: "%"
      weight_points: "5"
    }
    indicators {
      code: "rules"
      class_code: "finance"
      display_name: "财务管理制度健全性与资金使用合规性"
      rule: RULE_KIND_BAND
      target_text: "健全"
      weight_points: "10"
    }
  )pb");
}

v1::Evaluation ShortEvaluation() {
  return Parse<v1::Evaluation>(R"pb(
    name: "regions/620602/departments/zonggonghui/evaluations/2024-overall"
    scheme: "schemes/short@0123456789abcdef"
    goals: "regions/620602/departments/zonggonghui/goals/2024-overall@fedcba9876543210"
    kind: EVALUATION_KIND_OVERALL
    fiscal_year: 2024
    revision: 2
    update_time { seconds: 1735689600 }
    department { display_name: "凉州区总工会" }
    budget {
      lines {
        code: "total"
        label: "年度资金总额"
        initial_yuan: "2672546.6"
        adjusted_yuan: "3002094.97"
        executed_yuan: "2879927.69"
        reason: "部分项目跨年度实施，资金结转下年使用。"
      }
      lines {
        code: "basic"
        parent_code: "total"
        label: "(一)基本支出"
        adjusted_yuan: "1727854.97"
        executed_yuan: "1673387.69"
      }
      lines {
        code: "staff"
        parent_code: "basic"
        label: "1.人员经费"
        adjusted_yuan: "1470679.47"
        executed_yuan: "1470679.47"
      }
    }
    goal_completions { achieved: "全部完成" }
    results { code: "basic" actual: "96.84" reason: "公用经费结余" }
    results { code: "project" actual: "94.68" }
    results { code: "rules" band: "full" }
    results { code: "duty-1" status: RESULT_STATUS_NO_EVIDENCE }
    score {
      total_points: "92.62"
      grade: "优"
      total_weight_points: "100"
      execution { line_code: "total" rate_percent: "95.93" points: "9.59" weight_points: "10" }
      budget_lines { line_code: "total" rate_percent: "95.93" points: "9.59" }
      budget_lines { line_code: "basic" rate_percent: "96.84" points: "9.68" }
      budget_lines { line_code: "staff" rate_percent: "100.00" points: "10.00" }
      indicators { code: "basic" points: "4.84" completion_percent: "96.84" }
      indicators { code: "project" points: "5.00" completion_percent: "94.68" }
      indicators { code: "rules" points: "9.00" }
      indicators { code: "duty-1" points: "0.00" }
    }
  )pb");
}

constexpr char kGolden[] = R"form(
                                                        部门整体支出绩效自评表
                                                             （2024年度）
部门名称：凉州区总工会

预算执行情况（单位：元）
┌────────────────┬────────────┬────────────┬────────────┬──────┬─────────┬───────┬──────────────────────────┐
│    预算资金    │ 年初预算数 │ 全年预算数 │ 全年执行数 │ 分值 │ 执行率  │ 得分  │      未完成原因分析      │
├────────────────┼────────────┼────────────┼────────────┼──────┼─────────┼───────┼──────────────────────────┤
│ 年度资金总额   │  2672546.6 │ 3002094.97 │ 2879927.69 │   10 │  95.93% │  9.59 │ 部分项目跨年度实施，资金 │
│                │            │            │            │      │         │       │ 结转下年使用。           │
│   (一)基本支出 │            │ 1727854.97 │ 1673387.69 │    - │  96.84% │  9.68 │                          │
│     1.人员经费 │            │ 1470679.47 │ 1470679.47 │    - │ 100.00% │ 10.00 │                          │
└────────────────┴────────────┴────────────┴────────────┴──────┴─────────┴───────┴──────────────────────────┘

┌──────────────────┬──────────────┐
│   年度总体目标   │ 实际完成情况 │
├──────────────────┼──────────────┤
│ 按年初预算执行。 │ 全部完成     │
└──────────────────┴──────────────┘

绩效指标完成情况
┌──────────┬──────────────┬──────────────────────────────┬────────────┬──────────────┬──────┬──────┬────────┬───────┬────────────────┐
│ 一级指标 │   二级指标   │           三级指标           │ 年度指标值 │  实际完成值  │ 单位 │ 分值 │ 完成率 │ 得分  │ 未完成原因分析 │
├──────────┼──────────────┼──────────────────────────────┼────────────┼──────────────┼──────┼──────┼────────┼───────┼────────────────┤
│ 部门管理 │ 资金投入     │ 基本支出预算执行             │ =100%      │ 96.84        │ %    │    5 │ 96.84% │  4.84 │ 公用经费结余   │
│          │              │ 项目支出预算执行             │ ≤100       │ 94.68        │ %    │    5 │ 94.68% │  5.00 │                │
│          │ 财务管理     │ 财务管理制度健全性与资金使用 │ 健全       │ 100%-80%(含) │      │   10 │      - │  9.00 │                │
│          │              │ 合规性                       │            │              │      │      │        │       │                │
├──────────┼──────────────┼──────────────────────────────┼────────────┼──────────────┼──────┼──────┼────────┼───────┼────────────────┤
│ 履职效果 │ 部门履职目标 │ 新建工会                     │ ≥40        │ 无佐证       │ 家   │   70 │      - │  0.00 │                │
├──────────┼──────────────┼──────────────────────────────┼────────────┼──────────────┼──────┼──────┼────────┼───────┼────────────────┤
│ 总分     │              │                              │            │              │      │  100 │        │ 92.62 │ 优             │
└──────────┴──────────────┴──────────────────────────────┴────────────┴──────────────┴──────┴──────┴────────┴───────┴────────────────┘
评价方案：schemes/short@0123456789abcdef
绩效目标：regions/620602/departments/zonggonghui/goals/2024-overall@fedcba9876543210
版本：2  时间：2025-01-01 08:00:00
)form";

TEST(RenderForm, LooksLikeTheOfficialForm) {
  EXPECT_EQ(RenderForm(ShortEvaluation(), ShortScheme(), ShortGoals()), kGolden + 1);
}

TEST(RenderForm, KeepsEveryLineOfABoxEquallyWide) {
  int width = 0;
  for (const absl::string_view line :
       absl::StrSplit(RenderForm(ShortEvaluation(), ShortScheme(), ShortGoals()), '\n')) {
    const bool top = absl::StartsWith(line, "┌");
    const bool inside =
        absl::StartsWith(line, "│") || absl::StartsWith(line, "├") || absl::StartsWith(line, "└");
    if (top) width = TextWidth(line);
    if (inside) {
      EXPECT_EQ(TextWidth(line), width) << line;
    }
  }
}

TEST(RenderForm, NamesTheProjectOfAProjectForm) {
  v1::Evaluation evaluation = ShortEvaluation();
  evaluation.set_kind(v1::EVALUATION_KIND_PROJECT);
  evaluation.mutable_project()->set_display_name("困难职工帮扶");
  evaluation.mutable_project()->set_implementing_unit("凉州区总工会办公室");
  const std::string form = RenderForm(evaluation, ShortScheme(), ShortGoals());
  EXPECT_THAT(form, HasSubstr("项目支出绩效自评表\n"));
  EXPECT_THAT(form, HasSubstr("项目名称：困难职工帮扶\n"));
  EXPECT_THAT(form, HasSubstr("实施单位：凉州区总工会办公室\n"));
}

TEST(RenderForm, PrintsRowsThatTheGoalsDoNotKnowByTheirCode) {
  const std::string form = RenderForm(ShortEvaluation(), v1::Scheme(), v1::Goals());
  EXPECT_THAT(form, HasSubstr(" duty-1 "));
  EXPECT_THAT(form, HasSubstr(" full "));
}

TEST(RenderForm, SurvivesTreesThatRunInACircle) {
  v1::Evaluation evaluation = ShortEvaluation();
  evaluation.mutable_budget()->mutable_lines(0)->set_parent_code("staff");
  v1::Scheme scheme = ShortScheme();
  scheme.mutable_classes(0)->set_parent_code("funding");
  EXPECT_THAT(RenderForm(evaluation, scheme, ShortGoals()), HasSubstr("92.62"));
}

TEST(RenderForm, LetsNoTextCommandTheTerminal) {
  v1::Evaluation evaluation = ShortEvaluation();
  evaluation.mutable_results(0)->set_reason("\x1b[2J");
  evaluation.mutable_department()->set_display_name("\x1b]0;x\x07");
  EXPECT_THAT(RenderForm(evaluation, ShortScheme(), ShortGoals()), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace heng::cli
