// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/evaluation_view.h"

#include <google/protobuf/util/message_differencer.h>
#include <google/protobuf/util/time_util.h>

#include <memory>
#include <string>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/scorer.h"
#include "scoring/testing/reference_case.h"
#include "services/scoring/summary_row.h"

namespace heng {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::google::protobuf::util::TimeUtil;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::shared_ptr<const Plan> ReferencePlan() {
  const auto plan = CompilePlan(testing::GansuScheme(), testing::ReferenceGoals());
  EXPECT_OK(plan);
  return *plan;
}

v1::ScoreReport ReferenceScore(v1::View view) {
  const auto report = Score(*ReferencePlan(), testing::ReferenceEvaluation(), view);
  EXPECT_OK(report);
  return *report;
}

// The reference case as it is stored.
v1::Evaluation StoredReference() {
  v1::Evaluation stored = testing::ReferenceEvaluation();
  *stored.mutable_department() = testing::ReferenceDepartment();
  *stored.mutable_score() = ReferenceScore(v1::VIEW_FULL);
  stored.set_scheme("schemes/gansu-overall@0123456789abcdef");
  stored.set_fiscal_year(2024);
  stored.set_kind(v1::EVALUATION_KIND_OVERALL);
  stored.set_state(v1::EVALUATION_STATE_SUBMITTED);
  stored.set_revision(3);
  stored.set_etag("etag-3");
  stored.set_actor("local");
  *stored.mutable_create_time() = TimeUtil::MillisecondsToTimestamp(1'700'000'000'123);
  *stored.mutable_update_time() = TimeUtil::MillisecondsToTimestamp(1'700'000'999'456);
  stored.add_findings()->set_code("low-execution");
  return stored;
}

// Its row, with what the store fills.
storage::v1::SummaryRow StoredRow(const v1::Evaluation& stored) {
  storage::v1::SummaryRow row = SummaryOf(stored, *ReferencePlan());
  row.set_name(stored.name());
  row.set_revision(stored.revision());
  row.set_etag(stored.etag());
  row.set_create_unix_ms(1'700'000'000'123);
  row.set_update_unix_ms(1'700'000'999'456);
  return row;
}

// However an answer came about, scored now or read back, terse means the same.
TEST(TerseScore, IsWhatTheScorerMakesInTheTerseView) {
  std::string difference;
  MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(ReferenceScore(v1::VIEW_TERSE), TerseScore(ReferenceScore(v1::VIEW_FULL))))
      << difference;
}

TEST(TerseScore, HasPointsByCodeAndNoDerivation) {
  const v1::ScoreReport full = ReferenceScore(v1::VIEW_FULL);
  const v1::ScoreReport terse = TerseScore(full);

  EXPECT_EQ(terse.total_points(), "92.62");
  EXPECT_EQ(terse.grade(), "优");
  ASSERT_THAT(terse.indicators(), SizeIs(21));
  for (int i = 0; i < terse.indicators_size(); ++i) {
    EXPECT_EQ(terse.indicators(i).code(), full.indicators(i).code());
    EXPECT_EQ(terse.indicators(i).points(), full.indicators(i).points());
    EXPECT_EQ(terse.indicators(i).exact_points(), "");
  }
  EXPECT_THAT(terse.classes(), IsEmpty());
  EXPECT_THAT(terse.budget_lines(), IsEmpty());
}

TEST(TerseEvaluation, HasWhatTellsFormsApartAndNoForm) {
  const v1::Evaluation full = StoredReference();
  const v1::Evaluation terse = TerseEvaluation(full);

  EXPECT_EQ(terse.name(), full.name());
  EXPECT_EQ(terse.scheme(), full.scheme());
  EXPECT_EQ(terse.fiscal_year(), 2024);
  EXPECT_EQ(terse.kind(), v1::EVALUATION_KIND_OVERALL);
  EXPECT_EQ(terse.state(), v1::EVALUATION_STATE_SUBMITTED);
  EXPECT_EQ(terse.revision(), 3);
  EXPECT_EQ(terse.etag(), "etag-3");
  EXPECT_EQ(terse.actor(), "local");
  EXPECT_EQ(terse.create_time().SerializeAsString(), full.create_time().SerializeAsString());
  EXPECT_EQ(terse.update_time().SerializeAsString(), full.update_time().SerializeAsString());
  EXPECT_EQ(terse.score().total_points(), "92.62");
  EXPECT_THAT(terse.findings(), SizeIs(1));
  EXPECT_EQ(terse.department().display_name(), "凉州区总工会");
  EXPECT_THAT(terse.results(), IsEmpty());
  EXPECT_FALSE(terse.has_budget());
  EXPECT_FALSE(terse.has_report());
  EXPECT_FALSE(terse.has_claim());
}

TEST(TerseEvaluation, DoesNotMakeUpTimes) {
  v1::Evaluation validated = StoredReference();
  validated.clear_create_time();
  validated.clear_update_time();

  EXPECT_FALSE(TerseEvaluation(validated).has_create_time());
  EXPECT_FALSE(TerseEvaluation(validated).has_update_time());
}

TEST(EvaluationOf, SaysInListsWhatTheTerseViewSays) {
  const v1::Evaluation stored = StoredReference();
  const v1::Evaluation terse = TerseEvaluation(stored);

  const v1::Evaluation listed = EvaluationOf(StoredRow(stored));

  EXPECT_EQ(listed.name(), terse.name());
  EXPECT_EQ(listed.scheme(), terse.scheme());
  EXPECT_EQ(listed.fiscal_year(), terse.fiscal_year());
  EXPECT_EQ(listed.kind(), terse.kind());
  EXPECT_EQ(listed.state(), terse.state());
  EXPECT_EQ(listed.revision(), terse.revision());
  EXPECT_EQ(listed.etag(), terse.etag());
  EXPECT_EQ(listed.department().SerializeAsString(), terse.department().SerializeAsString());
  EXPECT_EQ(listed.score().total_points(), terse.score().total_points());
  EXPECT_EQ(listed.score().grade(), terse.score().grade());
  EXPECT_EQ(listed.score().grade_code(), terse.score().grade_code());
  EXPECT_EQ(listed.create_time().SerializeAsString(), terse.create_time().SerializeAsString());
  EXPECT_EQ(listed.update_time().SerializeAsString(), terse.update_time().SerializeAsString());
}

TEST(EvaluationOf, WritesTotalsWithTwoPlaces) {
  storage::v1::SummaryRow row;
  for (const auto& [hundredths, text] :
       {std::pair(0, "0.00"), std::pair(5, "0.05"), std::pair(9000, "90.00"), std::pair(10000, "100.00")}) {
    row.set_total_hundredths(hundredths);
    EXPECT_EQ(EvaluationOf(row).score().total_points(), text);
  }
}

}  // namespace
}  // namespace heng
