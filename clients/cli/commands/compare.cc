// SPDX-License-Identifier: Apache-2.0
//
// `heng compare`: the same groups in two fiscal years, side by side.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/group_keys.h"
#include "clients/cli/indicator_rows.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"
#include "clients/cli/score_filter.h"

namespace heng::cli {
namespace {

struct Arguments {
  ScoreFilterFlags filter;
  int year = 0;
  int base_year = 0;
  std::string grouping;
  bool as_filed = false;
};

int BaseYearOf(const v1::CompareYearsRequest& request) {
  return request.base_fiscal_year() > 0 ? request.base_fiscal_year() : request.fiscal_year() - 1;
}

absl::StatusOr<v1::CompareYearsRequest> RequestOf(const Arguments& arguments) {
  v1::CompareYearsRequest request;
  HENG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(arguments.filter));
  request.set_fiscal_year(arguments.year);
  request.set_base_fiscal_year(arguments.base_year);
  if (!arguments.grouping.empty()) {
    HENG_ASSIGN_OR_RETURN(*request.mutable_grouping(), GroupingOf("--by", arguments.grouping));
  }
  if (arguments.as_filed) request.set_department_identity(v1::DEPARTMENT_IDENTITY_AS_FILED);
  return request;
}

// A change with its sign: +1.2500. Nothing stays nothing, and no change has no sign.
std::string Signed(const std::string& change) {
  const bool plain = change.empty() || absl::StartsWith(change, "-") ||
                     change.find_first_of("123456789") == std::string::npos;
  return plain ? change : absl::StrCat("+", change);
}

Table PeoplesTable(const v1::CompareYearsRequest& request, const v1::CompareYearsResponse& response,
                   Language language) {
  const Dimensions dimensions = DimensionsOf(request.grouping());
  const int base_year = BaseYearOf(request);
  Table table{.columns = KeyColumns(dimensions)};
  const auto add = [&](const Text& heading) {
    table.columns.push_back({.key = "", .heading = heading, .align = Align::kRight});
  };
  const auto add_pair = [&](const Text& what) {
    for (const int year : {base_year, request.fiscal_year()}) {
      add({.en = absl::StrCat(what.en, " ", year), .zh = absl::StrCat(year, " ", what.zh)});
    }
  };
  add_pair({.en = "COUNT", .zh = "份数"});
  add_pair({.en = "MEAN", .zh = "平均分"});
  add({.en = "CHANGE", .zh = "变动"});
  add_pair({.en = "EXECUTED", .zh = "执行数（元）"});
  add({.en = "CHANGE", .zh = "变动"});
  add_pair({.en = "RATE", .zh = "执行率"});
  add({.en = "CHANGE", .zh = "变动（百分点）"});
  for (const auto& group : response.groups()) {
    table.rows.push_back(KeyCells(dimensions, group.keys(), language));
    const v1::AmountStatistics& before = group.base().amounts();
    const v1::AmountStatistics& now = group.current().amounts();
    for (std::string& cell : std::vector<std::string>{
             absl::StrCat(group.base().evaluation_count()), absl::StrCat(group.current().evaluation_count()),
             group.base().mean_points(), group.current().mean_points(), Signed(group.mean_change_points()),
             before.executed_yuan(), now.executed_yuan(), Signed(group.executed_change_yuan()),
             Percent(before.execution_rate_percent()), Percent(now.execution_rate_percent()),
             Signed(group.execution_rate_change_percent())}) {
      table.rows.back().push_back(std::move(cell));
    }
  }
  return table;
}

// The statistics that both years have, each year in columns of its own.
std::vector<std::string> RawCells(const v1::ScoreStatistics& statistics) {
  const v1::AmountStatistics& amounts = statistics.amounts();
  return {absl::StrCat(statistics.evaluation_count()),
          statistics.mean_points(),
          amounts.weighted_mean_points(),
          statistics.min_points(),
          statistics.max_points(),
          amounts.adjusted_yuan(),
          amounts.executed_yuan(),
          amounts.execution_rate_percent()};
}

Table FlatTable(const v1::CompareYearsRequest& request, const v1::CompareYearsResponse& response) {
  const Dimensions dimensions = DimensionsOf(request.grouping());
  Table table{.columns = RawKeyColumns(dimensions)};
  for (const char* key : {"base_year", "year"}) table.columns.push_back({.key = key});
  for (const char* prefix : {"base_", ""}) {
    for (const char* key : {"count", "mean_points", "weighted_mean_points", "min_points", "max_points",
                            "adjusted_yuan", "executed_yuan", "execution_rate_percent"}) {
      table.columns.push_back({.key = absl::StrCat(prefix, key)});
    }
  }
  for (const char* key : {"mean_change_points", "executed_change_yuan", "execution_rate_change_percent"})
    table.columns.push_back({.key = key});
  for (const auto& group : response.groups()) {
    std::vector<std::string> row = RawKeyCells(dimensions, group.keys());
    row.push_back(absl::StrCat(BaseYearOf(request)));
    row.push_back(absl::StrCat(request.fiscal_year()));
    for (const v1::ScoreStatistics* year : {&group.base(), &group.current()}) {
      for (std::string& cell : RawCells(*year)) row.push_back(std::move(cell));
    }
    row.push_back(group.mean_change_points());
    row.push_back(group.executed_change_yuan());
    row.push_back(group.execution_rate_change_percent());
    table.rows.push_back(std::move(row));
  }
  return table;
}

void Print(const Context& context, const v1::CompareYearsRequest& request,
           const v1::CompareYearsResponse& response) {
  switch (context.format) {
    case Format::kJson:
      context.io.out << ToJson(response);
      return;
    case Format::kCsv:
      context.io.out << CsvTable(FlatTable(request, response));
      return;
    case Format::kTable:
      PrintTable(context, PeoplesTable(request, response, context.language));
  }
}

int Compare(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<v1::CompareYearsRequest> request = RequestOf(arguments);
  if (!request.ok()) return context.FailUsage(request.status());
  const absl::StatusOr<v1::CompareYearsResponse> response = context.client.CompareYears(*request);
  if (!response.ok()) return context.Fail(response.status());
  Print(context, *request, *response);
  int64_t evaluation_count = 0;
  for (const auto& group : response->groups())
    evaluation_count += group.base().evaluation_count() + group.current().evaluation_count();
  if (evaluation_count == 0) {
    google::protobuf::RepeatedField<int32_t> years;
    years.Add(BaseYearOf(*request));
    years.Add(request->fiscal_year());
    context.io.err << NothingFiledText(years, response->filed_fiscal_years(), context.language);
  }
  return kExitOk;
}

}  // namespace

void AddCompareCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "compare",
       .summary = {.en = "Compares two fiscal years, group by group.", .zh = "逐组比较两个年度。"},
       .examples = "heng compare --year=2024 --by=province\n"
                   "heng compare --year=2024 --base=2021 --under=620600 --by=county,category --kind=overall\n"
                   "heng compare --year=2024 --by=department --region=620602 -o csv"},
      [arguments](const Context& context) { return Compare(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("--year", arguments->year, text({.en = "The fiscal year", .zh = "年度"}))
      ->required()
      ->check(CLI::PositiveNumber);
  app.add_option("--base", arguments->base_year,
                 text({.en = "The year to compare with [the one before]", .zh = "与哪一年度比 [上一年度]"}))
      ->check(CLI::PositiveNumber);
  app.add_option("--by", arguments->grouping,
                 text({.en = "Groups: words as for aggregate --by but for year, behind commas",
                       .zh = "分组：用词同 aggregate --by（year 除外），逗号连写"}));
  app.add_flag("--as-filed", arguments->as_filed,
               text({.en = "Leave merged and renamed departments under the names they had when they filed",
                     .zh = "合并、更名的部门仍按填报时的部门计"}));
  AddScoreFilterFlags(app, tree.language(), arguments->filter);
}

}  // namespace heng::cli
