// SPDX-License-Identifier: Apache-2.0
//
// Fields and their values in the words that the forms and tables use for them.
#pragma once

#include <string>

#include "clients/cli/language.h"
#include "clients/cli/message_cells.h"

namespace heng::cli {

// The field at the end of a path, without the row that it lies in: `实际完成值` of results[B12].actual, `填报·得分` of
// results[B12].claim.pointsText, `指标` of results[B12] itself. A field without words is told by its name.
std::string FieldWords(const Path& path, Language language);

// The value of a cell: words for enum values that have some, else the text as it is.
std::string ValueWords(const google::protobuf::FieldDescriptor* field, const std::string& value,
                       Language language);

}  // namespace heng::cli
