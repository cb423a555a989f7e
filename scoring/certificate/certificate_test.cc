// SPDX-License-Identifier: Apache-2.0
#include "scoring/certificate/certificate.h"

#include <fstream>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "base/canonical.h"
#include "base/status_macros.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/scorer.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::heng::testing::GansuScheme;
using ::heng::testing::ReferenceEvaluation;
using ::heng::testing::ReferenceGoals;
using ::heng::testing::SmallEvaluation;
using ::heng::testing::SmallGoals;
using ::heng::testing::SmallScheme;

absl::StatusOr<v1::Certificate> CertificateOf(const v1::Scheme& scheme, const v1::Goals& goals,
                                              const v1::Evaluation& evaluation,
                                              WeightSums weight_sums = WeightSums::kEnforced) {
  HENG_ASSIGN_OR_RETURN(const std::shared_ptr<const Plan> plan, CompilePlan(scheme, goals, weight_sums));
  FormScore score;
  HENG_RETURN_IF_ERROR(ScoreForm(*plan, evaluation, "evaluation", score));
  return MakeCertificate(*plan, evaluation, score);
}

// The form of docs/certificate.md: 96 of at least 98 under a scheme of one class and no execution.
absl::StatusOr<v1::Certificate> Example() {
  v1::Scheme scheme;
  scheme.set_name("schemes/s");
  scheme.set_display_name("s");
  scheme.set_kind(v1::EVALUATION_KIND_OVERALL);
  v1::IndicatorClass& only = *scheme.add_classes();
  only.set_code("1");
  only.set_display_name("产出");
  only.set_weight_points("100");
  v1::Goals goals;
  goals.set_name("regions/62/departments/a/goals/2024-overall");
  goals.set_scheme("schemes/s");
  v1::Indicator& indicator = *goals.add_indicators();
  indicator.set_code("i");
  indicator.set_class_code("1");
  indicator.set_display_name("新建工会");
  indicator.set_rule(v1::RULE_KIND_AT_LEAST);
  indicator.set_target("98");
  indicator.set_weight_points("100");
  v1::Evaluation evaluation;
  evaluation.set_name("regions/62/departments/a/evaluations/2024-overall");
  evaluation.set_revision(1);
  v1::IndicatorResult& result = *evaluation.add_results();
  result.set_code("i");
  result.set_actual("96.0");
  return CertificateOf(scheme, goals, evaluation);
}

// What stands in the block of the page that begins with ```{language}.
std::string BlockOfThePage(const std::string& language) {
  std::ifstream page("docs/certificate.md");
  EXPECT_TRUE(page.is_open());
  std::string block;
  std::string line;
  bool inside = false;
  while (std::getline(page, line)) {
    if (inside && line == "```") break;
    if (inside) block += line + "\n";
    inside = inside || line == "```" + language;
  }
  return block;
}

// Hex digits up to a semicolon on each line.
std::string DigitsOfListing(const std::string& listing) {
  std::string digits;
  for (const absl::string_view line : absl::StrSplit(listing, '\n')) {
    for (const char c : line.substr(0, line.find(';'))) {
      if (c != ' ') digits += c;
    }
  }
  return digits;
}

TEST(Certificate, OfTheExampleIsWhatThePageSaysByteByByte) {
  ASSERT_OK_AND_ASSIGN(const v1::Certificate certificate, Example());
  EXPECT_EQ(absl::BytesToHexString(CanonicalEncoding(certificate)), DigitsOfListing(BlockOfThePage("hex")));
  EXPECT_EQ(CertificateSha256(certificate) + "\n", BlockOfThePage("sha256"));
}

TEST(Certificate, OfTheReferenceCaseSaysWhatTheReportSays) {
  ASSERT_OK_AND_ASSIGN(const v1::Certificate certificate,
                       CertificateOf(GansuScheme(), ReferenceGoals(), ReferenceEvaluation()));
  ASSERT_OK_AND_ASSIGN(const auto plan, CompilePlan(GansuScheme(), ReferenceGoals()));
  ASSERT_OK_AND_ASSIGN(const v1::ScoreReport report, Score(*plan, ReferenceEvaluation(), v1::VIEW_FULL));
  EXPECT_EQ(certificate.total().points(), "92.62");
  EXPECT_EQ(certificate.total().points(), report.total_points());
  EXPECT_EQ(certificate.total().grade_code(), report.grade_code());
  EXPECT_EQ(certificate.execution().points(), report.execution().points());
  EXPECT_EQ(certificate.execution().rate_percent(), report.execution().rate_percent());
  ASSERT_EQ(certificate.indicators_size(), report.indicators_size());
  for (int i = 0; i < report.indicators_size(); ++i) {
    EXPECT_EQ(certificate.indicators(i).code(), report.indicators(i).code());
    EXPECT_EQ(certificate.indicators(i).points(), report.indicators(i).points());
    EXPECT_EQ(certificate.indicators(i).exact_points(), report.indicators(i).exact_points());
    EXPECT_EQ(certificate.indicators(i).clause(), report.indicators(i).clause());
    EXPECT_EQ(certificate.indicators(i).completion_percent(), report.indicators(i).completion_percent());
  }
  ASSERT_EQ(certificate.classes_size(), report.classes_size());
  for (int i = 0; i < report.classes_size(); ++i) {
    EXPECT_EQ(certificate.classes(i).class_code(), report.classes(i).class_code());
    EXPECT_EQ(certificate.classes(i).points(), report.classes(i).points());
  }
}

TEST(Certificate, NamesItsSourcesWithTheirHashes) {
  v1::Scheme scheme = SmallScheme();
  const v1::Goals goals = SmallGoals(v1::RULE_KIND_AT_LEAST, "100");
  ASSERT_OK_AND_ASSIGN(const v1::Certificate inline_scheme,
                       CertificateOf(scheme, goals, SmallEvaluation("50")));
  const std::string sha256 = absl::BytesToHexString(CanonicalSha256(scheme));
  EXPECT_EQ(inline_scheme.scheme(), scheme.name());
  EXPECT_EQ(inline_scheme.scheme_sha256(), sha256);
  EXPECT_EQ(inline_scheme.goals(), goals.name());
  EXPECT_EQ(inline_scheme.goals_sha256(), absl::BytesToHexString(CanonicalSha256(goals)));
  EXPECT_EQ(inline_scheme.evaluation(), SmallEvaluation("50").name());

  // As it is read back: its revision is part of its name, and of no hash.
  scheme.set_revision(sha256.substr(0, 16));
  scheme.set_name(scheme.name() + "@" + scheme.revision());
  ASSERT_OK_AND_ASSIGN(const v1::Certificate fetched, CertificateOf(scheme, goals, SmallEvaluation("50")));
  EXPECT_EQ(fetched.scheme(), scheme.name());
  EXPECT_EQ(fetched.scheme_sha256(), sha256);
  scheme.set_content_sha256(sha256);
  ASSERT_OK_AND_ASSIGN(const v1::Certificate stored, CertificateOf(scheme, goals, SmallEvaluation("50")));
  EXPECT_EQ(CertificateSha256(stored), CertificateSha256(fetched));
}

TEST(Certificate, ClaimsReasonsAndEvidenceAreNoPartOfIt) {
  v1::Evaluation evaluation = SmallEvaluation("50");
  ASSERT_OK_AND_ASSIGN(const v1::Certificate bare,
                       CertificateOf(SmallScheme(), SmallGoals(v1::RULE_KIND_AT_LEAST, "100"), evaluation));
  v1::IndicatorResult& result = *evaluation.mutable_results(0);
  result.mutable_claim()->set_points_text("90");
  result.set_reason("advance payment");
  result.add_evidence()->set_title("contract");
  evaluation.mutable_claim()->set_total_points_text("100");
  evaluation.mutable_report()->set_summary("all done");
  ASSERT_OK_AND_ASSIGN(const v1::Certificate adorned,
                       CertificateOf(SmallScheme(), SmallGoals(v1::RULE_KIND_AT_LEAST, "100"), evaluation));
  EXPECT_EQ(CertificateSha256(adorned), CertificateSha256(bare));
}

TEST(Certificate, EqualNumbersHaveOneHashHoweverTheyAreTyped) {
  const v1::Goals goals = SmallGoals(v1::RULE_KIND_AT_LEAST, "100");
  ASSERT_OK_AND_ASSIGN(const v1::Certificate a, CertificateOf(SmallScheme(), goals, SmallEvaluation("50")));
  ASSERT_OK_AND_ASSIGN(const v1::Certificate b,
                       CertificateOf(SmallScheme(), goals, SmallEvaluation("50.00")));
  ASSERT_OK_AND_ASSIGN(const v1::Certificate c,
                       CertificateOf(SmallScheme(), goals, SmallEvaluation("50.01")));
  EXPECT_EQ(CertificateSha256(a), CertificateSha256(b));
  EXPECT_NE(CertificateSha256(a), CertificateSha256(c));
}

TEST(Certificate, NoRoundingIsLeftToADefault) {
  v1::Scheme scheme = SmallScheme();
  scheme.clear_rounding();
  ASSERT_OK_AND_ASSIGN(
      const v1::Certificate certificate,
      CertificateOf(scheme, SmallGoals(v1::RULE_KIND_AT_LEAST, "100"), SmallEvaluation("50")));
  const v1::IndicatorNode& row = certificate.indicators(0);
  for (const v1::RoundingRule& rule :
       {certificate.execution().rate_rounding(), certificate.execution().points_rounding(),
        row.completion_rounding(), row.points_rounding(), certificate.total().rounding()}) {
    EXPECT_EQ(rule.mode(), v1::ROUNDING_MODE_HALF_UP);
    EXPECT_EQ(rule.places(), 2);
    EXPECT_EQ(rule.stage(), v1::ROUNDING_STAGE_EACH_PART);
  }
  EXPECT_EQ(certificate.goal_policy(), v1::GOAL_POLICY_SINGLE);
  EXPECT_EQ(certificate.total().not_applicable_policy(), v1::NOT_APPLICABLE_POLICY_REFUSE);
  EXPECT_EQ(certificate.total().whole_points(), "100");
}

TEST(Certificate, ARowWithoutWeightLeavesTheTotalOpen) {
  v1::Goals goals = SmallGoals(v1::RULE_KIND_AT_LEAST, "100");
  goals.mutable_indicators(0)->clear_weight_points();
  ASSERT_OK_AND_ASSIGN(const v1::Certificate certificate,
                       CertificateOf(SmallScheme(), goals, SmallEvaluation("50"), WeightSums::kIgnored));
  EXPECT_EQ(certificate.indicators(0).clause(), v1::SCORE_CLAUSE_PRO_RATA);
  EXPECT_EQ(certificate.indicators(0).points(), "");
  EXPECT_FALSE(certificate.indicators(0).has_points_rounding());
  EXPECT_EQ(certificate.total().steps_size(), 0);
  EXPECT_EQ(certificate.total().points(), "");
  EXPECT_EQ(certificate.classes(0).exact_points(), "");
}

}  // namespace
}  // namespace heng
