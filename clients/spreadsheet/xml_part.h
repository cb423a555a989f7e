// SPDX-License-Identifier: Apache-2.0
//
// Walks through the XML of one part. Handlers see the elements of one vocabulary as paths of local names, whatever the
// prefixes are and whichever of its namespaces (transitional, strict) is used. All else is passed over with what it
// holds; of mc:AlternateContent only the fallback is seen, because extensions are not understood here.
//
// A document type, and with it any entity, is refused.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/spreadsheet/package.h"

namespace heng::spreadsheet {

enum class Vocabulary { kSpreadsheet, kRelationships, kContentTypes };

// The attributes of one element; valid during the call that gets them.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}

  // One without a namespace.
  std::optional<absl::string_view> Find(absl::string_view name) const;
  // r:id, in either namespace of relationships of documents.
  std::optional<absl::string_view> FindRelationshipId() const;

 private:
  const char* const* pairs_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;

  // path: "/worksheet/sheetData/row". An error ends the walk.
  virtual absl::Status OnStart(absl::string_view path, const XmlAttributes& attributes) = 0;
  // Text of the innermost element, in pieces. Well-formed UTF-8.
  virtual absl::Status OnText(absl::string_view) { return absl::OkStatus(); }
  virtual absl::Status OnEnd(absl::string_view) { return absl::OkStatus(); }
};

struct XmlKind {
  Vocabulary vocabulary = Vocabulary::kSpreadsheet;
  absl::string_view root;  // "worksheet"
};

// Errors: those of the handler and of Package::Read; INVALID_ARGUMENT for what is not XML of this kind.
absl::Status WalkPart(Package& package, const std::string& part, const XmlKind& kind, XmlHandler& handler);

// Values of ST_Boolean and xsd:boolean.
inline bool IsTrue(std::optional<absl::string_view> value) { return value == "1" || value == "true"; }

}  // namespace heng::spreadsheet
