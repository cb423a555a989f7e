// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/group_keys.h"

#include "absl/strings/numbers.h"
#include "services/analysis/display_names.h"

namespace heng {
namespace {

// The name of an enum value and what people call it. A number that this build does not know stays a number.
template <typename Enum>
void FillEnum(const google::protobuf::EnumDescriptor& type, const std::string& key, v1::GroupKey& out) {
  int number = 0;
  if (!absl::SimpleAtoi(key, &number)) return;
  const google::protobuf::EnumValueDescriptor* value = type.FindValueByNumber(number);
  if (value == nullptr) return;
  out.set_value(value->name());
  out.set_display_name(std::string(DisplayNameOf(static_cast<Enum>(number))));
}

// What the grade of a group is called that has one grade only: as its evaluations print it.
absl::string_view GradeOf(const std::string& code, const storage::v1::ScoreSums& sums) {
  for (const storage::v1::GradeCount& count : sums.grades()) {
    if (count.grade_code() == code) return count.grade();
  }
  return "";
}

void FillKey(int dimension, const std::string& key, const storage::v1::ScoreSums& sums, v1::GroupKey& out) {
  switch (dimension) {
    case v1::SCORE_DIMENSION_CATEGORY:
      return FillEnum<v1::DepartmentCategory>(*v1::DepartmentCategory_descriptor(), key, out);
    case v1::SCORE_DIMENSION_KIND:
      return FillEnum<v1::EvaluationKind>(*v1::EvaluationKind_descriptor(), key, out);
    case v1::SCORE_DIMENSION_STATE:
      return FillEnum<v1::EvaluationState>(*v1::EvaluationState_descriptor(), key, out);
    case v1::SCORE_DIMENSION_GRADE:
      return out.set_display_name(std::string(GradeOf(key, sums)));
    default:
      return;
  }
}

}  // namespace

GroupKeys::GroupKeys(const google::protobuf::RepeatedPtrField<storage::v1::KeyLabel>& labels) {
  labels_.reserve(labels.size());
  for (const storage::v1::KeyLabel& label : labels) {
    const absl::string_view key = label.key();
    labels_.emplace(std::pair(static_cast<int>(label.dimension()), key), label.display_name());
  }
}

absl::string_view GroupKeys::LabelOf(int dimension, absl::string_view key) const {
  const auto found = labels_.find(std::pair(dimension, key));
  return found == labels_.end() ? "" : found->second;
}

void GroupKeys::Fill(const storage::v1::Grouping& grouping, const Texts& keys,
                     const storage::v1::ScoreSums& sums, int first, Messages& out) const {
  for (int i = first; i < grouping.dimensions_size(); ++i) {
    const int dimension = grouping.dimensions(i);
    v1::GroupKey& key = *out.Add();
    key.set_dimension(static_cast<v1::ScoreDimension>(dimension));  // the numbers are the same
    key.set_value(keys[i]);
    key.set_display_name(std::string(LabelOf(dimension, keys[i])));
    FillKey(dimension, keys[i], sums, key);
  }
}

}  // namespace heng
