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
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "base/field_rules.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "google/protobuf/message.h"

namespace heng {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr char kVersion = 1;
constexpr size_t kUsualBytes = 16 * 1024;
constexpr DecimalLimits kWidest{.max_digits = 38, .max_places = Decimal::kMaxPlaces};

// What the encoding needs to know of a type, found out once: asking descriptors costs more than writing the bytes.
struct MessagePlan;

struct FieldPlan {
  const FieldDescriptor* field = nullptr;
  uint32_t number = 0;
  char kind = 0;
  FieldDescriptor::CppType type = FieldDescriptor::CPPTYPE_MESSAGE;
  bool repeated = false;
  bool has_presence = false;
  const MessagePlan* message = nullptr;  // null unless it is a message
};

// Fields that count, in the order of their numbers.
struct MessagePlan {
  std::vector<FieldPlan> fields;
};

char KindOf(const FieldRules& rules) {
  HENG_CHECK(!rules.field->is_map() && "a map has no canonical encoding: use a repeated message");
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

using PlanTable = std::unordered_map<const MessageRules*, std::unique_ptr<MessagePlan>>;

// The entry stands in the table before its fields are filled, so a type that contains itself finds it.
const MessagePlan* Build(const MessageRules& rules, PlanTable& table) {
  std::unique_ptr<MessagePlan>& entry = table[&rules];
  if (entry != nullptr) return entry.get();
  entry = std::make_unique<MessagePlan>();
  MessagePlan* const plan = entry.get();
  for (const FieldRules& field : rules.fields) {
    if (field.output_only) continue;
    plan->fields.push_back({.field = field.field,
                            .number = static_cast<uint32_t>(field.field->number()),
                            .kind = KindOf(field),
                            .type = field.field->cpp_type(),
                            .repeated = field.field->is_repeated(),
                            .has_presence = field.field->has_presence()});
    if (field.message != nullptr) plan->fields.back().message = Build(*field.message, table);
  }
  return plan;
}

const MessagePlan& PlanOf(const Descriptor* descriptor) {
  static std::mutex mutex;
  static auto* const table = new PlanTable;
  const MessageRules& rules = RulesOf(descriptor);
  const std::lock_guard<std::mutex> lock(mutex);
  return *Build(rules, *table);
}

void PutU32(char* at, uint32_t value) {
  at[0] = static_cast<char>(value >> 24);
  at[1] = static_cast<char>(value >> 16);
  at[2] = static_cast<char>(value >> 8);
  at[3] = static_cast<char>(value);
}

void AppendU32(std::string& out, uint32_t value) {
  char bytes[4];
  PutU32(bytes, value);
  out.append(bytes, sizeof(bytes));
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

// Whole numbers of few digits are the shortest form of themselves; most decimals of a form are such.
bool IsShortest(absl::string_view text) {
  constexpr size_t kFewDigits = 18;
  if (text.empty() || text.size() > kFewDigits || (text[0] == '0' && text.size() > 1)) return false;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

void AppendDecimal(std::string& out, const std::string& text) {
  if (IsShortest(text)) return AppendText(out, text);
  const absl::StatusOr<Decimal> decimal = Decimal::Parse(text, kWidest);
  AppendText(out, decimal.ok() ? decimal->ToString() : text);
}

void AppendString(std::string& out, const FieldPlan& plan, const std::string& text) {
  if (plan.kind == 'd') {
    AppendDecimal(out, text);
  } else {
    AppendText(out, text);
  }
}

void AppendHead(std::string& out, const FieldPlan& plan) {
  AppendU32(out, plan.number);
  out += plan.kind;
}

void AppendMessage(std::string& out, const Message& message, const MessagePlan& plan);

// The length of a message is known only behind it, so its place is kept and filled in afterwards. Returns the length.
uint32_t AppendNested(std::string& out, const Message& message, const MessagePlan& plan) {
  const size_t begin = out.size();
  AppendU32(out, 0);
  const size_t content = out.size();
  AppendMessage(out, message, plan);
  const uint32_t length = LengthOf(out.size() - content);
  PutU32(&out[begin], length);
  return length;
}

uint64_t IntegerOf(const Reflection& reflection, const Message& message, const FieldPlan& plan) {
  switch (plan.type) {
    case FieldDescriptor::CPPTYPE_INT32:
      return static_cast<uint64_t>(int64_t{reflection.GetInt32(message, plan.field)});
    case FieldDescriptor::CPPTYPE_INT64:
      return static_cast<uint64_t>(reflection.GetInt64(message, plan.field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetUInt32(message, plan.field);
    default:
      return reflection.GetUInt64(message, plan.field);
  }
}

uint64_t RepeatedIntegerOf(const Reflection& reflection, const Message& message, const FieldPlan& plan,
                           int i) {
  switch (plan.type) {
    case FieldDescriptor::CPPTYPE_INT32:
      return static_cast<uint64_t>(int64_t{reflection.GetRepeatedInt32(message, plan.field, i)});
    case FieldDescriptor::CPPTYPE_INT64:
      return static_cast<uint64_t>(reflection.GetRepeatedInt64(message, plan.field, i));
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetRepeatedUInt32(message, plan.field, i);
    default:
      return reflection.GetRepeatedUInt64(message, plan.field, i);
  }
}

void AppendElement(std::string& out, const Reflection& reflection, const Message& message,
                   const FieldPlan& plan, int i) {
  std::string scratch;
  switch (plan.kind) {
    case 'b':
      out += static_cast<char>(reflection.GetRepeatedBool(message, plan.field, i));
      return;
    case 'i':
      return AppendU64(out, RepeatedIntegerOf(reflection, message, plan, i));
    case 'e':
      return AppendU32(out, static_cast<uint32_t>(reflection.GetRepeatedEnumValue(message, plan.field, i)));
    case 'm':
      AppendNested(out, reflection.GetRepeatedMessage(message, plan.field, i), *plan.message);
      return;
    default:
      return AppendString(out, plan, reflection.GetRepeatedStringReference(message, plan.field, i, &scratch));
  }
}

void AppendRepeated(std::string& out, const Reflection& reflection, const Message& message,
                    const FieldPlan& plan) {
  const int count = reflection.FieldSize(message, plan.field);
  if (count == 0) return;
  AppendU32(out, plan.number);
  out += 'r';
  out += plan.kind;
  AppendU32(out, static_cast<uint32_t>(count));
  for (int i = 0; i < count; ++i) AppendElement(out, reflection, message, plan, i);
}

// A message that says nothing is the same as none.
void AppendSetMessage(std::string& out, const Reflection& reflection, const Message& message,
                      const FieldPlan& plan) {
  const size_t begin = out.size();
  AppendHead(out, plan);
  if (AppendNested(out, reflection.GetMessage(message, plan.field), *plan.message) == 0) out.resize(begin);
}

// A field without presence is given unless it has its default; reading it says that, so it is asked for once.
void AppendSingle(std::string& out, const Reflection& reflection, const Message& message,
                  const FieldPlan& plan) {
  if (plan.has_presence && !reflection.HasField(message, plan.field)) return;
  switch (plan.kind) {
    case 'b':
    case 'i':
    case 'e': {
      const uint64_t value =
          plan.kind == 'b'   ? uint64_t{reflection.GetBool(message, plan.field)}
          : plan.kind == 'e' ? static_cast<uint64_t>(int64_t{reflection.GetEnumValue(message, plan.field)})
                             : IntegerOf(reflection, message, plan);
      if (value == 0 && !plan.has_presence) return;
      AppendHead(out, plan);
      if (plan.kind == 'b') out += static_cast<char>(value);
      if (plan.kind == 'e') AppendU32(out, static_cast<uint32_t>(value));
      if (plan.kind == 'i') AppendU64(out, value);
      return;
    }
    case 'm':
      return AppendSetMessage(out, reflection, message, plan);
    default: {
      std::string scratch;
      const std::string& text = reflection.GetStringReference(message, plan.field, &scratch);
      if (text.empty() && !plan.has_presence) return;
      AppendHead(out, plan);
      AppendString(out, plan, text);
    }
  }
}

void AppendMessage(std::string& out, const Message& message, const MessagePlan& plan) {
  const Reflection& reflection = *message.GetReflection();
  for (const FieldPlan& field : plan.fields) {
    if (field.repeated) {
      AppendRepeated(out, reflection, message, field);
    } else {
      AppendSingle(out, reflection, message, field);
    }
  }
}

}  // namespace

std::string CanonicalEncoding(const Message& message) {
  const Descriptor* descriptor = message.GetDescriptor();
  std::string out;
  out.reserve(kUsualBytes);
  out += kVersion;
  AppendText(out, descriptor->full_name());
  AppendMessage(out, message, PlanOf(descriptor));
  return out;
}

std::string CanonicalSha256(const Message& message) { return Sha256(CanonicalEncoding(message)); }

}  // namespace heng
