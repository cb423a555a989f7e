// SPDX-License-Identifier: Apache-2.0
//
// What rows are called: the name of the indicator behind a result or a score, the label of the budget line behind its rate.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "clients/cli/message_cells.h"
#include "google/protobuf/message.h"

namespace heng::cli {

// True for an element that has cells of its own; a text in a list of texts is a cell and no row.
bool IsRow(const PathStep& step);

class RowNames {
 public:
  // Remembers the name of every row in `message`, at any depth. What is added later counts.
  void Add(const google::protobuf::Message& message);

  // `B12 制度健全` for a path into that row; the key alone if the row has no name; empty outside of rows.
  std::string RowOf(const Path& path) const;

 private:
  // Names by type of row and code.
  std::map<std::pair<const google::protobuf::Descriptor*, std::string>, std::string> names_;
};

// The key of the outermost row that a path lies in; empty outside of rows.
std::string RowKey(const Path& path);

}  // namespace heng::cli
