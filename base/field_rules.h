// SPDX-License-Identifier: Apache-2.0
//
// The options of every field of a message type (proto/heng/v1/annotations.proto), looked up once: reading an
// option by reflection costs more than checking the field.
#pragma once

#include <vector>

#include "google/protobuf/descriptor.h"
#include "heng/v1/annotations.pb.h"

namespace heng {

struct MessageRules;

// What a walk over the fields does with one of them.
enum class FieldShape { kText, kBytes, kEnum, kMessage, kNumber };

struct FieldRules {
  const google::protobuf::FieldDescriptor* field = nullptr;
  FieldShape shape = FieldShape::kNumber;
  bool repeated = false;
  v1::DecimalKind decimal = v1::DECIMAL_KIND_UNSPECIFIED;
  bool output_only = false;
  bool narrative = false;
  bool required = false;
  const MessageRules* message = nullptr;  // of the field's own type; null unless it is a message
};

// Fields in the order of their numbers.
struct MessageRules {
  std::vector<FieldRules> fields;
  bool holds_output_only =
      false;  // some field here or below is output only; true where a type contains itself
};

// Lives as long as the process. Thread-safe. Only for descriptors of generated code, which live as long.
const MessageRules& RulesOf(const google::protobuf::Descriptor* descriptor);

}  // namespace heng
