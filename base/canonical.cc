// SPDX-License-Identifier: Apache-2.0
//
//   encoding := version(0x01) text(full name of the message type) message
//   message  := field*                                    ascending numbers; only what is given
//   field    := number(u32) kind(u8) value                a field that holds one value
//             | number(u32) 'r' kind(u8) count(u32) value{count}
//   value    := u8                                        kind 'b', bool: 0 or 1
//             | u64                                       kind 'i', integers, two's complement
//             | u32                                       kind 'e', enums, two's complement
//             | text                                      kinds 's' string, 'd' decimal, 'y' bytes
//             | length(u32) message                       kind 'm'
//   text     := length(u32) byte*
//
// Numbers are big-endian. docs/canonical-encoding.md has the same in words, with an example.
#include "base/canonical.h"

#include <cstdint>
#include <limits>

#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "base/field_rules.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "google/protobuf/message.h"

namespace heng {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr char kVersion = 1;
constexpr DecimalLimits kWidest{.max_digits = 38, .max_places = Decimal::kMaxPlaces};

void AppendU32(std::string& out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

void AppendU64(std::string& out, uint64_t value) {
  AppendU32(out, static_cast<uint32_t>(value >> 32));
  AppendU32(out, static_cast<uint32_t>(value));
}

uint32_t LengthOf(size_t size) {
  HENG_CHECK(size <= std::numeric_limits<uint32_t>::max());
  return static_cast<uint32_t>(size);
}

void AppendText(std::string& out, absl::string_view text) {
  AppendU32(out, LengthOf(text.size()));
  out.append(text.data(), text.size());
}

void AppendDecimal(std::string& out, const std::string& text) {
  const absl::StatusOr<Decimal> decimal = Decimal::Parse(text, kWidest);
  AppendText(out, decimal.ok() ? decimal->ToString() : text);
}

char KindOf(const FieldRules& rules) {
  switch (rules.field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return 'b';
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return 'i';
    case FieldDescriptor::CPPTYPE_ENUM:
      return 'e';
    case FieldDescriptor::CPPTYPE_STRING:
      if (rules.field->type() == FieldDescriptor::TYPE_BYTES) return 'y';
      return rules.decimal == v1::DECIMAL_KIND_UNSPECIFIED ? 's' : 'd';
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return 'm';
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      break;
  }
  HENG_CHECK(!"floating point has no canonical encoding: use a decimal string");
  return 0;
}

void AppendMessage(std::string& out, const Message& message, const MessageRules& rules);

// The length of a message is known only behind it, so its place is kept and filled in afterwards.
void AppendNested(std::string& out, const Message& message, const MessageRules& rules) {
  constexpr size_t kLengthBytes = 4;
  const size_t begin = out.size();
  out.append(kLengthBytes, '\0');
  AppendMessage(out, message, rules);
  std::string length;
  AppendU32(length, LengthOf(out.size() - begin - kLengthBytes));
  out.replace(begin, kLengthBytes, length);
}

uint64_t IntegerOf(const Message& message, const FieldDescriptor* field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return static_cast<uint64_t>(int64_t{reflection.GetInt32(message, field)});
    case FieldDescriptor::CPPTYPE_INT64:
      return static_cast<uint64_t>(reflection.GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetUInt32(message, field);
    default:
      return reflection.GetUInt64(message, field);
  }
}

uint64_t RepeatedIntegerOf(const Message& message, const FieldDescriptor* field, int i) {
  const Reflection& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return static_cast<uint64_t>(int64_t{reflection.GetRepeatedInt32(message, field, i)});
    case FieldDescriptor::CPPTYPE_INT64:
      return static_cast<uint64_t>(reflection.GetRepeatedInt64(message, field, i));
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetRepeatedUInt32(message, field, i);
    default:
      return reflection.GetRepeatedUInt64(message, field, i);
  }
}

void AppendSingle(std::string& out, const Message& message, const FieldRules& rules) {
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor* field = rules.field;
  std::string scratch;
  switch (KindOf(rules)) {
    case 'b':
      out += static_cast<char>(reflection.GetBool(message, field));
      return;
    case 'i':
      return AppendU64(out, IntegerOf(message, field));
    case 'e':
      return AppendU32(out, static_cast<uint32_t>(reflection.GetEnumValue(message, field)));
    case 'd':
      return AppendDecimal(out, reflection.GetStringReference(message, field, &scratch));
    case 'm':
      return AppendNested(out, reflection.GetMessage(message, field), *rules.message);
    default:
      return AppendText(out, reflection.GetStringReference(message, field, &scratch));
  }
}

void AppendElement(std::string& out, const Message& message, const FieldRules& rules, int i) {
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor* field = rules.field;
  std::string scratch;
  switch (KindOf(rules)) {
    case 'b':
      out += static_cast<char>(reflection.GetRepeatedBool(message, field, i));
      return;
    case 'i':
      return AppendU64(out, RepeatedIntegerOf(message, field, i));
    case 'e':
      return AppendU32(out, static_cast<uint32_t>(reflection.GetRepeatedEnumValue(message, field, i)));
    case 'd':
      return AppendDecimal(out, reflection.GetRepeatedStringReference(message, field, i, &scratch));
    case 'm':
      return AppendNested(out, reflection.GetRepeatedMessage(message, field, i), *rules.message);
    default:
      return AppendText(out, reflection.GetRepeatedStringReference(message, field, i, &scratch));
  }
}

void AppendRepeated(std::string& out, const Message& message, const FieldRules& rules) {
  const int count = message.GetReflection()->FieldSize(message, rules.field);
  if (count == 0) return;
  AppendU32(out, static_cast<uint32_t>(rules.field->number()));
  out += 'r';
  out += KindOf(rules);
  AppendU32(out, static_cast<uint32_t>(count));
  for (int i = 0; i < count; ++i) AppendElement(out, message, rules, i);
}

void AppendField(std::string& out, const Message& message, const FieldRules& rules) {
  HENG_CHECK(!rules.field->is_map() && "a map has no canonical encoding: use a repeated message");
  if (rules.field->is_repeated()) return AppendRepeated(out, message, rules);
  if (!message.GetReflection()->HasField(message, rules.field)) return;
  const size_t begin = out.size();
  AppendU32(out, static_cast<uint32_t>(rules.field->number()));
  out += KindOf(rules);
  const size_t value = out.size();
  AppendSingle(out, message, rules);
  // A message that says nothing is the same as none: all that was added is its length, 0.
  const bool says_nothing = rules.message != nullptr && out.size() == value + sizeof(uint32_t);
  if (says_nothing) out.resize(begin);
}

void AppendMessage(std::string& out, const Message& message, const MessageRules& rules) {
  for (const FieldRules& field : rules.fields) {
    if (!field.output_only) AppendField(out, message, field);
  }
}

}  // namespace

std::string CanonicalEncoding(const Message& message) {
  std::string out(1, kVersion);
  AppendText(out, message.GetDescriptor()->full_name());
  AppendMessage(out, message, RulesOf(message.GetDescriptor()));
  return out;
}

std::string CanonicalSha256(const Message& message) { return Sha256(CanonicalEncoding(message)); }

}  // namespace heng
