// SPDX-License-Identifier: Apache-2.0
#include "base/field_rules.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace heng {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using RulesTable = std::unordered_map<const Descriptor*, std::unique_ptr<MessageRules>>;

FieldShape ShapeOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? FieldShape::kBytes : FieldShape::kText;
    case FieldDescriptor::CPPTYPE_ENUM:
      return FieldShape::kEnum;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return FieldShape::kMessage;
    default:
      return FieldShape::kNumber;
  }
}

// The entry stands in the table before its fields are filled, so a type that contains itself finds it.
const MessageRules* Build(const Descriptor* descriptor, RulesTable& table) {
  std::unique_ptr<MessageRules>& entry = table[descriptor];
  if (entry != nullptr) return entry.get();
  entry = std::make_unique<MessageRules>();
  MessageRules* const rules = entry.get();
  rules->holds_output_only = true;  // for whoever meets the entry before it is filled
  bool holds_output_only = false;
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    const google::protobuf::FieldOptions& options = field->options();
    rules->fields.push_back({.field = field,
                             .shape = ShapeOf(*field),
                             .repeated = field->is_repeated(),
                             .decimal = options.GetExtension(v1::decimal),
                             .output_only = options.GetExtension(v1::output_only),
                             .narrative = options.GetExtension(v1::narrative),
                             .required = options.GetExtension(v1::required)});
    if (field->message_type() != nullptr) {
      rules->fields.back().message = Build(field->message_type(), table);
    }
    const FieldRules& added = rules->fields.back();
    holds_output_only |= added.output_only || (added.message != nullptr && added.message->holds_output_only);
  }
  rules->holds_output_only = holds_output_only;
  std::sort(rules->fields.begin(), rules->fields.end(),
            [](const FieldRules& a, const FieldRules& b) { return a.field->number() < b.field->number(); });
  return rules;
}

}  // namespace

const MessageRules& RulesOf(const Descriptor* descriptor) {
  static std::mutex mutex;
  static auto* const table = new RulesTable;
  const std::lock_guard<std::mutex> lock(mutex);
  return *Build(descriptor, *table);
}

}  // namespace heng
