// SPDX-License-Identifier: Apache-2.0
//
// `heng aggregate`: statistics of totals, grades and amounts by group.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/aggregate_query.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/group_keys.h"
#include "clients/cli/group_table.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"
#include "clients/cli/score_filter.h"

namespace heng::cli {
namespace {

struct Arguments {
  ScoreFilterFlags filter;
  std::vector<std::string> groupings;
  std::vector<std::string> percentiles = {"50,90,99"};
  std::string bin_width;
  bool continued = false;
  bool amounts = false;
};

bool WantsBars(const Context& context) {
  return context.format == Format::kTable && context.io.out_is_terminal;
}

absl::StatusOr<std::vector<v1::ScoreGrouping>> GroupingsOf(const Arguments& arguments) {
  if (arguments.groupings.size() > kMaxAskedGroupings) {
    return MakeError(
        absl::StatusCode::kInvalidArgument, "",
        {.en = absl::StrCat("--by is given ", arguments.groupings.size(), " times, want at most ",
                            kMaxAskedGroupings, ": run the command once more for the others"),
         .zh = absl::StrCat("--by 出现 ", arguments.groupings.size(), " 次，至多 ", kMaxAskedGroupings,
                            " 次：其余的请另外运行一次")});
  }
  std::vector<v1::ScoreGrouping> groupings;
  for (const std::string& words : arguments.groupings) {
    HENG_ASSIGN_OR_RETURN(v1::ScoreGrouping grouping, GroupingOf("--by", words));
    groupings.push_back(std::move(grouping));
  }
  if (groupings.empty()) groupings.emplace_back();
  return groupings;
}

// JSON gets every statistic, whatever else is shown.
void AddMeasures(const Context& context, v1::AggregateScoresRequest& request) {
  if (context.format == Format::kJson) return;
  for (const v1::ScoreMeasure measure : {v1::SCORE_MEASURE_POINTS, v1::SCORE_MEASURE_PERCENTILES,
                                         v1::SCORE_MEASURE_GRADES, v1::SCORE_MEASURE_AMOUNTS}) {
    request.add_measures(measure);
  }
  if (WantsBars(context)) request.add_measures(v1::SCORE_MEASURE_DISTRIBUTION);
}

absl::StatusOr<v1::AggregateScoresRequest> RequestOf(const Context& context, const Arguments& arguments,
                                                     const std::vector<v1::ScoreGrouping>& groupings) {
  v1::AggregateScoresRequest request;
  HENG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(arguments.filter));
  for (const v1::ScoreGrouping& grouping : groupings) *request.add_groupings() = grouping;
  AddMeasures(context, request);
  for (const std::string& percent : SplitValues(arguments.percentiles)) request.add_percentiles(percent);
  request.set_bin_width_points(arguments.bin_width);
  if (arguments.continued) request.set_department_identity(v1::DEPARTMENT_IDENTITY_AS_CONTINUED);
  return request;
}

void PrintTables(const Context& context, const std::vector<v1::ScoreGrouping>& groupings,
                 const AggregateAnswer& answer, const StatisticsColumns& columns) {
  for (size_t i = 0; i < groupings.size(); ++i) {
    const Dimensions dimensions = DimensionsOf(groupings[i]);
    const v1::ScoreStatistics* all = dimensions.empty() ? nullptr : &answer.all;
    const Table table =
        GroupTable(answer.response.results(static_cast<int>(i)), dimensions, columns, all, context.language);
    context.io.out << (i == 0 ? "" : "\n");
    PrintTable(context, table);
  }
}

void SayWhyEmpty(const Context& context, const v1::AggregateScoresRequest& request,
                 const v1::AggregateScoresResponse& response) {
  context.io.err << NothingFiledText(request.filter().fiscal_years(), response.filed_fiscal_years(),
                                     context.language);
}

int PrintJson(const Context& context, const v1::AggregateScoresRequest& request) {
  const absl::StatusOr<v1::AggregateScoresResponse> response = context.client.AggregateScores(request);
  if (!response.ok()) return context.Fail(response.status());
  context.io.out << ToJson(*response);
  bool is_empty = true;
  for (const auto& result : response->results()) {
    for (const auto& group : result.groups()) is_empty &= group.statistics().evaluation_count() == 0;
  }
  if (is_empty) SayWhyEmpty(context, request, *response);
  return kExitOk;
}

int Aggregate(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<std::vector<v1::ScoreGrouping>> groupings = GroupingsOf(arguments);
  if (!groupings.ok()) return context.FailUsage(groupings.status());
  const absl::StatusOr<v1::AggregateScoresRequest> request = RequestOf(context, arguments, *groupings);
  if (!request.ok()) return context.FailUsage(request.status());
  if (context.format == Format::kJson) return PrintJson(context, *request);

  const absl::StatusOr<AggregateAnswer> answer = AggregateForTable(context.client, *request);
  if (!answer.ok()) return context.Fail(answer.status());
  StatisticsColumns columns{.percentiles = {request->percentiles().begin(), request->percentiles().end()},
                            .grades = answer->grades,
                            .with_amounts = arguments.amounts,
                            .axis = WantsBars(context) ? AxisOf(answer->all) : std::nullopt};
  if (context.format == Format::kCsv) {
    context.io.out << CsvTable(FlatGroupTable(answer->response, *groupings, columns));
  } else {
    PrintTables(context, *groupings, *answer, columns);
  }
  if (answer->all.evaluation_count() == 0) SayWhyEmpty(context, *request, answer->response);
  return kExitOk;
}

}  // namespace

void AddAggregateCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "aggregate",
       .summary = {.en = "Adds up evaluations by group: count, mean, percentiles, grades, amounts.",
                   .zh = "按组汇总自评表：份数、平均分、分位数、等级、金额。"},
       .examples = "heng aggregate --by=province --year=2024\n"
                   "heng aggregate --under=620600 --by=county,category --year=2024 --kind=overall\n"
                   "heng aggregate --by=year --by=grade --department=620602/zonggonghui\n"
                   "heng aggregate --by=region --year=2024 --percentiles=25,50,75 -o csv > regions.csv"},
      [arguments](const Context& context) { return Aggregate(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  AddListFlag(app, "--by", arguments->groupings,
              text({.en = "Groups: year, region, province, prefecture, county, department, category, kind, "
                          "state, grade, scheme; several behind commas group together, a repeated flag adds "
                          "a table",
                    .zh = "分组：year 年度、region 区划、province 省、prefecture 市、county 县、department "
                          "部门、category 部门类别、kind 类型、state 状态、grade 等级、scheme "
                          "方案；逗号连写为组合分组，重复本项另成一表"}));
  AddYearsFlag(app, tree.language(), arguments->filter);
  AddScoreFilterFlags(app, tree.language(), arguments->filter);
  AddListFlag(app, "--percentiles", arguments->percentiles,
              text({.en = "Percentiles of the totals by nearest rank, 0 to 100 [50,90,99]",
                    .zh = "总分的百分位数（最近秩法），0 至 100 [50,90,99]"}));
  app.add_option("--bins", arguments->bin_width,
                 text({.en = "Width of a bin of the distribution in points [10]; bars show it in a terminal, "
                             "-o json always",
                       .zh = "分布每段的分数宽度 [10]；终端中以条形显示，-o json 总是给出"}));
  app.add_flag("--amounts", arguments->amounts,
               text({.en = "Add sums of budgets and spending to the table; CSV and JSON have them always",
                     .zh = "表中加列预算数和执行数合计；CSV 和 JSON 总是给出"}));
  AddContinuedFlag(app, tree.language(), arguments->continued);
}

}  // namespace heng::cli
