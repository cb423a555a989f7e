// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

constexpr int kMaxStepDeductions = 200;

// True if the number is above 0 (or has been refused already).
bool CheckAboveZero(absl::string_view text, absl::string_view field, const RowRef& row,
                    FieldProblems& problems) {
  const std::optional<Decimal> value = TryDecimal(text);
  if (!value.has_value() || *value > Decimal()) return true;
  AddRowProblem(row, field, "OUT_OF_RANGE",
                {absl::StrCat(value->ToString(), " is refused: want more than 0"),
                 absl::StrCat("数值为 ", value->ToString(), "：应大于 0")},
                problems);
  return false;
}

// One step may take everything there is, but not more.
void CheckPointsPerStep(const v1::StepDeduction& rule, const Decimal& whole, const RowRef& row,
                        FieldProblems& problems) {
  if (!CheckAboveZero(rule.points_per_step(), "points_per_step", row, problems)) return;
  const std::optional<Decimal> points = TryDecimal(rule.points_per_step());
  if (!points.has_value() || *points <= whole) return;
  AddRowProblem(row, "points_per_step", "OUT_OF_RANGE",
                {absl::StrCat("a step takes ", points->ToString(), " points, more than the total of ",
                              whole.ToString()),
                 absl::StrCat("每步扣 ", points->ToString(), " 分，超过总分 ", whole.ToString())},
                problems);
}

}  // namespace

void CheckStepDeductions(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (!CheckCount(scheme.step_deductions_size(), 0, kMaxStepDeductions, JoinPath(path, "step_deductions"),
                  problems))
    return;
  CodedList list{path, "step_deductions", {}};
  for (const v1::StepDeduction& rule : scheme.step_deductions())
    list.rows.push_back({rule.code(), rule.display_name(), ""});
  CheckCodes(list, "code", problems);
  for (int i = 0; i < scheme.step_deductions_size(); ++i) {
    const v1::StepDeduction& rule = scheme.step_deductions(i);
    if (rule.direction() == v1::STEP_DIRECTION_UNSPECIFIED) {
      AddRowProblem(list.Ref(i), "direction", "REQUIRED",
                    {"want the side of the target that costs points: ABOVE, BELOW or BOTH",
                     "缺少扣分方向：高于目标、低于目标或两侧"},
                    problems);
    }
    CheckAboveZero(rule.step(), "step", list.Ref(i), problems);
    CheckPointsPerStep(rule, WholePointsOf(scheme), list.Ref(i), problems);
  }
}

}  // namespace heng
