// SPDX-License-Identifier: Apache-2.0
//
// One broken scheme for each refusal, as files that `heng scheme check` can be run on. What each gets is pinned here:
// the field, the reason, and the values that both languages show.
#include <filesystem>
#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "scoring/checks.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kFolder[] = "tests/integration/broken_schemes";

struct Case {
  const char* file;
  const char* problem;
  std::vector<const char*> values;
};

const Case kCases[] = {
    {"weights-miss-total", "scheme.classes WEIGHT_SUM", {"88", "10", "98", "100"}},
    {"weights-miss-parent", "scheme.classes[0].weight_points WEIGHT_SUM", {"全部指标", "89", "90", "2, 3"}},
    {"even-split-without-weight", "scheme.classes[1].weight_points REQUIRED", {"甲"}},
    {"even-split-above-classes", "scheme.classes[0].even_split BAD_TREE", {"全部指标", "2"}},
    {"even-split-places", "scheme.classes[0].even_split.places OUT_OF_RANGE", {"3", "2"}},
    {"band-gap", "scheme.bands[1].upper_share GAP", {"[0.79, 0.8)", "[0, 0.79)", "[0.8, 1]"}},
    {"band-overlap", "scheme.bands[1].upper_share OVERLAP", {" 0.8", "[0, 0.8]", "[0.8, 1]"}},
    {"band-open-top", "scheme.bands[0].upper_share OPEN_END", {"[0.8, 1)", "1"}},
    {"band-open-bottom", "scheme.bands[1].lower_share OPEN_END", {"[0.1, 0.8)", "0"}},
    {"band-empty", "scheme.bands[1].lower_share UNREACHABLE", {"part", "[0.8, 0.8)"}},
    {"band-share-outside", "scheme.bands[1].share OUT_OF_RANGE", {"rest", "0.8", "[0, 0.8)"}},
    {"band-share-rises",
     "scheme.bands[1].share OUT_OF_RANGE; scheme.bands[1].share NOT_MONOTONE",
     {"rest", "0.7"}},
    {"bracket-gap",
     "scheme.bracket_tables[0].brackets[1].lower GAP",
     {"追加率", "(0, 1)", "(-∞, 0]", "[1, +∞)"}},
    {"bracket-shared-end-in-none",
     "scheme.bracket_tables[0].brackets[1].lower GAP",
     {" 10", "(-∞, 10)", "(10, +∞)"}},
    {"bracket-overlap",
     "scheme.bracket_tables[0].brackets[1].lower OVERLAP",
     {" 10", "(-∞, 10]", "[10, +∞)"}},
    {"bracket-closed-below", "scheme.bracket_tables[0].brackets[0].lower OPEN_END", {"0"}},
    {"bracket-closed-above", "scheme.bracket_tables[0].brackets[1].upper OPEN_END", {"20"}},
    {"bracket-empty", "scheme.bracket_tables[0].brackets[1].lower UNREACHABLE", {"(5, 5]"}},
    {"bracket-falls-though-higher-is-better",
     "scheme.bracket_tables[0].brackets[2].points NOT_MONOTONE",
     {"4", "5"}},
    {"bracket-rises-again-behind-the-middle",
     "scheme.bracket_tables[0].brackets[3].points NOT_MONOTONE",
     {"2", "1"}},
    {"bracket-same-points", "scheme.bracket_tables[0].brackets[1].points DEAD_THRESHOLD", {"3", "60"}},
    {"bracket-above-total", "scheme.bracket_tables[0].brackets[1].points OUT_OF_RANGE", {"101", "100"}},
    {"bracket-alone", "scheme.bracket_tables[0].brackets REQUIRED", {"1", "2", "100"}},
    {"cap-gap", "scheme.execution_caps[1].lower_percent GAP", {" 50", "[0, 50)", "(50, 60)"}},
    {"cap-overlap", "scheme.execution_caps[1].lower_percent OVERLAP", {" 50", "[0, 50]", "[50, 60)"}},
    {"cap-open-below", "scheme.execution_caps[0].lower_percent OPEN_END", {"[30, 50)", "0"}},
    {"cap-empty", "scheme.execution_caps[1].lower_percent UNREACHABLE", {"[50, 50)"}},
    {"cap-reaches-full-execution",
     "scheme.execution_caps[0].upper_percent OUT_OF_RANGE",
     {"[0, 100]", "100"}},
    {"cap-falls", "scheme.execution_caps[1].max_total_points NOT_MONOTONE", {"59", "69"}},
    {"cap-same", "scheme.execution_caps[1].max_total_points DEAD_THRESHOLD", {"59"}},
    {"cap-without-effect", "scheme.execution_caps[0].max_total_points DEAD_THRESHOLD", {"95", "[0, 50)"}},
    {"cap-without-execution", "scheme.execution_caps DEAD_THRESHOLD", {"1"}},
    {"cap-between-totals", "scheme.execution_caps[0].max_total_points OUT_OF_RANGE", {"59.999", "2"}},
    {"veto-without-effect", "scheme.veto.max_total_points DEAD_THRESHOLD", {"100"}},
    {"threshold-below-target",
     "scheme.rule_options.over_completion[0].completion_percent OUT_OF_RANGE",
     {"100"}},
    {"threshold-order",
     "scheme.rule_options.over_completion[1].completion_percent BAD_SCHEME",
     {"120", "130"}},
    {"threshold-twice",
     "scheme.rule_options.over_completion[1].completion_percent DEAD_THRESHOLD",
     {"120", "130"}},
    {"threshold-takes-nothing", "scheme.rule_options.over_completion[0].deducted_points REQUIRED", {}},
    {"threshold-points-and-share",
     "scheme.rule_options.over_completion[0].deducted_share NOT_ALLOWED",
     {"1", "0.1"}},
    {"threshold-flag-takes-points",
     "scheme.rule_options.over_completion[0].deducted_points NOT_ALLOWED",
     {"\"1\""}},
    {"threshold-takes-less",
     "scheme.rule_options.over_completion[1].deducted_points NOT_MONOTONE",
     {"130%", "150%", "2", "1"}},
    {"threshold-takes-the-same",
     "scheme.rule_options.over_completion[1].deducted_share DEAD_THRESHOLD",
     {"130%", "150%", "0.2"}},
    {"step-without-direction", "scheme.step_deductions[0].direction REQUIRED", {"每超 1 点扣 0.5 分"}},
    {"step-zero", "scheme.step_deductions[0].step OUT_OF_RANGE", {"0"}},
    {"step-costs-nothing", "scheme.step_deductions[0].points_per_step OUT_OF_RANGE", {"0"}},
    {"step-above-total", "scheme.step_deductions[0].points_per_step OUT_OF_RANGE", {"100.5", "100"}},
    {"execution-rounds-above-weight",
     "scheme.execution.weight_points ROUNDS_ABOVE_WEIGHT",
     {"7.5", "8", "0"}},
    {"class-rounds-above-weight",
     "scheme.classes[0].weight_points ROUNDS_ABOVE_WEIGHT; scheme.classes[1].weight_points "
     "ROUNDS_ABOVE_WEIGHT",
     {"45.5", "46", "0"}},
    {"grade-out-of-reach", "scheme.grades[0].min_points DEAD_THRESHOLD", {"优", "101", "100"}},
    {"grade-never-given", "scheme.grades[1].min_points DEAD_THRESHOLD", {"良", "优", "90"}},
    {"grade-open-below", "scheme.grades[0].min_points OPEN_END", {"90", "0"}},
    {"grade-between-totals", "scheme.grades[0].min_points OUT_OF_RANGE", {"89.995", "2"}},
    {"review-rate-above-full", "scheme.review_limits.low_execution_percent OUT_OF_RANGE", {"110", "100"}},
    {"review-limit-unused", "scheme.review_limits.over_completion_percent DEAD_THRESHOLD", {"140", "130"}},
};

TEST(BrokenSchemes, GetTheReasonOfTheirFaultAndItsValues) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.file);
    v1::Scheme scheme;
    testing::ReadJsonFile(absl::StrCat(kFolder, "/", c.file, ".json"), scheme);
    FieldProblems problems;
    CheckScheme(scheme, "scheme", problems);
    std::string brief;
    for (const std::string& one : testing::Brief(problems.problems()))
      absl::StrAppend(&brief, brief.empty() ? "" : "; ", one);
    EXPECT_EQ(brief, c.problem);
    for (const FieldProblem& problem : problems.problems()) {
      for (const char* value : c.values) {
        EXPECT_THAT(problem.problem.en, HasSubstr(value));
        EXPECT_THAT(problem.problem.zh, HasSubstr(value));
      }
    }
  }
}

TEST(BrokenSchemes, AreAllPinnedHere) {
  std::set<std::string> pinned;
  for (const Case& c : kCases) pinned.insert(absl::StrCat(c.file, ".json"));
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    files.insert(entry.path().filename());
  EXPECT_EQ(files, pinned);
}

}  // namespace
}  // namespace heng
