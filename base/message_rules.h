// SPDX-License-Identifier: Apache-2.0
//
// Rules that stand beside the fields of a message as options (proto/heng/v1/annotations.proto): required
// fields, the grammar and limits of decimals, the length of texts. One walk by reflection serves every
// message.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "base/errors.h"

namespace google::protobuf {
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace heng {

// Limits of texts, in bytes.
struct TextLimits {
  size_t cell_bytes = 4 * 1024;
  size_t narrative_bytes = 256 * 1024;
};

// Adds a problem for every field of `message`, at any depth, that breaks its options: an empty required text
// (REQUIRED), a decimal that does not parse or lies outside its kind's range (NOT_A_DECIMAL, OUT_OF_RANGE), a
// text that is too long (TOO_LONG) or holds control characters other than tab and line breaks (NOT_ALLOWED),
// an enum number that this build does not know (OUT_OF_RANGE). Fields marked output_only are skipped.
//
// path: what stands before the first field, such as "evaluation". The own words of the nearest row (its
// display_name, label, title, subject, code or line_code) begin the text, so that people find it: field
// `evaluation.results[4].actual`, text `(财务管理制度健全) "abc" is not a decimal ...`.
//
// Thread-safe. Only for messages of generated code.
void CheckFields(const google::protobuf::Message& message, absl::string_view path, FieldProblems& problems,
                 const TextLimits& limits = {});

// Reads the decimal in `text`, which belongs to a field whose option names its kind. Only for fields that
// CheckFields has passed; an empty text is 0.
Decimal DecimalOf(absl::string_view text);

// Clears every output-only field, at any depth.
void ClearOutputOnly(google::protobuf::Message& message);

}  // namespace heng
