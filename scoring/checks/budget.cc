// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "scoring/checks.h"
#include "scoring/checks/budget_tree.h"
#include "scoring/checks/common.h"

namespace heng {
namespace {

// One of the three amount columns.
struct Column {
  absl::string_view field;
  absl::string_view zh;
  const std::string& (*amount)(const v1::BudgetLine&);
};

const std::string& Initial(const v1::BudgetLine& line) { return line.initial_yuan(); }
const std::string& Adjusted(const v1::BudgetLine& line) { return line.adjusted_yuan(); }
const std::string& Executed(const v1::BudgetLine& line) { return line.executed_yuan(); }

constexpr Column kColumns[] = {{"initial_yuan", "年初预算数", &Initial},
                               {"adjusted_yuan", "全年预算数", &Adjusted},
                               {"executed_yuan", "全年执行数", &Executed}};

CodedList LinesOf(const v1::Budget& budget, absl::string_view path) {
  CodedList list{path, "lines", {}};
  for (const v1::BudgetLine& line : budget.lines())
    list.rows.push_back({line.code(), line.label(), line.parent_code()});
  return list;
}

// Lines that repeat a total under another split are no parts; parts that give no amount count for nothing.
void CheckSum(const v1::Budget& budget, const CodedList& list, const std::vector<int>& children, int index,
              const Column& column, FieldProblems& problems) {
  const std::optional<Decimal> whole = TryDecimal(column.amount(budget.lines(index)));
  if (!whole.has_value()) return;
  Decimal sum;
  std::vector<int> parts;
  for (const int child : children) {
    if (budget.lines(child).memo()) continue;
    const std::optional<Decimal> part = TryDecimal(column.amount(budget.lines(child)));
    if (!part.has_value()) continue;
    const absl::StatusOr<Decimal> longer = Add(sum, *part);
    if (!longer.ok()) return;
    sum = *longer;
    parts.push_back(child);
  }
  if (parts.empty() || sum == *whole) return;
  AddRowProblem(list.Ref(index), column.field, "AMOUNT_SUM",
                {absl::StrCat("its parts add up to ", sum.ToString(), ", want ", whole->ToString(),
                              "; see lines ", RowNumbers(parts)),
                 absl::StrCat(column.zh, "各分项合计 ", sum.ToString(), "，应为 ", whole->ToString(),
                              "；见第 ", RowNumbers(parts), " 行")},
                problems);
}

}  // namespace

void CheckBudgetTree(const v1::Budget& budget, BudgetUse use, absl::string_view path, FieldProblems& problems,
                     const FormLimits& limits) {
  const bool stored = use == BudgetUse::kStored;
  const std::string name_field = JoinPath(path, "name");
  if (stored && budget.name().empty()) {
    problems.Add(name_field, "REQUIRED", {"a stored budget needs a name", "预算必须有名称"});
  }
  CheckName(budget.name(), ResourceKind::kBudget, name_field, problems);
  if (!CheckCount(budget.lines_size(), stored ? 1 : 0, limits.max_budget_lines, JoinPath(path, "lines"),
                  problems)) {
    return;
  }
  const CodedList list = LinesOf(budget, path);
  CheckCodes(list, "code", problems);
  const Tree tree = CheckTree(list, limits.max_depth, problems);
  if (budget.has_as_of_date()) CheckDate(budget.as_of_date(), JoinPath(path, "as_of_date"), problems);
  if (!stored) return;
  for (int i = 0; i < budget.lines_size(); ++i) {
    for (const Column& column : kColumns) CheckSum(budget, list, tree.children[i], i, column, problems);
  }
}

void CheckBudget(const v1::Budget& budget, BudgetUse use, absl::string_view path, FieldProblems& problems,
                 const FormLimits& limits) {
  CheckFields(budget, path, problems);
  CheckBudgetTree(budget, use, path, problems, limits);
}

}  // namespace heng
