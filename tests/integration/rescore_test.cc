// SPDX-License-Identifier: Apache-2.0
//
// What-if over real daemons: stored evaluations under another scheme, as a stream, without a trace in storage.
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::heng::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The exact points are added up and only the sum is rounded: the reference form earns 92.59 and not 92.62.
v1::Scheme SumOnce() {
  v1::Scheme scheme = ReferenceScheme();
  scheme.set_name("schemes/gansu-sum-once");
  scheme.mutable_rounding()->mutable_execution_points()->set_stage(v1::ROUNDING_STAGE_SUM_ONCE);
  scheme.mutable_rounding()->mutable_indicator_points()->set_stage(v1::ROUNDING_STAGE_SUM_ONCE);
  return scheme;
}

v1::RescoreEvaluationsRequest RequestWith(const v1::Scheme& scheme) {
  v1::RescoreEvaluationsRequest request;
  request.set_parent("regions/62*/departments/-");
  *request.mutable_inline_scheme() = scheme;
  return request;
}

class Rescore : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_OK(StoreCatalogue(client_)); }

  void SubmitMore(int count) {
    v1::BatchSubmitEvaluationsRequest batch;
    for (int i = 0; i < count; ++i) {
      ASSERT_OK_AND_ASSIGN(*batch.add_requests()->mutable_evaluation(),
                           StoreAnotherDepartment(client_, absl::StrCat("d", 100 + i)));
    }
    ASSERT_OK(client_.BatchSubmitEvaluations(batch));
  }

  // Every evaluation as it is stored.
  std::vector<std::string> Stored() const {
    v1::ListEvaluationsRequest request;
    request.set_parent("regions/-/departments/-");
    request.set_view(v1::VIEW_FULL);
    std::vector<std::string> stored;
    for (const absl::StatusOr<v1::Evaluation>& evaluation : client_.ListEvaluations(request)) {
      EXPECT_OK(evaluation);
      if (evaluation.ok()) stored.push_back(evaluation->SerializeAsString());
    }
    return stored;
  }

  Daemons daemons_;
  client::Client client_ = daemons_.MakeClient();
};

TEST_F(Rescore, TheReferenceFormLosesThreeHundredthsIfOnlyTheSumIsRounded) {
  ASSERT_OK(client_.SubmitEvaluation(ReferenceEvaluation()));
  std::vector<v1::RescoredEvaluation> results;
  v1::RescoreSummary summary;
  ASSERT_OK(
      client_.RescoreEvaluations(RequestWith(SumOnce()), [&](const v1::RescoreEvaluationsResponse& message) {
        results.insert(results.end(), message.results().begin(), message.results().end());
        if (message.has_summary()) summary = message.summary();
        return true;
      }));
  ASSERT_THAT(results, SizeIs(1));
  EXPECT_EQ(results[0].name(), ReferenceEvaluation().name() + "@1");
  EXPECT_EQ(results[0].old_total_points(), "92.62");
  EXPECT_EQ(results[0].new_total_points(), "92.59");
  EXPECT_THAT(results[0].unmapped(), IsEmpty());
  EXPECT_EQ(summary.evaluation_count(), 1);
  EXPECT_EQ(summary.lost_points(), "0.03");
}

TEST_F(Rescore, NothingChangesInStorage) {
  ASSERT_OK(client_.SubmitEvaluation(ReferenceEvaluation()));
  SubmitMore(5);
  const std::vector<std::string> before = Stored();
  ASSERT_THAT(before, SizeIs(6));
  v1::Scheme scheme = SumOnce();
  ASSERT_OK(client_.RescoreEvaluations(RequestWith(scheme),
                                       [](const v1::RescoreEvaluationsResponse&) { return true; }));
  EXPECT_EQ(Stored(), before);
  EXPECT_THAT(client_.GetScheme(scheme.name()), HasReason("NOT_FOUND"));
}

TEST_F(Rescore, ACallerMayEndItMidway) {
  SubmitMore(250);
  int messages = 0;
  const absl::Status status =
      client_.RescoreEvaluations(RequestWith(SumOnce()), [&](const v1::RescoreEvaluationsResponse& message) {
        ++messages;
        EXPECT_FALSE(message.has_summary());
        return false;
      });
  EXPECT_THAT(status, HasCode(absl::StatusCode::kCancelled));
  EXPECT_EQ(messages, 1);
  // The places of long calls are free again, as soon as the servers have noticed.
  int64_t looked_at = 0;
  for (int run = 0; run < 3; ++run) {
    ASSERT_OK(client_.RescoreEvaluations(RequestWith(SumOnce()),
                                         [&](const v1::RescoreEvaluationsResponse& message) {
                                           looked_at = message.progress().looked_at_count();
                                           return true;
                                         },
                                         {.deadline = absl::Seconds(60), .max_attempts = 8}));
  }
  EXPECT_EQ(looked_at, 250);
}

TEST_F(Rescore, ErrorsComeBeforeTheFirstMessageWithTheirDetails) {
  v1::RescoreEvaluationsRequest request;
  request.set_parent("regions/62*/departments/-");
  request.set_scheme("schemes/unknown");
  const auto never = [](const v1::RescoreEvaluationsResponse&) {
    ADD_FAILURE() << "there is nothing to tell";
    return true;
  };
  EXPECT_THAT(client_.RescoreEvaluations(request, never), HasReason("NOT_FOUND"));
  request.set_scheme(ReferenceScheme().name());
  request.set_parent("everywhere");
  EXPECT_THAT(client_.RescoreEvaluations(request, never), HasCode(absl::StatusCode::kInvalidArgument));
}

TEST_F(Rescore, TheCommandPrintsWhoLosesInBothLanguages) {
  ASSERT_OK(client_.SubmitEvaluation(ReferenceEvaluation()));
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(SumOnce(), &json).ok());
  const std::string file = daemons_.folder() + "/sum-once.json";
  std::ofstream(file) << json;
  const auto heng = [&](std::vector<std::string> arguments, const std::string& language) {
    arguments.insert(arguments.begin(), BinaryPath("heng"));
    return RunCommand(arguments, {"HENG_SERVER=" + daemons_.address(), "HENG_LANG=" + language,
                                  "XDG_CONFIG_HOME=" + daemons_.folder()});
  };
  const CommandOutcome chinese = heng({"rescore", "--scheme=" + file, "--year=2024"}, "zh");
  EXPECT_EQ(chinese.exit_code, 0) << chinese.err;
  EXPECT_THAT(chinese.out, AllOf(HasSubstr("凉州区总工会"), HasSubstr("92.62"), HasSubstr("92.59"),
                                 HasSubstr("-0.03"), HasSubstr("1 份降低")));
  const CommandOutcome english = heng({"rescore", "--scheme=" + file, "--only-changed"}, "en");
  EXPECT_THAT(english.out, HasSubstr("1 evaluations: 0 gain 0.00, 1 lose 0.03, 0 stay"));
  EXPECT_EQ(heng({"rescore", "--scheme=schemes/unknown"}, "en").exit_code, 4);
}

}  // namespace
}  // namespace heng::integration
