// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/message_cells.h"

#include <map>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/forms/result_words.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"
#include "google/type/date.pb.h"

namespace heng::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What names an element, where that is not its `code`.
const std::map<std::string, std::vector<const char*>>& KeysByType() {
  static const auto& keys = *new std::map<std::string, std::vector<const char*>>{
      {"heng.v1.BudgetCode", {"fiscal_year"}},
      {"heng.v1.BudgetLineClaim", {"line_code"}},
      {"heng.v1.BudgetLineScore", {"line_code"}},
      {"heng.v1.ClassScore", {"class_code"}},
      {"heng.v1.Evidence", {"title"}},
      {"heng.v1.Finding", {"code", "row"}},
      {"heng.v1.GoalCompletion", {"goal_code"}},
      {"heng.v1.GoalScore", {"goal_code"}},
      {"heng.v1.IncomeLine", {"label"}},
      {"heng.v1.KeyTask", {"title"}},
      {"heng.v1.Office", {"display_name"}},
      {"heng.v1.OverCompletionThreshold", {"completion_percent"}},
      {"heng.v1.PointsDeduction", {"kind"}},
      {"heng.v1.QuantifiedResult", {"subject"}},
      {"heng.v1.RuleKindRounding", {"rule"}},
      {"heng.v1.TotalStep", {"clause"}}};
  return keys;
}

std::string KeyOf(const Message& element, const std::vector<const FieldDescriptor*>& fields) {
  std::vector<std::string> parts;
  for (const FieldDescriptor* field : fields) {
    if (!element.GetReflection()->HasField(element, field)) continue;
    parts.push_back(CellText(element, field, -1));
  }
  return absl::StrJoin(parts, " ");
}

// The cells of `message` behind those in `cells`.
void Collect(const Message& message, ElementNames names, const Path& path, std::vector<Cell>& cells) {
  const auto* reflection = message.GetReflection();
  const auto collect = [&](const FieldDescriptor* field, int index, const std::string& element) {
    Path below = path;
    below.push_back({field, element});
    if (IsCell(field)) {
      cells.push_back({std::move(below), CellText(message, field, index)});
    } else {
      const Message& part = index < 0 ? reflection->GetMessage(message, field)
                                      : reflection->GetRepeatedMessage(message, field, index);
      Collect(part, names, below, cells);
    }
  };
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated()) {
      collect(field, -1, "");
      continue;
    }
    const std::vector<std::string> elements = NamesOfElements(message, field, names);
    for (size_t i = 0; i < elements.size(); ++i) collect(field, static_cast<int>(i), elements[i]);
  }
}

}  // namespace

std::string PathText(const Path& path) {
  std::string text;
  for (const PathStep& step : path) {
    absl::StrAppend(&text, text.empty() ? "" : ".", step.field->json_name());
    if (!step.element.empty()) absl::StrAppend(&text, "[", step.element, "]");
  }
  return text;
}

std::vector<Cell> CellsOf(const Message& message, ElementNames names) {
  std::vector<Cell> cells;
  Collect(message, names, {}, cells);
  return cells;
}

std::vector<const FieldDescriptor*> KeyFields(const Descriptor& type) {
  std::vector<const FieldDescriptor*> fields;
  const auto own = KeysByType().find(type.full_name());
  for (const char* name : own != KeysByType().end() ? own->second : std::vector<const char*>{"code"}) {
    if (const FieldDescriptor* field = type.FindFieldByName(name)) fields.push_back(field);
  }
  return fields;
}

std::vector<std::string> NamesOfElements(const Message& message, const FieldDescriptor* field,
                                         ElementNames names) {
  const auto* reflection = message.GetReflection();
  const bool by_key = names == ElementNames::kByKey && !IsCell(field);
  const auto key_fields = by_key ? KeyFields(*field->message_type()) : std::vector<const FieldDescriptor*>();
  std::vector<std::string> elements;
  std::unordered_set<std::string> taken;
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    std::string key = by_key ? KeyOf(reflection->GetRepeatedMessage(message, field, i), key_fields) : "";
    if (key.empty()) key = absl::StrCat(i);
    std::string name = key;
    for (int number = 2; !taken.insert(name).second; ++number) name = absl::StrCat(key, " #", number);
    elements.push_back(std::move(name));
  }
  return elements;
}

bool IsCell(const FieldDescriptor* field) {
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return true;
  const Descriptor* type = field->message_type();
  return type == google::protobuf::Timestamp::descriptor() || type == google::type::Date::descriptor();
}

std::string CellText(const Message& message, const FieldDescriptor* field, int index) {
  const auto* reflection = message.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return index < 0 ? reflection->GetString(message, field)
                     : reflection->GetRepeatedString(message, field, index);
  }
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    const Message& part = index < 0 ? reflection->GetMessage(message, field)
                                    : reflection->GetRepeatedMessage(message, field, index);
    if (const auto* date = dynamic_cast<const google::type::Date*>(&part)) return forms::DateText(*date);
    return google::protobuf::util::TimeUtil::ToString(dynamic_cast<const google::protobuf::Timestamp&>(part));
  }
  std::string text;
  google::protobuf::TextFormat::PrintFieldValueToString(message, field, index, &text);
  return text;
}

}  // namespace heng::cli
