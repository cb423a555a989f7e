// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/rescore_tally.h"

#include <string>

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

v1::RescoredEvaluation Result(const std::string& before, const std::string& after,
                              const std::string& old_grade = "good", const std::string& new_grade = "good") {
  v1::RescoredEvaluation result;
  result.set_old_total_points(before);
  result.set_new_total_points(after);
  result.set_old_grade_code(old_grade);
  result.set_new_grade_code(new_grade);
  return result;
}

void AddChange(v1::ScoreClause before, v1::ScoreClause after, const std::string& old_points,
               const std::string& new_points, v1::RescoredEvaluation& result) {
  v1::RowChange& change = *result.add_changes();
  change.set_old_clause(before);
  change.set_new_clause(after);
  change.set_old_points(old_points);
  change.set_new_points(new_points);
}

TEST(RescoreTally, AddsUpGainsLossesAndGrades) {
  RescoreTally tally;
  ASSERT_OK(tally.Add(Result("92.62", "92.59")));
  ASSERT_OK(tally.Add(Result("80", "80.3", "good", "excellent")));
  ASSERT_OK(tally.Add(Result("70.00", "70")));
  ASSERT_OK(tally.Add(Result("60.1", "60.2", "fair", "")));
  v1::RescoredEvaluation failed = Result("50", "", "poor", "");
  failed.mutable_error()->set_code(3);
  ASSERT_OK(tally.Add(failed));
  v1::RescoredEvaluation unmapped = Result("90", "70");
  unmapped.add_unmapped();
  ASSERT_OK(tally.Add(unmapped));

  const v1::RescoreSummary summary = tally.Summary();
  EXPECT_EQ(summary.evaluation_count(), 6);
  EXPECT_EQ(summary.gained_count(), 2);
  EXPECT_EQ(summary.lost_count(), 2);
  EXPECT_EQ(summary.same_count(), 1);
  EXPECT_EQ(summary.failed_count(), 1);
  EXPECT_EQ(summary.with_unmapped_count(), 1);
  EXPECT_EQ(summary.gained_points(), "0.40");
  EXPECT_EQ(summary.lost_points(), "20.03");
  ASSERT_EQ(summary.grade_changes_size(), 2);
  EXPECT_EQ(summary.grade_changes(0).old_grade_code(), "fair");
  EXPECT_EQ(summary.grade_changes(0).new_grade_code(), "");
  EXPECT_EQ(summary.grade_changes(1).new_grade_code(), "excellent");
  EXPECT_EQ(summary.grade_changes(1).evaluation_count(), 1);
}

TEST(RescoreTally, PutsTheClauseFirstThatMovedMostPoints) {
  RescoreTally tally;
  v1::RescoredEvaluation result = Result("50", "47.5");
  AddChange(v1::SCORE_CLAUSE_PRO_RATA, v1::SCORE_CLAUSE_PRO_RATA, "1", "2", result);
  AddChange(v1::SCORE_CLAUSE_BY_HAND, v1::SCORE_CLAUSE_LINEAR, "5", "3", result);
  AddChange(v1::SCORE_CLAUSE_BY_HAND, v1::SCORE_CLAUSE_LINEAR, "4", "2.5", result);
  AddChange(v1::SCORE_CLAUSE_UNSPECIFIED, v1::SCORE_CLAUSE_LINEAR, "", "0", result);
  ASSERT_OK(tally.Add(result));

  const v1::RescoreSummary summary = tally.Summary();
  ASSERT_EQ(summary.clause_changes_size(), 3);
  EXPECT_EQ(summary.clause_changes(0).old_clause(), v1::SCORE_CLAUSE_BY_HAND);
  EXPECT_EQ(summary.clause_changes(0).row_count(), 2);
  EXPECT_EQ(summary.clause_changes(0).points_difference(), "-3.50");
  EXPECT_EQ(summary.clause_changes(1).points_difference(), "1.00");
  EXPECT_EQ(summary.clause_changes(2).points_difference(), "0.00");
}

TEST(RescoreTally, MergingIsTheSameAsAddingEverything) {
  RescoreTally whole;
  RescoreTally left;
  RescoreTally right;
  for (int i = 0; i < 100; ++i) {
    v1::RescoredEvaluation result = Result("50", std::to_string(i), "fair", i % 3 == 0 ? "good" : "poor");
    AddChange(v1::SCORE_CLAUSE_MISSING, i % 2 == 0 ? v1::SCORE_CLAUSE_BRACKET : v1::SCORE_CLAUSE_LATE, "0.07",
              std::to_string(i), result);
    ASSERT_OK(whole.Add(result));
    ASSERT_OK((i % 7 == 0 ? left : right).Add(result));
  }
  ASSERT_OK(right.Merge(left));
  EXPECT_EQ(whole.Summary().SerializeAsString(), right.Summary().SerializeAsString());
}

}  // namespace
}  // namespace heng
