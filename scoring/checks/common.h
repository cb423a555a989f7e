// SPDX-License-Identifier: Apache-2.0
//
// What several checks share: names, codes, years, dates, list lengths, and trees given as parent codes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "google/type/date.pb.h"
#include "scoring/row_problem.h"

namespace heng {

// The decimal, or nothing if the text is empty or breaks the grammar (CheckFields has said so already).
std::optional<Decimal> TryDecimal(absl::string_view text);

// Adds BAD_NAME unless `name` is a name of this kind. An empty name passes: `required` options speak of
// those. Returns the parsed name if it is one.
std::optional<ResourceName> CheckName(absl::string_view name, ResourceKind kind, absl::string_view field,
                                      FieldProblems& problems);

// Adds OUT_OF_RANGE for years outside 1949 to 2100 (0 means open) and for a first year behind the last.
void CheckYears(int from_year, int until_year, absl::string_view path, FieldProblems& problems);

// Adds OUT_OF_RANGE for a day that no calendar has. A date without month or day passes.
void CheckDate(const google::type::Date& date, absl::string_view field, FieldProblems& problems);

// Adds REQUIRED for an empty list (if min_count is 1) and TOO_LONG for one that is longer than max_count.
// False if it is too long; then nothing more should be said of it.
bool CheckCount(int count, int min_count, int max_count, absl::string_view field, FieldProblems& problems);

// A list whose elements have codes and words.
struct CodedRow {
  absl::string_view code;
  absl::string_view words;
  absl::string_view parent_code;  // empty at the top, and for lists that are no trees
};
struct CodedList {
  absl::string_view path;
  absl::string_view list;
  std::vector<CodedRow> rows;

  RowRef Ref(int index) const { return {path, list, index, rows[index].words}; }
};

// Adds BAD_NAME for codes of the wrong shape and DUPLICATE_CODE for codes that appear twice. Empty codes
// pass. code_field: the name of the field, such as "code".
void CheckCodes(const CodedList& list, absl::string_view code_field, FieldProblems& problems);

// The parent of every row, as an index; -1 at the top.
struct Tree {
  std::vector<int> parents;
  std::vector<std::vector<int>> children;
};

// Adds UNKNOWN_CODE for parents that are not there and BAD_TREE for circles and for rows deeper than
// max_depth. A row whose parent is unknown or that is part of a circle stands at the top of the tree that is
// returned.
Tree CheckTree(const CodedList& list, int max_depth, FieldProblems& problems);

}  // namespace heng
