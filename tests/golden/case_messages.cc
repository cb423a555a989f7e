// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/case_messages.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "tests/golden/case_claims.h"

namespace heng::golden {
namespace {

constexpr absl::string_view kTopBand = "full";
constexpr int kYuanInWanYuan = 10000;

// Published forms without a scheme: half up at 2 places for everything, which is what a scheme says by
// default.
v1::Scheme PlainScheme() {
  v1::Scheme scheme;
  scheme.set_name("schemes/published-form");
  scheme.set_display_name("已公开的自评表");
  v1::Band& band = *scheme.add_bands();
  band.set_code(std::string(kTopBand));
  band.set_display_name("100%-80%(含)");
  band.set_share("0.9");
  band.set_lower_share("0");
  band.set_lower_inclusive(true);
  band.set_upper_share("1");
  band.set_upper_inclusive(true);
  struct Limit {
    const char* code;
    const char* name;
    const char* points;
  };
  for (const Limit& limit : {Limit{"excellent", "优", "90"}, Limit{"good", "良", "80"},
                             Limit{"fair", "中", "60"}, Limit{"poor", "差", "0"}}) {
    v1::Grade& grade = *scheme.add_grades();
    grade.set_code(limit.code);
    grade.set_display_name(limit.name);
    grade.set_min_points(limit.points);
  }
  return scheme;
}

// Finds the class of a row by the names on the form, and adds what is missing.
class Classes {
 public:
  explicit Classes(v1::Scheme& scheme) : scheme_(scheme), shipped_(scheme.classes_size()) {}

  std::string CodeOf(const IndicatorRow& row) {
    const std::string top_name = row.level1.value_or("指标");
    const int top = FindOrAdd("", top_name);
    // A shipped class without classes below takes rows itself, as 服务对象满意度 does.
    if (top < shipped_ && IsLeaf(scheme_.classes(top).code())) return scheme_.classes(top).code();
    const int below = FindOrAdd(scheme_.classes(top).code(), row.level2.value_or(top_name));
    return scheme_.classes(below).code();
  }

 private:
  bool IsLeaf(const std::string& code) const {
    return std::none_of(scheme_.classes().begin(), scheme_.classes().end(),
                        [&](const v1::IndicatorClass& c) { return c.parent_code() == code; });
  }

  int FindOrAdd(const std::string& parent, const std::string& name) {
    for (int i = 0; i < scheme_.classes_size(); ++i) {
      if (scheme_.classes(i).parent_code() == parent && scheme_.classes(i).display_name() == name) return i;
    }
    v1::IndicatorClass& added = *scheme_.add_classes();
    added.set_code(absl::StrCat("form-", scheme_.classes_size()));
    added.set_parent_code(parent);
    added.set_display_name(name);
    return scheme_.classes_size() - 1;
  }

  v1::Scheme& scheme_;
  const int shipped_;
};

bool IsNumeric(const std::string& kind) { return kind == "positive" || kind == "reverse" || kind == "equal"; }

// Whether the printed points are kept because no rule of the reading gives any.
bool IsByHand(const IndicatorRow& row) {
  if (row.kind == "band_top" || row.kind == "qualitative") return false;
  const std::optional<Decimal> target = PrintedNumber(row.target);
  const std::optional<Decimal> actual = PrintedNumber(row.actual);
  if (!IsNumeric(row.kind) || !target.has_value() || !actual.has_value()) return true;
  return target->is_negative() && (row.kind != "reverse" || *actual > *target);
}

v1::RuleKind RuleOf(const IndicatorRow& row) {
  if (IsByHand(row)) return v1::RULE_KIND_BY_HAND;
  if (row.kind == "positive") return v1::RULE_KIND_AT_LEAST;
  if (row.kind == "reverse") return v1::RULE_KIND_AT_MOST;
  return row.kind == "equal" ? v1::RULE_KIND_EQUAL : v1::RULE_KIND_BAND;
}

// A row whose points are kept as printed. The scorer gives nobody more than the weight, so a form that does
// is replayed with its points as the weight; without points there is no weight, and so no total.
void FillByHand(const std::optional<Decimal>& weight, const std::optional<Decimal>& points,
                v1::Indicator& indicator, v1::IndicatorResult& result) {
  result.set_given_points(points.value_or(Decimal()).ToString());
  if (weight.has_value() && points.has_value())
    indicator.set_weight_points(std::max(*weight, *points).ToString());
}

void AddRow(const IndicatorRow& row, const std::string& class_code, CaseMessages& messages) {
  const std::string code = absl::StrCat("row-", messages.goals.indicators_size());
  v1::Indicator& indicator = *messages.goals.add_indicators();
  indicator.set_code(code);
  indicator.set_class_code(class_code);
  indicator.set_display_name(row.level3.value_or(code));
  indicator.set_rule(RuleOf(row));
  indicator.set_unit(row.unit.value_or(""));
  v1::IndicatorResult& result = *messages.evaluation.add_results();
  result.set_code(code);
  ClaimRow(row, result);
  const std::optional<Decimal> weight = PrintedNumber(row.weight);
  messages.by_hand.push_back(IsByHand(row));
  if (messages.by_hand.back()) return FillByHand(weight, PrintedNumber(row.score), indicator, result);
  if (weight.has_value()) indicator.set_weight_points(weight->ToString());
  if (indicator.rule() == v1::RULE_KIND_BAND) {
    result.set_band(std::string(kTopBand));
    if (row.kind == "qualitative" && weight.has_value()) result.set_given_points(weight->ToString());
    return;
  }
  indicator.set_target(PrintedNumber(row.target)->ToString());
  result.set_actual(PrintedNumber(row.actual)->ToString());
}

absl::StatusOr<std::string> Yuan(const Cell& cell, bool in_wan_yuan) {
  const std::optional<Decimal> amount = PrintedNumber(cell);
  if (!amount.has_value()) return std::string();
  if (!in_wan_yuan) return amount->ToString();
  HENG_ASSIGN_OR_RETURN(Decimal yuan, Multiply(*amount, Decimal::FromInt(kYuanInWanYuan)));
  return yuan.ToString();
}

absl::Status AddBudget(const Case& source, CaseMessages& messages) {
  for (size_t i = 0; i < source.budget_rows.size(); ++i) {
    const BudgetRow& row = source.budget_rows[i];
    v1::BudgetLine& line = *messages.evaluation.mutable_budget()->add_lines();
    line.set_code(absl::StrCat("line-", i));
    line.set_label(row.label);
    line.set_memo(IsMemo(row));
    if (const int parent = ParentRow(source, i); parent >= 0)
      line.set_parent_code(absl::StrCat("line-", parent));
    HENG_ASSIGN_OR_RETURN(*line.mutable_initial_yuan(), Yuan(row.initial, source.in_wan_yuan));
    HENG_ASSIGN_OR_RETURN(*line.mutable_adjusted_yuan(), Yuan(row.adjusted, source.in_wan_yuan));
    HENG_ASSIGN_OR_RETURN(*line.mutable_executed_yuan(), Yuan(row.executed, source.in_wan_yuan));
    if (!row.counts_toward_total || messages.execution_row.has_value() ||
        !source.execution_weight.has_value())
      continue;
    line.set_kind(v1::BUDGET_LINE_KIND_TOTAL);
    messages.execution_row = static_cast<int>(i);
    messages.execution_by_hand = line.adjusted_yuan().empty() || line.executed_yuan().empty();
  }
  return absl::OkStatus();
}

void SetExecution(const Case& source, Classes& classes, CaseMessages& messages) {
  if (!messages.execution_row.has_value()) {
    messages.scheme.clear_execution();
    return;
  }
  messages.scheme.mutable_execution()->set_weight_points(*source.execution_weight);
  messages.scheme.mutable_execution()->clear_line_code();
  if (!messages.execution_by_hand) return;
  const BudgetRow& printed = source.budget_rows[*messages.execution_row];
  AddRow({.level1 = "预算执行",
          .level3 = printed.label,
          .weight = source.execution_weight,
          .score = printed.score,
          .kind = "text"},
         classes.CodeOf({.level1 = "预算执行"}), messages);
  messages.by_hand.pop_back();  // no row of the form's own
}

void SetNames(const Case& source, CaseMessages& messages) {
  const std::string region = source.region_code.empty() ? "100000" : source.region_code;
  const std::string department = absl::StrCat("regions/", region, "/departments/published");
  const std::string form =
      absl::StrCat(source.fiscal_year, source.is_project ? "-project-published" : "-overall");
  messages.scheme.set_kind(source.is_project ? v1::EVALUATION_KIND_PROJECT : v1::EVALUATION_KIND_OVERALL);
  messages.goals.set_name(absl::StrCat(department, "/goals/", form));
  messages.goals.set_scheme(messages.scheme.name());
  if (source.is_project) messages.goals.mutable_project()->set_display_name("项目");
  messages.evaluation.set_name(absl::StrCat(department, "/evaluations/", form));
}

}  // namespace

std::optional<Decimal> PrintedNumber(const Cell& cell) {
  if (!cell.has_value()) return std::nullopt;
  const absl::StatusOr<Decimal> number = Decimal::Parse(absl::StripSuffix(*cell, "%"));
  if (!number.ok()) return std::nullopt;
  return *number;
}

absl::StatusOr<CaseMessages> MessagesOf(const Case& source, const v1::Scheme& gansu) {
  CaseMessages messages;
  messages.scheme = absl::StartsWith(source.scheme_template, "gansu-overall") ? gansu : PlainScheme();
  SetNames(source, messages);
  Classes classes(messages.scheme);
  for (const IndicatorRow& row : source.indicators) AddRow(row, classes.CodeOf(row), messages);
  HENG_RETURN_IF_ERROR(AddBudget(source, messages));
  SetExecution(source, classes, messages);
  ClaimForm(source, messages.evaluation);
  PrescribeWeights(source, messages.scheme);
  return messages;
}

}  // namespace heng::golden
