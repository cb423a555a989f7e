// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/diff_view.h"

#include "clients/cli/test_messages.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"

namespace heng::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Comparison Compared(const std::string& before, const std::string& after) {
  Comparison comparison{.before = {.name = "a@1", .time = "t1", .actor = "local"},
                        .after = {.name = "b.json"},
                        .changes = DiffMessages(ReadMessageText<v1::Evaluation>(before),
                                                ReadMessageText<v1::Evaluation>(after), {})};
  comparison.row_names.Add(
      ReadMessageText<v1::Goals>(R"(indicators { code: "A1" display_name: "制度健全" })"));
  return comparison;
}

Comparison OneOfEach() {
  return Compared(
      R"(results { code: "A1" actual: "5" } results { code: "A2" actual: "6" } results { code: "A3" }
                     score { total_points: "90.12" }
                     findings { code: "REASON_MISSING" row: "r" message_en: "no reason" message_zh: "缺少原因" })",
      R"(results { code: "A4" actual: "7" } results { code: "A3" } results { code: "A1" actual: "5.0" }
                     score { total_points: "92.62" })");
}

TEST(DiffView, WhatFollowsComesBelowWhatWasFiled) {
  EXPECT_EQ(ComparisonText(OneOfEach(), Language::kEnglish, false),
            "- a@1  t1  local\n"
            "+ b.json\n"
            "\n"
            "What was filed\n"
            "           ROW          FIELD      BEFORE    AFTER\n"
            "+ added    A4           indicator            actual 7\n"
            "changed    A1 制度健全  actual     5         5.0\n"
            "- removed  A2           indicator  actual 6\n"
            "moved                   indicator  A1, A3    A3, A1\n"
            "\n"
            "What follows from it\n"
            "           ROW               FIELD    BEFORE     AFTER\n"
            "changed                      total    90.12      92.62\n"
            "- removed  REASON_MISSING r  finding  no reason\n"
            "\n"
            "1 cell changed, 1 row added, 1 row removed, 1 list in another order; 2 more in what follows; "
            "total 90.12 → 92.62\n");
}

TEST(DiffView, SpeaksChinese) {
  EXPECT_THAT(
      ComparisonText(OneOfEach(), Language::kChinese, false),
      AllOf(HasSubstr("填报内容\n        行           栏目        此前          此后\n"),
            HasSubstr("修改    A1 制度健全  实际完成值  5             5.0\n"), HasSubstr("缺少原因"),
            Not(HasSubstr("no reason")),
            HasSubstr("修改 1 格，新增 1 行，删除 1 行，换序 1 处；随之变化 2 处；总分 90.12 → 92.62\n")));
}

TEST(DiffView, RowsThatAnEnumNamesAreInWords) {
  EXPECT_THAT(ComparisonText(Compared("score { total_steps { clause: TOTAL_CLAUSE_SUM points: '91' } }",
                                      "score { total_steps { clause: TOTAL_CLAUSE_SUM points: '92' } }"),
                             Language::kChinese, false),
              HasSubstr("修改  各项得分合计  得分  91    92\n"));
}

TEST(DiffView, AnElementThatHasOnlyItsNameIsToldByIt) {
  EXPECT_THAT(
      ComparisonText(Compared("results { code: 'A1' }", "results { code: 'A1' evidence { title: '纪要' } }"),
                     Language::kChinese, false),
      HasSubstr("+ 新增  A1 制度健全  佐证[纪要]        纪要\n"));
}

TEST(DiffView, TheSentencesOfAFindingAreCountedOnce) {
  const Comparison comparison =
      Compared(R"(findings { code: "C" row: "r" message_en: "is 5" message_zh: "为 5" })",
               R"(findings { code: "C" row: "r" message_en: "is 6" message_zh: "为 6" })");
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    const std::string text = ComparisonText(comparison, language, false);
    EXPECT_EQ(text.find("is 5") == std::string::npos, language == Language::kChinese) << text;
    EXPECT_EQ(text.find("为 5") == std::string::npos, language == Language::kEnglish) << text;
  }
  EXPECT_THAT(ComparisonText(comparison, Language::kEnglish, false),
              HasSubstr("nothing that was filed changed; 1 more in what follows\n"));
}

TEST(DiffView, LongTextsAreShownAroundTheirDifferenceOrWholeInABox) {
  std::string before;
  for (int i = 0; i < 30; ++i) before += "甲乙丙丁";
  const Comparison comparison =
      Compared("report { summary: '" + before + "旧' }", "report { summary: '" + before + "新' }");
  const std::string shortened = ComparisonText(comparison, Language::kChinese, false);
  EXPECT_THAT(shortened,
              AllOf(HasSubstr("自评报告·总体评价"), HasSubstr("…"), HasSubstr("丁旧"), HasSubstr("丁新")));
  EXPECT_LT(shortened.size(), before.size());
  const std::string whole = ComparisonText(comparison, Language::kChinese, true);
  EXPECT_THAT(whole, AllOf(HasSubstr("│"), Not(HasSubstr("…"))));
  EXPECT_GT(whole.size(), 2 * before.size());
}

TEST(DiffView, SaysSoWhenThereIsNoneAndWhenTheTwoAreNotOne) {
  EXPECT_EQ(ComparisonText(Compared("", ""), Language::kChinese, false),
            "- a@1  t1  local\n+ b.json\n没有差异\n");
  Comparison comparison = Compared("", "");
  comparison.of_two_resources = true;
  EXPECT_THAT(ComparisonText(comparison, Language::kEnglish, false), HasSubstr("two resources"));
}

TEST(DiffView, CsvHasCodesAndWholeValues) {
  EXPECT_THAT(
      ComparisonTable(OneOfEach()).rows,
      ElementsAre(
          ElementsAre("ADDED", "results[A4]", "A4", "", R"({"code":"A4","actual":"7"})"),
          ElementsAre("CHANGED", "results[A1].actual", "A1", "5", "5.0"),
          ElementsAre("REMOVED", "results[A2]", "A2", R"({"code":"A2","actual":"6"})", ""),
          ElementsAre("MOVED", "results", "", R"(["A1","A3"])", R"(["A3","A1"])"),
          ElementsAre("CHANGED", "score.totalPoints", "", "90.12", "92.62"),
          ElementsAre("REMOVED", "findings[REASON_MISSING r]", "REASON_MISSING r",
                      R"({"code":"REASON_MISSING","row":"r","messageZh":"缺少原因","messageEn":"no reason"})",
                      "")));
}

TEST(DiffView, JsonHasSidesAndChanges) {
  const Comparison comparison = Compared(R"(results { code: "A1" actual: "5" } report { problems: "p" })",
                                         R"(results { code: "A1" actual: "5.0" } results { code: "A2" })");
  EXPECT_EQ(ComparisonJson(comparison),
            R"({
  "before": {
    "name": "a@1",
    "time": "t1",
    "actor": "local"
  },
  "after": {
    "name": "b.json",
    "time": "",
    "actor": ""
  },
  "changes": [
    {
      "kind": "CHANGED",
      "path": "results[A1].actual",
      "row": "A1",
      "before": "5",
      "after": "5.0"
    },
    {
      "kind": "ADDED",
      "path": "results[A2]",
      "row": "A2",
      "before": null,
      "after": {
        "code": "A2"
      }
    },
    {
      "kind": "REMOVED",
      "path": "report.problems[0]",
      "row": "",
      "before": "p",
      "after": null
    }
  ]
}
)");
}

}  // namespace
}  // namespace heng::cli
