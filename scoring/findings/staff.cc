// SPDX-License-Identifier: Apache-2.0
//
// OVER_STAFFED, and staff control rates against the department's own posts: CONTRADICTS_TABLE.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

constexpr absl::string_view kStaffControl = "人员控制率";

}  // namespace

void AddStaffFindings(const Form& form, const FormRow& row, FindingList& findings) {
  if (!row.actual.has_value() || !absl::StrContains(row.indicator.display_name(), kStaffControl)) return;
  const Decimal hundred = Decimal::FromInt(kHundred);
  if (*row.actual > hundred) {
    findings.Add(FindingCode::kOverStaffed,
                 {.claimed = absl::StrCat(row.actual->ToString(), "%"), .computed = "100%"});
  }
  const v1::Staffing& staffing = form.evaluation.department().staffing();
  if (staffing.authorised_count() <= 0 || staffing.on_staff_count() <= 0) return;
  const Decimal posts = Decimal::FromInt(staffing.authorised_count());
  const Decimal people = Decimal::FromInt(staffing.on_staff_count());
  const std::string rate = PercentText(people, posts);
  const std::string arithmetic = absl::StrCat(people.ToString(), " / ", posts.ToString(), " = ", rate);
  if (people > posts)
    findings.Add(FindingCode::kOverStaffed,
                 {.claimed = people.ToString(), .computed = posts.ToString(), .arithmetic = arithmetic});
  const absl::StatusOr<Ratio> exact = Ratio::MultiplyDivide(people, hundred, posts);
  const PrintedNumber reported{.value = *row.actual, .is_percent = true};
  if (exact.ok() && !AgreesInPercent(reported, *exact, form.plan.completion_rounding))
    findings.Add(FindingCode::kContradictsTable,
                 {.claimed = row.actual->ToString(), .computed = rate, .arithmetic = arithmetic});
}

}  // namespace heng::findings
