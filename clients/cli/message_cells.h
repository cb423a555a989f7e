// SPDX-License-Identifier: Apache-2.0
//
// Any message as cells: where each field that is set stands, and its value as text.
#pragma once

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace heng::cli {

// How the elements of a list are named in paths.
enum class ElementNames {
  kByIndex,  // offices[0]
  kByKey,    // results[B12]: by what names the row, so that a row keeps its path wherever it stands
};

struct PathStep {
  const google::protobuf::FieldDescriptor* field = nullptr;
  std::string element;  // which element of a list; empty: the field itself
};
using Path = std::vector<PathStep>;

// staffing.onStaffCount, results[B12].actual
std::string PathText(const Path& path);

struct Cell {
  Path path;
  std::string value;  // times in UTC; dates as 2024-12-31, or 2024-12 and 2024 where they are not more exact
};

// Every field that is set, in the order of the message's definition; paths are unique.
std::vector<Cell> CellsOf(const google::protobuf::Message& message, ElementNames names);

// The fields that together name an element of a list of this type; empty if only its place does.
std::vector<const google::protobuf::FieldDescriptor*> KeyFields(const google::protobuf::Descriptor& type);

// One name for each element of a list, in its order. By key: an element without one is told by its index, and the second
// of the same key as `B12 #2`.
std::vector<std::string> NamesOfElements(const google::protobuf::Message& message,
                                         const google::protobuf::FieldDescriptor* field, ElementNames names);

// True for fields whose value is one cell: scalars, times and dates. False for messages that have cells of their own.
bool IsCell(const google::protobuf::FieldDescriptor* field);

// The value of a cell; index: that of an element, or -1.
std::string CellText(const google::protobuf::Message& message, const google::protobuf::FieldDescriptor* field,
                     int index);

}  // namespace heng::cli
