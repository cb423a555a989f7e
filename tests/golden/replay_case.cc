// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/replay_case.h"

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "base/ratio.h"
#include "base/status_macros.h"
#include "google/protobuf/util/json_util.h"
#include "nlohmann/json.hpp"
#include "scoring/findings/findings.h"
#include "scoring/form_score.h"
#include "scoring/scorer.h"
#include "tests/golden/case_messages.h"

namespace heng::golden {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kPlaces = 2;

Cell NotEmpty(const std::string& text) { return text.empty() ? std::nullopt : Cell(text); }

// A printed number in the form of a computed one.
Cell AsPrinted(const Cell& cell) {
  const std::optional<Decimal> number = PrintedNumber(cell);
  if (!number.has_value()) return std::nullopt;
  const absl::StatusOr<Decimal> rounded = Round(*number, kPlaces, RoundingMode::kHalfUp);
  if (!rounded.ok()) return std::nullopt;
  return rounded->ToFixed(kPlaces);
}

std::vector<ReplayedBudgetRow> BudgetOf(const Case& source, const v1::ScoreReport& report) {
  std::vector<ReplayedBudgetRow> rows;
  for (size_t i = 0; i < source.budget_rows.size(); ++i) {
    const BudgetRow& printed = source.budget_rows[i];
    const v1::BudgetLineScore& score = report.budget_lines(static_cast<int>(i));
    ReplayedBudgetRow row{
        .no = printed.no, .rate = NotEmpty(score.rate_percent()), .points = NotEmpty(score.points())};
    if (score.clause() == v1::SCORE_CLAUSE_EXECUTION_MISSING) {
      row.rate = AsPrinted(printed.rate);
      row.points = AsPrinted(printed.score);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Json Value(const Cell& cell) { return cell.has_value() ? Json(*cell) : Json(); }

Json RateAndPoints(const ReplayedBudgetRow& row, Json json) {
  json["rate"] = Value(row.rate);
  json["points"] = Value(row.points);
  return json;
}

}  // namespace

absl::StatusOr<Replay> ReplayCase(const Case& source, const v1::Scheme& gansu) {
  HENG_ASSIGN_OR_RETURN(CaseMessages messages, MessagesOf(source, gansu));
  Replay replay{.case_id = source.id};
  HENG_ASSIGN_OR_RETURN(auto plan, CompilePlan(messages.scheme, messages.goals, WeightSums::kIgnored));
  FormScore form_score;
  HENG_RETURN_IF_ERROR(ScoreForm(*plan, messages.evaluation, "evaluation", form_score));
  HENG_ASSIGN_OR_RETURN(v1::ScoreReport report,
                        MakeReport(*plan, messages.evaluation, form_score, v1::VIEW_FULL));
  google::protobuf::RepeatedPtrField<v1::Finding> findings;
  RaiseFindings(*plan, messages.evaluation, form_score, findings);
  replay.findings = FindingsOfCase(source, findings);
  replay.budget = BudgetOf(source, report);
  if (messages.execution_row.has_value()) replay.execution = replay.budget[*messages.execution_row];
  for (size_t i = 0; i < source.indicators.size(); ++i) {
    const v1::IndicatorScore& score = report.indicators(static_cast<int>(i));
    replay.indicators.push_back({.no = source.indicators[i].no,
                                 .points = NotEmpty(score.points()),
                                 .completion = NotEmpty(score.completion_percent()),
                                 .by_hand = messages.by_hand[i]});
  }
  if (!messages.execution_by_hand) replay.weight_total = NotEmpty(report.total_weight_points());
  replay.total = NotEmpty(report.total_points());
  replay.grade = NotEmpty(report.grade());
  return replay;
}

std::string ToJsonLine(const Replay& replay) {
  Json line;
  line["case"] = replay.case_id;
  line["execution"] =
      replay.execution.has_value() ? RateAndPoints(*replay.execution, Json::object()) : Json();
  line["budget"] = Json::array();
  for (const ReplayedBudgetRow& row : replay.budget)
    line["budget"].push_back(RateAndPoints(row, {{"no", row.no}}));
  line["indicators"] = Json::array();
  for (const ReplayedIndicator& row : replay.indicators) {
    Json json;
    json["no"] = row.no;
    json["points"] = Value(row.points);
    json["completion"] = Value(row.completion);
    json["by"] = row.by_hand ? "hand" : "rule";
    line["indicators"].push_back(std::move(json));
  }
  line["total"] = Value(replay.total);
  line["grade"] = Value(replay.grade);
  line["findings"] = Json::array();
  for (const CaseFinding& finding : replay.findings)
    line["findings"].push_back({{"code", finding.code}, {"ref", finding.ref}});
  return line.dump();
}

absl::StatusOr<v1::Scheme> ReadScheme(const std::string& path) {
  const std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  v1::Scheme scheme;
  const auto status = google::protobuf::util::JsonStringToMessage(text.str(), &scheme);
  if (!status.ok())
    return absl::InvalidArgumentError(absl::StrCat(path, " is not a scheme: ", status.ToString()));
  return scheme;
}

}  // namespace heng::golden
