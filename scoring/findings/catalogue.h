// SPDX-License-Identifier: Apache-2.0
//
// The catalogue of findings: what each code is called, how much it matters and how it is said. docs/findings.md explains
// every row; a test holds the two together.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "heng/v1/finding.pb.h"

namespace heng::findings {

// In the order of docs/findings.md. These numbers are never stored: a finding carries the text of its code.
enum class FindingCode {
  // The budget block.
  kRowShift,
  kBudgetPartsNotSum,
  kZeroBudget,
  kAdjustedMissing,
  kExecutedMissing,
  kOverspend,
  kLowExecution,
  kBudgetChangeUnexplained,
  kBudgetFollowsSpending,
  kSpendingAboveInitial,
  kAmountNotAsTyped,
  kRateMissing,
  kExecRateNotByArithmetic,
  kExecScoreNotByRule,
  // Rows.
  kReasonMissing,
  kActualMissing,
  kActualNotAValue,
  kActualNotAsTyped,
  kTargetNotQuantified,
  kTargetNotAsApproved,
  kUnitMissing,
  kDuplicateIndicatorName,
  kScoreNotByRuleHigh,
  kScoreNotByRuleLow,
  kCompletionNotByArithmetic,
  kBandWithoutEvidence,
  kSatisfactionWithoutSurvey,
  kOverCompletion,
  kOverCompletionNear,
  kOverCompletionDeducted,
  kNotApplicable,
  kNotApplicableScored,
  kVeto,
  kContradictsTable,
  kNotVerifiable,
  kOverStaffed,
  kExecutionCountedTwice,
  // The form as a whole.
  kStraightLining,
  kWeightSumNot100,
  kWeightsDifferFromRule,
  kTotalNotSumOfParts,
  kTotalNotByRule,
  kGradeNotByTotal,
  kPeriodNotClosed,
};

struct CatalogueEntry {
  FindingCode code;
  absl::string_view name;
  v1::FindingSeverity severity;
  // Sentences. {row}, {claimed}, {computed} and {arithmetic} stand for the fields of the finding; what is in square
  // brackets is left out if a field in it is empty.
  absl::string_view zh;
  absl::string_view en;
};

// All entries, in the order of FindingCode.
absl::Span<const CatalogueEntry> Catalogue();
const CatalogueEntry& EntryOf(FindingCode code);

// The entry with this name, or null.
const CatalogueEntry* FindEntry(absl::string_view name);

// Fills a sentence with the fields of `finding`.
std::string Sentence(absl::string_view sentence, const v1::Finding& finding);

}  // namespace heng::findings
