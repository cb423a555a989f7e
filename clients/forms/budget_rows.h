// SPDX-License-Identifier: Apache-2.0
//
// The rows of the budget block and the lines that they are.
#pragma once

#include "clients/forms/form_reader.h"

namespace heng::forms {

void ReadBudgetRows(const SheetView& view, const TableBlock& block, const FormContext& context,
                    CellProblems& problems, ReadForm& form);

}  // namespace heng::forms
