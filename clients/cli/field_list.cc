// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/field_list.h"

#include <utility>

#include "clients/cli/message_cells.h"

namespace heng::cli {

Table FieldList(const google::protobuf::Message& message, const std::string& left_out) {
  Table table{.columns = {{.key = "field", .heading = {.en = "FIELD", .zh = "字段"}},
                          {.key = "value", .heading = {.en = "VALUE", .zh = "内容"}}}};
  for (Cell& cell : CellsOf(message, ElementNames::kByIndex)) {
    if (cell.path.front().field->name() == left_out) continue;
    table.rows.push_back({PathText(cell.path), std::move(cell.value)});
  }
  return table;
}

}  // namespace heng::cli
