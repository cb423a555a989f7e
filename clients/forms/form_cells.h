// SPDX-License-Identifier: Apache-2.0
//
// The cells of an official form that a department types, as texts. The same cells are shown by a template or an export and
// read back by an import; which of them changed in between is what the department did.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "clients/forms/typed_value.h"
#include "clients/spreadsheet/cell_address.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::forms {

// What a form is about: the evaluation as far as it is known, and the words that stand in its goals and scheme.
struct FormContext {
  v1::Evaluation evaluation;
  v1::Goals goals;
  v1::Scheme scheme;
  v1::Department department;
};

// Columns of the budget block and of the indicator table. Both stand side by side on the form, from column D on.
enum class BudgetColumn { kInitial, kAdjusted, kExecuted, kWeight, kRate, kPoints, kReason };
enum class IndicatorColumn { kTarget, kActual, kUnit, kWeight, kCompletion, kPoints, kReason };
constexpr size_t kRowCells = 7;

struct TypedCell {
  std::string text;
  spreadsheet::CellPosition at;
};

// One row of either block, by column.
struct RowCells {
  std::array<TypedCell, kRowCells> cells;

  TypedCell& operator[](BudgetColumn column) { return cells[static_cast<size_t>(column)]; }
  const TypedCell& operator[](BudgetColumn column) const { return cells[static_cast<size_t>(column)]; }
  TypedCell& operator[](IndicatorColumn column) { return cells[static_cast<size_t>(column)]; }
  const TypedCell& operator[](IndicatorColumn column) const { return cells[static_cast<size_t>(column)]; }
};

struct GoalCells {
  TypedCell expected;
  TypedCell achieved;
};

struct FormCells {
  TypedCell amount_unit;
  TypedCell form_date;
  std::map<std::string, RowCells> budget_lines;  // by code
  std::vector<GoalCells> goals;
  std::map<std::string, RowCells> indicators;  // by code
  TypedCell total_weight;
  TypedCell total_points;
  TypedCell grade;
};

// What a form of this evaluation shows: what the department typed, or else what follows from facts, goals and scheme.
// unit: that of the amounts, where the evaluation does not say how they were printed.
FormCells ShownCells(const FormContext& context, AmountUnit unit = AmountUnit::kYuan);

}  // namespace heng::forms
