// SPDX-License-Identifier: Apache-2.0
//
// A form written by heng carries the evaluation behind it on a hidden sheet, so that what has no cell of its own (the report,
// evidence, facts that were given apart from what was typed) survives the way through a spreadsheet. The cells win: what was
// changed there is read anew.
//
//   sheet `heng`:  A1 heng-form/1   A2, A3, ...  the evaluation as proto3 JSON without output-only fields, in pieces
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/spreadsheet/workbook.h"
#include "heng/v1/evaluation.pb.h"

namespace heng::forms {

inline constexpr char kKeptSheet[] = "heng";

// The texts of column A.
std::vector<std::string> KeptCells(const v1::Evaluation& evaluation);

// The evaluation in a workbook; empty (no name) if it has none. INVALID_ARGUMENT if it is damaged, or of a newer heng.
absl::StatusOr<v1::Evaluation> KeptEvaluation(const spreadsheet::Workbook& workbook);

}  // namespace heng::forms
