// SPDX-License-Identifier: Apache-2.0
//
// Any message as a list of field paths and values, for people who look at one resource.
#pragma once

#include <string>

#include "clients/cli/table.h"
#include "google/protobuf/message.h"

namespace heng::cli {

// Every field that is set, in the order of its number: `staffing.onStaffCount`, `offices[0].displayName`.
// Times are printed in UTC, dates as 2024-12-31. The top field named `left_out`, if any, is left out.
Table FieldList(const google::protobuf::Message& message, const std::string& left_out);

}  // namespace heng::cli
