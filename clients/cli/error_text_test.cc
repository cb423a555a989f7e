// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/error_text.h"

#include "base/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ErrorText, NamesEveryFieldAndSaysWhatToDo) {
  FieldProblems problems;
  problems.Add("evaluation.results[4].actual", "NOT_A_DECIMAL",
               {.en = "\"abc\" is no decimal", .zh = "“abc”不是数字"});
  problems.Add("evaluation.name", "BAD_NAME", {.en = "is empty", .zh = "为空"});
  const std::string en = ErrorText(problems.ToStatus(), "s", Language::kEnglish);
  EXPECT_THAT(
      en,
      HasSubstr("\n  evaluation.results[4].actual: \"abc\" is no decimal\n  evaluation.name: is empty\n"));
  EXPECT_THAT(en, HasSubstr("correct these fields"));
  const std::string zh = ErrorText(problems.ToStatus(), "s", Language::kChinese);
  EXPECT_THAT(zh, HasSubstr("\n  evaluation.results[4].actual: “abc”不是数字\n"));
  EXPECT_THAT(zh, HasSubstr("请改正"));
}

TEST(ErrorText, SaysWhichServerCannotBeReached) {
  EXPECT_EQ(ErrorText(absl::UnavailableError("refused"), "127.0.0.1:7401", Language::kEnglish),
            "heng: cannot reach heng-scoring at 127.0.0.1:7401 (refused)\n"
            "start heng-scoring there, or say where it is with --server or HENG_SERVER\n");
}

TEST(ErrorText, DoesNotBlameTheNetworkForWhatTheServerSaid) {
  const absl::Status away =
      Unavailable("STORAGE_AWAY", {.en = "storage is away", .zh = "存储服务无应答"}, 100);
  const std::string text = ErrorText(away, "s", Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("heng: storage is away\n"));
  EXPECT_THAT(text, Not(HasSubstr("cannot reach")));
  EXPECT_THAT(text, HasSubstr("check that heng-storage runs"));
}

TEST(ErrorText, OffersReplaceForATakenFormAndUpdateForATakenDepartment) {
  EXPECT_THAT(ErrorText(AlreadyExists("heng.v1.Evaluation", "n", "自评表"), "s", Language::kEnglish),
              HasSubstr("--replace"));
  EXPECT_THAT(ErrorText(AlreadyExists("heng.v1.Department", "n", "部门"), "s", Language::kEnglish),
              HasSubstr("--update"));
  EXPECT_THAT(ErrorText(AlreadyExists("heng.v1.Scheme", "n", "评价方案"), "s", Language::kEnglish),
              Not(HasSubstr("--")));
}

TEST(ErrorText, FallsBackToEnglishWhereThereIsNoChinese) {
  EXPECT_EQ(ErrorText(absl::InternalError("a bug"), "s", Language::kChinese), "heng: a bug\n");
}

TEST(ErrorText, LetsNoServerCommandTheTerminal) {
  EXPECT_THAT(ErrorText(absl::InternalError("\x1b[2J"), "s", Language::kEnglish), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace heng::cli
