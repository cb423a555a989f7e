// SPDX-License-Identifier: Apache-2.0
//
// Every published table is recomputed: the reference case whole, the others as far as their own rules are
// ours, and differences.md names each number that stays apart, with the reason.
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "tests/golden/printed_numbers.h"

namespace heng::golden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kCases[] = "tests/golden/cases";
constexpr char kReference[] = "tests/golden/cases/liangzhou-federation-of-trade-unions-2024.json";
constexpr char kDifferences[] = "tests/golden/differences.md";
constexpr size_t kColumns = 5;  // case, ref, printed, replayed, reason

v1::Scheme Gansu() { return *ReadScheme("schemes/gansu-overall.json"); }

std::vector<std::string> Strings(const std::vector<Difference>& differences) {
  std::vector<std::string> strings;
  for (const Difference& difference : differences) strings.push_back(ToString(difference));
  return strings;
}

struct NamedDifference {
  Difference difference;
  std::string reason;
};

// The rows of the table in differences.md: those that begin with the id of a case.
std::vector<NamedDifference> ReadDifferences() {
  std::vector<NamedDifference> named;
  std::ifstream file(kDifferences);
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (cells.size() != kColumns + 2 || cells[1] == " case " || cells[1].find("--") != std::string::npos)
      continue;
    for (std::string& cell : cells) absl::StripAsciiWhitespace(&cell);
    named.push_back({{cells[1], cells[2], cells[3], cells[4]}, cells[5]});
  }
  return named;
}

TEST(GoldenReplay, GivesEveryPrintedNumberOfTheReferenceCase) {
  ASSERT_OK_AND_ASSIGN(Case reference, ReadCase(kReference));
  ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(reference, Gansu()));

  const PrintedCells cells = CompareCells(reference, replay);

  EXPECT_THAT(Strings(cells.differences), IsEmpty());
  // 7 budget rows and 21 indicators with two numbers each, weight total, total, grade.
  EXPECT_EQ(cells.compared_count, 2 * (7 + 21) + 3);
  EXPECT_EQ(replay.total, "92.62");
  EXPECT_EQ(replay.grade, "优");
}

TEST(GoldenReplay, GivesEveryPublishedNumberThatFollowsFromHalfUpAtTwoPlaces) {
  ASSERT_OK_AND_ASSIGN(std::vector<std::string> files, CaseFiles(kCases));
  EXPECT_EQ(files.size(), 13u);
  int compared_count = 0;
  for (const std::string& file : files) {
    ASSERT_OK_AND_ASSIGN(Case source, ReadCase(file));
    ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(source, Gansu()));
    const CheckedNumbers numbers = CompareChecks(source, replay);
    EXPECT_THAT(Strings(numbers.promised), IsEmpty());
    compared_count += numbers.compared_count;
  }
  EXPECT_GT(compared_count, 150);
}

TEST(GoldenReplay, DifferencesAreNamedWithTheirReasonsAndNoOthers) {
  std::vector<std::string> found;
  ASSERT_OK_AND_ASSIGN(std::vector<std::string> files, CaseFiles(kCases));
  for (const std::string& file : files) {
    ASSERT_OK_AND_ASSIGN(Case source, ReadCase(file));
    ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(source, Gansu()));
    for (const std::string& difference : Strings(CompareChecks(source, replay).others))
      found.push_back(difference);
  }
  std::vector<std::string> named;
  for (const NamedDifference& row : ReadDifferences()) {
    EXPECT_FALSE(row.reason.empty()) << ToString(row.difference);
    named.push_back(ToString(row.difference));
  }
  EXPECT_THAT(named, ::testing::ElementsAreArray(found));
}

// The negative controls: a comparison that cannot fail proves nothing.
TEST(GoldenReplay, APlantedWrongNumberIsReported) {
  ASSERT_OK_AND_ASSIGN(Case planted, ReadCase(kReference));
  planted.indicators[10].score = "6.42";
  planted.budget_rows[4].score = "9.47";
  planted.printed_total = "92.61";
  planted.printed_grade = "良";
  ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(planted, Gansu()));

  EXPECT_THAT(Strings(CompareCells(planted, replay).differences),
              ElementsAre(absl::StrCat(planted.id, " budget_rows[4].score: printed 9.47, replayed 9.46"),
                          absl::StrCat(planted.id, " indicators[10].score: printed 6.42, replayed 6.43"),
                          absl::StrCat(planted.id, " printed_total: printed 92.61, replayed 92.62"),
                          absl::StrCat(planted.id, " printed_grade: printed 良, replayed 优")));
}

TEST(GoldenReplay, APlantedWrongCheckIsReportedAsPromised) {
  ASSERT_OK_AND_ASSIGN(Case planted, ReadCase(kReference));
  for (Check& check : planted.checks) {
    if (check.ref == "indicators[10].score") check.printed = "6.44";
  }
  ASSERT_OK_AND_ASSIGN(Replay replay, ReplayCase(planted, Gansu()));
  EXPECT_THAT(Strings(CompareChecks(planted, replay).promised),
              ElementsAre(absl::StrCat(planted.id, " indicators[10].score: printed 6.44, replayed 6.43")));
}

TEST(GoldenReplay, PrintsOneLineWithItsKeysInOrder) {
  Replay replay{.case_id = "a-case"};
  replay.execution = ReplayedBudgetRow{.no = 1, .rate = "95.93", .points = "9.59"};
  replay.budget = {*replay.execution};
  replay.indicators = {{.no = 1, .points = "2.00", .completion = "100.00"}, {.no = 2, .by_hand = true}};
  replay.total = "92.62";
  replay.grade = "优";
  EXPECT_EQ(
      ToJsonLine(replay),
      R"({"case":"a-case","execution":{"rate":"95.93","points":"9.59"},)"
      R"("budget":[{"no":1,"rate":"95.93","points":"9.59"}],)"
      R"("indicators":[{"no":1,"points":"2.00","completion":"100.00","by":"rule"},)"
      R"({"no":2,"points":null,"completion":null,"by":"hand"}],"total":"92.62","grade":"优","findings":[]})");
}

}  // namespace
}  // namespace heng::golden
