// SPDX-License-Identifier: Apache-2.0
//
// `heng summary`: 汇总表, the table of a year as finance bureaus print it.
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/aggregate_query.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/county_summary.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/group_keys.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"
#include "clients/cli/score_filter.h"

namespace heng::cli {
namespace {

struct Arguments {
  ScoreFilterFlags filter;
  std::string dimension = "region";
  bool continued = false;
};

absl::Status CheckFits(const v1::AggregateScoresRequest& request) {
  if (request.filter().fiscal_years_size() != 1) {
    return MakeError(absl::StatusCode::kInvalidArgument, "",
                     {.en = "--year: a summary is of one fiscal year: give one, such as --year=2024",
                      .zh = "--year：汇总表只能是一个年度的，如 --year=2024"});
  }
  if (request.groupings(0).dimensions_size() != 1) {
    return MakeError(absl::StatusCode::kInvalidArgument, "",
                     {.en = "--by: a summary has rows of one kind: give one word, such as region",
                      .zh = "--by：汇总表的行只能按一种内容：只写一个词，如 region"});
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::AggregateScoresRequest> RequestOf(const Arguments& arguments) {
  v1::AggregateScoresRequest request;
  HENG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(arguments.filter));
  if (request.filter().kinds().empty()) request.mutable_filter()->add_kinds(v1::EVALUATION_KIND_OVERALL);
  HENG_ASSIGN_OR_RETURN(*request.add_groupings(), GroupingOf("--by", arguments.dimension));
  HENG_RETURN_IF_ERROR(CheckFits(request));
  for (const v1::ScoreMeasure measure :
       {v1::SCORE_MEASURE_POINTS, v1::SCORE_MEASURE_GRADES, v1::SCORE_MEASURE_AMOUNTS}) {
    request.add_measures(measure);
  }
  if (arguments.continued) request.set_department_identity(v1::DEPARTMENT_IDENTITY_AS_CONTINUED);
  return request;
}

// What the region is called that the table is about: its code if nobody has stored it, and nothing if the table is about no
// single one.
absl::StatusOr<std::string> RegionNameOf(const client::Client& client, const ScoreFilterFlags& flags) {
  const std::string& typed = flags.region.empty() ? flags.under : flags.region;
  if (typed.empty() || typed == "-" || absl::StrContains(typed, "*")) return "";
  const absl::string_view code = absl::StripPrefix(typed, "regions/");
  const absl::StatusOr<v1::Region> region = client.GetRegion(absl::StrCat("regions/", code));
  if (absl::IsNotFound(region.status())) return absl::StrCat(code, " ");
  HENG_RETURN_IF_ERROR(region.status());
  return region->display_name();
}

int PrintJson(const Context& context, const v1::AggregateScoresRequest& request) {
  const absl::StatusOr<v1::AggregateScoresResponse> response = context.client.AggregateScores(request);
  if (!response.ok()) return context.Fail(response.status());
  context.io.out << ToJson(*response);
  return kExitOk;
}

int Summary(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<v1::AggregateScoresRequest> request = RequestOf(arguments);
  if (!request.ok()) return context.FailUsage(request.status());
  if (context.format == Format::kJson) return PrintJson(context, *request);
  const absl::StatusOr<std::string> region = RegionNameOf(context.client, arguments.filter);
  if (!region.ok()) return context.Fail(region.status());
  const absl::StatusOr<AggregateAnswer> answer = AggregateForTable(context.client, *request);
  if (!answer.ok()) return context.Fail(answer.status());

  const SummaryUnit unit = SummaryUnitOf(request->filter());
  const Table table = SummaryTable(answer->response.results(0), request->groupings(0).dimensions(0),
                                   answer->all, answer->grades, *region, unit);
  if (context.format == Format::kCsv) {
    context.io.out << CsvTable(table);
  } else {
    context.io.out << SummaryPage(SummaryTitle(*region, request->filter().fiscal_years(0), unit), table);
  }
  if (answer->all.evaluation_count() == 0) {
    context.io.err << NothingFiledText(request->filter().fiscal_years(),
                                       answer->response.filed_fiscal_years(), context.language);
  }
  return kExitOk;
}

}  // namespace

void AddSummaryCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "summary",
       .summary = {.en = "Prints the summary table of a year as finance bureaus report it, in Chinese.",
                   .zh = "生成年度绩效自评结果汇总表。"},
       .examples =
           "heng summary --under=620600 --year=2024\n"
           "heng summary --region=620602 --year=2024 --by=department\n"
           "heng summary --under=620000 --year=2024 --by=prefecture --kind=project -o csv > 汇总表.csv"},
      [arguments](const Context& context) { return Summary(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("--by", arguments->dimension,
                 text({.en = "What a row is: region, prefecture, county, department or another word of "
                             "aggregate --by [region]",
                       .zh = "每行为：region 区划、prefecture 市、county 县、department 部门等 [region]"}));
  AddContinuedFlag(app, tree.language(), arguments->continued);
  AddYearsFlag(app, tree.language(), arguments->filter);
  AddScoreFilterFlags(app, tree.language(), arguments->filter);
}

}  // namespace heng::cli
