// SPDX-License-Identifier: Apache-2.0
#include "scoring/mapped_results.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "base/message_rules.h"
#include "base/ratio.h"
#include "base/status_macros.h"
#include "scoring/scorer.h"

namespace heng {
namespace {

// The weight that a row had; 0 if it had none.
Decimal OldWeightOf(const v1::ScoreReport& score, const std::string& code, int hint) {
  const auto& rows = score.indicators();
  if (hint < rows.size() && rows[hint].code() == code) return DecimalOf(rows[hint].weight_points());
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.code() == code; });
  return found == rows.end() ? Decimal() : DecimalOf(found->weight_points());
}

absl::Status KeepShare(const Decimal& old_weight, const Decimal& new_weight, v1::IndicatorResult& result) {
  if (old_weight == new_weight || old_weight.is_zero()) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(const Ratio exact,
                        Ratio::MultiplyDivide(DecimalOf(result.given_points()), new_weight, old_weight));
  HENG_ASSIGN_OR_RETURN(const Decimal points, exact.Round(2, RoundingMode::kHalfUp));
  result.set_given_points(std::min(points, new_weight).ToString());
  return absl::OkStatus();
}

absl::Status MapResults(const Plan& plan, v1::Evaluation& evaluation) {
  auto& results = *evaluation.mutable_results();
  int kept = 0;
  for (int i = 0; i < results.size(); ++i) {
    const int row = plan.FindRow(results[i].code(), kept);
    if (row < 0) continue;
    if (!results[i].given_points().empty()) {
      HENG_RETURN_IF_ERROR(KeepShare(OldWeightOf(evaluation.score(), results[i].code(), i),
                                     plan.rows[row].weight_points.value_or(Decimal()), results[i]));
    }
    if (kept != i) results.SwapElements(kept, i);
    ++kept;
  }
  results.DeleteSubrange(kept, results.size() - kept);
  return absl::OkStatus();
}

// Which values the rule decides depends on the values, so the scorer is asked. True if all that it refused were points
// that nobody needs to give; they are gone then.
bool DropPointsThatTheRuleDecides(const absl::Status& refused, v1::Evaluation& evaluation) {
  const std::vector<FieldProblem> problems = FieldProblemsOf(refused);
  for (const FieldProblem& problem : problems) {
    absl::string_view field = problem.field;
    int index = -1;
    if (problem.reason != "NOT_ALLOWED" || !absl::ConsumePrefix(&field, "evaluation.results[") ||
        !absl::ConsumeSuffix(&field, "].given_points") || !absl::SimpleAtoi(field, &index) || index < 0 ||
        index >= evaluation.results_size()) {
      return false;
    }
    evaluation.mutable_results(index)->clear_given_points();
  }
  return !problems.empty();
}

}  // namespace

absl::Status ScoreMapped(const Plan& plan, v1::Evaluation& evaluation, FormScore& score) {
  HENG_RETURN_IF_ERROR(MapResults(plan, evaluation));
  absl::Status scored = ScoreForm(plan, evaluation, "evaluation", score);
  if (scored.ok() || !DropPointsThatTheRuleDecides(scored, evaluation)) return scored;
  return ScoreForm(plan, evaluation, "evaluation", score);
}

}  // namespace heng
