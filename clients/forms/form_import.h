// SPDX-License-Identifier: Apache-2.0
//
// From a filled-in form to an evaluation.
//
//   1. FindForm finds the sheet and says which evaluation it is, as far as the file knows.
//   2. The caller fetches its goals, scheme and budget.
//   3. ImportForm reads every cell against them and reports every mistake at once, by cell.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/errors.h"
#include "clients/forms/form_cells.h"
#include "clients/spreadsheet/workbook.h"

namespace heng::forms {

struct FoundForm {
  size_t sheet = 0;     // index in the workbook
  std::string name;     // of the evaluation; empty if the file does not say
  v1::Evaluation kept;  // what heng wrote beside the form; without a name if there is nothing
};

// INVALID_ARGUMENT if no sheet has an indicator table, or a form is larger than one can be.
absl::StatusOr<FoundForm> FindForm(const spreadsheet::Workbook& workbook);

struct ImportedForm {
  v1::Evaluation evaluation;
  std::vector<Problem> notices;
};

// context.evaluation: what the cells are laid over: what heng kept in the file, or a new evaluation with its name and, where one is
// stored, the budget of the year. Facts are read anew where the text of their cell differs from what such an evaluation shows.
// INVALID_ARGUMENT with all problems, each by its cell: `部门整体支出绩效自评表!F23`.
absl::StatusOr<ImportedForm> ImportForm(const spreadsheet::Workbook& workbook, const FoundForm& found,
                                        const FormContext& context);

}  // namespace heng::forms
