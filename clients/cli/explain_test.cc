// SPDX-License-Identifier: Apache-2.0
//
// `heng explain`: what it asks for, prints and writes.
#include <string>

#include "absl/strings/escaping.h"
#include "base/canonical.h"
#include "base/errors.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::DoAll;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Return;
using ::testing::SaveArg;

constexpr char kName[] = "regions/62/departments/a/evaluations/2024-overall";

// A form of one row below class 1.1, execution, a cap and a grade.
v1::GetCertificateResponse Response() {
  v1::GetCertificateResponse response;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"(evaluation: "regions/62/departments/a/evaluations/2024-overall@1" scheme: "schemes/s@1" goals: "g@1"
         execution { line_code: "total" adjusted_yuan: "300" executed_yuan: "100" weight_points: "10"
                     clause: SCORE_CLAUSE_EXECUTION_RATIO exact_rate_percent: "100/3" rate_percent: "33.33"
                     rate_rounding { mode: ROUNDING_MODE_TRUNCATE places: 2 }
                     exact_points: "10/3" points: "3.33"
                     points_rounding { mode: ROUNDING_MODE_TRUNCATE places: 2 } }
         indicators { code: "i" class_code: "1.1" rule: RULE_KIND_AT_LEAST weight_points: "90" target: "98" actual: "96"
                      clause: SCORE_CLAUSE_PRO_RATA exact_completion_percent: "4800/49" completion_percent: "97.96"
                      completion_rounding { mode: ROUNDING_MODE_HALF_UP places: 2 }
                      rule_points: "4320/49" exact_points: "4320/49" points: "88.16"
                      points_rounding { mode: ROUNDING_MODE_HALF_UP places: 2 } }
         classes { class_code: "1" exact_points: "2204/25" points: "88.16" }
         classes { class_code: "1.1" parent_code: "1" exact_points: "2204/25" points: "88.16" }
         goal_policy: GOAL_POLICY_SINGLE
         total { whole_points: "100" weight_points: "100" applicable_weight_points: "100"
                 rounding { mode: ROUNDING_MODE_HALF_UP places: 2 }
                 steps { clause: TOTAL_CLAUSE_SUM exact_points: "9149/100" points: "91.49" }
                 steps { clause: TOTAL_CLAUSE_EXECUTION_CAP limit_points: "60" points: "60.00" }
                 points: "60.00" grade_code: "fair"
                 grades { code: "good" display_name: "良" min_points: "80" }
                 grades { code: "fair" display_name: "中" min_points: "60" } })",
      response.mutable_certificate()));
  response.set_sha256(absl::BytesToHexString(CanonicalSha256(response.certificate())));
  return response;
}

void ExpectCertificate(TestRun& run) {
  v1::Goals goals;
  goals.add_indicators()->set_code("i");
  goals.mutable_indicators(0)->set_display_name("新建工会");
  v1::Scheme scheme;
  scheme.add_classes()->set_code("1");
  scheme.mutable_classes(0)->set_display_name("履职效果");
  EXPECT_CALL(*run.connection, GetCertificate(_, _)).WillRepeatedly(Return(Response()));
  EXPECT_CALL(*run.connection, GetGoals(_, _)).WillRepeatedly(Return(goals));
  EXPECT_CALL(*run.connection, GetScheme(_, _)).WillRepeatedly(Return(scheme));
}

TEST(Explain, PrintsEveryRowWithItsArithmeticAndTheWayToTheTotal) {
  TestRun run;
  ExpectCertificate(run);
  EXPECT_EQ(run.Run({"explain", kName, "--lang=zh"}), kExitOk);
  EXPECT_EQ(run.out,
            "计分证书  regions/62/departments/a/evaluations/2024-overall@1\n"
            "评价方案  schemes/s@1\n"
            "绩效目标  g@1\n"
            "sha256    " +
                Response().sha256() +
                "\n"
                "\n"
                "代码       名称      依据         得分  计算过程\n"
                "execution  预算执行  按执行率     3.33  执行数 100，预算数 300：10 × 100 / 300 = 10/3 ≈ "
                "3.3333…；截断至 2 位 → 3.33\n"
                "i          新建工会  按比例得分  88.16  实际 96 < 目标 98：90 × 96 / 98 = 4320/49 ≈ "
                "88.1632…；四舍五入至 2 位 → 88.16\n"
                "total      总分      合计        91.49  各部分之和：91.49；四舍五入至 2 位 → 91.49\n"
                "total      总分      执行率封顶  60.00  预算执行率 100/3 ≈ 33.3333…%：总分不超过 60\n"
                "grade      中        等级               60.00 ≥ 60\n");
}

TEST(Explain, AsksForTheRevisionThatWasNamed) {
  TestRun run;
  v1::GetCertificateRequest request;
  EXPECT_CALL(*run.connection, GetCertificate(_, _))
      .WillOnce(DoAll(SaveArg<0>(&request), Return(Response())));
  EXPECT_EQ(run.Run({"explain", std::string(kName) + "@7", "-o", "json"}), kExitOk);
  EXPECT_EQ(request.name(), std::string(kName) + "@7");
  EXPECT_THAT(run.out, AllOf(HasSubstr("\"certificate\""), HasSubstr(Response().sha256())));
}

TEST(Explain, OfOneIndicatorIsToldFieldByField) {
  TestRun run;
  ExpectCertificate(run);
  EXPECT_EQ(run.Run({"explain", kName, "i"}), kExitOk);
  EXPECT_EQ(run.out,
            "FIELD         VALUE\n"
            "indicator     i 新建工会\n"
            "class         1.1\n"
            "rule          at least: w if B ≥ A, else w·B/A\n"
            "target A      98\n"
            "actual B      96\n"
            "weight w      90\n"
            "completion %  4800/49 ≈ 97.9591…; half up to 2 places → 97.96\n"
            "clause        pro rata\n"
            "arithmetic    actual 96 < target 98: 90 × 96 / 98 = 4320/49 ≈ 88.1632…\n"
            "rounding      half up to 2 places → 88.16\n"
            "points        88.16\n");
}

TEST(Explain, OfAClassHasTheRowsBelowAndTheirSum) {
  TestRun run;
  ExpectCertificate(run);
  EXPECT_EQ(run.Run({"explain", kName, "1", "-o", "csv"}), kExitOk);
  EXPECT_EQ(run.out,
            "code,name,clause,points,arithmetic\r\n"
            "i,新建工会,pro rata,88.16,actual 96 < target 98: 90 × 96 / 98 = 4320/49 ≈ 88.1632…; half up to "
            "2 places → "
            "88.16\r\n"
            "1,履职效果,class,88.16,88.16; half up to 2 places → 88.16\r\n");
}

TEST(Explain, OfExecutionAndOfTheTotal) {
  TestRun run;
  ExpectCertificate(run);
  EXPECT_EQ(run.Run({"explain", kName, "execution"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("rate %       100/3 ≈ 33.3333…; truncated to 2 places → 33.33\n"));
  EXPECT_EQ(run.Run({"explain", kName, "total"}), kExitOk);
  EXPECT_THAT(run.out, AllOf(HasSubstr("class"), HasSubstr("履职效果"), HasSubstr("execution cap"),
                             Not(HasSubstr("新建工会"))));
}

TEST(Explain, SuggestsACodeForOneThatIsNotThere) {
  TestRun run;
  ExpectCertificate(run);
  EXPECT_EQ(run.Run({"explain", kName, "totl"}), kExitValidation);
  EXPECT_THAT(run.err, HasSubstr("did you mean total?"));
  EXPECT_THAT(run.out, IsEmpty());
}

TEST(Explain, ShowsCodesIfTheWordsCannotBeFetched) {
  TestRun run;
  EXPECT_CALL(*run.connection, GetCertificate(_, _)).WillOnce(Return(Response()));
  EXPECT_CALL(*run.connection, GetScheme(_, _)).WillOnce(Return(absl::NotFoundError("")));
  EXPECT_CALL(*run.connection, GetGoals(_, _)).WillOnce(Return(absl::NotFoundError("")));
  EXPECT_EQ(run.Run({"explain", kName}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("\ni "));
}

TEST(Explain, WritesTheCanonicalBytesAndNothingElse) {
  TestRun run;
  TempFolder folder;
  EXPECT_CALL(*run.connection, GetCertificate(_, _)).Times(2).WillRepeatedly(Return(Response()));
  EXPECT_EQ(run.Run({"explain", kName, "--certificate=-"}), kExitOk);
  EXPECT_EQ(run.out, CanonicalEncoding(Response().certificate()));
  EXPECT_EQ(run.Run({"explain", kName, "--certificate", folder.path("c")}), kExitOk);
  EXPECT_EQ(folder.Read("c"), CanonicalEncoding(Response().certificate()));
  EXPECT_THAT(run.out, IsEmpty());
}

TEST(Score, WritesTheCertificateOfAFormThatIsNotStored) {
  TestRun run;
  run.input = "{}";
  v1::ScoreEvaluationRequest request;
  v1::ScoreEvaluationResponse response;
  *response.mutable_certificate() = Response().certificate();
  response.set_certificate_sha256(Response().sha256());
  EXPECT_CALL(*run.connection, ScoreEvaluation(_, _)).WillOnce(DoAll(SaveArg<0>(&request), Return(response)));
  EXPECT_EQ(run.Run({"score", "-", "--certificate=-"}), kExitOk);
  EXPECT_TRUE(request.with_certificate());
  EXPECT_EQ(run.out, CanonicalEncoding(response.certificate()));
}

TEST(Explain, WritesNoCertificateWithAnotherHash) {
  TestRun run;
  v1::GetCertificateResponse response = Response();
  response.mutable_certificate()->mutable_total()->set_points("61.00");
  EXPECT_CALL(*run.connection, GetCertificate(_, _)).WillOnce(Return(response));
  EXPECT_NE(run.Run({"explain", kName, "--certificate=-"}), kExitOk);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, HasSubstr(response.sha256()));
}

TEST(Explain, ANameOfAnotherKindIsRefusedWithoutACall) {
  TestRun run;
  EXPECT_EQ(run.Run({"explain", "schemes/s"}), kExitValidation);
}

TEST(Explain, HelpLeadsWithExamples) {
  TestRun run;
  EXPECT_EQ(run.Run({"explain", "--help"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("Examples:\n  heng explain regions/"));
}

}  // namespace
}  // namespace heng::cli
