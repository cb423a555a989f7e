// SPDX-License-Identifier: Apache-2.0
//
// What sets rule kinds apart, said once for whoever asks.
#pragma once

#include "heng/v1/scheme.pb.h"

namespace heng {

// False for rows that are kept and shown, or that veto, but never earn points.
inline bool EarnsPoints(v1::RuleKind rule) {
  return rule != v1::RULE_KIND_INFORMATION && rule != v1::RULE_KIND_VETO;
}

// Whether results of this kind give a number as their actual value.
inline bool HasNumericActual(v1::RuleKind rule) {
  switch (rule) {
    case v1::RULE_KIND_AT_LEAST:
    case v1::RULE_KIND_AT_MOST:
    case v1::RULE_KIND_EQUAL:
    case v1::RULE_KIND_RANGE:
    case v1::RULE_KIND_STEP_DEDUCTION:
    case v1::RULE_KIND_BRACKETS:
    case v1::RULE_KIND_INFORMATION:
      return true;
    default:
      return false;
  }
}

// Whether goals of this kind give one number as their target.
inline bool HasNumericTarget(v1::RuleKind rule) {
  return rule == v1::RULE_KIND_AT_LEAST || rule == v1::RULE_KIND_AT_MOST || rule == v1::RULE_KIND_EQUAL ||
         rule == v1::RULE_KIND_STEP_DEDUCTION;
}

}  // namespace heng
