// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/usual_budget.h"

#include "absl/types/span.h"

namespace heng::forms {
namespace {

struct UsualLine {
  const char* code;
  const char* parent_code;
  const char* label;
  v1::BudgetLineKind kind;
};

constexpr UsualLine kOverall[] = {
    {"total", "", "年度资金总额", v1::BUDGET_LINE_KIND_TOTAL},
    {"basic", "total", "(一)基本支出", v1::BUDGET_LINE_KIND_BASIC},
    {"personnel", "basic", "1.人员经费", v1::BUDGET_LINE_KIND_PERSONNEL},
    {"public", "basic", "2.公用经费", v1::BUDGET_LINE_KIND_PUBLIC},
    {"project", "total", "(二)项目支出", v1::BUDGET_LINE_KIND_PROJECT},
    {"general-project", "project", "1.一般性项目", v1::BUDGET_LINE_KIND_GENERAL_PROJECT},
    {"key-project", "project", "2.重点项目", v1::BUDGET_LINE_KIND_KEY_PROJECT},
};

constexpr UsualLine kProject[] = {
    {"total", "", "年度资金总额", v1::BUDGET_LINE_KIND_TOTAL},
    {"appropriation", "total", "当年财政拨款", v1::BUDGET_LINE_KIND_APPROPRIATION},
    {"carry-over", "total", "上年结转资金", v1::BUDGET_LINE_KIND_CARRY_OVER},
    {"other", "total", "其他资金", v1::BUDGET_LINE_KIND_OTHER},
};

}  // namespace

v1::Budget UsualBudget(bool project_form) {
  v1::Budget budget;
  const auto usual = project_form ? absl::MakeConstSpan(kProject) : absl::MakeConstSpan(kOverall);
  for (const UsualLine& usual_line : usual) {
    v1::BudgetLine& line = *budget.add_lines();
    line.set_code(usual_line.code);
    line.set_parent_code(usual_line.parent_code);
    line.set_label(usual_line.label);
    line.set_kind(usual_line.kind);
  }
  return budget;
}

}  // namespace heng::forms
