// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/result_words.h"

#include "absl/strings/str_cat.h"

namespace heng::forms {

std::string DateText(const google::type::Date& date) {
  if (date.year() == 0) return "";
  if (date.month() == 0) return absl::StrCat(date.year());
  const std::string month = absl::StrCat(date.year(), "-", absl::Dec(date.month(), absl::kZeroPad2));
  return date.day() == 0 ? month : absl::StrCat(month, "-", absl::Dec(date.day(), absl::kZeroPad2));
}

std::string TargetText(const v1::Indicator& indicator) {
  if (!indicator.target_text().empty()) return indicator.target_text();
  switch (indicator.rule()) {
    case v1::RULE_KIND_AT_LEAST:
      return absl::StrCat("≥", indicator.target());
    case v1::RULE_KIND_AT_MOST:
      return absl::StrCat("≤", indicator.target());
    case v1::RULE_KIND_EQUAL:
      return absl::StrCat("=", indicator.target());
    case v1::RULE_KIND_RANGE:
      return absl::StrCat(indicator.target(), "～", indicator.target_upper());
    case v1::RULE_KIND_DATE:
      return absl::StrCat(DateText(indicator.deadline()), "前");
    default:
      return indicator.target();
  }
}

std::string ResultText(const v1::IndicatorResult& result, const v1::Scheme& scheme) {
  if (result.status() == v1::RESULT_STATUS_NO_EVIDENCE) return kNoEvidenceWord;
  if (result.status() == v1::RESULT_STATUS_NOT_APPLICABLE) return kNotApplicableWord;
  if (!result.actual().empty()) return result.actual();
  if (result.has_completed_date()) return DateText(result.completed_date());
  if (result.outcome() == v1::OUTCOME_REACHED) return kReachedWord;
  if (result.outcome() == v1::OUTCOME_NOT_REACHED) return kNotReachedWord;
  for (const v1::Band& band : scheme.bands()) {
    if (!result.band().empty() && band.code() == result.band()) return band.display_name();
  }
  return result.band();
}

}  // namespace heng::forms
