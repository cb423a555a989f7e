// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/message_diff.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/test_messages.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string CellsText(const std::vector<Cell>& cells) {
  return absl::StrJoin(cells, "; ", [](std::string* text, const Cell& cell) {
    absl::StrAppend(text, PathText(cell.path), cell.path.empty() ? "" : "=", cell.value);
  });
}

// As `~ path: before > after`, `+ path: cells`, `- path: cells`, `^ path: names > names`.
std::string LineOf(const Change& change) {
  const std::string path = PathText(change.path);
  switch (change.kind) {
    case ChangeKind::kAdded:
      return absl::StrCat("+ ", path, ": ", CellsText(change.cells));
    case ChangeKind::kRemoved:
      return absl::StrCat("- ", path, ": ", CellsText(change.cells));
    case ChangeKind::kMoved:
      return absl::StrCat("^ ", path, ": ", absl::StrJoin(change.order_before, ","), " > ",
                          absl::StrJoin(change.order_after, ","));
    case ChangeKind::kChanged:
      break;
  }
  return absl::StrCat("~ ", path, ": ", change.before, " > ", change.after);
}

std::vector<std::string> Diff(const google::protobuf::Message& before, const google::protobuf::Message& after,
                              const LeftOut& left_out = {}) {
  std::vector<std::string> lines;
  for (const Change& change : DiffMessages(before, after, left_out)) lines.push_back(LineOf(change));
  return lines;
}

template <typename T = v1::Evaluation>
std::vector<std::string> DiffTexts(const std::string& before, const std::string& after,
                                   const LeftOut& left_out = {}) {
  return Diff(ReadMessageText<T>(before), ReadMessageText<T>(after), left_out);
}

v1::Evaluation Form(const std::vector<std::string>& codes) {
  v1::Evaluation form;
  for (const std::string& code : codes) form.add_results()->set_code(code);
  return form;
}

TEST(MessageDiff, EqualMessagesHaveNone) {
  const v1::Evaluation form = Form({"A1", "A2"});
  EXPECT_THAT(Diff(form, form), IsEmpty());
}

TEST(MessageDiff, WhatIsTypedCountsAndNotItsValue) {
  EXPECT_THAT(DiffTexts(R"(results { code: "A1" actual: "5" })", R"(results { code: "A1" actual: "5.0" })"),
              ElementsAre("~ results[A1].actual: 5 > 5.0"));
}

TEST(MessageDiff, ACellThatIsSetOrClearedIsAChange) {
  EXPECT_THAT(DiffTexts(R"(results { code: "A1" reason: "rain" })", R"(results { code: "A1" band: "good" })"),
              ElementsAre("~ results[A1].band:  > good", "~ results[A1].reason: rain > "));
}

TEST(MessageDiff, AnEmptyMessageIsNoDifferenceToNone) {
  EXPECT_THAT(DiffTexts("claim {} score { execution {} } report {}", ""), IsEmpty());
}

TEST(MessageDiff, AMessageThatOnlyOneSideHasIsToldByItsCells) {
  EXPECT_THAT(
      DiffTexts("", R"(claim { grade_text: "A" budget_lines { line_code: "total" points_text: "9" } })"),
      ElementsAre("+ claim.budgetLines[total]: lineCode=total; pointsText=9", "~ claim.gradeText:  > A"));
}

TEST(MessageDiff, ARowPutInBetweenIsOneAddition) {
  EXPECT_THAT(Diff(Form({"A1", "A3", "A4"}), Form({"A1", "A2", "A3", "A4"})),
              ElementsAre("+ results[A2]: code=A2"));
  EXPECT_THAT(Diff(Form({"A1", "A2", "A3"}), Form({"A1", "A3"})), ElementsAre("- results[A2]: code=A2"));
}

TEST(MessageDiff, AnotherOrderIsOneChangeBesideWhatChangedInTheRows) {
  EXPECT_THAT(
      DiffTexts(R"(results { code: "A1" actual: "1" } results { code: "A2" } results { code: "A3" })",
                R"(results { code: "A4" } results { code: "A3" } results { code: "A1" actual: "7" })"),
      ElementsAre("+ results[A4]: code=A4", "~ results[A1].actual: 1 > 7", "- results[A2]: code=A2",
                  "^ results: A1,A3 > A3,A1"));
}

TEST(MessageDiff, AnotherOrderIsToldFromTheFirstToTheLastThatMoved) {
  EXPECT_THAT(Diff(Form({"A", "B", "C", "D", "E", "F"}), Form({"A", "E", "B", "C", "X", "D", "F"})),
              ElementsAre("+ results[X]: code=X", "^ results: B,C,D,E > E,B,C,D"));
}

TEST(MessageDiff, RowsOfTheSameKeyAreToldByTheirNumber) {
  EXPECT_THAT(DiffTexts(R"(results { code: "A1" actual: "1" } results { code: "A1" actual: "2" })",
                        R"(results { code: "A1" actual: "1" } results { code: "A1" actual: "3" })"),
              ElementsAre("~ results[A1 #2].actual: 2 > 3"));
}

TEST(MessageDiff, FindingsAreToldByCodeAndRow) {
  const std::string second = R"(findings { code: "CLAIM_DIFFERS" row: "A2" ref: "results[1]" })";
  EXPECT_THAT(DiffTexts(R"(findings { code: "CLAIM_DIFFERS" row: "A1" })" + second, second),
              ElementsAre("- findings[CLAIM_DIFFERS A1]: code=CLAIM_DIFFERS; row=A1"));
}

TEST(MessageDiff, RowsInRowsAreToldByTheirKeysToo) {
  EXPECT_THAT(DiffTexts(R"(report { key_tasks { title: "t" results { subject: "b" value: "1" } } })",
                        R"(report { key_tasks { title: "t" results { subject: "a" value: "9" unit: "x" }
                                        results { subject: "b" value: "2" } } })"),
              ElementsAre("+ report.keyTasks[t].results[a]: subject=a; value=9; unit=x",
                          "~ report.keyTasks[t].results[b].value: 1 > 2"));
}

TEST(MessageDiff, EnumsNameRowsWhereNothingElseDoes) {
  EXPECT_THAT(DiffTexts(R"(score { total_steps { clause: TOTAL_CLAUSE_SUM points: "91" } })",
                        R"(score { total_steps { clause: TOTAL_CLAUSE_SUM points: "92" }
                                   total_steps { clause: TOTAL_CLAUSE_VETO points: "59" } })"),
              ElementsAre("~ score.totalSteps[TOTAL_CLAUSE_SUM].points: 91 > 92",
                          "+ score.totalSteps[TOTAL_CLAUSE_VETO]: clause=TOTAL_CLAUSE_VETO; points=59"));
}

TEST(MessageDiff, TextsAndRowsWithoutKeyAreToldByPlace) {
  EXPECT_THAT(DiffTexts<v1::Department>(R"(aliases: "one" aliases: "two")",
                                        R"(aliases: "one" aliases: "deux" aliases: "three")"),
              ElementsAre("~ aliases[1]: two > deux", "+ aliases[2]: three"));
  EXPECT_THAT(DiffTexts<v1::Scheme>(
                  R"(execution_caps { upper_percent: "50" } execution_caps { upper_percent: "80" })",
                  R"(execution_caps { upper_percent: "60" })"),
              ElementsAre("~ executionCaps[0].upperPercent: 50 > 60", "- executionCaps[1]: upperPercent=80"));
}

TEST(MessageDiff, NumbersEnumsAndDatesAreCells) {
  EXPECT_THAT(
      DiffTexts<v1::Department>("staffing { on_staff_count: 12 } category: DEPARTMENT_CATEGORY_SCHOOL",
                                "staffing { on_staff_count: 13 }"),
      ElementsAre("~ category: DEPARTMENT_CATEGORY_SCHOOL > ", "~ staffing.onStaffCount: 12 > 13"));
  EXPECT_THAT(DiffTexts<v1::Budget>("as_of_date { year: 2024 month: 11 } lines { code: 'a' memo: true }",
                                    "as_of_date { year: 2024 month: 12 } lines { code: 'a' }"),
              ElementsAre("~ lines[a].memo: true > ", "~ asOfDate: 2024-11 > 2024-12"));
}

TEST(MessageDiff, FieldsAreLeftOutAtTheTopOrAnywhere) {
  const LeftOut left_out{.of_top = {"name"}, .anywhere = {"etag", "ref"}};
  EXPECT_THAT(
      DiffTexts(
          R"(name: "a" etag: "1" department { name: "x" etag: "1" })",
          R"(name: "b" etag: "2" department { name: "y" etag: "2" } findings { code: "C" ref: "results[1]" })",
          left_out),
      ElementsAre("~ department.name: x > y", "+ findings[C]: code=C"));
}

// Whatever was inserted, removed and typed over is what is reported, and nothing else.
TEST(MessageDiff, RandomEditsAreFoundOneByOne) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    v1::Evaluation before;
    v1::Evaluation after;
    std::vector<std::string> expected;
    std::vector<std::string> removed;
    for (int row = 0; row < 40; ++row) {
      const std::string code = absl::StrCat("R", row);
      const unsigned edit = random() % 8;
      if (edit != 0) before.add_results()->set_code(code);
      if (edit != 1) after.add_results()->set_code(code);
      if (edit == 0) expected.push_back(absl::StrCat("+ results[", code, "]: code=", code));
      if (edit == 1) removed.push_back(absl::StrCat("- results[", code, "]: code=", code));
      if (edit == 2) {
        after.mutable_results()->rbegin()->set_actual("1");
        expected.push_back(absl::StrCat("~ results[", code, "].actual:  > 1"));
      }
    }
    expected.insert(expected.end(), removed.begin(), removed.end());
    ASSERT_EQ(Diff(before, after), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace heng::cli
