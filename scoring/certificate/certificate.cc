// SPDX-License-Identifier: Apache-2.0
#include "scoring/certificate/certificate.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/canonical.h"
#include "base/status_macros.h"
#include "scoring/certificate/indicator_node.h"
#include "scoring/certificate/total_node.h"
#include "scoring/certificate/values.h"

namespace heng {
namespace {

// The hash that a stored scheme or stored goals have; of others the one that they would get. A name counts without its
// revision, which is made of the hash.
template <typename Resource>
std::string ContentSha256(const Resource& resource) {
  if (!resource.content_sha256().empty()) return resource.content_sha256();
  const size_t end_of_name = resource.name().find('@');
  if (end_of_name == std::string::npos) return absl::BytesToHexString(CanonicalSha256(resource));
  Resource content = resource;
  content.set_name(resource.name().substr(0, end_of_name));
  return absl::BytesToHexString(CanonicalSha256(content));
}

void WriteSources(const Plan& plan, const v1::Evaluation& evaluation, v1::Certificate& out) {
  out.set_evaluation(evaluation.revision() > 0 ? absl::StrCat(evaluation.name(), "@", evaluation.revision())
                                               : evaluation.name());
  out.set_scheme(plan.scheme_name);
  out.set_scheme_sha256(ContentSha256(*plan.scheme));
  out.set_goals(plan.goals_name.empty() ? plan.goals.name() : plan.goals_name);
  out.set_goals_sha256(ContentSha256(plan.goals));
}

void WriteExecution(const Plan& plan, const v1::BudgetLine& line, const LineScore& score,
                    v1::ExecutionNode& out) {
  const Plan::Execution& execution = *plan.execution;
  out.set_line_code(line.code());
  out.set_adjusted_yuan(Shortest(line.adjusted_yuan()));
  out.set_executed_yuan(Shortest(line.executed_yuan()));
  out.set_weight_points(execution.weight_text);
  out.set_clause(score.clause);
  out.set_exact_rate_percent(score.exact_rate_percent->ToString());
  WriteRounding(plan.rate_rounding, *out.mutable_rate_rounding());
  out.set_rate_percent(score.rate_percent->ToFixed(plan.rate_rounding.places));
  out.set_exact_points(score.exact_points->ToString());
  WriteRounding(execution.points_rounding, *out.mutable_points_rounding());
  out.set_points(score.points->ToFixed(execution.points_rounding.places));
}

}  // namespace

absl::StatusOr<v1::Certificate> MakeCertificate(const Plan& plan, const v1::Evaluation& evaluation,
                                                const FormScore& score) {
  v1::Certificate certificate;
  WriteSources(plan, evaluation, certificate);
  if (score.scored_line >= 0) {
    WriteExecution(plan, evaluation.budget().lines(score.scored_line), score.lines[score.scored_line],
                   *certificate.mutable_execution());
  }
  certificate.mutable_indicators()->Reserve(static_cast<int>(plan.rows.size()));
  for (size_t i = 0; i < plan.rows.size(); ++i) {
    HENG_RETURN_IF_ERROR(WriteIndicator(plan, plan.rows[i], evaluation.results(score.result_of_row[i]),
                                        score.rows[i], *certificate.add_indicators()));
  }
  HENG_RETURN_IF_ERROR(WriteClasses(plan, score, certificate));
  HENG_RETURN_IF_ERROR(WriteGoals(plan, score, certificate));
  HENG_RETURN_IF_ERROR(WriteTotal(plan, score, *certificate.mutable_total()));
  return certificate;
}

std::string CertificateSha256(const v1::Certificate& certificate) {
  return absl::BytesToHexString(CanonicalSha256(certificate));
}

}  // namespace heng
