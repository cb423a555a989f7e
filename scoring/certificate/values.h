// SPDX-License-Identifier: Apache-2.0
//
// Values as a certificate writes them: numbers that were given in their shortest form, so that 1.5 and 1.50 have one
// hash; computed ones exact or at the places of their rounding; roundings with nothing left to a default.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/rounding.h"

namespace heng {

// The shortest form of a decimal that has passed every check; an empty text stays empty.
std::string Shortest(absl::string_view decimal);

// Mode, places and stage, all of them written.
void WriteRounding(const RoundingSpec& spec, v1::RoundingRule& out);

}  // namespace heng
