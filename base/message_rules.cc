// SPDX-License-Identifier: Apache-2.0
#include "base/message_rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/decimal_kind.h"
#include "base/field_rules.h"
#include "base/text.h"
#include "google/protobuf/message.h"
#include "heng/v1/annotations.pb.h"

namespace heng {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Where the walk stands: a field of `message`, and the element of it that the walk went into. A chain of
// these on the stack costs nothing while all is well; paths and words are made only for a problem.
struct Place {
  const Place* outer;  // null at the top
  const FieldDescriptor* field;
  int index;               // -1 unless the field is repeated
  const Message* element;  // null unless the walk went into a message
};

std::string PathOf(absl::string_view prefix, const Place& place) {
  std::string path = place.outer == nullptr ? std::string(prefix) : PathOf(prefix, *place.outer);
  absl::StrAppend(&path, path.empty() ? "" : ".", place.field->name());
  if (place.index >= 0) absl::StrAppend(&path, "[", place.index, "]");
  return path;
}

// What a row calls itself, in the order in which people would look for it.
std::string WordsOf(const Message& row) {
  for (const char* name : {"display_name", "label", "title", "subject", "code", "line_code"}) {
    const FieldDescriptor* field = row.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr || field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_STRING)
      continue;
    std::string words = row.GetReflection()->GetString(row, field);
    if (!words.empty()) return ForPeople(words);
  }
  return "";
}

std::string RowWords(const Place& place) {
  for (const Place* at = &place; at != nullptr; at = at->outer) {
    if (at->index >= 0 && at->element != nullptr) return WordsOf(*at->element);
  }
  return "";
}

class Checker {
 public:
  Checker(absl::string_view prefix, FieldProblems& problems, const TextLimits& limits)
      : prefix_(prefix), problems_(problems), limits_(limits) {}

  void CheckMessage(const Message& message, const MessageRules& rules, const Place* outer) {
    for (const FieldRules& field : rules.fields) {
      if (field.output_only) continue;
      if (field.repeated) {
        CheckRepeated(message, field, outer);
      } else {
        CheckSingle(message, field, outer);
      }
    }
  }

 private:
  void CheckSingle(const Message& message, const FieldRules& rules, const Place* outer) {
    const Reflection& reflection = *message.GetReflection();
    Place place{.outer = outer, .field = rules.field, .index = -1, .element = nullptr};
    switch (rules.shape) {
      case FieldShape::kText:
        return CheckText(reflection.GetStringReference(message, rules.field, &scratch_), rules, place);
      case FieldShape::kEnum:
        return CheckEnum(reflection.GetEnumValue(message, rules.field), rules, place);
      case FieldShape::kMessage:
        if (!reflection.HasField(message, rules.field)) {
          if (rules.required) AddRequired(place);
          return;
        }
        place.element = &reflection.GetMessage(message, rules.field);
        return CheckMessage(*place.element, *rules.message, &place);
      case FieldShape::kBytes:
      case FieldShape::kNumber:
        return;
    }
  }

  void CheckRepeated(const Message& message, const FieldRules& rules, const Place* outer) {
    const Reflection& reflection = *message.GetReflection();
    const int count = reflection.FieldSize(message, rules.field);
    Place place{.outer = outer, .field = rules.field, .index = -1, .element = nullptr};
    if (count == 0 && rules.required) AddRequired(place);
    for (int i = 0; i < count; ++i) {
      place.index = i;
      switch (rules.shape) {
        case FieldShape::kText:
          CheckText(reflection.GetRepeatedStringReference(message, rules.field, i, &scratch_), rules, place);
          break;
        case FieldShape::kEnum:
          CheckEnum(reflection.GetRepeatedEnumValue(message, rules.field, i), rules, place);
          break;
        case FieldShape::kMessage:
          place.element = &reflection.GetRepeatedMessage(message, rules.field, i);
          CheckMessage(*place.element, *rules.message, &place);
          break;
        case FieldShape::kBytes:
        case FieldShape::kNumber:
          return;
      }
    }
  }

  void CheckText(const std::string& text, const FieldRules& rules, const Place& place) {
    if (text.empty()) {
      if (rules.required) AddRequired(place);
    } else if (rules.decimal != v1::DECIMAL_KIND_UNSPECIFIED) {
      if (std::optional<DecimalProblem> found = CheckDecimal(text, rules.decimal); found.has_value()) {
        Add(place, found->reason, std::move(found->problem));
      }
    } else {
      CheckLength(text, rules.narrative ? limits_.narrative_bytes : limits_.cell_bytes, place);
      CheckCharacters(text, place);
    }
  }

  void CheckLength(const std::string& text, size_t max_bytes, const Place& place) {
    if (text.size() <= max_bytes) return;
    Add(place, "TOO_LONG",
        {absl::StrCat("the text has ", text.size(), " bytes: want at most ", max_bytes, "; shorten it"),
         absl::StrCat("文字长 ", text.size(), " 字节，超过上限 ", max_bytes, " 字节：请精简")});
  }

  void CheckCharacters(const std::string& text, const Place& place) {
    const size_t at = FindControlCharacter(text);
    if (at == std::string::npos) return;
    const int character = static_cast<uint8_t>(text[at]);
    Add(place, "NOT_ALLOWED",
        {absl::StrCat("control character ", character, " at byte ", at,
                      ": want text with no control characters but tabs and line breaks"),
         absl::StrCat("第 ", at + 1, " 个字节是控制字符（编号 ", character,
                      "）：请删除，只可使用制表符和换行")});
  }

  static bool IsControlCharacter(char character) {
    const auto c = static_cast<uint8_t>(character);
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  }

  static size_t FindControlCharacter(const std::string& text) {
    // Without a branch a byte, because nearly all texts have none.
    unsigned found = 0;
    for (const char character : text) found |= IsControlCharacter(character) ? 1u : 0u;
    if (found == 0) return std::string::npos;
    return std::find_if(text.begin(), text.end(), IsControlCharacter) - text.begin();
  }

  void CheckEnum(int number, const FieldRules& rules, const Place& place) {
    if (number == 0 && rules.required) return AddRequired(place);
    if (number == 0) return;  // every enum has a zero
    const EnumDescriptor& type = *rules.field->enum_type();
    if (type.FindValueByNumber(number) != nullptr) return;
    const std::string& first = type.value(0)->name();
    const std::string& last = type.value(type.value_count() - 1)->name();
    Add(place, "OUT_OF_RANGE",
        {absl::StrCat(number, " is not a value of ", type.full_name(), ": want one from ", first, " to ",
                      last),
         absl::StrCat(number, " 不是 ", type.full_name(), " 的取值：请用 ", first, " 至 ", last,
                      " 中的一个")});
  }

  void AddRequired(const Place& place) {
    const std::string& name = place.field->name();
    Add(place, "REQUIRED",
        {absl::StrCat(name, " is empty: want it to be given"),
         absl::StrCat("必填项 ", name, " 为空：请填写")});
  }

  void Add(const Place& place, absl::string_view reason, Problem problem) {
    if (const std::string words = RowWords(place); !words.empty()) {
      problem.en = absl::StrCat("(", words, ") ", problem.en);
      problem.zh = absl::StrCat("（", words, "）", problem.zh);
    }
    problems_.Add(PathOf(prefix_, place), reason, std::move(problem));
  }

  const absl::string_view prefix_;
  FieldProblems& problems_;
  const TextLimits& limits_;
  std::string scratch_;
};

void ClearFields(Message& message, const MessageRules& rules) {
  const Reflection& reflection = *message.GetReflection();
  for (const FieldRules& field : rules.fields) {
    if (field.message != nullptr && !field.output_only && !field.message->holds_output_only) continue;
    if (field.output_only) {
      reflection.ClearField(&message, field.field);
    } else if (field.message != nullptr && field.repeated) {
      for (int i = 0; i < reflection.FieldSize(message, field.field); ++i) {
        ClearFields(*reflection.MutableRepeatedMessage(&message, field.field, i), *field.message);
      }
    } else if (field.message != nullptr && reflection.HasField(message, field.field)) {
      ClearFields(*reflection.MutableMessage(&message, field.field), *field.message);
    }
  }
}

}  // namespace

void CheckFields(const Message& message, absl::string_view path, FieldProblems& problems,
                 const TextLimits& limits) {
  Checker(path, problems, limits).CheckMessage(message, RulesOf(message.GetDescriptor()), nullptr);
}

void ClearOutputOnly(Message& message) { ClearFields(message, RulesOf(message.GetDescriptor())); }

}  // namespace heng
