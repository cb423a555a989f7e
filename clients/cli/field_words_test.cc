// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/field_words.h"

#include "clients/cli/row_names.h"
#include "clients/cli/test_messages.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {
namespace {

// Where the only cell of an evaluation that has a value other than its keys stands.
Path LastPath(const std::string& evaluation) {
  return CellsOf(ReadMessageText<v1::Evaluation>(evaluation), ElementNames::kByKey).back().path;
}

TEST(FieldWords, AreThoseOfTheForm) {
  const Path actual = LastPath(R"(results { code: "A1" actual: "5" })");
  EXPECT_EQ(FieldWords(actual, Language::kChinese), "实际完成值");
  EXPECT_EQ(FieldWords(actual, Language::kEnglish), "actual");
  EXPECT_EQ(
      FieldWords(LastPath(R"(budget { lines { code: "total" executed_yuan: "5" } })"), Language::kChinese),
      "全年执行数（元）");
}

TEST(FieldWords, SayWhatIsAClaim) {
  const Path claimed = LastPath(R"(results { code: "A1" claim { points_text: "5" } })");
  EXPECT_EQ(FieldWords(claimed, Language::kChinese), "填报·得分");
  EXPECT_EQ(FieldWords(claimed, Language::kEnglish), "claim points");
}

TEST(FieldWords, OfARowSayWhatItIs) {
  Path row = LastPath(R"(findings { code: "REASON_MISSING" })");
  row.pop_back();
  EXPECT_EQ(FieldWords(row, Language::kChinese), "疑点");
}

TEST(FieldWords, NameRowsInsideARow) {
  EXPECT_EQ(FieldWords(LastPath(R"(report { key_tasks { title: "t" results { subject: "s" value: "3" } } })"),
                       Language::kChinese),
            "自评报告·量化结果[s]·数值");
}

TEST(FieldWords, OfATextInAListHaveItsPlace) {
  const Path second = LastPath(R"(report { problems: "p" problems: "q" })");
  EXPECT_EQ(FieldWords(second, Language::kChinese), "自评报告·存在的问题[1]");
  EXPECT_EQ(RowKey(second), "");
}

TEST(FieldWords, FallBackToTheNameOfTheField) {
  EXPECT_EQ(FieldWords(LastPath(R"(report { period { text: "1-11月" } })"), Language::kEnglish),
            "report period text");
}

TEST(FieldWords, OfValuesAreThoseOfTablesAndElseTheTextItself) {
  const auto value_of = [](const std::string& evaluation, Language language) {
    const Cell cell = CellsOf(ReadMessageText<v1::Evaluation>(evaluation), ElementNames::kByKey).back();
    return ValueWords(cell.path.back().field, cell.value, language);
  };
  EXPECT_EQ(value_of("score { execution { clause: SCORE_CLAUSE_EXECUTION_CAPPED } }", Language::kChinese),
            "超预算执行");
  EXPECT_EQ(value_of("results { outcome: OUTCOME_NOT_REACHED }", Language::kChinese), "未达到");
  EXPECT_EQ(value_of("results { status: RESULT_STATUS_NO_EVIDENCE }", Language::kEnglish), "no evidence");
  EXPECT_EQ(value_of("findings { severity: FINDING_SEVERITY_WARNING }", Language::kChinese), "警告");
  EXPECT_EQ(value_of("kind: EVALUATION_KIND_OVERALL", Language::kChinese), "部门整体");
  EXPECT_EQ(value_of("state: EVALUATION_STATE_SUBMITTED", Language::kEnglish), "submitted");
  EXPECT_EQ(value_of("score { total_steps { clause: TOTAL_CLAUSE_SUM } }", Language::kChinese),
            "各项得分合计");
  EXPECT_EQ(value_of("department { funding_source: FUNDING_SOURCE_SELF_FUNDED }", Language::kChinese),
            "FUNDING_SOURCE_SELF_FUNDED");
  EXPECT_EQ(value_of(R"(results { actual: "OUTCOME_REACHED" })", Language::kChinese), "OUTCOME_REACHED");
}

TEST(RowNames, OfResultsAndScoresComeFromTheGoals) {
  RowNames names;
  names.Add(ReadMessageText<v1::Goals>(R"(indicators { code: "A1" display_name: "制度健全" })"));
  names.Add(ReadMessageText<v1::Scheme>(R"(classes { code: "A" display_name: "部门管理" })"));
  names.Add(ReadMessageText<v1::Evaluation>(R"(budget { lines { code: "total" label: "年度资金总额" } })"));
  EXPECT_EQ(names.RowOf(LastPath(R"(results { code: "A1" actual: "5" })")), "A1 制度健全");
  EXPECT_EQ(names.RowOf(LastPath(R"(score { indicators { code: "A1" points: "5" } })")), "A1 制度健全");
  EXPECT_EQ(names.RowOf(LastPath(R"(score { classes { class_code: "A" points: "5" } })")), "A 部门管理");
  EXPECT_EQ(names.RowOf(LastPath(R"(claim { budget_lines { line_code: "total" points_text: "9" } })")),
            "total 年度资金总额");
  EXPECT_EQ(names.RowOf(LastPath(R"(score { budget_lines { line_code: "total" points: "9" } })")),
            "total 年度资金总额");
}

TEST(RowNames, AreTheKeyWhereThereIsNoneAndNothingOutsideOfRows) {
  RowNames names;
  names.Add(ReadMessageText<v1::Goals>(R"(indicators { code: "A1" display_name: "制度健全" })"));
  EXPECT_EQ(names.RowOf(LastPath(R"(results { code: "B9" actual: "5" })")), "B9");
  EXPECT_EQ(names.RowOf(LastPath(R"(score { classes { class_code: "A1" points: "5" } })")), "A1");
  EXPECT_EQ(names.RowOf(LastPath(R"(score { total_points: "92" })")), "");
  EXPECT_EQ(RowKey(LastPath(R"(results { code: "B9" evidence { title: "t" } })")), "B9");
}

}  // namespace
}  // namespace heng::cli
