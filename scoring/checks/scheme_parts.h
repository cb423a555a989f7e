// SPDX-License-Identifier: Apache-2.0
//
// Checks of the parts of a scheme, one file each. path: what stands before the field, such as "scheme". What a text
// breaks by itself (grammar, range of its kind) has been said by CheckFields and is passed over here.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/checks/common.h"

namespace heng {

// What all weights add up to: the scheme's total, 100 by default.
Decimal WholePointsOf(const v1::Scheme& scheme);

// What is wrong (OUT_OF_RANGE), if a limit of the total has more places than the total, so that no total ever equals it.
std::optional<Problem> BetweenTotals(const v1::Scheme& scheme, const Decimal& limit);

// class_weights.cc: level 1 and execution add up to the whole, classes below one parent to the parent.
void CheckClassWeights(const v1::Scheme& scheme, const CodedList& list, const Tree& tree,
                       FieldProblems& problems);

// even_split.cc: a class whose weight is split has one, and no classes below.
void CheckEvenSplits(const v1::Scheme& scheme, const CodedList& list, const Tree& tree,
                     FieldProblems& problems);

// rounding.cc: places 0 to 2 for points and 0 to 6 for rates; a stage for points only; one rounding a rule kind.
void CheckRounding(const v1::Rounding& rounding, absl::string_view path, FieldProblems& problems);
// The rounding of weights that are split evenly.
void CheckSplitRounding(const v1::RoundingRule& rule, absl::string_view field, FieldProblems& problems);
// Rounding that lifts execution, a class or the total above its weight.
void CheckRoundingAgainstWeights(const v1::Scheme& scheme, const CodedList& classes, FieldProblems& problems);

// bands.cc: from the highest to the lowest, each with its share inside; together they cover 0 to 1 once.
void CheckBands(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

// brackets.cc: from the lowest to the highest values; together they cover every number once, and no better value earns
// less.
void CheckBracketTables(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

// step_deductions.cc: a direction, and a step and points above 0.
void CheckStepDeductions(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

// over_completion.cc: thresholds above 100 in rising order, none of them dead. path: of the options; words: those of the
// class that has them.
void CheckOverCompletion(const v1::RuleOptions& options, absl::string_view path, absl::string_view words,
                         FieldProblems& problems);

// execution_caps.cc: from rate 0 up without gap or overlap, below 100, each above the one before it and of effect.
void CheckExecutionCaps(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

// veto.cc: below the whole.
void CheckVeto(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

// grades.cc: strictly falling from at most the whole down to 0.
void CheckGrades(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

// review_limits.cc: rates of execution up to 100, over-completion above 100.
void CheckReviewLimits(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

}  // namespace heng
