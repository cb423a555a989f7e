// SPDX-License-Identifier: Apache-2.0
//
// Checks of the parts of a scheme that stand beside its tree of classes: rounding, bands, grades.
#pragma once

#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "heng/v1/scheme.pb.h"

namespace heng {

// Places 0 to 2 for points and 0 to 6 for rates; a stage for points only; one rounding a rule kind.
void CheckRounding(const v1::Rounding& rounding, absl::string_view path, FieldProblems& problems);

// From the highest to the lowest, each band with its lower end below its upper end and its share inside;
// together they cover 0 to 1 without gap or overlap.
void CheckBands(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

// Strictly descending from at most the scheme's total down to 0.
void CheckGrades(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems);

}  // namespace heng
