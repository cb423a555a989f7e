// SPDX-License-Identifier: Apache-2.0
//
// `heng rescore` without a server: what it asks for, what it prints, how it ends.
#include <csignal>

#include "base/errors.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Message = v1::RescoreEvaluationsResponse;
using OnMessage = client::OnMessage<Message>;

Message FirstPage() {
  Message page;
  page.mutable_progress()->set_looked_at_count(2);
  v1::RescoredEvaluation& changed = *page.add_results();
  changed.set_name("regions/62/departments/a/evaluations/2024-overall@1");
  changed.set_department_display_name("甲局");
  changed.set_old_total_points("92.62");
  changed.set_new_total_points("92.59");
  changed.set_old_grade_code("excellent");
  changed.set_new_grade_code("good");
  changed.add_unmapped();
  v1::RescoredEvaluation& failed = *page.add_results();
  failed.set_name("regions/62/departments/b/evaluations/2024-overall@3");
  failed.set_old_total_points("80.00");
  *failed.mutable_error() = ToRpcStatus(
      MakeError(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS", {.en = "no points", .zh = "缺少得分"}));
  return page;
}

Message LastPage() {
  Message page;
  page.mutable_progress()->set_looked_at_count(2);
  v1::RescoreSummary& summary = *page.mutable_summary();
  summary.set_evaluation_count(2);
  summary.set_lost_count(1);
  summary.set_failed_count(1);
  summary.set_with_unmapped_count(1);
  summary.set_gained_points("0.00");
  summary.set_lost_points("0.03");
  v1::GradeChange& grade = *summary.add_grade_changes();
  grade.set_old_grade_code("excellent");
  grade.set_new_grade_code("good");
  grade.set_evaluation_count(1);
  v1::ClauseChange& clause = *summary.add_clause_changes();
  clause.set_old_clause(v1::SCORE_CLAUSE_BY_HAND);
  clause.set_new_clause(v1::SCORE_CLAUSE_LINEAR);
  clause.set_row_count(7);
  clause.set_points_difference("1.50");
  return page;
}

absl::Status TellAll(const v1::RescoreEvaluationsRequest&, const OnMessage& on_message,
                     const client::Options&) {
  const bool wanted = on_message(FirstPage()) && on_message(LastPage());
  return wanted ? absl::OkStatus() : absl::CancelledError("");
}

TEST(Rescore, PassesSchemeAndFiltersOn) {
  TestRun run;
  v1::RescoreEvaluationsRequest sent;
  EXPECT_CALL(*run.connection, RescoreEvaluations(_, _, _))
      .WillOnce([&](const auto& request, const OnMessage& on_message, const auto& options) {
        sent = request;
        return TellAll(request, on_message, options);
      });
  EXPECT_EQ(run.Run({"rescore", "--scheme=schemes/s", "--parent=regions/62*/departments/-", "--year=2024",
                     "--grade=poor", "--grade=fair", "--only-changed"}),
            kExitOk);
  EXPECT_EQ(sent.scheme(), "schemes/s");
  EXPECT_EQ(sent.parent(), "regions/62*/departments/-");
  EXPECT_EQ(sent.fiscal_year(), 2024);
  EXPECT_THAT(sent.grade_codes(), ElementsAre("poor", "fair"));
  EXPECT_TRUE(sent.only_changed());
}

TEST(Rescore, SendsTheSchemeOfAFile) {
  TestRun run;
  run.input = R"({"name": "schemes/s"})";
  v1::RescoreEvaluationsRequest sent;
  EXPECT_CALL(*run.connection, RescoreEvaluations(_, _, _))
      .WillOnce([&](const auto& request, const OnMessage& on_message, const auto& options) {
        sent = request;
        return TellAll(request, on_message, options);
      });
  EXPECT_EQ(run.Run({"rescore", "--scheme=-"}), kExitOk);
  EXPECT_EQ(sent.inline_scheme().name(), "schemes/s");
  EXPECT_EQ(sent.parent(), "regions/-/departments/-");
}

TEST(Rescore, PrintsFormsAndSummary) {
  TestRun run;
  EXPECT_CALL(*run.connection, RescoreEvaluations(_, _, _)).Times(2).WillRepeatedly(TellAll);
  EXPECT_EQ(run.Run({"rescore", "--scheme=schemes/s", "--lang=en"}), kExitOk);
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("92.62  92.59   -0.03  excellent  good"), HasSubstr("1 rows without a place"),
                    HasSubstr("not scored: no points"),
                    HasSubstr("2 evaluations: 0 gain 0.00, 1 lose 0.03, 0 stay, 1 cannot be scored"),
                    HasSubstr("excellent → good"), HasSubstr("by hand → linear"), HasSubstr("+1.50")));
  EXPECT_EQ(run.Run({"rescore", "--scheme=schemes/s", "--lang=zh"}), kExitOk);
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("甲局"), HasSubstr("1 项指标无法对应"), HasSubstr("无法计分：缺少得分"),
                    HasSubstr("1 份降低，合计 0.03 分"), HasSubstr("人工评分 → 按超出比例扣分")));
  EXPECT_THAT(run.err, IsEmpty());
}

TEST(Rescore, PrintsOneJsonDocumentOrCsvRows) {
  TestRun run;
  EXPECT_CALL(*run.connection, RescoreEvaluations(_, _, _)).Times(2).WillRepeatedly(TellAll);
  EXPECT_EQ(run.Run({"rescore", "--scheme=schemes/s", "-o", "json"}), kExitOk);
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("\"newTotalPoints\": \"92.59\""), HasSubstr("\"lostPoints\": \"0.03\"")));
  EXPECT_EQ(run.Run({"rescore", "--scheme=schemes/s", "-o", "csv"}), kExitOk);
  EXPECT_EQ(run.out,
            "name,department,old_total_points,new_total_points,difference,old_grade,new_grade,note\r\n"
            "regions/62/departments/a/evaluations/2024-overall@1,甲局,92.62,92.59,-0.03,excellent,good,"
            "1 rows without a place\r\n"
            "regions/62/departments/b/evaluations/2024-overall@3,,80.00,,,,,not scored: no points\r\n");
}

TEST(Rescore, ShowsProgressToPeopleOnly) {
  TestRun run;
  EXPECT_CALL(*run.connection, RescoreEvaluations(_, _, _)).WillOnce(TellAll);
  run.err_is_terminal = true;
  EXPECT_EQ(run.Run({"rescore", "--scheme=schemes/s", "--lang=en"}), kExitOk);
  EXPECT_THAT(run.err, HasSubstr("2 evaluations, "));
  EXPECT_THAT(run.out, Not(HasSubstr("a second")));
}

TEST(Rescore, CtrlCEndsTheCallAndPrintsNoHalfAnswer) {
  TestRun run;
  EXPECT_CALL(*run.connection, RescoreEvaluations(_, _, _))
      .WillOnce([](const auto&, const OnMessage& on_message, const auto&) -> absl::Status {
        std::raise(SIGINT);
        EXPECT_FALSE(on_message(FirstPage()));
        return absl::CancelledError("");
      });
  EXPECT_EQ(run.Run({"rescore", "--scheme=schemes/s", "--lang=en"}), kExitInterrupted);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_EQ(run.err, "heng: interrupted after 2 evaluations; nothing was changed\n");
}

TEST(Rescore, ABrokenCallPrintsNoHalfAnswer) {
  TestRun run;
  EXPECT_CALL(*run.connection, RescoreEvaluations(_, _, _))
      .WillOnce([](const auto&, const OnMessage& on_message, const auto&) -> absl::Status {
        on_message(FirstPage());
        return absl::UnavailableError("away");
      });
  EXPECT_EQ(run.Run({"rescore", "--scheme=schemes/s"}), kExitUnavailable);
  EXPECT_THAT(run.out, IsEmpty());
}

TEST(Rescore, NeedsAScheme) {
  TestRun run;
  EXPECT_EQ(run.Run({"rescore"}), kExitUsage);
  EXPECT_EQ(run.Run({"rescore", "--scheme=no/such/file"}), kExitValidation);
  EXPECT_EQ(run.Run({"rescore", "--help"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("heng rescore --scheme="));
}

}  // namespace
}  // namespace heng::cli
