// SPDX-License-Identifier: Apache-2.0
//
// "Date" (时限): something that should be done by a day, or within a month or a year.
#pragma once

#include "google/type/date.pb.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/rules/rule_score.h"

namespace heng {

// True if `date` says at least as much as `deadline`: a day where that one has a day, a month where it has a month.
bool IsAsExactAs(const google::type::Date& date, const google::type::Date& deadline);

// Done on or before the deadline earns w. A deadline without day or month is the whole month or year: 2024-09 is kept on
// 30 September. Later, by option: BY_HAND a person decides, ZERO 0. No completion. completed must be as exact as the
// deadline (the caller checks). Source: docs/scoring-rules.md#date.
RuleScore ScoreDate(const google::type::Date& completed, const google::type::Date& deadline,
                    const Decimal& weight_points, v1::DateOption option);

}  // namespace heng
