// SPDX-License-Identifier: Apache-2.0
//
// `heng diff` without a server: what it compares with what, and what it prints.
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/test_messages.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Invoke;
using ::testing::Not;
using ::testing::Return;

constexpr char kName[] = "regions/62/departments/a/budgets/2024";
constexpr char kForm[] = "regions/62/departments/a/evaluations/2024-overall";

v1::Revision RevisionOf(const std::string& name, const std::string& revision, int64_t seconds, bool current) {
  v1::Revision result;
  result.set_name(absl::StrCat(name, "@", revision));
  result.set_revision(revision);
  result.set_actor("local");
  result.set_current(current);
  result.mutable_create_time()->set_seconds(1'700'000'000 + seconds);
  return result;
}

// Budgets of three revisions, each with another amount; the year before has the same.
class DiffTest : public ::testing::Test {
 protected:
  DiffTest() {
    ON_CALL(*run_.connection, ListRevisions(_, _)).WillByDefault(Invoke([](const auto& request, const auto&) {
      v1::ListRevisionsResponse revisions;
      for (int i = 1; i <= 3; ++i) {
        *revisions.add_revisions() = RevisionOf(request.name(), absl::StrCat(i), i, i == 3);
      }
      return revisions;
    }));
    EXPECT_CALL(*run_.connection, ListRevisions(_, _)).Times(::testing::AnyNumber());
    EXPECT_CALL(*run_.connection, GetBudget(_, _))
        .WillRepeatedly(Invoke([](const auto& request, const auto&) { return Budget(request.name()); }));
  }

  // name: with revision.
  static v1::Budget Budget(const std::string& name) {
    v1::Budget budget;
    budget.set_name(name);
    budget.set_etag(std::string(1, name.back()));
    v1::BudgetLine& line = *budget.add_lines();
    line.set_code("total");
    line.set_label("年度资金总额");
    line.set_initial_yuan(absl::StrCat("10", std::string(1, name.back()), ".00"));
    return budget;
  }

  static std::string At(int revision) { return absl::StrCat(kName, "@", revision); }

  TestRun run_;
};

TEST_F(DiffTest, OneNameMeansTheNewestAndTheOneBefore) {
  EXPECT_EQ(run_.Run({"diff", kName, "--lang=en"}), kExitOk);
  EXPECT_EQ(run_.out, absl::StrCat("- ", At(2),
                                   "  2023-11-14T22:13:22Z  local\n"
                                   "+ ",
                                   At(3),
                                   "  2023-11-14T22:13:23Z  local\n"
                                   "\n"
                                   "         ROW                 FIELD           BEFORE  AFTER\n"
                                   "changed  total 年度资金总额  initial (yuan)  102.00  103.00\n"
                                   "\n"
                                   "1 cell changed\n"));
}

TEST_F(DiffTest, ANameWithRevisionMeansItAndTheOneBefore) {
  EXPECT_EQ(run_.Run({"diff", At(2)}), kExitOk);
  EXPECT_THAT(run_.out, HasSubstr("101.00  102.00"));
}

TEST_F(DiffTest, TheFirstRevisionHasNoneBeforeAndSaysWhatToDo) {
  EXPECT_EQ(run_.Run({"diff", At(1), "--lang=en"}), kExitValidation);
  EXPECT_THAT(run_.err, AllOf(HasSubstr("is the first revision"), HasSubstr("give another name or a file")));
  EXPECT_EQ(run_.Run({"diff", At(9), "--lang=en"}), kExitNotFound);
  EXPECT_THAT(run_.err, HasSubstr("heng history"));
}

TEST_F(DiffTest, AnyTwoRevisionsAreComparedAsNamed) {
  EXPECT_EQ(run_.Run({"diff", At(3), At(1), "-o", "csv"}), kExitOk);
  EXPECT_EQ(run_.out,
            "kind,path,row,before,after\r\nCHANGED,lines[total].initialYuan,total,103.00,101.00\r\n");
}

TEST_F(DiffTest, TwoResourcesOfOneKindAreComparedAndToldApart) {
  EXPECT_EQ(run_.Run({"diff", "regions/62/departments/a/budgets/2023@1", At(3), "--lang=en"}), kExitOk);
  EXPECT_THAT(run_.out,
              AllOf(HasSubstr("two resources"), HasSubstr("101.00  103.00"), HasSubstr("1 cell changed")));
}

TEST_F(DiffTest, TwoKindsAreRefused) {
  EXPECT_EQ(run_.Run({"diff", kName, "regions/62/departments/a", "--lang=en"}), kExitValidation);
  EXPECT_THAT(run_.err,
              AllOf(HasSubstr("(Budget)"), HasSubstr("(Department)"), HasSubstr("different kinds")));
  EXPECT_EQ(run_.Run({"diff", kName, "regions/62/departments/a", "--lang=zh"}), kExitValidation);
  EXPECT_THAT(run_.err, AllOf(HasSubstr("（预算）"), HasSubstr("（部门）")));
}

TEST_F(DiffTest, WhatIsNeitherFileNorNameIsRefused) {
  EXPECT_EQ(run_.Run({"diff", kName, "no-such-file.json", "--lang=en"}), kExitValidation);
  EXPECT_THAT(run_.err, HasSubstr("no-such-file.json is neither a file nor the name"));
}

TEST_F(DiffTest, AFileStandsOnEitherSide) {
  run_.input = R"({"name": "regions/62/departments/a/budgets/2024", "etag": "x",
                   "lines": [{"code": "total", "label": "年度资金总额", "initialYuan": "7"}]})";
  EXPECT_EQ(run_.Run({"diff", kName, "-", "-o", "csv"}), kExitOk);
  EXPECT_EQ(run_.out, "kind,path,row,before,after\r\nCHANGED,lines[total].initialYuan,total,103.00,7\r\n");
  EXPECT_EQ(run_.Run({"diff", "-", kName, "-o", "csv"}), kExitOk);
  EXPECT_EQ(run_.out, "kind,path,row,before,after\r\nCHANGED,lines[total].initialYuan,total,7,103.00\r\n");
  EXPECT_EQ(run_.Run({"diff", kName, "-", "--lang=en"}), kExitOk);
  EXPECT_THAT(run_.out, AllOf(HasSubstr("+ -\n"), Not(HasSubstr("two resources"))));
}

TEST_F(DiffTest, OneSideIsStored) {
  for (const auto& files : {std::vector<std::string>{"-"}, std::vector<std::string>{"-", "-"}}) {
    std::vector<std::string> args = {"diff", "--lang=en"};
    args.insert(args.end(), files.begin(), files.end());
    EXPECT_EQ(run_.Run(args), kExitValidation);
    EXPECT_THAT(run_.err, HasSubstr("at least one"));
  }
}

TEST_F(DiffTest, AFileOfAnotherMessageIsRefused) {
  run_.input = R"({"results": []})";
  EXPECT_EQ(run_.Run({"diff", kName, "-", "--lang=en"}), kExitValidation);
  EXPECT_THAT(run_.err, HasSubstr("heng.v1.Budget"));
}

TEST_F(DiffTest, TheExitCodeTellsDifferencesOnRequest) {
  EXPECT_EQ(run_.Run({"diff", kName, "--exit-code"}), kExitFailure);
  EXPECT_EQ(run_.Run({"diff", kName, At(3), "--exit-code", "--lang=en"}), kExitOk);
  EXPECT_THAT(run_.out, HasSubstr("no differences"));
}

TEST(DiffScheme, TheOneBeforeIsTheOneStoredBefore) {
  TestRun run;
  v1::ListRevisionsResponse revisions;
  *revisions.add_revisions() = RevisionOf("schemes/s", "0123456789abcdef", 9, true);
  *revisions.add_revisions() = RevisionOf("schemes/s", "fedcba9876543210", 1, false);
  EXPECT_CALL(*run.connection, ListRevisions(_, _)).WillRepeatedly(Return(revisions));
  EXPECT_CALL(*run.connection, GetScheme(_, _)).WillRepeatedly(Invoke([](const auto& request, const auto&) {
    v1::Scheme scheme;
    scheme.set_authority(request.name());
    return scheme;
  }));
  EXPECT_EQ(run.Run({"diff", "schemes/s", "-o", "csv"}), kExitOk);
  EXPECT_THAT(run.out,
              HasSubstr("CHANGED,authority,,schemes/s@fedcba9876543210,schemes/s@0123456789abcdef\r\n"));
}

TEST(DiffScheme, AHashHasNoneBefore) {
  TestRun run;
  EXPECT_EQ(run.Run({"diff", "schemes/s@0123456789abcdef", "--lang=en"}), kExitValidation);
  EXPECT_THAT(run.err, AllOf(HasSubstr("have no number"), HasSubstr("heng history schemes/s lists them")));
}

// One stored form, with everything that the service adds.
class DiffFormTest : public ::testing::Test {
 protected:
  DiffFormTest() {
    v1::ListRevisionsResponse revisions;
    *revisions.add_revisions() = RevisionOf(kForm, "1", 1, true);
    EXPECT_CALL(*run_.connection, ListRevisions(_, _)).WillRepeatedly(Return(revisions));
    EXPECT_CALL(*run_.connection, GetEvaluation(_, _))
        .WillRepeatedly(Return(ReadMessageText<v1::Evaluation>(absl::StrCat("name: '", kForm, R"(@1'
            scheme: "schemes/s@0123456789abcdef" goals: "regions/62/departments/a/goals/2024-overall@0123456789abcdef"
            budget { lines { code: "total" label: "年度资金总额" } } project { code: "p" }
            results { code: "A1" actual: "5" } score { total_points: "90.12" } revision: 1 etag: "e" actor: "local"
            department { name: "regions/62/departments/a" } findings { code: "C" } state: EVALUATION_STATE_SUBMITTED)"))));
  }

  TestRun run_;
};

TEST_F(DiffFormTest, WhatTheServiceFilledInIsNoDifferenceToAFile) {
  for (const char* scheme : {"", R"("scheme": "schemes/s",)"}) {
    run_.input = absl::StrCat("{", scheme, R"("results": [{"code": "A1", "actual": "5"}]})");
    EXPECT_EQ(run_.Run({"diff", kForm, "-", "--exit-code", "--lang=en"}), kExitOk) << run_.out;
    EXPECT_THAT(run_.out, HasSubstr("no differences"));
  }
}

TEST_F(DiffFormTest, WhatAFileSaysOtherwiseIs) {
  run_.input = R"({"name": "regions/62/departments/a/evaluations/2023-overall", "scheme": "schemes/t",
                   "goals": "regions/62/departments/a/goals/2024-overall@fedcba9876543210",
                   "budget": {"lines": [{"code": "total", "label": "总额"}]},
                   "results": [{"code": "A1", "actual": "6"}], "score": {"totalPoints": "99"}})";
  EXPECT_EQ(run_.Run({"diff", kForm, "-", "-o", "csv"}), kExitOk);
  EXPECT_EQ(run_.out,
            "kind,path,row,before,after\r\n"
            "CHANGED,scheme,,schemes/s,schemes/t\r\n"
            "CHANGED,goals,,regions/62/departments/a/goals/2024-overall@0123456789abcdef,"
            "regions/62/departments/a/goals/2024-overall@fedcba9876543210\r\n"
            "CHANGED,budget.lines[total].label,total,年度资金总额,总额\r\n"
            "CHANGED,results[A1].actual,A1,5,6\r\n");
}

TEST_F(DiffFormTest, RowsHaveTheNamesOfTheGoalsThatAreStored) {
  EXPECT_CALL(*run_.connection, GetScheme(_, _)).WillRepeatedly(Return(v1::Scheme()));
  EXPECT_CALL(*run_.connection, GetGoals(_, _))
      .WillOnce(Return(ReadMessageText<v1::Goals>(R"(indicators { code: "A1" display_name: "制度健全" })")))
      .WillOnce(Return(absl::UnavailableError("away")));
  run_.input = R"({"results": [{"code": "A1", "actual": "6"}]})";
  EXPECT_EQ(run_.Run({"diff", kForm, "-", "--lang=zh"}), kExitOk);
  EXPECT_THAT(run_.out, HasSubstr("修改  A1 制度健全  实际完成值  5     6\n"));
  EXPECT_EQ(run_.Run({"diff", kForm, "-", "--lang=zh"}), kExitUnavailable);
}

}  // namespace
}  // namespace heng::cli
