// SPDX-License-Identifier: Apache-2.0
//
// Problems of rows: the field path as the caller wrote it, and the row's own words in the text, so that
// people find the row on their form.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/errors.h"

namespace heng {

// One element of a list: `list` of the message at `path`.
struct RowRef {
  absl::string_view path;   // "evaluation"
  absl::string_view list;   // "results"
  int index = 0;            // zero-based
  absl::string_view words;  // what people call it: its name, label or code
};

// "path.field", or the one that is not empty.
std::string JoinPath(absl::string_view path, absl::string_view field);

// "evaluation.results[4]"
std::string RowPath(const RowRef& row);

// Adds a problem of a field of the row, or of the row itself if `field` is empty. The text gets the row's
// words before it, as in base/message_rules.h, so that a status reads `evaluation.results[4].actual:
// (财务管理制度健全) …`.
void AddRowProblem(const RowRef& row, absl::string_view field, absl::string_view reason,
                   const Problem& problem, FieldProblems& problems);

// What a caller sent, in quotes, cut to a length that people can read.
std::string Quoted(absl::string_view text);

// "1, 2, 3, 4": numbers for people, so counted from 1.
std::string RowNumbers(const std::vector<int>& indexes);

}  // namespace heng
