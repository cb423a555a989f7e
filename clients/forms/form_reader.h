// SPDX-License-Identifier: Apache-2.0
//
// Reads the cells of an official form from a sheet and tells which row is which: indicators by their names and those of their
// classes, budget lines by their labels, also where all labels stand one row beside their amounts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal_kind.h"
#include "base/errors.h"
#include "clients/forms/form_blocks.h"
#include "clients/forms/form_cells.h"
#include "clients/forms/sheet_view.h"

namespace heng::forms {

// Problems by cell.
class CellProblems {
 public:
  explicit CellProblems(const SheetView& view) : view_(view) {}

  void Add(spreadsheet::CellPosition at, absl::string_view reason, Problem problem) {
    problems_.Add(view_.AddressOf(at), reason, std::move(problem));
  }
  // Where a decimal lies outside of what its kind allows: the service would refuse it and could not say in which cell it is.
  void AddIfBeyond(spreadsheet::CellPosition at, absl::string_view decimal, v1::DecimalKind kind) {
    if (std::optional<DecimalProblem> found = CheckDecimal(decimal, kind))
      Add(at, found->reason, std::move(found->problem));
  }
  absl::Status ToStatus() const { return problems_.ToStatus(); }

 private:
  const SheetView& view_;
  FieldProblems problems_;
};

struct ReadForm {
  FormCells cells;
  // Lines that were made of the labels, where the context has none.
  std::vector<v1::BudgetLine> new_lines;
  // What a person should know and need not mend.
  std::vector<Problem> notices;
};

// context: tells which lines and indicators the form has. A line or an indicator without a row, and a row that is neither, are problems.
ReadForm ReadCells(const SheetView& view, const FormBlocks& blocks, const FormContext& context,
                   CellProblems& problems);

}  // namespace heng::forms
