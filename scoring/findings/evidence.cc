// SPDX-License-Identifier: Apache-2.0
//
// Evidence: BAND_WITHOUT_EVIDENCE, SATISFACTION_WITHOUT_SURVEY, STRAIGHT_LINING.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

constexpr absl::string_view kSatisfaction = "满意度";
constexpr int kMinStraightLine = 5;  // fewer rows in one band prove nothing

bool IsScoredBand(const FormRow& row) {
  return row.score.clause == v1::SCORE_CLAUSE_BAND_SHARE || row.score.clause == v1::SCORE_CLAUSE_BAND_POINTS;
}

const std::string& BandName(const Form& form, int band) {
  return form.plan.scheme->bands(band).display_name();
}

}  // namespace

void AddEvidenceFindings(const Form& form, const FormRow& row, FindingList& findings) {
  if (!row.result.evidence().empty()) return;
  if (IsScoredBand(row)) {
    findings.Add(FindingCode::kBandWithoutEvidence,
                 {.claimed = row.score.band < 0 ? "" : BandName(form, row.score.band),
                  .computed = row.score.points.has_value() ? row.score.points->ToString() : ""});
    return;
  }
  const bool has_value = row.actual.has_value() || !row.actual_text.empty();
  if (!has_value || !absl::StrContains(row.indicator.display_name(), kSatisfaction)) return;
  findings.Add(FindingCode::kSatisfactionWithoutSurvey,
               {.claimed = row.actual_text.empty() ? row.actual->ToString() : AsTyped(row.actual_text)});
}

void AddStraightLiningFindings(const Form& form, FindingList& findings) {
  int count = 0;
  int band = -1;
  bool all_have_evidence = true;
  for (const FormRow& row : form.rows) {
    if (!IsScoredBand(row)) continue;
    if (count++ == 0) band = row.score.band;
    if (row.score.band != band) return;
    all_have_evidence = all_have_evidence && !row.result.evidence().empty();
  }
  if (count < kMinStraightLine || band < 0 || all_have_evidence) return;
  findings.BeginRow("results", -1, "");
  findings.Add(FindingCode::kStraightLining,
               {.claimed = BandName(form, band), .computed = absl::StrCat(count)});
}

}  // namespace heng::findings
