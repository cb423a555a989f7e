// SPDX-License-Identifier: Apache-2.0
//
// Arguments that are either a file with a message or the name of a stored one.
#pragma once

#include <istream>
#include <string>

#include "absl/status/statusor.h"
#include "base/resource_name.h"
#include "google/protobuf/message.h"

namespace heng::cli {

// True if `text` is a file, or "-" for `in`; its message is then in `message`. False if it is a name of this kind.
// INVALID_ARGUMENT if it is neither, or the file is wrong.
absl::StatusOr<bool> ReadIfFile(const std::string& text, ResourceKind kind, std::istream& in,
                                google::protobuf::Message& message);

}  // namespace heng::cli
