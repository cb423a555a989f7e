// SPDX-License-Identifier: Apache-2.0
//
// The schemes that ship, each with goals as a department would set them.
#include <filesystem>
#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "scoring/checks.h"
#include "scoring/checks/under_weight_sums.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

struct Case {
  const char* scheme;
  const char* goals;
};

const Case kCases[] = {
    {"gansu-overall", "examples/liangzhou-2024/goals.json"},
    {"national-project", "tests/integration/scheme_goals/national-project.json"},
    {"hubei-project", "tests/integration/scheme_goals/hubei-project.json"},
    {"sichuan-project", "tests/integration/scheme_goals/sichuan-project.json"},
    {"chongqing-overall", "tests/integration/scheme_goals/chongqing-overall.json"},
    {"management-evaluation", "tests/integration/scheme_goals/management-evaluation.json"},
};

v1::Scheme ReadScheme(const Case& c) {
  v1::Scheme scheme;
  testing::ReadJsonFile(absl::StrCat("schemes/", c.scheme, ".json"), scheme);
  return scheme;
}

TEST(ShippedSchemes, PassTheChecker) {
  for (const Case& c : kCases) {
    FieldProblems problems;
    CheckScheme(ReadScheme(c), "scheme", problems);
    EXPECT_THAT(testing::Brief(problems.problems()), IsEmpty()) << c.scheme << "\n"
                                                                << testing::Texts(problems.problems());
  }
}

TEST(ShippedSchemes, TakeGoalsAsADepartmentSetsThem) {
  for (const Case& c : kCases) {
    v1::Goals goals;
    testing::ReadJsonFile(c.goals, goals);
    FieldProblems problems;
    CheckGoals(goals, "goals", problems);
    CheckGoalsAgainstScheme(WeightSums::kEnforced, ReadScheme(c), goals, "goals", problems);
    EXPECT_THAT(testing::Brief(problems.problems()), IsEmpty()) << c.scheme << "\n"
                                                                << testing::Texts(problems.problems());
  }
}

TEST(ShippedSchemes, AreNamedAsTheirFilesAndExplained) {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator("schemes")) {
    if (entry.path().extension() == ".json") files.insert(entry.path().stem());
  }
  std::set<std::string> named;
  for (const Case& c : kCases) {
    const v1::Scheme scheme = ReadScheme(c);
    named.insert(c.scheme);
    EXPECT_EQ(scheme.name(), absl::StrCat("schemes/", c.scheme));
    EXPECT_THAT(scheme.description(), Not(IsEmpty()));
    for (const v1::IndicatorClass& part : scheme.classes())
      EXPECT_THAT(part.description(), Not(IsEmpty())) << part.code();
  }
  EXPECT_EQ(files, named);
}

}  // namespace
}  // namespace heng
