// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/errors.h"
#include "clients/cli/suggest.h"
#include "heng/v1/analysis_service.pb.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {

const std::vector<Word>& KindWords() {
  static const auto& words =
      *new std::vector<Word>{{v1::EVALUATION_KIND_OVERALL, "overall", {.en = "overall", .zh = "部门整体"}},
                             {v1::EVALUATION_KIND_PROJECT, "project", {.en = "project", .zh = "项目"}}};
  return words;
}

const std::vector<Word>& StateWords() {
  static const auto& words = *new std::vector<Word>{
      {v1::EVALUATION_STATE_DRAFT, "draft", {.en = "draft", .zh = "草稿"}},
      {v1::EVALUATION_STATE_SUBMITTED, "submitted", {.en = "submitted", .zh = "已提交"}}};
  return words;
}

const std::vector<Word>& CategoryWords() {
  static const auto& words = *new std::vector<Word>{
      {v1::DEPARTMENT_CATEGORY_PARTY_ORGAN, "party-organ", {.en = "party organ", .zh = "党委机关"}},
      {v1::DEPARTMENT_CATEGORY_GOVERNMENT_ORGAN,
       "government-organ",
       {.en = "government organ", .zh = "政府机关"}},
      {v1::DEPARTMENT_CATEGORY_OTHER_STATE_ORGAN,
       "other-state-organ",
       {.en = "other state organ", .zh = "其他国家机关"}},
      {v1::DEPARTMENT_CATEGORY_MASS_ORGANISATION,
       "mass-organisation",
       {.en = "mass organisation", .zh = "群众团体"}},
      {v1::DEPARTMENT_CATEGORY_PUBLIC_INSTITUTION,
       "public-institution",
       {.en = "public institution", .zh = "事业单位"}},
      {v1::DEPARTMENT_CATEGORY_SCHOOL, "school", {.en = "school", .zh = "学校"}},
      {v1::DEPARTMENT_CATEGORY_HEALTH_INSTITUTION,
       "health-institution",
       {.en = "health institution", .zh = "医疗卫生机构"}},
      {v1::DEPARTMENT_CATEGORY_TOWNSHIP_GOVERNMENT,
       "township-government",
       {.en = "township government", .zh = "乡镇街道"}},
      {v1::DEPARTMENT_CATEGORY_OTHER, "other", {.en = "other", .zh = "其他"}},
      {v1::DEPARTMENT_CATEGORY_UNSPECIFIED, "unspecified", {.en = "not given", .zh = "未注明"}}};
  return words;
}

const std::vector<Word>& DimensionWords() {
  static const auto& words = *new std::vector<Word>{
      {v1::SCORE_DIMENSION_YEAR, "year", {.en = "YEAR", .zh = "年度"}},
      {v1::SCORE_DIMENSION_REGION, "region", {.en = "REGION", .zh = "区划"}},
      {v1::SCORE_DIMENSION_PROVINCE, "province", {.en = "PROVINCE", .zh = "省"}},
      {v1::SCORE_DIMENSION_PREFECTURE, "prefecture", {.en = "PREFECTURE", .zh = "市"}},
      {v1::SCORE_DIMENSION_COUNTY, "county", {.en = "COUNTY", .zh = "县"}},
      {v1::SCORE_DIMENSION_DEPARTMENT, "department", {.en = "DEPARTMENT", .zh = "部门"}},
      {v1::SCORE_DIMENSION_CATEGORY, "category", {.en = "CATEGORY", .zh = "部门类别"}},
      {v1::SCORE_DIMENSION_KIND, "kind", {.en = "KIND", .zh = "类型"}},
      {v1::SCORE_DIMENSION_STATE, "state", {.en = "STATE", .zh = "状态"}},
      {v1::SCORE_DIMENSION_GRADE, "grade", {.en = "GRADE", .zh = "等级"}},
      {v1::SCORE_DIMENSION_SCHEME, "scheme", {.en = "SCHEME", .zh = "评价方案"}}};
  return words;
}

const Word& WordOf(const std::vector<Word>& words, int number) {
  static const auto& none = *new Word();
  for (const Word& word : words) {
    if (word.number == number) return word;
  }
  return none;
}

absl::StatusOr<int> NumberOf(const std::vector<Word>& words, absl::string_view flag,
                             absl::string_view typed) {
  std::vector<std::string> known;
  std::vector<std::string> explained;
  for (const Word& word : words) {
    if (word.number == 0) continue;
    if (typed == word.word || typed == word.text.zh) return word.number;
    known.push_back(word.word);
    explained.push_back(absl::StrCat(word.word, " ", word.text.zh));
  }
  const std::vector<std::string> near = Suggestions(typed, known);
  if (!near.empty()) {
    const std::string meant = absl::StrJoin(near, ", ");
    return MakeError(absl::StatusCode::kInvalidArgument, "",
                     {.en = absl::StrCat(flag, ": unknown word \"", typed, "\", did you mean ", meant, "?"),
                      .zh = absl::StrCat(flag, "：未知的词“", typed, "”，是否想输入 ", meant, "？")});
  }
  return MakeError(
      absl::StatusCode::kInvalidArgument, "",
      {.en = absl::StrCat(flag, ": unknown word \"", typed, "\", want one of: ", absl::StrJoin(known, ", ")),
       .zh = absl::StrCat(flag, "：未知的词“", typed, "”，应为以下之一：", absl::StrJoin(explained, "、"))});
}

}  // namespace heng::cli
