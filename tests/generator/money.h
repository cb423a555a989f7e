// SPDX-License-Identifier: Apache-2.0
//
// Budgets of a department and of its projects. Amounts spread over five powers of ten; most of what was budgeted is spent.
#pragma once

#include <cstdint>

#include "heng/v1/budget.pb.h"
#include "heng/v1/department.pb.h"

namespace heng::generator {

// The three amounts of a line, in fen.
struct Amounts {
  int64_t initial_fen = 0;
  int64_t adjusted_fen = 0;
  int64_t executed_fen = 0;
};
Amounts operator+(const Amounts& a, const Amounts& b);

// Whether a department says why it spent less than planned, and what its words are drawn from.
struct Explanation {
  bool given = true;
  uint64_t words = 0;
};

struct DepartmentMoney {
  Amounts personnel, upkeep, general_project, key_project;
  Amounts three_public;  // part of the upkeep
  Explanation explanation;
};
DepartmentMoney MoneyOf(uint64_t seed, int department, v1::DepartmentCategory category, int fiscal_year);

struct ProjectMoney {
  Amounts appropriation, other;
  Explanation explanation;
};
ProjectMoney ProjectMoneyOf(uint64_t seed, int department, int project, int fiscal_year);

// The lines of the overall form and of a project form. Parts add up to their wholes.
v1::Budget BudgetOf(const DepartmentMoney& money);
v1::Budget BudgetOf(const ProjectMoney& money);

// executed / adjusted in hundredths of a percent, truncated; 0 without a budget.
int64_t ExecutionRate(const Amounts& amounts);

}  // namespace heng::generator
