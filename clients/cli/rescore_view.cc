// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/rescore_view.h"

#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/decimal.h"
#include "base/errors.h"
#include "clients/cli/clause_words.h"
#include "clients/cli/error_text.h"
#include "google/rpc/status.pb.h"

namespace heng::cli {
namespace {

// Clauses beyond these move little.
constexpr int kShownClauses = 12;

// new − old with its sign; empty unless both are there.
std::string Difference(const std::string& old_points, const std::string& new_points) {
  const absl::StatusOr<Decimal> before = Decimal::Parse(old_points);
  const absl::StatusOr<Decimal> after = Decimal::Parse(new_points);
  if (!before.ok() || !after.ok()) return "";
  const absl::StatusOr<Decimal> difference = Subtract(*after, *before);
  if (!difference.ok()) return "";
  const std::string text = difference->ToFixed(std::max(2, difference->Normalized().places()));
  return *difference > Decimal() ? absl::StrCat("+", text) : text;
}

std::string Note(const v1::RescoredEvaluation& result, Language language) {
  if (result.has_error()) {
    const std::string text = MessageText(FromRpcStatus(result.error()), "", language);
    return In(language, {.en = absl::StrCat("not scored: ", text), .zh = absl::StrCat("无法计分：", text)});
  }
  if (result.unmapped().empty()) return "";
  return In(language, {.en = absl::StrCat(result.unmapped_size(), " rows without a place"),
                       .zh = absl::StrCat(result.unmapped_size(), " 项指标无法对应")});
}

std::string Arrow(const std::string& before, const std::string& after) {
  if (before == after) return before;
  return absl::StrCat(before.empty() ? "-" : before, " → ", after.empty() ? "-" : after);
}

std::string CountsText(const v1::RescoreSummary& summary, Language language) {
  std::string text =
      In(language, {.en = absl::StrCat(summary.evaluation_count(), " evaluations: ", summary.gained_count(),
                                       " gain ", summary.gained_points(), ", ", summary.lost_count(),
                                       " lose ", summary.lost_points(), ", ", summary.same_count(), " stay"),
                    .zh = absl::StrCat("共 ", summary.evaluation_count(), " 份：", summary.gained_count(),
                                       " 份提高，合计 ", summary.gained_points(), " 分；",
                                       summary.lost_count(), " 份降低，合计 ", summary.lost_points(), " 分；",
                                       summary.same_count(), " 份不变")});
  if (summary.failed_count() > 0) {
    text += In(language, {.en = absl::StrCat(", ", summary.failed_count(), " cannot be scored"),
                          .zh = absl::StrCat("；", summary.failed_count(), " 份无法计分")});
  }
  if (summary.with_unmapped_count() > 0) {
    text +=
        In(language, {.en = absl::StrCat("; ", summary.with_unmapped_count(), " have rows without a place"),
                      .zh = absl::StrCat("；", summary.with_unmapped_count(), " 份有无法对应的指标")});
  }
  return absl::StrCat(text, "\n");
}

std::string GradesText(const v1::RescoreSummary& summary, Language language) {
  if (summary.grade_changes().empty()) return "";
  Table table{
      .columns = {{.key = "grade", .heading = {.en = "GRADE", .zh = "等级变化"}},
                  {.key = "count", .heading = {.en = "EVALUATIONS", .zh = "份数"}, .align = Align::kRight}}};
  for (const v1::GradeChange& change : summary.grade_changes()) {
    table.rows.push_back(
        {Arrow(change.old_grade_code(), change.new_grade_code()), absl::StrCat(change.evaluation_count())});
  }
  return absl::StrCat("\n", AlignedTable(table, language));
}

std::string ClausesText(const v1::RescoreSummary& summary, Language language) {
  if (summary.clause_changes().empty()) return "";
  Table table{
      .columns = {{.key = "clause", .heading = {.en = "CLAUSE", .zh = "适用条款"}},
                  {.key = "rows", .heading = {.en = "ROWS", .zh = "指标数"}, .align = Align::kRight},
                  {.key = "points", .heading = {.en = "POINTS", .zh = "分值变动"}, .align = Align::kRight}}};
  const int shown = std::min(kShownClauses, summary.clause_changes_size());
  for (int i = 0; i < shown; ++i) {
    const v1::ClauseChange& change = summary.clause_changes(i);
    table.rows.push_back({Arrow(In(language, ClauseWords(change.old_clause())),
                                In(language, ClauseWords(change.new_clause()))),
                          absl::StrCat(change.row_count()), Difference("0", change.points_difference())});
  }
  return absl::StrCat("\n", AlignedTable(table, language));
}

}  // namespace

Table RescoredTable() {
  return {.columns = {
              {.key = "name", .heading = {.en = "NAME", .zh = "名称"}},
              {.key = "department", .heading = {.en = "DEPARTMENT", .zh = "部门"}},
              {.key = "old_total_points", .heading = {.en = "OLD", .zh = "原总分"}, .align = Align::kRight},
              {.key = "new_total_points", .heading = {.en = "NEW", .zh = "新总分"}, .align = Align::kRight},
              {.key = "difference", .heading = {.en = "CHANGE", .zh = "变动"}, .align = Align::kRight},
              {.key = "old_grade", .heading = {.en = "OLD GRADE", .zh = "原等级"}},
              {.key = "new_grade", .heading = {.en = "NEW GRADE", .zh = "新等级"}},
              {.key = "note", .heading = {.en = "NOTE", .zh = "备注"}}}};
}

std::vector<std::string> RescoredRow(const v1::RescoredEvaluation& result, Language language) {
  return {result.name(),
          result.department_display_name(),
          result.old_total_points(),
          result.new_total_points(),
          Difference(result.old_total_points(), result.new_total_points()),
          result.old_grade_code(),
          result.new_grade_code(),
          Note(result, language)};
}

std::string SummaryText(const v1::RescoreSummary& summary, Language language) {
  return absl::StrCat(CountsText(summary, language), GradesText(summary, language),
                      ClausesText(summary, language));
}

}  // namespace heng::cli
