// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/rescore_tally.h"

#include <algorithm>
#include <vector>

#include "base/message_rules.h"
#include "base/status_macros.h"

namespace heng {
namespace {

// Points with the two places that people expect.
std::string PointsText(const Decimal& points) {
  return points.ToFixed(std::max(2, points.Normalized().places()));
}

Decimal Magnitude(const Decimal& value) {
  return value.is_negative() ? Decimal::FromCoefficient(-value.coefficient(), value.places()) : value;
}

}  // namespace

bool IsChanged(const v1::RescoredEvaluation& result) {
  return result.has_error() || DecimalOf(result.old_total_points()) != DecimalOf(result.new_total_points()) ||
         result.old_grade_code() != result.new_grade_code();
}

absl::Status RescoreTally::Add(const v1::RescoredEvaluation& result) {
  ++evaluation_count_;
  if (!result.unmapped().empty()) ++with_unmapped_count_;
  if (result.has_error()) {
    ++failed_count_;
    return absl::OkStatus();
  }
  if (result.old_grade_code() != result.new_grade_code()) {
    ++grades_[{result.old_grade_code(), result.new_grade_code()}];
  }
  for (const v1::RowChange& change : result.changes()) HENG_RETURN_IF_ERROR(AddChange(change));
  return AddTotals(result);
}

absl::Status RescoreTally::AddTotals(const v1::RescoredEvaluation& result) {
  const Decimal before = DecimalOf(result.old_total_points());
  const Decimal after = DecimalOf(result.new_total_points());
  if (after > before) {
    ++gained_count_;
    HENG_ASSIGN_OR_RETURN(const Decimal gain, Subtract(after, before));
    HENG_ASSIGN_OR_RETURN(gained_, heng::Add(gained_, gain));
  } else if (after < before) {
    ++lost_count_;
    HENG_ASSIGN_OR_RETURN(const Decimal loss, Subtract(before, after));
    HENG_ASSIGN_OR_RETURN(lost_, heng::Add(lost_, loss));
  } else {
    ++same_count_;
  }
  return absl::OkStatus();
}

absl::Status RescoreTally::AddChange(const v1::RowChange& change) {
  Clause& clause = clauses_[{change.old_clause(), change.new_clause()}];
  ++clause.row_count;
  HENG_ASSIGN_OR_RETURN(const Decimal difference,
                        Subtract(DecimalOf(change.new_points()), DecimalOf(change.old_points())));
  HENG_ASSIGN_OR_RETURN(clause.difference, heng::Add(clause.difference, difference));
  return absl::OkStatus();
}

absl::Status RescoreTally::Merge(const RescoreTally& other) {
  evaluation_count_ += other.evaluation_count_;
  gained_count_ += other.gained_count_;
  lost_count_ += other.lost_count_;
  same_count_ += other.same_count_;
  failed_count_ += other.failed_count_;
  with_unmapped_count_ += other.with_unmapped_count_;
  HENG_ASSIGN_OR_RETURN(gained_, heng::Add(gained_, other.gained_));
  HENG_ASSIGN_OR_RETURN(lost_, heng::Add(lost_, other.lost_));
  for (const auto& [grades, count] : other.grades_) grades_[grades] += count;
  for (const auto& [clauses, from] : other.clauses_) {
    Clause& clause = clauses_[clauses];
    clause.row_count += from.row_count;
    HENG_ASSIGN_OR_RETURN(clause.difference, heng::Add(clause.difference, from.difference));
  }
  return absl::OkStatus();
}

v1::RescoreSummary RescoreTally::Summary() const {
  v1::RescoreSummary summary;
  summary.set_evaluation_count(evaluation_count_);
  summary.set_gained_count(gained_count_);
  summary.set_lost_count(lost_count_);
  summary.set_same_count(same_count_);
  summary.set_failed_count(failed_count_);
  summary.set_with_unmapped_count(with_unmapped_count_);
  summary.set_gained_points(PointsText(gained_));
  summary.set_lost_points(PointsText(lost_));
  for (const auto& [grades, count] : grades_) {
    v1::GradeChange& change = *summary.add_grade_changes();
    change.set_old_grade_code(grades.first);
    change.set_new_grade_code(grades.second);
    change.set_evaluation_count(count);
  }
  using Entry = std::pair<std::pair<v1::ScoreClause, v1::ScoreClause>, Clause>;
  std::vector<Entry> clauses(clauses_.begin(), clauses_.end());
  std::stable_sort(clauses.begin(), clauses.end(), [](const Entry& a, const Entry& b) {
    return Magnitude(a.second.difference) > Magnitude(b.second.difference);
  });
  for (const auto& [pair, clause] : clauses) {
    v1::ClauseChange& change = *summary.add_clause_changes();
    change.set_old_clause(pair.first);
    change.set_new_clause(pair.second);
    change.set_row_count(clause.row_count);
    change.set_points_difference(PointsText(clause.difference));
  }
  return summary;
}

}  // namespace heng
