// SPDX-License-Identifier: Apache-2.0
//
// `heng rank`: evaluations by their totals, best or worst first, or the places of single ones.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/indicator_rows.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"
#include "clients/cli/score_filter.h"
#include "clients/cli/words.h"

namespace heng::cli {
namespace {

struct Arguments {
  ScoreFilterFlags filter;
  int top = 0;
  int bottom = 0;
  std::vector<std::string> names;
};

// The evaluation that `typed` names: itself, or the overall form of a department in the one year of the filter.
absl::StatusOr<std::string> EvaluationNameOf(const std::string& typed, const v1::ScoreFilter& filter) {
  HENG_ASSIGN_OR_RETURN(ResourceName name, ParseResourceName(FullDepartmentName(typed)));
  if (name.kind == ResourceKind::kEvaluation) return typed;
  if (name.kind != ResourceKind::kDepartment) {
    return MakeError(absl::StatusCode::kInvalidArgument, "",
                     {.en = absl::StrCat("--of: \"", typed, "\" is neither an evaluation nor a department"),
                      .zh = absl::StrCat("--of：“", typed, "”既不是自评表也不是部门的名称")});
  }
  const bool overall = filter.kinds_size() == 1 && filter.kinds(0) == v1::EVALUATION_KIND_OVERALL;
  if (filter.fiscal_years_size() != 1 || !overall) {
    return MakeError(absl::StatusCode::kInvalidArgument, "",
                     {.en = absl::StrCat("--of=", typed,
                                         " names a department: say which of its evaluations with "
                                         "--year=2024 --kind=overall, or name the evaluation"),
                      .zh = absl::StrCat("--of=", typed,
                                         " 是部门：请用 --year=2024 --kind=overall 指明其自评表，"
                                         "或写自评表的名称")});
  }
  name.kind = ResourceKind::kEvaluation;
  name.id = absl::StrCat(filter.fiscal_years(0), "-overall");
  return name.ToString();
}

absl::StatusOr<v1::RankEvaluationsRequest> RequestOf(const Arguments& arguments) {
  v1::RankEvaluationsRequest request;
  HENG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(arguments.filter));
  request.set_worst_first(arguments.bottom > 0);
  request.set_limit(arguments.top + arguments.bottom);
  if (!arguments.names.empty()) request.set_limit(-1);
  for (const std::string& typed : arguments.names) {
    HENG_ASSIGN_OR_RETURN(*request.add_names(), EvaluationNameOf(typed, request.filter()));
  }
  return request;
}

Table PeoplesTable(const std::vector<v1::RankedEvaluation>& ranked) {
  Table table{
      .columns = {
          {.key = "rank", .heading = {.en = "RANK", .zh = "名次"}, .align = Align::kRight},
          {.key = "total", .heading = {.en = "TOTAL", .zh = "总分"}, .align = Align::kRight},
          {.key = "grade", .heading = {.en = "GRADE", .zh = "等级"}},
          {.key = "equal", .heading = {.en = "TIED", .zh = "同分数"}, .align = Align::kRight},
          {.key = "percentile", .heading = {.en = "PERCENTILE", .zh = "百分位"}, .align = Align::kRight},
          {.key = "department", .heading = {.en = "DEPARTMENT", .zh = "部门"}},
          {.key = "name", .heading = {.en = "NAME", .zh = "名称"}}}};
  for (const v1::RankedEvaluation& e : ranked) {
    table.rows.push_back({absl::StrCat(e.rank()), e.total_points(), e.grade(), absl::StrCat(e.equal_count()),
                          Percent(e.percentile_rank()), e.department_display_name(), e.name()});
  }
  return table;
}

Table FlatTable(const std::vector<v1::RankedEvaluation>& ranked) {
  Table table;
  for (const char* key :
       {"rank", "equal_count", "percentile_rank", "name", "department", "category", "year", "kind", "state",
        "scheme", "total_points", "grade_code", "grade", "adjusted_yuan", "executed_yuan"}) {
    table.columns.push_back({.key = key});
  }
  for (const v1::RankedEvaluation& e : ranked) {
    table.rows.push_back({absl::StrCat(e.rank()), absl::StrCat(e.equal_count()), e.percentile_rank(),
                          e.name(), e.department_display_name(),
                          WordOf(CategoryWords(), e.department_category()).word,
                          absl::StrCat(e.fiscal_year()), WordOf(KindWords(), e.kind()).word,
                          WordOf(StateWords(), e.state()).word, e.scheme(), e.total_points(), e.grade_code(),
                          e.grade(), e.adjusted_yuan(), e.executed_yuan()});
  }
  return table;
}

void Print(const Context& context, const v1::RankEvaluationsResponse& response) {
  if (context.format == Format::kJson) {
    context.io.out << ToJson(response);
    return;
  }
  std::vector<v1::RankedEvaluation> ranked(response.evaluations().begin(), response.evaluations().end());
  for (const auto& result : response.named()) {
    if (result.has_ranked()) ranked.push_back(result.ranked());
  }
  if (context.format == Format::kCsv) {
    context.io.out << CsvTable(FlatTable(ranked));
    return;
  }
  if (!ranked.empty()) PrintTable(context, PeoplesTable(ranked));
  context.io.out << (ranked.empty() ? "" : "\n")
                 << In(context.language,
                       {.en = absl::StrCat("among ", response.evaluation_count(), " evaluations\n"),
                        .zh = absl::StrCat("共 ", response.evaluation_count(), " 份自评表参与排名\n")});
}

// Says which names have no place. Returns the exit code.
int ReportUnplaced(const Context& context, const v1::RankEvaluationsRequest& request,
                   const v1::RankEvaluationsResponse& response) {
  int exit_code = kExitOk;
  for (int i = 0; i < request.names_size() && i < response.named_size(); ++i) {
    if (response.named(i).has_ranked()) continue;
    exit_code = kExitNotFound;
    context.io.err << "heng: "
                   << In(context.language,
                         {.en = absl::StrCat(request.names(i),
                                             " has no place: it is not stored, or the filter leaves it out"),
                          .zh = absl::StrCat(request.names(i), " 没有名次：尚未存入，或不符合所给条件")})
                   << "\n";
  }
  return exit_code;
}

int Rank(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<v1::RankEvaluationsRequest> request = RequestOf(arguments);
  if (!request.ok()) return context.FailUsage(request.status());
  const absl::StatusOr<v1::RankEvaluationsResponse> response = context.client.RankEvaluations(*request);
  if (!response.ok()) return context.Fail(response.status());
  Print(context, *response);
  if (response->evaluation_count() == 0) {
    context.io.err << NothingFiledText(request->filter().fiscal_years(), response->filed_fiscal_years(),
                                       context.language);
  }
  return ReportUnplaced(context, *request, *response);
}

}  // namespace

void AddRankCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "rank",
       .summary = {.en = "Ranks evaluations by their totals; equal totals share a place: 1, 2, 2, 4.",
                   .zh = "按总分排名；同分同名次：1、2、2、4。"},
       .examples = "heng rank --year=2024 --kind=overall --top=20\n"
                   "heng rank --under=620600 --year=2024 --bottom=10\n"
                   "heng rank --under=620600 --year=2024 --kind=overall --of=620602/zonggonghui\n"
                   "heng rank --year=2024 --of=regions/620602/departments/zonggonghui/evaluations/"
                   "2024-overall -o json"},
      [arguments](const Context& context) { return Rank(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  CLI::Option* top =
      app.add_option("--top", arguments->top,
                     text({.en = "The best this many, up to 1000 [100]", .zh = "前若干名，至多 1000 [100]"}))
          ->check(CLI::PositiveNumber);
  CLI::Option* bottom =
      app.add_option("--bottom", arguments->bottom,
                     text({.en = "The worst this many, the worst first", .zh = "后若干名，最低的在前"}))
          ->check(CLI::PositiveNumber)
          ->excludes(top);
  AddListFlag(app, "--of", arguments->names,
              text({.en = "The place of this evaluation instead, or of the overall form of this department "
                          "(with --year and --kind=overall); may be repeated",
                    .zh = "改为给出该自评表的名次；也可写部门（同时给出 --year 和 --kind=overall），可重复"}))
      ->excludes(top)
      ->excludes(bottom);
  AddYearsFlag(app, tree.language(), arguments->filter);
  AddScoreFilterFlags(app, tree.language(), arguments->filter);
}

}  // namespace heng::cli
