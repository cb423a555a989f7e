// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/row_names.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "heng/v1/score.pb.h"

namespace heng::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The type of row that has the name which this type only refers to by code.
const Descriptor* NamedType(const Descriptor* type) {
  static const auto& types = *new std::map<const Descriptor*, const Descriptor*>{
      {v1::BudgetLineClaim::descriptor(), v1::BudgetLine::descriptor()},
      {v1::BudgetLineScore::descriptor(), v1::BudgetLine::descriptor()},
      {v1::ClassScore::descriptor(), v1::IndicatorClass::descriptor()},
      {v1::IndicatorResult::descriptor(), v1::Indicator::descriptor()},
      {v1::IndicatorScore::descriptor(), v1::Indicator::descriptor()}};
  const auto found = types.find(type);
  return found == types.end() ? type : found->second;
}

std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  const bool is_text = field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  return is_text ? CellText(message, field, -1) : "";
}

// The step into the outermost row; null outside of rows.
const PathStep* RowStep(const Path& path) {
  const auto row = std::find_if(path.begin(), path.end(), IsRow);
  return row == path.end() ? nullptr : &*row;
}

}  // namespace

bool IsRow(const PathStep& step) { return !step.element.empty() && !IsCell(step.field); }

void RowNames::Add(const Message& message) {
  const std::string code = TextOf(message, "code");
  for (const char* name : {"display_name", "label"}) {
    const std::string text = TextOf(message, name);
    if (!code.empty() && !text.empty()) names_[{message.GetDescriptor(), code}] = text;
  }
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const auto* reflection = message.GetReflection();
    if (!field->is_repeated()) {
      Add(reflection->GetMessage(message, field));
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      Add(reflection->GetRepeatedMessage(message, field, i));
    }
  }
}

std::string RowNames::RowOf(const Path& path) const {
  const PathStep* row = RowStep(path);
  if (row == nullptr) return "";
  const auto found = names_.find({NamedType(row->field->message_type()), row->element});
  return found == names_.end() ? row->element : absl::StrCat(row->element, " ", found->second);
}

std::string RowKey(const Path& path) {
  const PathStep* row = RowStep(path);
  return row == nullptr ? "" : row->element;
}

}  // namespace heng::cli
