// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/rescored_form.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/message_rules.h"
#include "base/status_macros.h"
#include "scoring/mapped_results.h"
#include "scoring/plan.h"

namespace heng {
namespace {

// What a row has now; the texts are empty where there is nothing.
struct NewRow {
  absl::string_view code;
  absl::string_view display_name;
  const std::optional<Decimal>& points;
  int places;
  v1::ScoreClause clause;
  absl::string_view weight_text;
};

bool SamePoints(const std::string& old_points, const std::optional<Decimal>& points) {
  if (old_points.empty() || !points.has_value()) return old_points.empty() && !points.has_value();
  return DecimalOf(old_points) == *points;
}

// Score: v1::IndicatorScore or v1::BudgetLineScore, or null if the row was not scored before.
template <typename Score>
void AddChange(const Score* old_row, const NewRow& row, v1::RescoredEvaluation& result) {
  static const Score kNothing;
  const Score& before = old_row == nullptr ? kNothing : *old_row;
  if (before.clause() == row.clause && SamePoints(before.points(), row.points)) return;
  v1::RowChange& change = *result.add_changes();
  change.set_code(std::string(row.code));
  change.set_display_name(std::string(row.display_name));
  change.set_old_points(before.points());
  if (row.points.has_value()) change.set_new_points(row.points->ToFixed(row.places));
  change.set_old_clause(before.clause());
  change.set_new_clause(row.clause);
  change.set_old_weight_points(before.weight_points());
  change.set_new_weight_points(std::string(row.weight_text));
}

void AddExecutionChange(const Plan& plan, const v1::ScoreReport& before, const FormScore& score,
                        v1::RescoredEvaluation& result) {
  const v1::BudgetLineScore* old_line = before.has_execution() ? &before.execution() : nullptr;
  static const LineScore kNothing;
  const LineScore& line = score.scored_line < 0 ? kNothing : score.lines[score.scored_line];
  const bool has_block = plan.execution.has_value();
  AddChange(old_line,
            {.code = "",
             .display_name = "预算执行",
             .points = line.points,
             .places = has_block ? plan.execution->points_rounding.places : 0,
             .clause = line.clause,
             .weight_text = has_block ? absl::string_view(plan.execution->weight_text) : ""},
            result);
}

const v1::IndicatorScore* OldRow(const v1::ScoreReport& before, const std::string& code, int hint) {
  const auto& rows = before.indicators();
  if (hint < rows.size() && rows[hint].code() == code) return &rows[hint];
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.code() == code; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

absl::Status RescoreForm(const RescorePlan& rescore, v1::Evaluation& evaluation, FormScore& score,
                         v1::RescoredEvaluation& result) {
  const Plan& plan = *rescore.plan;
  HENG_RETURN_IF_ERROR(ScoreMapped(plan, evaluation, score));
  result.mutable_unmapped()->Add(rescore.unmapped.begin(), rescore.unmapped.end());
  if (score.total_points.has_value()) {
    result.set_new_total_points(score.total_points->ToFixed(plan.total_rounding.places));
  }
  if (score.grade != nullptr) result.set_new_grade_code(score.grade->code);
  AddExecutionChange(plan, evaluation.score(), score, result);
  for (size_t i = 0; i < plan.rows.size(); ++i) {
    const Plan::Row& row = plan.rows[i];
    AddChange(OldRow(evaluation.score(), row.code, static_cast<int>(i)),
              {.code = row.code,
               .display_name = row.display_name,
               .points = score.rows[i].points,
               .places = row.points_rounding.places,
               .clause = score.rows[i].clause,
               .weight_text = row.weight_text},
              result);
  }
  // The sum alone says nothing that the total does not.
  if (score.total_steps.size() < 2) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(v1::ScoreReport report, MakeReport(plan, evaluation, score, v1::VIEW_FULL));
  *result.mutable_total_steps() = std::move(*report.mutable_total_steps());
  return absl::OkStatus();
}

}  // namespace heng
