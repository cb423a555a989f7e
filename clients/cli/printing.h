// SPDX-License-Identifier: Apache-2.0
//
// Resources in the format that was asked for.
#pragma once

#include <vector>

#include "clients/cli/command_tree.h"
#include "clients/cli/message_files.h"
#include "clients/cli/resource_tables.h"
#include "clients/cli/table.h"

namespace heng::cli {

// A table to a reader or to a spreadsheet; never for JSON.
inline void PrintTable(const Context& context, const Table& table) {
  context.io.out << (context.format == Format::kCsv ? CsvTable(table)
                                                    : AlignedTable(table, context.language));
}

// CSV is for programs, so its words do not follow the reader's language.
inline Language WordsFor(const Context& context) {
  return context.format == Format::kCsv ? Language::kEnglish : context.language;
}

// Rows of a table, or one JSON array.
template <typename T>
void PrintList(const Context& context, const std::vector<T>& resources) {
  if (context.format == Format::kJson) {
    context.io.out << ToJsonArray(resources);
  } else {
    PrintTable(context, TableOf(resources, WordsFor(context)));
  }
}

// One row of a table, or one JSON object.
template <typename T>
void PrintRow(const Context& context, const T& resource) {
  if (context.format == Format::kJson) {
    context.io.out << ToJson(resource);
  } else {
    PrintTable(context, TableOf(std::vector<T>{resource}, WordsFor(context)));
  }
}

// Everything in one resource for people; else as PrintRow.
template <typename T>
void PrintDetails(const Context& context, const T& resource) {
  if (context.format == Format::kTable) {
    context.io.out << DetailsOf(resource, context.language);
  } else {
    PrintRow(context, resource);
  }
}

}  // namespace heng::cli
