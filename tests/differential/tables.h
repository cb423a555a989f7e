// SPDX-License-Identifier: Apache-2.0
//
// The parts of random schemes and goals that stand alone: bands, grades, caps, thresholds, step deductions, bracket
// tables, targets. All are such that the scheme checker has nothing to say.
#pragma once

#include <cstdint>
#include <string>

#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "tests/differential/random.h"

namespace heng::differential {

void FillBands(v1::Scheme& scheme, Random& random);
void FillGrades(v1::Scheme& scheme, int64_t whole, int places, Random& random);
void FillExecutionCaps(v1::Scheme& scheme, int64_t whole, int places, Random& random);
void FillOverCompletion(v1::RuleOptions& options, Random& random);

// Code of a step deduction of the scheme, mostly a new one.
std::string StepDeductionCode(v1::Scheme& scheme, Random& random);
// Code of a new bracket table whose most points are `weight` units of 10^-places.
std::string BracketTableCode(v1::Scheme& scheme, int64_t weight, int places, Random& random);

// Zero, negative, small, with places, of 18 digits.
std::string RandomTarget(Random& random);
void FillRange(v1::Indicator& row, Random& random);
void FillDeadline(v1::Indicator& row, Random& random);

// A date that exists; from the deadline, one on it, before or after it, as exact or more.
google::type::Date RandomDate(Random& random);
google::type::Date DateNear(const google::type::Date& deadline, Random& random);

}  // namespace heng::differential
