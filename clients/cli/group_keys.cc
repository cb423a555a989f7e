// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/group_keys.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "clients/cli/words.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {
namespace {

// The words of a key that is the value of an enum, or nothing for other keys. An enum value that this program does not
// know yet has none either.
const Word* EnumWordOf(const v1::GroupKey& key) {
  const std::vector<Word>* words = nullptr;
  int number = 0;
  if (v1::EvaluationKind kind;
      key.dimension() == v1::SCORE_DIMENSION_KIND && v1::EvaluationKind_Parse(key.value(), &kind)) {
    words = &KindWords();
    number = kind;
  }
  if (v1::EvaluationState state;
      key.dimension() == v1::SCORE_DIMENSION_STATE && v1::EvaluationState_Parse(key.value(), &state)) {
    words = &StateWords();
    number = state;
  }
  if (v1::DepartmentCategory category; key.dimension() == v1::SCORE_DIMENSION_CATEGORY &&
                                       v1::DepartmentCategory_Parse(key.value(), &category)) {
    words = &CategoryWords();
    number = category;
  }
  if (words == nullptr) return nullptr;
  const Word& word = WordOf(*words, number);
  return word.word.empty() ? nullptr : &word;
}

// The value without what the heading says anyway.
std::string ShortValue(const v1::GroupKey& key) {
  if (key.dimension() == v1::SCORE_DIMENSION_DEPARTMENT) return ShortDepartmentName(key.value());
  if (key.dimension() == v1::SCORE_DIMENSION_SCHEME)
    return std::string(absl::StripPrefix(key.value(), "schemes/"));
  return key.value();
}

std::string KeyText(const v1::GroupKey& key, Language language) {
  if (const Word* word = EnumWordOf(key)) return In(language, word->text);
  const std::string value = ShortValue(key);
  if (value.empty() && key.display_name().empty()) return In(language, {.en = "none", .zh = "无"});
  if (value.empty() || key.display_name().empty() || value == key.display_name()) {
    return absl::StrCat(key.display_name().empty() ? value : key.display_name());
  }
  return absl::StrCat(key.display_name(), " ", value);
}

const v1::GroupKey* Find(const GroupKeys& keys, v1::ScoreDimension dimension) {
  for (const v1::GroupKey& key : keys) {
    if (key.dimension() == dimension) return &key;
  }
  return nullptr;
}

bool HasNames(v1::ScoreDimension dimension) {
  switch (dimension) {
    case v1::SCORE_DIMENSION_YEAR:
    case v1::SCORE_DIMENSION_CATEGORY:
    case v1::SCORE_DIMENSION_KIND:
    case v1::SCORE_DIMENSION_STATE:
    case v1::SCORE_DIMENSION_SCHEME:
      return false;
    default:
      return true;
  }
}

}  // namespace

absl::StatusOr<v1::ScoreGrouping> GroupingOf(absl::string_view flag, absl::string_view words) {
  v1::ScoreGrouping grouping;
  for (const absl::string_view word : absl::StrSplit(words, ',')) {
    HENG_ASSIGN_OR_RETURN(const int number, NumberOf(DimensionWords(), flag, word));
    grouping.add_dimensions(static_cast<v1::ScoreDimension>(number));
  }
  return grouping;
}

Dimensions DimensionsOf(const v1::ScoreGrouping& grouping) {
  Dimensions dimensions;
  for (const int dimension : grouping.dimensions())
    dimensions.push_back(static_cast<v1::ScoreDimension>(dimension));
  return dimensions;
}

Dimensions AllDimensionsOf(const std::vector<v1::ScoreGrouping>& groupings) {
  Dimensions all;
  for (const v1::ScoreGrouping& grouping : groupings) {
    for (const v1::ScoreDimension dimension : DimensionsOf(grouping)) {
      if (std::find(all.begin(), all.end(), dimension) == all.end()) all.push_back(dimension);
    }
  }
  return all;
}

std::vector<Column> KeyColumns(const Dimensions& dimensions) {
  std::vector<Column> columns;
  for (const v1::ScoreDimension dimension : dimensions) {
    const Word& word = WordOf(DimensionWords(), dimension);
    columns.push_back({.key = word.word, .heading = word.text});
  }
  return columns;
}

std::vector<std::string> KeyCells(const Dimensions& dimensions, const GroupKeys& keys, Language language) {
  std::vector<std::string> cells;
  for (const v1::ScoreDimension dimension : dimensions) {
    const v1::GroupKey* key = Find(keys, dimension);
    cells.push_back(key == nullptr ? "" : KeyText(*key, language));
  }
  return cells;
}

std::vector<std::string> TotalKeyCells(const Dimensions& dimensions, Language language) {
  std::vector<std::string> cells(dimensions.size());
  if (!cells.empty()) cells[0] = In(language, {.en = "all", .zh = "合计"});
  return cells;
}

std::vector<Column> RawKeyColumns(const Dimensions& dimensions) {
  std::vector<Column> columns;
  for (const v1::ScoreDimension dimension : dimensions) {
    const Word& word = WordOf(DimensionWords(), dimension);
    columns.push_back({.key = word.word});
    if (HasNames(dimension)) columns.push_back({.key = absl::StrCat(word.word, "_name")});
  }
  return columns;
}

std::vector<std::string> RawKeyCells(const Dimensions& dimensions, const GroupKeys& keys) {
  std::vector<std::string> cells;
  for (const v1::ScoreDimension dimension : dimensions) {
    const v1::GroupKey* key = Find(keys, dimension);
    const Word* word = key == nullptr ? nullptr : EnumWordOf(*key);
    cells.push_back(key == nullptr ? "" : word == nullptr ? key->value() : word->word);
    if (HasNames(dimension)) cells.push_back(key == nullptr ? "" : key->display_name());
  }
  return cells;
}

std::string ShortDepartmentName(absl::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  const bool is_department = parts.size() >= 4 && parts[0] == "regions" && parts[2] == "departments";
  return is_department ? absl::StrCat(parts[1], "/", parts[3]) : std::string(name);
}

}  // namespace heng::cli
