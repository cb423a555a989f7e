// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/field_list.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"
#include "google/type/date.pb.h"

namespace heng::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

class Lister {
 public:
  explicit Lister(Table& table) : table_(table) {}

  void List(const Message& message, const std::string& prefix, const std::string& left_out) {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->name() == left_out) continue;
      const std::string path = absl::StrCat(prefix, field->json_name());
      if (!field->is_repeated()) {
        Value(message, field, -1, path);
        continue;
      }
      for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        Value(message, field, i, absl::StrCat(path, "[", i, "]"));
      }
    }
  }

 private:
  // index: that of a repeated field, or -1.
  void Value(const Message& message, const FieldDescriptor* field, int index, const std::string& path) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      table_.rows.push_back({path, Scalar(message, field, index)});
      return;
    }
    const auto* reflection = message.GetReflection();
    const Message& part = index < 0 ? reflection->GetMessage(message, field)
                                    : reflection->GetRepeatedMessage(message, field, index);
    if (const auto* time = dynamic_cast<const google::protobuf::Timestamp*>(&part)) {
      table_.rows.push_back({path, google::protobuf::util::TimeUtil::ToString(*time)});
    } else if (const auto* date = dynamic_cast<const google::type::Date*>(&part)) {
      table_.rows.push_back(
          {path, absl::StrFormat("%04d-%02d-%02d", date->year(), date->month(), date->day())});
    } else {
      List(part, absl::StrCat(path, "."), "");
    }
  }

  static std::string Scalar(const Message& message, const FieldDescriptor* field, int index) {
    const auto* reflection = message.GetReflection();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      return index < 0 ? reflection->GetString(message, field)
                       : reflection->GetRepeatedString(message, field, index);
    }
    std::string text;
    google::protobuf::TextFormat::PrintFieldValueToString(message, field, index, &text);
    return text;
  }

  Table& table_;
};

}  // namespace

Table FieldList(const Message& message, const std::string& left_out) {
  Table table{.columns = {{.key = "field", .heading = {.en = "FIELD", .zh = "字段"}},
                          {.key = "value", .heading = {.en = "VALUE", .zh = "内容"}}}};
  Lister(table).List(message, "", left_out);
  return table;
}

}  // namespace heng::cli
