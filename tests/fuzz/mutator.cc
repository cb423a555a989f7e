// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutator.h"

#include <algorithm>

#include "heng/v1/annotations.pb.h"
#include "tests/differential/number_text.h"

namespace heng::fuzz {
namespace {

using differential::Random;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kMaxDepth = 6;
constexpr int kMaxList = 60;

const std::vector<std::string>& InterestingDecimals() {
  static const auto& texts = *new std::vector<std::string>{"",
                                                           "0",
                                                           "0.5",
                                                           "1",
                                                           "1.0",
                                                           "2",
                                                           "10",
                                                           "30",
                                                           "90",
                                                           "100",
                                                           "99.99",
                                                           "100.01",
                                                           "130",
                                                           "150",
                                                           "-1",
                                                           "-0.000001",
                                                           "7.14",
                                                           "0.01",
                                                           "0.005",
                                                           "10000",
                                                           "9999.9999",
                                                           "0.000001",
                                                           "999999999999.999999",
                                                           "-999999999999999999",
                                                           "999999999999999999",
                                                           "999999999999999.99",
                                                           "1e3",
                                                           "-0",
                                                           "01",
                                                           ".5",
                                                           "1."};
  return texts;
}

// Texts that stand in the messages: codes that refer to each other meet by drawing from them.
void CollectTexts(const Message& message, std::vector<std::string>& texts) {
  std::vector<const FieldDescriptor*> fields;
  const Reflection& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        CollectTexts(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                          : reflection.GetMessage(message, field),
                     texts);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        texts.push_back(field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                             : reflection.GetString(message, field));
      }
    }
  }
}

class Mutator {
 public:
  Mutator(Random& random, const std::vector<std::string>& texts) : random_(random), texts_(texts) {}

  // Walks down to some message and changes one of its fields.
  void MutateOne(Message& message, int depth) {
    const Reflection& reflection = *message.GetReflection();
    if (depth < kMaxDepth && !random_.OneIn(4)) {
      std::vector<const FieldDescriptor*> fields;
      reflection.ListFields(message, &fields);
      fields.erase(std::remove_if(fields.begin(), fields.end(),
                                  [](const FieldDescriptor* field) {
                                    return field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
                                  }),
                   fields.end());
      if (!fields.empty()) {
        const FieldDescriptor* field = random_.Pick(fields);
        if (!field->is_repeated()) return MutateOne(*reflection.MutableMessage(&message, field), depth + 1);
        const int index = random_.Below(reflection.FieldSize(message, field));
        return MutateOne(*reflection.MutableRepeatedMessage(&message, field, index), depth + 1);
      }
    }
    const int count = message.GetDescriptor()->field_count();
    if (count == 0) return;
    const FieldDescriptor* field = message.GetDescriptor()->field(random_.Below(count));
    if (field->is_repeated()) {
      MutateList(message, field);
    } else if (random_.OneIn(6)) {
      reflection.ClearField(&message, field);
    } else {
      Set(message, field);
    }
  }

 private:
  void MutateList(Message& message, const FieldDescriptor* field) {
    const Reflection& reflection = *message.GetReflection();
    const int size = reflection.FieldSize(message, field);
    const int action = size == 0 ? 0 : random_.Below(4);
    if (action == 1) {
      const int index = random_.Below(size);
      reflection.SwapElements(&message, field, index, size - 1);
      return reflection.RemoveLast(&message, field);
    }
    if (action == 2) {
      const int a = random_.Below(size);
      const int b = random_.Below(size);
      return reflection.SwapElements(&message, field, a, b);
    }
    if (size >= kMaxList) return;
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return Add(message, field);
    Message* const added = reflection.AddMessage(&message, field);
    if (action == 0 || size == 0) return MutateOne(*added, kMaxDepth);
    added->CopyFrom(reflection.GetRepeatedMessage(message, field, random_.Below(size)));  // a twin
    MutateOne(*added, kMaxDepth);
  }

  std::string Text(const FieldDescriptor* field) {
    if (field->options().GetExtension(v1::decimal) == v1::DECIMAL_KIND_UNSPECIFIED || random_.OneIn(20)) {
      return texts_.empty() || random_.OneIn(8) ? random_.Pick(InterestingDecimals()) : random_.Pick(texts_);
    }
    if (random_.OneIn(2)) return random_.Pick(InterestingDecimals());
    const int places = random_.Below(7);
    const int64_t units = random_.Between(-1000, 200000);
    return differential::ShortNumberText(random_.OneIn(4) ? units : std::abs(units), places);
  }

  int EnumNumber(const EnumDescriptor* type) {
    return random_.OneIn(30) ? 99 : type->value(random_.Below(type->value_count()))->number();
  }

  void Set(Message& message, const FieldDescriptor* field) {
    const Reflection& reflection = *message.GetReflection();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return MutateOne(*reflection.MutableMessage(&message, field), kMaxDepth);
      case FieldDescriptor::CPPTYPE_STRING:
        return reflection.SetString(&message, field, Text(field));
      case FieldDescriptor::CPPTYPE_ENUM:
        return reflection.SetEnumValue(&message, field, EnumNumber(field->enum_type()));
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.SetBool(&message, field, random_.OneIn(2));
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.SetInt32(&message, field,
                                   static_cast<int>(random_.Between(-1, random_.OneIn(2) ? 7 : 2100)));
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection.SetInt64(&message, field, random_.Between(-1, 100));
      default:
        return;
    }
  }

  void Add(Message& message, const FieldDescriptor* field) {
    const Reflection& reflection = *message.GetReflection();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING)
      return reflection.AddString(&message, field, Text(field));
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM)
      reflection.AddEnumValue(&message, field, EnumNumber(field->enum_type()));
  }

  Random& random_;
  const std::vector<std::string>& texts_;
};

}  // namespace

void Mutate(const Messages& messages, Random& random) {
  std::vector<std::string> texts;
  for (const Message* message : messages) CollectTexts(*message, texts);
  Mutator mutator(random, texts);
  for (int left = 1 + random.Below(3); left > 0; --left) mutator.MutateOne(*random.Pick(messages), 0);
}

void ParseParts(const uint8_t* data, size_t size, const Messages& messages) {
  for (Message* message : messages) {
    uint32_t length = 0;
    if (size < sizeof length) return;
    for (size_t i = 0; i < sizeof length; ++i) length |= static_cast<uint32_t>(data[i]) << (8 * i);
    data += sizeof length;
    size -= sizeof length;
    const size_t taken = std::min<size_t>(length, size);
    if (!message->ParseFromArray(data, static_cast<int>(taken))) message->Clear();
    data += taken;
    size -= taken;
  }
}

std::string SerializeParts(const Messages& messages) {
  std::string bytes;
  for (const Message* message : messages) {
    const std::string part = message->SerializeAsString();
    for (size_t i = 0; i < sizeof(uint32_t); ++i) bytes.push_back(static_cast<char>(part.size() >> (8 * i)));
    bytes += part;
  }
  return bytes;
}

}  // namespace heng::fuzz
