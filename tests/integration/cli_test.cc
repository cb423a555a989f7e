// SPDX-License-Identifier: Apache-2.0
//
// The command `heng` as a user types it: real binary, real daemons, real files, what it prints and its exit
// code.
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kEvaluationFile[] = "examples/liangzhou-2024/evaluation.json";
constexpr char kEvaluation[] = "regions/620602/departments/zonggonghui/evaluations/2024-overall";

class Cli : public ::testing::Test {
 protected:
  CommandOutcome Heng(std::vector<std::string> arguments, const std::string& language = "zh") const {
    arguments.insert(arguments.begin(), BinaryPath("heng"));
    return RunCommand(arguments, {"HENG_SERVER=" + daemons_.address(), "HENG_LANG=" + language,
                                  "XDG_CONFIG_HOME=" + daemons_.folder()});
  }

  void StoreEverything() const { ASSERT_OK(StoreCatalogue(daemons_.MakeClient())); }

  // A copy of the evaluation file with one text replaced.
  std::string SpoiltFile(const std::string& from, const std::string& to) const {
    std::ifstream in(kEvaluationFile);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const std::string spoilt = absl::StrReplaceAll(text, {{from, to}});
    EXPECT_NE(text, spoilt);
    const std::string path = daemons_.folder() + "/spoilt.json";
    std::ofstream(path) << spoilt;
    return path;
  }

  Daemons daemons_;
};

TEST_F(Cli, TheWalkOfTheQuickstartPrintsTheOfficialForm) {
  const std::string example = "examples/liangzhou-2024/";
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"region", "create", example + "region.json"},
                                             {"department", "create", example + "department.json"},
                                             {"scheme", "create", "schemes/gansu-overall.json"},
                                             {"budget", "create", example + "budget.json"},
                                             {"goals", "create", example + "goals.json"},
                                             {"submit", kEvaluationFile}}) {
    const CommandOutcome outcome = Heng(command);
    ASSERT_EQ(outcome.exit_code, 0) << command[0] << ": " << outcome.err;
  }
  const CommandOutcome form = Heng({"get", kEvaluation});
  EXPECT_EQ(form.exit_code, 0) << form.err;
  EXPECT_THAT(form.out,
              AllOf(HasSubstr("部门整体支出绩效自评表"), HasSubstr("凉州区总工会"), HasSubstr("9.59"),
                    HasSubstr("92.62"), HasSubstr("优"), HasSubstr("档案管理完备性")));
}

TEST_F(Cli, ASecondSubmissionOfTheSameFileChangesNothing) {
  StoreEverything();
  EXPECT_EQ(Heng({"submit", kEvaluationFile}).exit_code, 0);
  EXPECT_EQ(Heng({"submit", kEvaluationFile}).exit_code, 0);
  EXPECT_EQ(daemons_.MakeClient().GetEvaluation(kEvaluation)->revision(), 1);
}

TEST_F(Cli, AChangedFileIsAConflictUntilReplaceIsSaid) {
  StoreEverything();
  ASSERT_EQ(Heng({"submit", kEvaluationFile}).exit_code, 0);
  const std::string changed = SpoiltFile("\"actual\": \"98\"", "\"actual\": \"97\"");
  const CommandOutcome conflict = Heng({"submit", changed});
  EXPECT_EQ(conflict.exit_code, 5);
  EXPECT_THAT(conflict.err, HasSubstr("--replace"));
  EXPECT_EQ(Heng({"submit", "--replace", changed}).exit_code, 0);
  EXPECT_EQ(daemons_.MakeClient().GetEvaluation(kEvaluation)->revision(), 2);
}

TEST_F(Cli, DiffShowsWhatChangedBetweenTwoSubmissionsAndWhatFollows) {
  StoreEverything();
  ASSERT_EQ(Heng({"submit", kEvaluationFile}).exit_code, 0);
  const std::string changed = SpoiltFile("\"actual\": \"98\"", "\"actual\": \"49\"");
  const CommandOutcome planned = Heng({"diff", kEvaluation, changed, "-o", "csv"});
  EXPECT_EQ(planned.exit_code, 0) << planned.err;
  EXPECT_EQ(planned.out,
            "kind,path,row,before,after\r\n"
            "CHANGED,results[satisfaction-rate].actual,satisfaction-rate,98,49\r\n");
  EXPECT_EQ(Heng({"diff", kEvaluation, kEvaluationFile, "--exit-code"}).exit_code, 0);
  ASSERT_EQ(Heng({"submit", "--replace", changed}).exit_code, 0);

  const CommandOutcome chinese = Heng({"diff", kEvaluation, "--exit-code"});
  EXPECT_EQ(chinese.exit_code, 1) << chinese.err;
  EXPECT_THAT(chinese.out,
              AllOf(HasSubstr("2024-overall@1"), HasSubstr("2024-overall@2"), HasSubstr("实际完成值"),
                    HasSubstr("修改 1 格；随之变化"), HasSubstr("；总分 92.62 → ")));
  const CommandOutcome english = Heng({"diff", absl::StrCat(kEvaluation, "@2")}, "en");
  EXPECT_THAT(english.out, HasSubstr("1 cell changed; "));
  EXPECT_EQ(Heng({"diff", absl::StrCat(kEvaluation, "@1")}).exit_code, 3);
}

TEST_F(Cli, TheFormComesBackFromExcelAsItWasStored) {
  StoreEverything();
  ASSERT_EQ(Heng({"submit", kEvaluationFile}).exit_code, 0);
  for (const std::string& file : {daemons_.folder() + "/filed.xlsx", daemons_.folder() + "/filed.csv"}) {
    const CommandOutcome exported = Heng({"form", "export", kEvaluation, file});
    ASSERT_EQ(exported.exit_code, 0) << exported.err;
    EXPECT_EQ(Heng({"form", "export", kEvaluation, file}).exit_code, 5) << "a file is not replaced unasked";
    const CommandOutcome scored = Heng({"score", file});
    EXPECT_EQ(scored.exit_code, 0) << scored.err;
    EXPECT_THAT(scored.out, AllOf(HasSubstr("9.59"), HasSubstr("92.62")));
  }
  const CommandOutcome again = Heng({"submit", "--replace", daemons_.folder() + "/filed.xlsx"});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("2024-overall@1  92.62  优")) << "nothing differs, so nothing is stored";
}

TEST_F(Cli, ATemplateKnowsGoalsAndBudgetAndAsksForTheRest) {
  StoreEverything();
  const std::string file = daemons_.folder() + "/form.csv";
  const CommandOutcome written = Heng({"form", "template", kEvaluation, file});
  ASSERT_EQ(written.exit_code, 0) << written.err;
  const CommandOutcome imported = Heng({"form", "import", file});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_THAT(imported.out,
              AllOf(HasSubstr(kEvaluation), HasSubstr("3002094.97"),
                    HasSubstr("\"code\": \"satisfaction-rate\""), Not(HasSubstr("\"actual\""))));
  EXPECT_EQ(Heng({"form", "template", "regions/620602/departments/zonggonghui/evaluations/2031-overall", "-"})
                .exit_code,
            4);
}

TEST_F(Cli, ATemplateWithoutAStoredBudgetHasTheUsualLines) {
  const std::string example = "examples/liangzhou-2024/";
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"region", "create", example + "region.json"},
                                             {"department", "create", example + "department.json"},
                                             {"scheme", "create", "schemes/gansu-overall.json"},
                                             {"goals", "create", example + "goals.json"}}) {
    ASSERT_EQ(Heng(command).exit_code, 0);
  }
  const CommandOutcome form = Heng({"form", "template", kEvaluation, "-"});
  ASSERT_THAT(form.out, HasSubstr("年度资金总额,,,,"));
  const std::string file = daemons_.folder() + "/form.csv";
  std::ofstream(file) << absl::StrReplaceAll(form.out, {{"年度资金总额,,,,", "年度资金总额,,100,90,80.05"},
                                                        {"(一)基本支出", "(一)基本支出,,100,90,80.05"}});
  const CommandOutcome imported = Heng({"form", "import", file});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_THAT(imported.out,
              AllOf(HasSubstr("\"parentCode\": \"total\""), HasSubstr("80.05"), Not(HasSubstr("公用经费"))));
}

TEST_F(Cli, AMistakeInASpreadsheetIsNamedByItsCell) {
  StoreEverything();
  ASSERT_EQ(Heng({"submit", kEvaluationFile}).exit_code, 0);
  std::string text = Heng({"form", "export", kEvaluation, "-"}).out;
  ASSERT_THAT(text, AllOf(HasSubstr(",98,"), HasSubstr("3002094.97")));
  const std::string file = daemons_.folder() + "/spoilt.csv";
  std::ofstream(file) << absl::StrReplaceAll(text, {{",98,", ",九十八,"}, {"3002094.97", "30020x"}});
  const CommandOutcome outcome = Heng({"submit", file});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("spoilt.csv!"), HasSubstr("“九十八”"), HasSubstr("“30020x”")));
}

TEST_F(Cli, ScorePrintsPointsAndStoresNothing) {
  const CommandOutcome scored = Heng({"score", kEvaluationFile, "--scheme=schemes/gansu-overall.json",
                                      "--goals=examples/liangzhou-2024/goals.json"});
  EXPECT_EQ(scored.exit_code, 0) << scored.err;
  EXPECT_THAT(scored.out, AllOf(HasSubstr("92.62"), HasSubstr("9.59"), HasSubstr("优")));
  EXPECT_EQ(Heng({"get", kEvaluation}).exit_code, 4);
}

TEST_F(Cli, AMistakeIsNamedByFieldInTheLanguageOfTheUser) {
  StoreEverything();
  const std::string spoilt = SpoiltFile("\"actual\": \"98\"", "\"actual\": \"九十八\"");
  const CommandOutcome chinese = Heng({"submit", spoilt});
  EXPECT_EQ(chinese.exit_code, 3);
  EXPECT_THAT(chinese.err, AllOf(HasSubstr("九十八"), HasSubstr(".actual"), HasSubstr("数字")));
  const CommandOutcome english = Heng({"submit", spoilt}, "en");
  EXPECT_EQ(english.exit_code, 3);
  EXPECT_THAT(english.err, HasSubstr("is not a decimal"));
}

TEST_F(Cli, ListsComeAsTableJsonAndCsv) {
  StoreEverything();
  ASSERT_EQ(Heng({"submit", kEvaluationFile}).exit_code, 0);
  EXPECT_THAT(Heng({"list"}).out, HasSubstr("92.62"));
  EXPECT_THAT(Heng({"-o", "json", "list"}).out, HasSubstr("\"totalPoints\": \"92.62\""));
  const std::string csv = Heng({"-o", "csv", "list", "--year=2024"}).out;
  EXPECT_THAT(csv, HasSubstr("92.62"));
  EXPECT_THAT(csv, Not(HasSubstr("│")));
  EXPECT_THAT(Heng({"department", "list", "regions/620602"}).out, HasSubstr("凉州区总工会"));
}

TEST_F(Cli, ExitCodesTellTheClassesOfErrorsApart) {
  EXPECT_EQ(Heng({"--help"}).exit_code, 0);
  EXPECT_EQ(Heng({"sbumit", kEvaluationFile}).exit_code, 2);
  EXPECT_THAT(Heng({"sbumit", kEvaluationFile}, "en").err, HasSubstr("submit"));
  EXPECT_EQ(Heng({"submit", "no-such-file.json"}).exit_code, 1);
  EXPECT_EQ(Heng({"get", "regions/620602"}).exit_code, 4);
  EXPECT_EQ(Heng({"get", "not a name"}).exit_code, 3);
  const CommandOutcome away = Heng({"--server=127.0.0.1:1", "--deadline=1s", "get", "regions/620602"}, "en");
  EXPECT_EQ(away.exit_code, 7);
  EXPECT_THAT(away.err, HasSubstr("127.0.0.1:1"));
}

}  // namespace
}  // namespace heng::integration
