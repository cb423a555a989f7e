// SPDX-License-Identifier: Apache-2.0
//
// Whole command lines without a server: usage, settings, and what each command asks for and prints.
#include "clients/cli/app.h"

#include "base/errors.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::DoAll;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Return;
using ::testing::SaveArg;
using ::testing::StartsWith;

v1::Region Liangzhou() {
  v1::Region region;
  region.set_name("regions/620602");
  region.set_display_name("凉州区");
  region.set_etag("e1");
  return region;
}

TEST(Usage, AMistypedCommandIsAnsweredWithASuggestion) {
  TestRun run;
  EXPECT_EQ(run.Run({"regoin", "list"}), kExitUsage);
  EXPECT_EQ(run.err, "heng: unknown command \"regoin\", did you mean region?\n");
  EXPECT_EQ(run.Run({"--server", "127.0.0.1:1", "region", "lst"}), kExitUsage);
  EXPECT_EQ(run.err, "heng: unknown command \"lst\", did you mean list?\n");
}

TEST(Usage, AMissingCommandIsAnsweredWithWhatThereIs) {
  TestRun run;
  EXPECT_EQ(run.Run({"form"}), kExitUsage);
  EXPECT_EQ(run.err, "heng: a command is missing, want one of: template, import, export\n");
  EXPECT_EQ(run.Run({"--lang=zh"}), kExitUsage);
  EXPECT_THAT(run.err, StartsWith("heng: 缺少命令，应为以下之一："));
}

TEST(Usage, WrongFlagsAndMissingArgumentsExitWithTwo) {
  const std::vector<std::vector<std::string>> lines = {{},
                                                       {"region"},
                                                       {"get"},
                                                       {"list", "--bogus"},
                                                       {"list", "--limit=0"},
                                                       {"list", "--kind=x"},
                                                       {"-o", "yaml", "list"},
                                                       {"get", "a", "b"},
                                                       {"--lang=fr", "list"},
                                                       {"--deadline=0s", "list"},
                                                       {"--deadline=121s", "list"},
                                                       {"--deadline=soon", "list"},
                                                       {"--ca=x", "list"}};
  for (const auto& line : lines) {
    TestRun run;
    EXPECT_EQ(run.Run(line), kExitUsage) << ::testing::PrintToString(line);
    EXPECT_THAT(run.out, IsEmpty());
    EXPECT_FALSE(run.err.empty());
  }
}

TEST(Usage, HelpOfEveryCommandLeadsWithExamples) {
  std::vector<std::vector<std::string>> commands = {{},
                                                    {"scheme", "check"},
                                                    {"form", "template"},
                                                    {"form", "import"},
                                                    {"form", "export"},
                                                    {"config", "view"}};
  for (const char* command : {"submit", "score", "get", "explain", "list", "rescore", "aggregate", "summary",
                              "rank", "lost", "compare", "history", "diff", "admin", "form", "config"}) {
    commands.push_back({command});
  }
  for (const char* noun : {"region", "department", "budget", "scheme", "goals"}) {
    commands.push_back({noun});
    for (const char* verb : {"create", "get", "list"}) commands.push_back({noun, verb});
  }
  for (std::vector<std::string> line : commands) {
    line.push_back("--help");
    TestRun run;
    EXPECT_EQ(run.Run(line), kExitOk) << ::testing::PrintToString(line);
    EXPECT_THAT(run.out, HasSubstr("\n\nExamples:\n  heng "));
    EXPECT_LT(run.out.find("Examples:"), run.out.find("Usage:"));
  }
}

TEST(Usage, HelpSpeaksTheLanguageOfTheReader) {
  TestRun run;
  run.variables = {{"LANG", "zh_CN.UTF-8"}};
  EXPECT_EQ(run.Run({"submit", "--help"}), kExitOk);
  EXPECT_THAT(run.out, AllOf(HasSubstr("示例："), HasSubstr("用法")));
  EXPECT_EQ(run.Run({"submit", "--help", "--lang=en"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("Examples:"));
}

TEST(Usage, VersionGoesToStandardOutput) {
  TestRun run;
  EXPECT_EQ(run.Run({"--version"}), kExitOk);
  EXPECT_THAT(run.out, StartsWith("heng "));
}

TEST(Settings, GlobalFlagsMayStandBehindTheCommand) {
  TestRun run;
  EXPECT_CALL(*run.connection, GetRegion(_, _)).WillOnce(Return(Liangzhou()));
  EXPECT_EQ(run.Run({"get", "regions/620602", "-o", "json", "--server=[::1]:9", "--deadline=3s"}), kExitOk);
  EXPECT_EQ(run.connected.address, "[::1]:9");
  EXPECT_EQ(run.options.deadline, absl::Seconds(3));
  EXPECT_EQ(run.out,
            "{\n \"name\": \"regions/620602\",\n \"displayName\": \"凉州区\",\n \"etag\": \"e1\"\n}\n");
}

TEST(Settings, ComeFromTheConfigFileLast) {
  TempFolder folder;
  folder.Write("heng/config.toml", "server = \"127.0.0.1:5\"\nlang = \"zh\"\n");
  TestRun run;
  run.variables = {{"XDG_CONFIG_HOME", folder.path()}};
  EXPECT_CALL(*run.connection, GetRegion(_, _))
      .Times(2)
      .WillRepeatedly(Return(absl::UnavailableError("refused")));
  EXPECT_EQ(run.Run({"get", "regions/62"}), kExitUnavailable);
  EXPECT_THAT(run.err, HasSubstr("无法连接 127.0.0.1:5 上的 heng-scoring"));
  run.variables["HENG_SERVER"] = "127.0.0.1:6";
  EXPECT_EQ(run.Run({"get", "regions/62"}), kExitUnavailable);
  EXPECT_THAT(run.err, HasSubstr("127.0.0.1:6"));
}

TEST(Settings, AreShownWithWhatSetThem) {
  TempFolder folder;
  const std::string file = folder.Write("heng/config.toml", "ca = \"ca.pem\"\nlang = \"zh\"\n");
  TestRun run;
  run.variables = {{"XDG_CONFIG_HOME", folder.path()}, {"HENG_LANG", "en"}};
  EXPECT_EQ(run.Run({"config", "view", "--show-origin", "-o", "csv", "--server=127.0.0.1:5"}), kExitOk);
  EXPECT_EQ(run.out, "setting,value,origin\r\nserver,127.0.0.1:5,'--server\r\nca,ca.pem," + file +
                         "\r\nlang,en,HENG_LANG\r\n");
}

TEST(Settings, AWrongConfigFileIsAUsageError) {
  TempFolder folder;
  folder.Write("heng/config.toml", "sever = \"x\"\n");
  TestRun run;
  run.variables = {{"XDG_CONFIG_HOME", folder.path()}};
  EXPECT_EQ(run.Run({"list"}), kExitUsage);
  EXPECT_THAT(run.err, HasSubstr("config.toml:1: unknown key \"sever\", did you mean server?"));
}

TEST(Get, PrintsADetailedTable) {
  TestRun run;
  EXPECT_CALL(*run.connection, GetRegion(_, _)).WillOnce(Return(Liangzhou()));
  EXPECT_EQ(run.Run({"get", "regions/620602"}), kExitOk);
  EXPECT_EQ(run.out,
            "FIELD        VALUE\n"
            "name         regions/620602\n"
            "displayName  凉州区\n"
            "etag         e1\n");
}

TEST(Get, AsksForTheKindThatTheNameSays) {
  TestRun run;
  EXPECT_CALL(*run.connection, GetDepartment(_, _)).WillOnce(Return(v1::Department()));
  EXPECT_CALL(*run.connection, GetBudget(_, _)).WillOnce(Return(v1::Budget()));
  EXPECT_CALL(*run.connection, GetScheme(_, _)).WillOnce(Return(v1::Scheme()));
  EXPECT_CALL(*run.connection, GetGoals(_, _)).WillOnce(Return(v1::Goals()));
  EXPECT_EQ(run.Run({"get", "regions/62/departments/a"}), kExitOk);
  EXPECT_EQ(run.Run({"get", "regions/62/departments/a/budgets/2024"}), kExitOk);
  EXPECT_EQ(run.Run({"get", "schemes/s"}), kExitOk);
  EXPECT_EQ(run.Run({"get", "regions/62/departments/a/goals/2024-overall"}), kExitOk);
}

TEST(Get, PrintsAnEvaluationAsTheFormWithTheWordsOfItsPinnedScheme) {
  TestRun run;
  v1::Evaluation evaluation;
  evaluation.set_scheme("schemes/s@0123456789abcdef");
  evaluation.set_goals("regions/62/departments/a/goals/2024-overall@0123456789abcdef");
  v1::GetSchemeRequest scheme;
  v1::GetGoalsRequest goals;
  EXPECT_CALL(*run.connection, GetEvaluation(_, _)).WillOnce(Return(evaluation));
  EXPECT_CALL(*run.connection, GetScheme(_, _)).WillOnce(DoAll(SaveArg<0>(&scheme), Return(v1::Scheme())));
  EXPECT_CALL(*run.connection, GetGoals(_, _)).WillOnce(DoAll(SaveArg<0>(&goals), Return(v1::Goals())));
  EXPECT_EQ(run.Run({"get", "regions/62/departments/a/evaluations/2024-overall"}), kExitOk);
  EXPECT_EQ(scheme.name(), evaluation.scheme());
  EXPECT_EQ(goals.name(), evaluation.goals());
  EXPECT_THAT(run.out, HasSubstr("部门整体支出绩效自评表"));
}

TEST(Get, WhatIsNotThereExitsWithFour) {
  TestRun run;
  EXPECT_CALL(*run.connection, GetRegion(_, _))
      .WillOnce(Return(NotFound("heng.v1.Region", "regions/99", "行政区划")));
  EXPECT_EQ(run.Run({"get", "regions/99"}), kExitNotFound);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, HasSubstr("regions/99"));
}

TEST(Get, ANameOfNoKindIsRefusedWithoutACall) {
  TestRun run;
  EXPECT_EQ(run.Run({"get", "nonsense"}), kExitValidation);
}

TEST(List, PassesTheFiltersOn) {
  TestRun run;
  v1::ListEvaluationsRequest request;
  EXPECT_CALL(*run.connection, ListEvaluations(_, _))
      .WillOnce(DoAll(SaveArg<0>(&request), Return(v1::ListEvaluationsResponse())));
  EXPECT_EQ(run.Run({"list", "--parent=regions/62*/departments/-", "--year=2024", "--kind=project",
                     "--grade=poor", "--grade=fair", "--limit=7"}),
            kExitOk);
  EXPECT_EQ(request.parent(), "regions/62*/departments/-");
  EXPECT_EQ(request.fiscal_year(), 2024);
  EXPECT_EQ(request.kind(), v1::EVALUATION_KIND_PROJECT);
  EXPECT_THAT(request.grade_codes(), ::testing::ElementsAre("poor", "fair"));
  EXPECT_EQ(request.page_size(), 7);
}

TEST(List, StopsAtTheLimitThoughThereAreMorePages) {
  TestRun run;
  v1::ListRegionsResponse page;
  *page.add_regions() = Liangzhou();
  *page.add_regions() = Liangzhou();
  page.set_next_page_token("more");
  EXPECT_CALL(*run.connection, ListRegions(_, _)).WillOnce(Return(page));
  EXPECT_EQ(run.Run({"region", "list", "62", "--limit=2", "-o", "csv"}), kExitOk);
  EXPECT_EQ(run.out, "name,display_name,parent\r\nregions/620602,凉州区,\r\nregions/620602,凉州区,\r\n");
}

TEST(List, PrintsNothingIfALaterPageFails) {
  TestRun run;
  v1::ListRegionsResponse page;
  *page.add_regions() = Liangzhou();
  page.set_next_page_token("more");
  EXPECT_CALL(*run.connection, ListRegions(_, _))
      .WillOnce(Return(page))
      .WillOnce(Return(absl::PermissionDeniedError("no")));
  EXPECT_EQ(run.Run({"region", "list"}), kExitDenied);
  EXPECT_THAT(run.out, IsEmpty());
}

TEST(List, PrintsEvaluationsWithRevisionTotalAndTime) {
  TestRun run;
  v1::ListEvaluationsResponse page;
  v1::Evaluation& evaluation = *page.add_evaluations();
  evaluation.set_name("regions/62/departments/a/evaluations/2024-overall");
  evaluation.set_revision(2);
  evaluation.set_fiscal_year(2024);
  evaluation.set_kind(v1::EVALUATION_KIND_OVERALL);
  evaluation.set_state(v1::EVALUATION_STATE_SUBMITTED);
  evaluation.mutable_score()->set_total_points("92.62");
  evaluation.mutable_score()->set_grade("优");
  evaluation.mutable_update_time()->set_seconds(1735689600);
  EXPECT_CALL(*run.connection, ListEvaluations(_, _)).WillOnce(Return(page));
  EXPECT_EQ(run.Run({"list", "-o", "csv", "--lang=zh"}), kExitOk);
  EXPECT_EQ(run.out,
            "name,department,year,kind,state,total_points,grade,update_time\r\n"
            "regions/62/departments/a/evaluations/2024-overall@2,,2024,overall,submitted,92.62,优,"
            "2025-01-01T00:00:00Z\r\n");
}

TEST(Create, ReadsStandardInput) {
  TestRun run;
  run.input = R"({"name": "regions/620602"})";
  EXPECT_CALL(*run.connection, CreateRegion(_, _)).WillOnce(Return(Liangzhou()));
  EXPECT_EQ(run.Run({"region", "create", "-"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("regions/620602  凉州区"));
}

TEST(Create, StoresTheOtherFilesThoughOneFails) {
  TempFolder folder;
  const std::string bad = folder.Write("bad.json", R"({"naem": ""})");
  const std::string good = folder.Write("good.json", R"({"name": "regions/620602"})");
  TestRun run;
  EXPECT_CALL(*run.connection, CreateRegion(_, _)).WillOnce(Return(Liangzhou()));
  EXPECT_EQ(run.Run({"region", "create", bad, good, "-o", "json"}), kExitValidation);
  EXPECT_THAT(run.err, HasSubstr("naem"));
  EXPECT_THAT(run.out, StartsWith("[\n"));
}

TEST(Create, UpdateTakesTheCurrentEtag) {
  TestRun run;
  run.input = R"({"name": "regions/620602", "displayName": "凉州"})";
  v1::UpdateRegionRequest request;
  EXPECT_CALL(*run.connection, GetRegion(_, _)).WillOnce(Return(Liangzhou()));
  EXPECT_CALL(*run.connection, UpdateRegion(_, _)).WillOnce(DoAll(SaveArg<0>(&request), Return(Liangzhou())));
  EXPECT_EQ(run.Run({"region", "create", "--update", "-"}), kExitOk);
  EXPECT_EQ(request.etag(), "e1");
  EXPECT_EQ(request.region().display_name(), "凉州");
}

TEST(Create, UpdateKeepsTheEtagOfTheFile) {
  TestRun run;
  run.input = R"({"name": "regions/620602", "etag": "e0"})";
  v1::UpdateRegionRequest request;
  EXPECT_CALL(*run.connection, UpdateRegion(_, _))
      .WillOnce(DoAll(SaveArg<0>(&request), Return(StaleEtag("regions/620602", "e0", "e1"))));
  EXPECT_EQ(run.Run({"region", "create", "--update", "-"}), kExitConflict);
  EXPECT_EQ(request.etag(), "e0");
}

TEST(Create, SchemesAndGoalsAreNeverReplaced) {
  TestRun run;
  EXPECT_EQ(run.Run({"scheme", "create", "--update", "-"}), kExitUsage);
  EXPECT_EQ(run.Run({"goals", "create", "--update", "-"}), kExitUsage);
}

TEST(SchemeCheck, PrintsTheRevision) {
  TestRun run;
  run.input = R"({"name": "schemes/s"})";
  v1::CheckSchemeResponse response;
  response.mutable_scheme()->set_name("schemes/s");
  response.mutable_scheme()->set_revision("0123456789abcdef");
  EXPECT_CALL(*run.connection, CheckScheme(_, _)).WillOnce(Return(response));
  EXPECT_EQ(run.Run({"scheme", "check", "-"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("schemes/s@0123456789abcdef"));
}

TEST(Score, SendsSchemeAndGoalsOfFilesInline) {
  TempFolder folder;
  const std::string scheme = folder.Write("scheme.json", R"({"name": "schemes/s", "classes": [{"code": "c",
      "displayName": "履职"}]})");
  const std::string goals = folder.Write("goals.json", R"({"indicators": [{"code": "i", "classCode": "c",
      "displayName": "新建工会", "weightPoints": "90"}]})");
  TestRun run;
  run.input = R"({"results": [{"code": "i", "actual": "3"}]})";
  v1::ScoreEvaluationRequest request;
  v1::ScoreEvaluationResponse response;
  response.mutable_score()->set_total_points("45.00");
  response.mutable_score()->set_total_weight_points("90");
  response.mutable_score()->set_grade("差");
  v1::IndicatorScore& score = *response.mutable_score()->add_indicators();
  score.set_code("i");
  score.set_points("45.00");
  score.set_completion_percent("50.00");
  v1::Finding& finding = *response.add_findings();
  finding.set_code("REASON_MISSING");
  finding.set_severity(v1::FINDING_SEVERITY_WARNING);
  finding.set_message_en("no reason");
  EXPECT_CALL(*run.connection, ScoreEvaluation(_, _)).WillOnce(DoAll(SaveArg<0>(&request), Return(response)));
  EXPECT_EQ(run.Run({"score", "-", "--scheme=" + scheme, "--goals=" + goals}), kExitOk);
  EXPECT_EQ(request.inline_scheme().name(), "schemes/s");
  EXPECT_EQ(request.inline_goals().indicators_size(), 1);
  EXPECT_EQ(request.view(), v1::VIEW_FULL);
  EXPECT_EQ(run.out,
            "CODE   LEVEL 1  LEVEL 2  INDICATOR  TARGET  ACTUAL  UNIT  WEIGHT    RATE  POINTS  NOTE\n"
            "i      履职              新建工会           3                 90  50.00%   45.00\n"
            "total  总分                                                   90           45.00  差\n"
            "\n"
            "1 findings (--all-findings lists each)\n"
            "SEVERITY  CODE            COUNT  THE FIRST OF THEM\n"
            "warning   REASON_MISSING      1  no reason\n");
}

TEST(Score, SendsNamesOfStoredSchemesByName) {
  TestRun run;
  run.input = "{}";
  v1::ScoreEvaluationRequest request;
  EXPECT_CALL(*run.connection, ScoreEvaluation(_, _))
      .WillOnce(DoAll(SaveArg<0>(&request), Return(v1::ScoreEvaluationResponse())));
  EXPECT_EQ(run.Run({"score", "-", "--scheme=schemes/s", "-o", "json"}), kExitOk);
  EXPECT_EQ(request.evaluation().scheme(), "schemes/s");
  EXPECT_FALSE(request.has_inline_scheme());
}

TEST(Score, RefusesASchemeThatIsNeitherFileNorName) {
  TestRun run;
  run.input = "{}";
  EXPECT_EQ(run.Run({"score", "-", "--scheme=no/such/file.json"}), kExitValidation);
  EXPECT_THAT(run.err, HasSubstr("neither a file nor the name"));
}

TEST(Score, PrintsPointsByCodeIfTheWordsCannotBeFetched) {
  TestRun run;
  run.input = R"({"results": [{"code": "i"}]})";
  EXPECT_CALL(*run.connection, ScoreEvaluation(_, _)).WillOnce(Return(v1::ScoreEvaluationResponse()));
  EXPECT_CALL(*run.connection, GetScheme(_, _)).WillOnce(Return(absl::NotFoundError("")));
  EXPECT_CALL(*run.connection, GetGoals(_, _)).WillOnce(Return(absl::NotFoundError("")));
  EXPECT_EQ(run.Run({"score", "-"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("\ni  "));
}

}  // namespace
}  // namespace heng::cli
