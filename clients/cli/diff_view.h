// SPDX-License-Identifier: Apache-2.0
//
// What `heng diff` prints: for people, for spreadsheets and for programs.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/message_diff.h"
#include "clients/cli/row_names.h"
#include "clients/cli/table.h"

namespace heng::cli {

// One side of a comparison.
struct DiffSide {
  std::string name;   // with revision, or the file
  std::string time;   // when it was stored; empty for a file
  std::string actor;  // who stored it; empty for a file
};

struct Comparison {
  DiffSide before;
  DiffSide after;
  // True if the two are not revisions of one resource.
  bool of_two_resources = false;
  std::vector<Change> changes;
  RowNames row_names;
};

// The two sides, the changes in what people gave, those in what follows from it (score, findings), and how many there are.
// whole: long texts as they are and wrapped, else what lies around their first difference.
std::string ComparisonText(const Comparison& comparison, Language language, bool whole);

// A row for each change, everything whole, nothing translated.
Table ComparisonTable(const Comparison& comparison);

// {"before": side, "after": side, "changes": [{"kind", "path", "row", "before", "after"}]}. A cell is a text, empty if it is
// not set. Of an element that came or went one of the two is null, and the other an object of its cells by path, or the
// text itself; of another order both are arrays of what names the elements.
std::string ComparisonJson(const Comparison& comparison);

}  // namespace heng::cli
