// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/scored_parts.h"

#include <string>

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::IsOk;
using ::heng::testing::ReferenceEvaluation;
using ::heng::testing::SmallEvaluation;

v1::Evaluation Stored() {
  v1::Evaluation stored = ReferenceEvaluation();
  stored.set_scheme("schemes/s@0123456789abcdef");
  stored.mutable_score()->set_total_points("92.62");
  stored.add_findings()->set_code("LOW_EXECUTION");
  return stored;
}

storage::v1::Record RecordOf(const std::string& document) {
  storage::v1::Record record;
  record.set_document(document);
  return record;
}

TEST(ReadScoredParts, ReadsWhatScoringNeedsAndNothingElse) {
  v1::Evaluation want;
  want.set_name(Stored().name());
  want.set_scheme(Stored().scheme());
  want.set_goals(Stored().goals());
  *want.mutable_budget() = Stored().budget();
  *want.mutable_results() = Stored().results();
  *want.mutable_score() = Stored().score();
  v1::Evaluation read = SmallEvaluation("an earlier one");
  ASSERT_OK(ReadScoredParts(RecordOf(Stored().SerializeAsString()), read));
  EXPECT_EQ(read.SerializeAsString(), want.SerializeAsString());
}

TEST(ReadScoredParts, RefusesADocumentThatIsCutOffAnywhereInsideAField) {
  v1::Evaluation stored;
  stored.set_name("regions/62/departments/a/evaluations/2024-overall");
  stored.add_results()->set_code("only");
  stored.mutable_report()->add_problems("more could be done");
  stored.add_findings()->set_code("LOW_EXECUTION");
  const std::string document = stored.SerializeAsString();
  v1::Evaluation whole;
  v1::Evaluation read;
  for (size_t size = 0; size < document.size(); ++size) {
    const std::string cut = document.substr(0, size);
    if (whole.ParseFromString(cut)) continue;  // cut between two fields
    EXPECT_THAT(ReadScoredParts(RecordOf(cut), read), HasCode(absl::StatusCode::kDataLoss)) << size;
  }
}

}  // namespace
}  // namespace heng
