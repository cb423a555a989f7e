// SPDX-License-Identifier: Apache-2.0
//
// Findings of published tables: what their readers objected to is found, and findings.md defends everything else that is.
#include <fstream>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "tests/golden/replay_case.h"

namespace heng::golden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kCases[] = "tests/golden/cases";
constexpr char kDefences[] = "tests/golden/findings.md";
constexpr size_t kColumns = 4;  // case, code, refs, defence

v1::Scheme Gansu() { return *ReadScheme("schemes/gansu-overall.json"); }

std::vector<std::string> Strings(const std::vector<CaseFinding>& findings) {
  std::vector<std::string> strings;
  for (const CaseFinding& finding : findings) strings.push_back(absl::StrCat(finding.code, " ", finding.ref));
  return strings;
}

// "case code refs", one a code, as the rows of findings.md have them.
std::vector<std::string> ExtraRows(const Case& source, const std::vector<CaseFinding>& found) {
  std::vector<std::string> codes;
  std::map<std::string, std::vector<std::string>> refs;
  for (const CaseFinding& extra : ExtraFindings(source, found)) {
    if (refs[extra.code].empty()) codes.push_back(extra.code);
    refs[extra.code].push_back(extra.ref);
  }
  std::vector<std::string> rows;
  for (const std::string& code : codes)
    rows.push_back(absl::StrCat(source.id, " ", code, " ", absl::StrJoin(refs[code], ", ")));
  return rows;
}

struct Defence {
  std::string row;
  std::string sentence;
};

std::vector<Defence> ReadDefences() {
  std::vector<Defence> defences;
  std::ifstream file(kDefences);
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (cells.size() != kColumns + 2 || cells[1] == " case " || cells[1].find("--") != std::string::npos)
      continue;
    for (std::string& cell : cells) absl::StripAsciiWhitespace(&cell);
    defences.push_back({absl::StrCat(cells[1], " ", cells[2], " ", cells[3]), cells[4]});
  }
  return defences;
}

TEST(GoldenFindings, FindsEverythingThatReadersObjectedTo) {
  int required_count = 0;
  ASSERT_OK_AND_ASSIGN(std::vector<std::string> files, CaseFiles(kCases));
  for (const std::string& file : files) {
    SCOPED_TRACE(file);
    ASSERT_OK_AND_ASSIGN(Case source, ReadCase(file));
    ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(source, Gansu()));
    EXPECT_THAT(Strings(MissingFindings(source, replay.findings)), IsEmpty());
    required_count += RequiredCount(source);
  }
  EXPECT_GT(required_count, 70);
}

TEST(GoldenFindings, EverythingElseIsDefendedInASentence) {
  std::vector<std::string> extra;
  ASSERT_OK_AND_ASSIGN(std::vector<std::string> files, CaseFiles(kCases));
  for (const std::string& file : files) {
    ASSERT_OK_AND_ASSIGN(Case source, ReadCase(file));
    ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(source, Gansu()));
    for (const std::string& row : ExtraRows(source, replay.findings)) extra.push_back(row);
  }
  std::vector<std::string> defended;
  for (const Defence& defence : ReadDefences()) {
    EXPECT_FALSE(defence.sentence.empty()) << defence.row;
    defended.push_back(defence.row);
  }
  EXPECT_THAT(defended, ::testing::ElementsAreArray(extra));
}

// The negative controls: a comparison that cannot fail proves nothing.
TEST(GoldenFindings, MissingOnesAreReportedByRow) {
  Case source;
  source.findings = {{"REASON_MISSING", "indicators"},
                     {"TARGET_NOT_QUANTIFIED", "indicators[2..4]"},
                     {"TOTAL_NOT_SUM_OF_PARTS", "printed_total"},
                     {"ROW_SHIFT", "budget_rows"},
                     {"CONTRADICTS_TABLE", "narrative"}};
  const std::vector<CaseFinding> found = {{"REASON_MISSING", "indicators[7]"},
                                          {"TARGET_NOT_QUANTIFIED", "indicators[3]"},
                                          {"TARGET_NOT_QUANTIFIED", "indicators[5]"},
                                          {"TOTAL_NOT_SUM_OF_PARTS", "indicators[1]"}};
  EXPECT_THAT(Strings(MissingFindings(source, found)),
              ElementsAre("TARGET_NOT_QUANTIFIED indicators[2]", "TARGET_NOT_QUANTIFIED indicators[4]",
                          "TOTAL_NOT_SUM_OF_PARTS printed_total"));
  EXPECT_THAT(Strings(ExtraFindings(source, found)),
              ElementsAre("TARGET_NOT_QUANTIFIED indicators[5]", "TOTAL_NOT_SUM_OF_PARTS indicators[1]"));
  EXPECT_EQ(RequiredCount(source), 5);
}

TEST(GoldenFindings, ArePrintedOneARowInTheWordsOfTheCase) {
  Replay replay{.case_id = "a-case"};
  replay.findings = {{"REASON_MISSING", "indicators[4]"}, {"TOTAL_NOT_SUM_OF_PARTS", "printed_total"}};
  EXPECT_THAT(ToJsonLine(replay),
              ::testing::HasSubstr(R"("findings":[{"code":"REASON_MISSING","ref":"indicators[4]"},)"
                                   R"({"code":"TOTAL_NOT_SUM_OF_PARTS","ref":"printed_total"}])"));
}

TEST(GoldenFindings, ATableWithMissingRowsIsNotJudgedAsAWhole) {
  ASSERT_OK_AND_ASSIGN(Case source, ReadCase("tests/golden/cases/zhongjiang-reservoir-gauges-2022.json"));
  source.is_complete = false;
  ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(source, Gansu()));
  EXPECT_THAT(Strings(MissingFindings(source, replay.findings)),
              ElementsAre("WEIGHT_SUM_NOT_100 indicators", "TOTAL_NOT_SUM_OF_PARTS printed_total",
                          "WEIGHTS_DIFFER_FROM_RULE indicators"));
}

}  // namespace
}  // namespace heng::golden
