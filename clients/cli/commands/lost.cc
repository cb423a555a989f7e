// SPDX-License-Identifier: Apache-2.0
//
// `heng lost`: where points are lost, by class, by clause or by finding.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "base/decimal.h"
#include "base/status_macros.h"
#include "clients/cli/bars.h"
#include "clients/cli/clause_words.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/group_keys.h"
#include "clients/cli/indicator_rows.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"
#include "clients/cli/score_filter.h"
#include "clients/cli/words.h"

namespace heng::cli {
namespace {

constexpr int kBarCells = 12;

struct Arguments {
  ScoreFilterFlags filter;
  std::string breakdown = "class";
  int level = 0;
  std::string grouping;
  bool continued = false;
};

const std::vector<Word>& BreakdownWords() {
  static const auto& words =
      *new std::vector<Word>{{v1::INDICATOR_BREAKDOWN_CLASS, "class", {.en = "CLASS", .zh = "指标"}},
                             {v1::INDICATOR_BREAKDOWN_CLAUSE, "clause", {.en = "CLAUSE", .zh = "适用条款"}},
                             {v1::INDICATOR_BREAKDOWN_FINDING, "finding", {.en = "FINDING", .zh = "疑点"}}};
  return words;
}

absl::StatusOr<v1::AnalyseIndicatorsRequest> RequestOf(const Arguments& arguments) {
  v1::AnalyseIndicatorsRequest request;
  HENG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(arguments.filter));
  HENG_ASSIGN_OR_RETURN(const int breakdown, NumberOf(BreakdownWords(), "--by", arguments.breakdown));
  request.set_breakdown(static_cast<v1::IndicatorBreakdown>(breakdown));
  request.set_class_level(arguments.level);
  if (!arguments.grouping.empty()) {
    HENG_ASSIGN_OR_RETURN(*request.mutable_grouping(), GroupingOf("--group", arguments.grouping));
  }
  if (arguments.continued) request.set_department_identity(v1::DEPARTMENT_IDENTITY_AS_CONTINUED);
  return request;
}

bool IsExecution(const v1::IndicatorPart& part, v1::IndicatorBreakdown breakdown) {
  return breakdown == v1::INDICATOR_BREAKDOWN_CLASS && part.code().empty();
}

std::string PartText(const v1::IndicatorPart& part, v1::IndicatorBreakdown breakdown, Language language) {
  if (breakdown == v1::INDICATOR_BREAKDOWN_CLAUSE) return In(language, ClauseWords(part.clause()));
  if (!part.display_name().empty()) return part.display_name();
  if (IsExecution(part, breakdown)) return In(language, {.en = "budget execution", .zh = "预算执行"});
  return part.code();
}

// SCORE_CLAUSE_PRO_RATA as pro-rata, as other words of the command line look.
std::string ClauseWord(v1::ScoreClause clause) {
  const std::string name = v1::ScoreClause_Name(clause);
  const absl::string_view rest = absl::StripPrefix(name, "SCORE_CLAUSE_");
  return absl::StrReplaceAll(absl::AsciiStrToLower(rest), {{"_", "-"}});
}

std::string PartCode(const v1::IndicatorPart& part, v1::IndicatorBreakdown breakdown) {
  if (breakdown == v1::INDICATOR_BREAKDOWN_CLAUSE) return ClauseWord(part.clause());
  return IsExecution(part, breakdown) ? "execution" : part.code();
}

int64_t LostTenthousandths(const v1::IndicatorPart& part) {
  const absl::StatusOr<Decimal> lost = Decimal::Parse(part.lost_points());
  return lost.ok() ? lost->ToUnits(4).value_or(0) : 0;
}

int64_t GreatestLoss(const v1::AnalyseIndicatorsResponse& response) {
  int64_t greatest = 0;
  for (const auto& group : response.groups()) {
    for (const v1::IndicatorPart& part : group.parts())
      greatest = std::max(greatest, LostTenthousandths(part));
  }
  return greatest;
}

Column Right(const char* key, const char* en, const char* zh) {
  return {.key = key, .heading = {.en = en, .zh = zh}, .align = Align::kRight};
}

Table PeoplesTable(const v1::AnalyseIndicatorsRequest& request, const v1::AnalyseIndicatorsResponse& response,
                   bool with_bars, Language language) {
  const Dimensions dimensions = DimensionsOf(request.grouping());
  const v1::IndicatorBreakdown breakdown = request.breakdown();
  const bool classes = breakdown == v1::INDICATOR_BREAKDOWN_CLASS;
  Table table{.columns = KeyColumns(dimensions)};
  const auto add = [&table](Column column) { table.columns.push_back(std::move(column)); };
  if (classes) add(Right("level", "LEVEL", "级"));
  add({.key = "part", .heading = WordOf(BreakdownWords(), breakdown).text});
  add(Right("count", "EVALUATIONS", "自评表数"));
  if (breakdown == v1::INDICATOR_BREAKDOWN_CLAUSE) add(Right("rows", "ROWS", "行数"));
  if (breakdown == v1::INDICATOR_BREAKDOWN_FINDING) add(Right("findings", "FINDINGS", "疑点数"));
  add(Right("points", "POINTS", "得分"));
  add(Right("weight", "WEIGHT", "分值"));
  add(Right("lost", "LOST", "失分"));
  add(Right("earned", "EARNED", "得分率"));
  if (with_bars) add({.key = "bar", .heading = {.en = "LOST", .zh = "失分"}});

  const int64_t greatest = GreatestLoss(response);
  for (const auto& group : response.groups()) {
    for (const v1::IndicatorPart& part : group.parts()) {
      table.rows.push_back(KeyCells(dimensions, group.keys(), language));
      std::vector<std::string>& row = table.rows.back();
      if (classes) row.push_back(absl::StrCat(part.level()));
      row.push_back(PartText(part, breakdown, language));
      row.push_back(absl::StrCat(part.evaluation_count()));
      if (!classes) row.push_back(absl::StrCat(part.row_count()));
      row.push_back(part.points());
      row.push_back(part.weight_points());
      row.push_back(part.lost_points());
      row.push_back(Percent(part.earned_percent()));
      if (with_bars) row.push_back(RowBar(LostTenthousandths(part), greatest, kBarCells));
    }
  }
  return table;
}

Table FlatTable(const v1::AnalyseIndicatorsRequest& request, const v1::AnalyseIndicatorsResponse& response) {
  const Dimensions dimensions = DimensionsOf(request.grouping());
  Table table{.columns = RawKeyColumns(dimensions)};
  for (const char* key : {"level", "code", "name", "evaluation_count", "row_count", "points", "weight_points",
                          "lost_points", "earned_percent"}) {
    table.columns.push_back({.key = key});
  }
  for (const auto& group : response.groups()) {
    for (const v1::IndicatorPart& part : group.parts()) {
      table.rows.push_back(RawKeyCells(dimensions, group.keys()));
      for (std::string& cell : std::vector<std::string>{
               absl::StrCat(part.level()), PartCode(part, request.breakdown()), part.display_name(),
               absl::StrCat(part.evaluation_count()), absl::StrCat(part.row_count()), part.points(),
               part.weight_points(), part.lost_points(), part.earned_percent()}) {
        table.rows.back().push_back(std::move(cell));
      }
    }
  }
  return table;
}

void Print(const Context& context, const v1::AnalyseIndicatorsRequest& request,
           const v1::AnalyseIndicatorsResponse& response) {
  switch (context.format) {
    case Format::kJson:
      context.io.out << ToJson(response);
      return;
    case Format::kCsv:
      context.io.out << CsvTable(FlatTable(request, response));
      return;
    case Format::kTable:
      PrintTable(context, PeoplesTable(request, response, context.io.out_is_terminal, context.language));
  }
}

int Lost(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<v1::AnalyseIndicatorsRequest> request = RequestOf(arguments);
  if (!request.ok()) return context.FailUsage(request.status());
  const absl::StatusOr<v1::AnalyseIndicatorsResponse> response = context.client.AnalyseIndicators(*request);
  if (!response.ok()) return context.Fail(response.status());
  Print(context, *request, *response);
  int64_t evaluation_count = 0;
  for (const auto& group : response->groups()) evaluation_count += group.evaluation_count();
  if (evaluation_count == 0) {
    context.io.err << NothingFiledText(request->filter().fiscal_years(), response->filed_fiscal_years(),
                                       context.language);
  }
  return kExitOk;
}

}  // namespace

void AddLostCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app =
      tree.AddCommand(tree.root(),
                      {.name = "lost",
                       .summary = {.en = "Says where points are lost: by class, by clause, by finding.",
                                   .zh = "分析失分：按指标分类、按适用条款、按疑点。"},
                       .examples = "heng lost --by=class --level=2 --year=2024\n"
                                   "heng lost --by=clause --under=620600 --year=2024\n"
                                   "heng lost --by=finding --group=category --year=2024 -o csv"},
                      [arguments](const Context& context) { return Lost(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("--by", arguments->breakdown,
                 text({.en = "class, clause (that gave the points) or finding [class]",
                       .zh = "class（指标分类）、clause（给分所依条款）或 finding（疑点） [class]"}));
  app.add_option("--level", arguments->level,
                 text({.en = "Only classes of this level, from 1", .zh = "只列该级指标，从 1 起"}))
      ->check(CLI::PositiveNumber);
  app.add_option("--group", arguments->grouping,
                 text({.en = "Groups with a breakdown each: words as for aggregate --by, behind commas",
                       .zh = "分组分析：用词同 aggregate --by，逗号连写"}));
  AddContinuedFlag(app, tree.language(), arguments->continued);
  AddYearsFlag(app, tree.language(), arguments->filter);
  AddScoreFilterFlags(app, tree.language(), arguments->filter);
}

}  // namespace heng::cli
