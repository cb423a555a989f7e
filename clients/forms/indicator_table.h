// SPDX-License-Identifier: Apache-2.0
//
// The rows of the indicator table and the indicators that they are.
#pragma once

#include "clients/forms/form_reader.h"

namespace heng::forms {

void ReadIndicatorTable(const SheetView& view, const IndicatorBlock& block, const FormContext& context,
                        CellProblems& problems, ReadForm& form);

}  // namespace heng::forms
