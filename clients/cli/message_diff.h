// SPDX-License-Identifier: Apache-2.0
//
// Two messages of one type, cell by cell. Rows of lists are told by what names them, at any depth, so that a row that was
// put in between others is one change and not one for each row behind it.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/message_cells.h"
#include "google/protobuf/message.h"

namespace heng::cli {

enum class ChangeKind {
  kChanged,  // a cell has another value, or none on one side; what is typed counts, so 5 and 5.0 differ
  kAdded,    // an element of a list is new
  kRemoved,  // an element of a list is gone
  kMoved,    // the elements that a list has on both sides stand in another order
};

struct Change {
  ChangeKind kind = ChangeKind::kChanged;
  Path path;  // of the cell, the element or the list
  // A cell; empty: not set.
  std::string before;
  std::string after;
  // What the element that came or went holds, with paths from the element on; a text of a list is one cell without path.
  std::vector<Cell> cells;
  // Names of elements that both have, from the first that stands elsewhere to the last.
  std::vector<std::string> order_before;
  std::vector<std::string> order_after;
};

// Names of fields that are not compared.
struct LeftOut {
  std::vector<std::string> of_top;  // of the messages themselves
  std::vector<std::string> anywhere;
};

// In the order of definition. A list has what `after` has in its order, then what only `before` has, then its order.
// Elements that only their place names are compared by index.
std::vector<Change> DiffMessages(const google::protobuf::Message& before,
                                 const google::protobuf::Message& after, const LeftOut& left_out);

}  // namespace heng::cli
