// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/words.h"

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "heng/v1/analysis_service.pb.h"
#include "heng/v1/department.pb.h"

namespace heng::cli {
namespace {

TEST(Words, ExistForEveryDimensionAndCategory) {
  for (int i = v1::SCORE_DIMENSION_UNSPECIFIED + 1; i <= v1::ScoreDimension_MAX; ++i) {
    EXPECT_FALSE(WordOf(DimensionWords(), i).word.empty()) << i;
  }
  for (int i = v1::DEPARTMENT_CATEGORY_UNSPECIFIED; i <= v1::DepartmentCategory_MAX; ++i) {
    EXPECT_FALSE(WordOf(CategoryWords(), i).word.empty()) << i;
  }
}

TEST(NumberOf, ReadsTheWordAndTheChineseName) {
  EXPECT_EQ(NumberOf(CategoryWords(), "--category", "party-organ").value(), 1);
  EXPECT_EQ(NumberOf(CategoryWords(), "--category", "党委机关").value(), 1);
}

TEST(NumberOf, SuggestsWhatMayHaveBeenMeant) {
  const absl::Status status = NumberOf(DimensionWords(), "--by", "provnce").status();
  EXPECT_EQ(status.message(), "--by: unknown word \"provnce\", did you mean province?");
  EXPECT_EQ(ChineseMessageOf(status), "--by：未知的词“provnce”，是否想输入 province？");
}

TEST(NumberOf, ListsAllWordsIfNoneIsNear) {
  const absl::Status status = NumberOf(KindWords(), "--kind", "everything").status();
  EXPECT_EQ(status.message(), "--kind: unknown word \"everything\", want one of: overall, project");
  EXPECT_EQ(ChineseMessageOf(status),
            "--kind：未知的词“everything”，应为以下之一：overall 部门整体、project 项目");
}

TEST(NumberOf, DoesNotTakeTheWordOfWhatIsNotGiven) {
  EXPECT_FALSE(NumberOf(CategoryWords(), "--category", "unspecified").ok());
}

}  // namespace
}  // namespace heng::cli
