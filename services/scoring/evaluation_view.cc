// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/evaluation_view.h"

#include <google/protobuf/util/time_util.h>

#include <string>

#include "base/decimal.h"
#include "scoring/findings/findings.h"

namespace heng {
namespace {

std::string PointsOf(int64_t hundredths) { return Decimal::FromCoefficient(hundredths, 2).ToFixed(2); }

}  // namespace

v1::ScoreReport TerseScore(const v1::ScoreReport& full) {
  v1::ScoreReport terse;
  terse.set_total_points(full.total_points());
  terse.set_grade(full.grade());
  terse.set_grade_code(full.grade_code());
  terse.set_scheme(full.scheme());
  terse.set_goals(full.goals());
  if (full.has_execution()) *terse.mutable_execution() = full.execution();
  terse.mutable_indicators()->Reserve(full.indicators_size());
  for (const v1::IndicatorScore& score : full.indicators()) {
    v1::IndicatorScore& copy = *terse.add_indicators();
    copy.set_code(score.code());
    copy.set_points(score.points());
  }
  return terse;
}

v1::Evaluation TerseEvaluation(const v1::Evaluation& full) {
  v1::Evaluation terse;
  terse.set_name(full.name());
  terse.set_scheme(full.scheme());
  terse.set_goals(full.goals());
  terse.set_fiscal_year(full.fiscal_year());
  terse.set_kind(full.kind());
  terse.set_state(full.state());
  terse.set_revision(full.revision());
  terse.set_etag(full.etag());
  terse.set_actor(full.actor());
  terse.mutable_department()->set_name(full.department().name());
  terse.mutable_department()->set_display_name(full.department().display_name());
  *terse.mutable_score() = TerseScore(full.score());
  *terse.mutable_findings() = full.findings();
  ShowFindings(v1::VIEW_TERSE, *terse.mutable_findings());
  if (full.has_create_time()) *terse.mutable_create_time() = full.create_time();
  if (full.has_update_time()) *terse.mutable_update_time() = full.update_time();
  return terse;
}

v1::Evaluation FullEvaluation(v1::Evaluation stored) {
  ShowFindings(v1::VIEW_FULL, *stored.mutable_findings());
  return stored;
}

void ShowFindings(v1::View view, google::protobuf::RepeatedPtrField<v1::Finding>& findings) {
  for (v1::Finding& finding : findings) {
    if (view == v1::VIEW_FULL) {
      DescribeFinding(finding);
    } else {
      finding.clear_row();
      finding.clear_arithmetic();
      finding.clear_message_zh();
      finding.clear_message_en();
    }
  }
}

v1::Evaluation EvaluationOf(const storage::v1::SummaryRow& row) {
  using google::protobuf::util::TimeUtil;
  v1::Evaluation evaluation;
  evaluation.set_name(row.name());
  evaluation.set_scheme(row.scheme());
  evaluation.set_fiscal_year(row.fiscal_year());
  evaluation.set_kind(static_cast<v1::EvaluationKind>(row.kind()));
  evaluation.set_state(static_cast<v1::EvaluationState>(row.state()));
  evaluation.set_revision(row.revision());
  evaluation.set_etag(row.etag());
  evaluation.mutable_department()->set_name(row.name().substr(0, row.name().find("/evaluations/")));
  evaluation.mutable_department()->set_display_name(row.department_display_name());
  evaluation.mutable_score()->set_total_points(PointsOf(row.total_hundredths()));
  evaluation.mutable_score()->set_grade(row.grade());
  evaluation.mutable_score()->set_grade_code(row.grade_code());
  *evaluation.mutable_create_time() = TimeUtil::MillisecondsToTimestamp(row.create_unix_ms());
  *evaluation.mutable_update_time() = TimeUtil::MillisecondsToTimestamp(row.update_unix_ms());
  return evaluation;
}

}  // namespace heng
