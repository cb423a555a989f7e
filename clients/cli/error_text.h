// SPDX-License-Identifier: Apache-2.0
//
// An error as people read it: what happened, every field that is wrong, what to do.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace heng::cli {

// The message in this language; in English if the server sent no Chinese one. server: the address that was
// called.
std::string MessageText(const absl::Status& status, absl::string_view server, Language language);

// The message, then a line for each field violation, then a line of advice where there is some:
//
//   heng: 1 field is wrong: results[4].actual ...
//     evaluation.results[4].actual: "abc" is not a decimal: want ...
//   correct the file and run the command again
std::string ErrorText(const absl::Status& status, absl::string_view server, Language language);

}  // namespace heng::cli
