// SPDX-License-Identifier: Apache-2.0
//
// ROW_SHIFT. A table copied by hand often has its labels one line above or below their numbers. Nothing shows it but the
// sums: as printed parts do not add up, and after every label is moved by one row they all do.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

using Column = std::optional<Decimal> FormLine::*;
constexpr Column kColumns[] = {&FormLine::initial, &FormLine::adjusted, &FormLine::executed};
constexpr int kMinRows = 3;  // typed amounts that must fit after the move

// What the sums of the block say when label i has the numbers of line i + shift.
struct SumCheck {
  int failed_count = 0;
  int proven_count = 0;  // sums of two parts or more, above 0, that come out right
  std::string failed;    // the first of each, for people
  std::string proven;
};

struct PartSum {
  std::optional<Decimal> total = Decimal();
  int given_count = 0;   // parts above 0
  bool is_known = true;  // no part has moved out of the block
  std::string terms;
};

const Decimal* ValueAt(const Form& form, int index, Column column) {
  if (index < 0 || index >= static_cast<int>(form.lines.size())) return nullptr;
  const std::optional<Decimal>& value = form.lines[static_cast<size_t>(index)].*column;
  return value.has_value() ? &*value : nullptr;
}

enum class Examples { kNone, kShown };

std::vector<PartSum> SumParts(const Form& form, Column column, int shift, Examples examples) {
  std::vector<PartSum> sums(form.lines.size());
  for (const FormLine& line : form.lines) {
    if (line.parent < 0 || line.line.memo()) continue;
    PartSum& sum = sums[static_cast<size_t>(line.parent)];
    const int source = line.index + shift;
    if (source < 0 || source >= static_cast<int>(form.lines.size())) sum.is_known = false;
    const Decimal* value = ValueAt(form, source, column);
    if (value == nullptr || value->is_zero()) continue;
    sum.total = Sum(sum.total, *value);
    if (examples == Examples::kShown)
      absl::StrAppend(&sum.terms, sum.given_count == 0 ? "" : " + ", value->ToString());
    ++sum.given_count;
  }
  return sums;
}

SumCheck CheckSums(const Form& form, int shift, Examples examples) {
  SumCheck check;
  for (Column column : kColumns) {
    const std::vector<PartSum> sums = SumParts(form, column, shift, examples);
    for (const FormLine& line : form.lines) {
      const PartSum& sum = sums[static_cast<size_t>(line.index)];
      const Decimal* whole = ValueAt(form, line.index + shift, column);
      if (whole == nullptr || !sum.is_known || sum.given_count == 0 || !sum.total.has_value()) continue;
      if (*sum.total != *whole) {
        if (check.failed_count++ == 0 && examples == Examples::kShown)
          check.failed = absl::StrCat(sum.terms, " ≠ ", whole->ToString());
      } else if (sum.given_count > 1) {
        if (check.proven_count++ == 0 && examples == Examples::kShown)
          check.proven = absl::StrCat(sum.terms, " = ", whole->ToString());
      }
    }
  }
  return check;
}

bool AnySumFails(const Form& form) {
  for (const FormLine& line : form.lines) {
    if (line.parent >= 0) return CheckSums(form, 0, Examples::kNone).failed_count > 0;
  }
  return false;
}

bool FindInLines(const Form& form, FindingList& findings) {
  if (!AnySumFails(form)) return false;
  for (int shift : {1, -1}) {
    SumCheck moved = CheckSums(form, shift, Examples::kShown);
    if (moved.failed_count > 0 || moved.proven_count == 0) continue;
    findings.BeginRow("budget.lines", -1, "");
    findings.Add(FindingCode::kRowShift, {.claimed = CheckSums(form, 0, Examples::kShown).failed,
                                          .computed = shift > 0 ? "+1" : "-1",
                                          .arithmetic = std::move(moved.proven)});
    return true;
  }
  return false;
}

// How the typed amounts of claim i + shift fit the numbers of line i.
struct ClaimFit {
  int wrong_count = 0;
  int right_count = 0;  // above 0
  std::string wrong;    // the first of each, for people
  std::string right;
};

ClaimFit FitClaims(const Form& form, int shift) {
  ClaimFit fit;
  for (const FormLine& line : form.lines) {
    const int source = line.index + shift;
    if (source < 0 || source >= static_cast<int>(form.lines.size())) continue;
    const v1::BudgetLineClaim* claim = form.lines[static_cast<size_t>(source)].claim;
    if (claim == nullptr) continue;
    const std::pair<const std::string*, const std::optional<Decimal>*> cells[] = {
        {&claim->initial_text(), &line.initial},
        {&claim->adjusted_text(), &line.adjusted},
        {&claim->executed_text(), &line.executed}};
    for (const auto& [text, amount] : cells) {
      const std::optional<Decimal> typed = TypedYuan(form, *text);
      if (!typed.has_value() || !amount->has_value()) continue;
      const bool is_right = *typed == **amount;
      if (is_right && typed->is_zero()) continue;
      std::string& example = is_right ? fit.right : fit.wrong;
      int& count = is_right ? fit.right_count : fit.wrong_count;
      if (count++ == 0)
        example = absl::StrCat(line.line.label(), ": ", AsTyped(*text), is_right ? " = " : " ≠ ",
                               (*amount)->ToString());
    }
  }
  return fit;
}

bool FindInClaims(const Form& form, FindingList& findings) {
  if (form.evaluation.claim().budget_lines_size() < kMinRows) return false;
  const ClaimFit printed = FitClaims(form, 0);
  if (printed.wrong_count == 0) return false;
  for (int shift : {1, -1}) {
    ClaimFit moved = FitClaims(form, shift);
    if (moved.wrong_count > 0 || moved.right_count < kMinRows) continue;
    findings.BeginRow("claim.budget_lines", -1, "");
    findings.Add(FindingCode::kRowShift, {.claimed = printed.wrong,
                                          .computed = shift > 0 ? "+1" : "-1",
                                          .arithmetic = std::move(moved.right)});
    return true;
  }
  return false;
}

}  // namespace

RowShift FindRowShift(const Form& form, FindingList& findings) {
  return {.in_lines = FindInLines(form, findings), .in_claims = FindInClaims(form, findings)};
}

}  // namespace heng::findings
