// SPDX-License-Identifier: Apache-2.0
//
// Which part of a package refers to which others: xl/_rels/workbook.xml.rels says where the worksheets of
// xl/workbook.xml are. Names of parts are never guessed.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/spreadsheet/package.h"

namespace heng::spreadsheet {

struct Relationship {
  std::string id;
  // The last word of its type, which transitional and strict files share: "worksheet", "sharedStrings".
  std::string type;
  std::string part;  // the name of what it refers to; empty if that lies outside the package
};

// Those of `source`, or of the package itself for "", in the order of the file; none if it has no such part.
// INVALID_ARGUMENT if an id appears twice, RESOURCE_EXHAUSTED for more than 1,024 of them.
absl::StatusOr<std::vector<Relationship>> ReadRelationships(Package& package, absl::string_view source);

// The part that `target` means in the relationships of `source`: absolute ("/xl/a.xml") or relative ("../a.xml").
std::string ResolveTarget(absl::string_view source, absl::string_view target);

}  // namespace heng::spreadsheet
