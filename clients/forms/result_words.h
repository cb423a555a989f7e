// SPDX-License-Identifier: Apache-2.0
//
// Targets and results in the words of a form, where the department typed none.
#pragma once

#include <string>

#include "google/type/date.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::forms {

inline constexpr char kNoEvidenceWord[] = "无佐证";
inline constexpr char kNotApplicableWord[] = "不适用";
inline constexpr char kReachedWord[] = "达到";
inline constexpr char kNotReachedWord[] = "未达到";

// 2024-09-30, 2024-09 or 2024, as exact as the date is; empty without a date.
std::string DateText(const google::type::Date& date);

// As the goals print it, else by the rule: ≥98, 90～95, 2024-09-30前.
std::string TargetText(const v1::Indicator& indicator);

// Status, value, date, outcome or band; empty where nothing is reported.
std::string ResultText(const v1::IndicatorResult& result, const v1::Scheme& scheme);

}  // namespace heng::forms
