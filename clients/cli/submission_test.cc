// SPDX-License-Identifier: Apache-2.0
//
// `heng submit`: what is sent so that a second run stores nothing twice, and what a run over many files
// leaves.
#include "clients/cli/submission.h"

#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "clients/cli/bulk_submission.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::IsOkAndHolds;
using ::testing::_;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Return;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kName[] = "regions/62/departments/a/evaluations/2024-overall";
constexpr char kForm[] = R"({"name": "regions/62/departments/a/evaluations/2024-overall"})";

v1::Evaluation Stored(const std::string& actual = "") {
  v1::Evaluation evaluation;
  evaluation.set_name(kName);
  evaluation.set_revision(1);
  evaluation.set_etag("e1");
  evaluation.set_scheme("schemes/s@0123456789abcdef");
  evaluation.mutable_score()->set_total_points("92.62");
  evaluation.mutable_score()->set_grade("优");
  if (!actual.empty()) evaluation.add_results()->set_actual(actual);
  return evaluation;
}

MATCHER(IsDryRun, "") { return arg.validate_only(); }

TEST(RequestIdOf, FollowsFromBytesAndEtagAlone) {
  EXPECT_EQ(RequestIdOf(Stored("1.5"), ""), RequestIdOf(Stored("1.5"), ""));
  EXPECT_EQ(RequestIdOf(Stored("1.5"), "").size(), 32u);
  EXPECT_NE(RequestIdOf(Stored("1.5"), ""), RequestIdOf(Stored("1.5"), "e1"));
  EXPECT_NE(RequestIdOf(Stored("1.5"), ""), RequestIdOf(Stored("1.50"), ""));
}

TEST(ExpandPaths, AFolderStandsForItsFormsInOrder) {
  TempFolder folder;
  const std::string b = folder.Write("b.json", "");
  const std::string a = folder.Write("a/x.xlsx", "");
  const std::string c = folder.Write("c.csv", "");
  folder.Write("notes.txt", "");
  folder.Write("~$b.xlsx", "");
  folder.Write(".~lock.b.xlsx#", "");
  EXPECT_THAT(ExpandPaths({folder.path(), "-"}), IsOkAndHolds(ElementsAre(a, b, c, "-")));
}

TEST(ExpandPaths, AListStandsForItsLines) {
  TempFolder folder;
  const std::string list = folder.Write("list.txt", "a b.json\r\n\n# a remark\nc.json\n");
  EXPECT_THAT(ExpandPaths({"@" + list}), IsOkAndHolds(ElementsAre("a b.json", "c.json")));
}

TEST(ExpandPaths, RefusesAFolderWithoutForms) {
  TempFolder folder;
  EXPECT_THAT(ExpandPaths({folder.path()}), HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ExpandPaths({"@no/such/list"}), HasCode(absl::StatusCode::kUnknown));
}

TEST(Submit, PrintsOneLineForOneFile) {
  TestRun run;
  run.input = kForm;
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _)).WillOnce(Return(Stored()));
  EXPECT_EQ(run.Run({"submit", "-"}), kExitOk);
  EXPECT_EQ(run.out, std::string(kName) + "@1  92.62  优  0 findings\n");
  EXPECT_THAT(run.err, IsEmpty());
}

TEST(Submit, SendsTheSameRequestAgainHoweverItsAnswerIsPrinted) {
  TestRun run;
  run.input = kForm;
  std::vector<std::string> requests;
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _))
      .Times(2)
      .WillRepeatedly([&](const auto& request, const auto&) {
        requests.push_back(request.SerializeAsString());
        return Stored();
      });
  EXPECT_CALL(*run.connection, GetScheme(_, _)).WillOnce(Return(v1::Scheme()));
  EXPECT_CALL(*run.connection, GetGoals(_, _)).WillOnce(Return(v1::Goals()));
  EXPECT_EQ(run.Run({"submit", "-"}), kExitOk);
  EXPECT_EQ(run.Run({"submit", "-", "--full"}), kExitOk);
  EXPECT_EQ(requests[0], requests[1]);
  EXPECT_THAT(run.out, HasSubstr("自评表"));
}

TEST(Submit, LeavesOutWhatOnlyTheServiceWrites) {
  TestRun run;
  run.input = R"({"name": "regions/62/departments/a/evaluations/2024-overall", "etag": "e0", "revision": 3,
                  "score": {"totalPoints": "100"}})";
  v1::SubmitEvaluationRequest request;
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _))
      .WillOnce(::testing::DoAll(::testing::SaveArg<0>(&request), Return(Stored())));
  EXPECT_EQ(run.Run({"submit", "-"}), kExitOk);
  EXPECT_FALSE(request.evaluation().has_score());
  EXPECT_EQ(request.evaluation().revision(), 0);
  EXPECT_EQ(request.etag(), "");
}

TEST(Submit, ReplaceFollowsTheRevisionThatTheFileWasMadeFrom) {
  TestRun run;
  run.input = R"({"name": "regions/62/departments/a/evaluations/2024-overall", "etag": "e0"})";
  v1::SubmitEvaluationRequest request;
  EXPECT_CALL(*run.connection, GetEvaluation(_, _)).WillOnce(Return(Stored()));
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _))
      .WillOnce(::testing::DoAll(::testing::SaveArg<0>(&request), Return(StaleEtag(kName, "e0", "e1"))));
  EXPECT_EQ(run.Run({"submit", "--replace", "-"}), kExitConflict);
  EXPECT_EQ(request.etag(), "e0");
}

TEST(Submit, ATakenNameExitsWithFiveAndOffersReplace) {
  TestRun run;
  run.input = kForm;
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _))
      .WillOnce(Return(AlreadyExists("heng.v1.Evaluation", kName, "自评表")));
  EXPECT_EQ(run.Run({"submit", "-"}), kExitConflict);
  EXPECT_THAT(run.err, HasSubstr("--replace"));
}

TEST(Submit, DryRunStoresNothing) {
  TestRun run;
  run.input = kForm;
  EXPECT_CALL(*run.connection, SubmitEvaluation(IsDryRun(), _)).WillOnce(Return(Stored()));
  EXPECT_EQ(run.Run({"submit", "--dry-run", "-"}), kExitOk);
  EXPECT_THAT(run.err, HasSubstr("1 would be stored"));
}

TEST(Submit, ReplaceFollowsTheCurrentRevision) {
  TestRun run;
  run.input = kForm;
  v1::SubmitEvaluationRequest request;
  EXPECT_CALL(*run.connection, GetEvaluation(_, _)).WillOnce(Return(Stored("1")));
  EXPECT_CALL(*run.connection, SubmitEvaluation(IsDryRun(), _)).WillOnce(Return(Stored("2")));
  EXPECT_CALL(*run.connection, SubmitEvaluation(Not(IsDryRun()), _))
      .WillOnce(::testing::DoAll(::testing::SaveArg<0>(&request), Return(Stored("2"))));
  EXPECT_EQ(run.Run({"submit", "--replace", "-"}), kExitOk);
  EXPECT_EQ(request.etag(), "e1");
  EXPECT_EQ(request.request_id(), RequestIdOf(request.evaluation(), "e1"));
}

TEST(Submit, ReplaceStoresNothingIfTheFormIsStoredAsItIs) {
  for (const char* etag : {"", R"(, "etag": "e1")"}) {
    TestRun run;
    run.input = absl::StrCat(R"({"name": ")", kName, R"(")", etag, "}");
    v1::Evaluation current = Stored("1");
    current.set_name(std::string(kName) + "@1");
    EXPECT_CALL(*run.connection, GetEvaluation(_, _)).WillOnce(Return(current));
    EXPECT_CALL(*run.connection, SubmitEvaluation(IsDryRun(), _)).WillOnce(Return(Stored("1.0")));
    EXPECT_EQ(run.Run({"submit", "--replace", "-"}), kExitOk);
    EXPECT_THAT(run.out, HasSubstr("@1  92.62"));
  }
}

TEST(Submit, ReplaceOfWhatIsNotThereIsTheFirstRevision) {
  TestRun run;
  run.input = kForm;
  EXPECT_CALL(*run.connection, GetEvaluation(_, _)).WillOnce(Return(absl::NotFoundError("")));
  EXPECT_CALL(*run.connection, SubmitEvaluation(Not(IsDryRun()), _)).WillOnce(Return(Stored()));
  EXPECT_EQ(run.Run({"submit", "--replace", "-"}), kExitOk);
}

using Answer = absl::StatusOr<v1::Evaluation>;

// A server that answers each form of a batch by this function.
auto AnswerEach(std::function<Answer(const v1::SubmitEvaluationRequest&)> answer_to) {
  return [=](const v1::BatchSubmitEvaluationsRequest& request, const client::Options&) {
    v1::BatchSubmitEvaluationsResponse response;
    for (const v1::SubmitEvaluationRequest& item : request.requests()) {
      const Answer answer = answer_to(item);
      auto& result = *response.add_results();
      if (answer.ok())
        *result.mutable_evaluation() = *answer;
      else
        result.mutable_error()->set_code(static_cast<int>(answer.status().code()));
    }
    return absl::StatusOr<v1::BatchSubmitEvaluationsResponse>(response);
  };
}

Answer Store(const v1::SubmitEvaluationRequest&) { return Stored(); }

TEST(SubmitMany, GoesOnAfterAFailureAndSumsUp) {
  TempFolder folder;
  folder.Write("forms/1.json", "{");
  folder.Write("forms/2.json", kForm);
  folder.Write("forms/3.json", kForm);
  TestRun run;
  EXPECT_CALL(*run.connection, BatchSubmitEvaluations(_, _)).WillRepeatedly(AnswerEach(Store));
  EXPECT_EQ(run.Run({"submit", folder.path("forms"), "--failed", folder.path("failed.txt")}),
            kExitValidation);
  EXPECT_THAT(run.err, AllOf(HasSubstr("1.json:\nheng: "), HasSubstr("2 stored, 1 failed\n")));
  EXPECT_THAT(run.err, Not(HasSubstr("\r")));
  EXPECT_THAT(folder.Read("failed.txt"),
              AllOf(StartsWith("# heng: "), EndsWith("\n" + folder.path("forms/1.json") + "\n")));
  EXPECT_THAT(ExpandPaths({"@" + folder.path("failed.txt")}),
              IsOkAndHolds(ElementsAre(folder.path("forms/1.json"))));
}

// What is wrong in a form is said as if it had been submitted by itself.
TEST(SubmitMany, FailuresOfDifferentKindsExitWithOne) {
  TempFolder folder;
  folder.Write("1.json", "{");
  folder.Write("2.json", kForm);
  TestRun run;
  EXPECT_CALL(*run.connection, BatchSubmitEvaluations(_, _)).WillOnce(AnswerEach([](const auto&) {
    return absl::NotFoundError("in a batch");
  }));
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _)).WillOnce(Return(absl::NotFoundError("no department")));
  EXPECT_EQ(run.Run({"submit", folder.path()}), kExitFailure);
  EXPECT_THAT(run.err, HasSubstr("no department"));
}

TEST(SubmitMany, ShowsProgressToPeopleOnly) {
  TempFolder folder;
  folder.Write("1.json", kForm);
  folder.Write("2.json", kForm);
  TestRun run;
  run.err_is_terminal = true;
  EXPECT_CALL(*run.connection, BatchSubmitEvaluations(_, _)).WillRepeatedly(AnswerEach(Store));
  EXPECT_EQ(run.Run({"submit", folder.path(), "-o", "json"}), kExitOk);
  EXPECT_THAT(run.err, AllOf(HasSubstr("[1/2] "), HasSubstr(" left, "), HasSubstr("2 stored, 0 failed\n")));
  EXPECT_THAT(run.out, Not(HasSubstr("\x1b")));
}

TEST(SubmitMany, ReplacesByCalls) {
  TempFolder folder;
  folder.Write("1.json", kForm);
  folder.Write("2.json", kForm);
  TestRun run;
  EXPECT_CALL(*run.connection, GetEvaluation(_, _)).Times(2).WillRepeatedly(Return(absl::NotFoundError("")));
  EXPECT_CALL(*run.connection, SubmitEvaluation(Not(IsDryRun()), _))
      .Times(2)
      .WillRepeatedly(Return(Stored()));
  EXPECT_EQ(run.Run({"submit", "--replace", folder.path()}), kExitOk);
}

class SubmitInBulkTest : public ::testing::Test {
 protected:
  SubmitInBulkTest() {
    for (const char* name : {"1.json", "2.json", "3.json"}) paths_.push_back(folder_.Write(name, kForm));
  }

  BulkOutcome Run(const BulkOptions& options = {.parallel = 1}) {
    const Io io{.in = in_, .out = out_, .err = err_};
    const Context context{.client = client::Client(connection_), .io = io};
    return SubmitInBulk(context, paths_, options);
  }

  TempFolder folder_;
  std::vector<std::string> paths_;
  std::shared_ptr<client::MockConnection> connection_ = client::MakeStrictMockConnection();
  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(SubmitInBulkTest, GivesUpSoonWhereNoServerEverAnswered) {
  EXPECT_CALL(*connection_, BatchSubmitEvaluations(_, _))
      .WillRepeatedly(Return(absl::UnavailableError("refused")));
  const BulkOutcome outcome = Run({.parallel = 1, .first_patience = absl::Milliseconds(1)});
  EXPECT_THAT(outcome.ended_by, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(outcome.untried, paths_);
}

TEST_F(SubmitInBulkTest, GivesUpSoonByCallsToo) {
  EXPECT_CALL(*connection_, SubmitEvaluation(IsDryRun(), _))
      .WillRepeatedly(Return(absl::UnavailableError("refused")));
  const BulkOutcome outcome =
      Run({.submit = {.dry_run = true}, .parallel = 1, .first_patience = absl::Milliseconds(1)});
  EXPECT_THAT(outcome.ended_by, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(outcome.untried, paths_);
}

TEST_F(SubmitInBulkTest, SendsAgainWhatGotNoAnswer) {
  std::vector<std::vector<std::string>> ids;
  const auto remember = [&](const v1::BatchSubmitEvaluationsRequest& request) {
    ids.emplace_back();
    for (const v1::SubmitEvaluationRequest& item : request.requests())
      ids.back().push_back(item.request_id());
  };
  EXPECT_CALL(*connection_, BatchSubmitEvaluations(_, _))
      .WillOnce([&](const auto& request, const client::Options& options) {
        remember(request);
        return AnswerEach(Store)(request, options);
      })
      .WillOnce([&](const auto& request, const client::Options&) {
        remember(request);
        return absl::UnavailableError("connection reset");
      })
      .WillOnce([&](const auto& request, const client::Options& options) {
        remember(request);
        return AnswerEach(Store)(request, options);
      });
  while (paths_.size() < 150) paths_.push_back(paths_[0]);
  const BulkOutcome outcome = Run();
  EXPECT_OK(outcome.ended_by);
  EXPECT_EQ(outcome.stored.size(), 150u);
  ASSERT_EQ(ids.size(), 3u);
  EXPECT_THAT(ids, ElementsAre(SizeIs(100), SizeIs(50), ids[1]));
}

TEST_F(SubmitInBulkTest, SendsAgainWhatTheServerCouldNotDoNow) {
  EXPECT_CALL(*connection_, BatchSubmitEvaluations(_, _))
      .WillOnce(AnswerEach([](const auto&) { return absl::UnavailableError("storage is away"); }))
      .WillRepeatedly(AnswerEach(Store));
  EXPECT_CALL(*connection_, SubmitEvaluation(_, _))
      .Times(3)
      .WillRepeatedly(Return(absl::UnavailableError("storage is away")));
  EXPECT_EQ(Run().stored.size(), 3u);
}

// Each call waits for its deadline, so a hundred forms one after the other would outlast anybody's patience.
TEST_F(SubmitInBulkTest, LeavesTheRestOfABatchWhenPatienceIsOver) {
  EXPECT_CALL(*connection_, BatchSubmitEvaluations(_, _)).WillOnce(AnswerEach([](const auto&) {
    return absl::UnavailableError("storage is away");
  }));
  EXPECT_CALL(*connection_, SubmitEvaluation(_, _))
      .WillOnce(Return(absl::UnavailableError("storage is away")));
  const BulkOutcome outcome = Run({.parallel = 1, .first_patience = absl::ZeroDuration()});
  EXPECT_THAT(outcome.ended_by, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(outcome.untried, paths_);
}

TEST_F(SubmitInBulkTest, SendsABatchThatIsRefusedAsAWholeOneByOne) {
  EXPECT_CALL(*connection_, BatchSubmitEvaluations(_, _))
      .WillOnce(Return(absl::ResourceExhaustedError("message too long")));
  EXPECT_CALL(*connection_, SubmitEvaluation(_, _)).Times(3).WillRepeatedly(Return(Stored()));
  EXPECT_EQ(Run().stored.size(), 3u);
}

TEST_F(SubmitInBulkTest, EndsAtAnErrorThatEveryFormWouldMeet) {
  EXPECT_CALL(*connection_, BatchSubmitEvaluations(_, _))
      .WillOnce(Return(absl::PermissionDeniedError("not you")));
  EXPECT_CALL(*connection_, SubmitEvaluation(_, _)).WillOnce(Return(absl::PermissionDeniedError("not you")));
  const BulkOutcome outcome = Run();
  EXPECT_THAT(outcome.ended_by, HasCode(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(outcome.failed.size(), 1u);
  EXPECT_EQ(outcome.untried.size(), 2u);
}

}  // namespace
}  // namespace heng::cli
