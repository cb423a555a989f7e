// SPDX-License-Identifier: Apache-2.0
//
// `heng submit`: what is sent so that a second run stores nothing twice, and what a run over many files
// leaves.
#include "clients/cli/submission.h"

#include "base/errors.h"
#include "base/testing/status_matchers.h"
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
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Return;

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

TEST(ExpandPaths, AFolderStandsForItsJsonFilesInOrder) {
  TempFolder folder;
  const std::string b = folder.Write("b.json", "");
  const std::string a = folder.Write("a/x.json", "");
  folder.Write("notes.txt", "");
  EXPECT_THAT(ExpandPaths({folder.path(), "-"}), IsOkAndHolds(ElementsAre(a, b, "-")));
}

TEST(ExpandPaths, AListStandsForItsLines) {
  TempFolder folder;
  const std::string list = folder.Write("list.txt", "a b.json\r\n\nc.json\n");
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
  TestRun run;
  run.input = kForm;
  v1::Evaluation current = Stored("1");
  current.set_name(std::string(kName) + "@1");
  EXPECT_CALL(*run.connection, GetEvaluation(_, _)).WillOnce(Return(current));
  EXPECT_CALL(*run.connection, SubmitEvaluation(IsDryRun(), _)).WillOnce(Return(Stored("1.0")));
  EXPECT_EQ(run.Run({"submit", "--replace", "-"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("@1  92.62"));
}

TEST(Submit, ReplaceOfWhatIsNotThereIsTheFirstRevision) {
  TestRun run;
  run.input = kForm;
  EXPECT_CALL(*run.connection, GetEvaluation(_, _)).WillOnce(Return(absl::NotFoundError("")));
  EXPECT_CALL(*run.connection, SubmitEvaluation(Not(IsDryRun()), _)).WillOnce(Return(Stored()));
  EXPECT_EQ(run.Run({"submit", "--replace", "-"}), kExitOk);
}

TEST(SubmitMany, GoesOnAfterAFailureAndSumsUp) {
  TempFolder folder;
  folder.Write("forms/1.json", "{");
  folder.Write("forms/2.json", kForm);
  folder.Write("forms/3.json", kForm);
  TestRun run;
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _)).Times(2).WillRepeatedly(Return(Stored()));
  EXPECT_EQ(run.Run({"submit", folder.path("forms"), "--failed", folder.path("failed.txt")}),
            kExitValidation);
  EXPECT_THAT(run.err, AllOf(HasSubstr("1.json:\nheng: "), HasSubstr("2 stored, 1 failed\n")));
  EXPECT_THAT(run.err, Not(HasSubstr("\r")));
  EXPECT_EQ(folder.Read("failed.txt"), folder.path("forms/1.json") + "\n");
}

TEST(SubmitMany, StopsWhenTheServerIsGoneAndSaysWhatIsLeft) {
  TempFolder folder;
  folder.Write("forms/1.json", kForm);
  folder.Write("forms/2.json", kForm);
  TestRun run;
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _)).WillOnce(Return(absl::UnavailableError("refused")));
  EXPECT_EQ(run.Run({"submit", folder.path("forms"), "--failed", folder.path("failed.txt")}),
            kExitUnavailable);
  EXPECT_THAT(run.err, HasSubstr("0 stored, 1 failed, 1 not tried\n"));
  EXPECT_EQ(folder.Read("failed.txt"),
            folder.path("forms/1.json") + "\n" + folder.path("forms/2.json") + "\n");
}

TEST(SubmitMany, FailuresOfDifferentKindsExitWithOne) {
  TempFolder folder;
  folder.Write("1.json", "{");
  folder.Write("2.json", kForm);
  TestRun run;
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _)).WillOnce(Return(absl::NotFoundError("no department")));
  EXPECT_EQ(run.Run({"submit", folder.path()}), kExitFailure);
}

TEST(SubmitMany, ShowsProgressToPeopleOnly) {
  TempFolder folder;
  folder.Write("1.json", kForm);
  folder.Write("2.json", kForm);
  TestRun run;
  run.err_is_terminal = true;
  EXPECT_CALL(*run.connection, SubmitEvaluation(_, _)).Times(2).WillRepeatedly(Return(Stored()));
  EXPECT_EQ(run.Run({"submit", folder.path(), "-o", "json"}), kExitOk);
  EXPECT_THAT(run.err, AllOf(HasSubstr("[1/2] "), HasSubstr("[2/2] "), HasSubstr("2 stored, 0 failed\n")));
  EXPECT_THAT(run.out, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace heng::cli
