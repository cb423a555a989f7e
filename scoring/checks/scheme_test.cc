// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/checks.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<FieldProblem> ProblemsOf(const v1::Scheme& scheme) {
  FieldProblems problems;
  CheckScheme(scheme, "scheme", problems);
  return problems.problems();
}

struct Case {
  const char* what;
  std::function<void(v1::Scheme&)> change;
  std::vector<std::string> problems;
  const char* text;
};

// Classes of the Gansu scheme: 0 部门管理 with 1 to 6, 7 履职效果 with 8 to 10, 11 满意度, 12 能力建设 with
// 13 to 15.
const Case kCases[] = {
    {"kind missing", [](auto& s) { s.clear_kind(); }, {"scheme.kind REQUIRED"}, "overall or project"},
    {"name of another kind",
     [](auto& s) { s.set_name("regions/620602"); },
     {"scheme.name BAD_NAME"},
     "schemes/"},
    {"no classes", [](auto& s) { s.clear_classes(); }, {"scheme.classes REQUIRED"}, "want 1 to 2000"},
    {"level 1 misses the total",
     [](auto& s) { s.mutable_classes(11)->set_weight_points("8"); },
     {"scheme.classes WEIGHT_SUM"},
     "weights of level 1 add up to 88 and execution to 10, together 98, want 100; see classes 1, 8, 12, 13"},
    {"another total", [](auto& s) { s.set_total_points("110"); }, {"scheme.classes WEIGHT_SUM"}, "want 110"},
    {"level 1 without a weight",
     [](auto& s) { s.mutable_classes(11)->clear_weight_points(); },
     {"scheme.classes[11].weight_points REQUIRED"},
     "(服务对象满意度) a class of level 1 needs a weight"},
    {"level 2 misses level 1",
     [](auto& s) { s.mutable_classes(1)->set_weight_points("7"); },
     {"scheme.classes[0].weight_points WEIGHT_SUM"},
     "weights of the classes below it add up to 19, want 20; see classes 2, 3, 4, 5, 6, 7"},
    {"some of level 2 have a weight",
     [](auto& s) { s.mutable_classes(8)->set_weight_points("50"); },
     {"scheme.classes[7].weight_points WEIGHT_SUM"},
     "want all or none; see classes 10, 11"},
    {"weights below a class without one",
     [](auto& s) {
       for (int i = 0; i < 2; ++i) {
         v1::IndicatorClass& c = *s.add_classes();
         c.set_code(absl::StrCat("deep", i));
         c.set_parent_code("duty-goals");
         c.set_display_name("深层");
         c.set_weight_points("1");
       }
     },
     {"scheme.classes[8].weight_points WEIGHT_SUM"},
     "as the class itself has no weight"},
    {"code twice",
     [](auto& s) { s.mutable_classes(14)->set_code("archives"); },
     {"scheme.classes[15].code DUPLICATE_CODE"},
     "taken by classes[14]"},
    {"code of the wrong shape",
     [](auto& s) { s.mutable_classes(15)->set_code("档案"); },
     {"scheme.classes[15].code BAD_NAME"},
     "a-z A-Z 0-9"},
    {"parent unknown",
     [](auto& s) {
       s.mutable_classes(15)->set_parent_code("gone");
       s.mutable_classes(15)->set_weight_points("0");
     },
     {"scheme.classes[15].parent_code UNKNOWN_CODE"},
     "parent \"gone\" is not in the list"},
    {"allowed rule missing",
     [](auto& s) { s.mutable_classes(15)->add_allowed_rules(v1::RULE_KIND_UNSPECIFIED); },
     {"scheme.classes[15].allowed_rules[0] REQUIRED"},
     "rule kind is missing"},
    {"execution without weight",
     [](auto& s) {
       s.mutable_execution()->clear_weight_points();
       s.set_total_points("90");
     },
     {"scheme.execution.weight_points REQUIRED"},
     "needs a weight"},
    {"execution of nothing",
     [](auto& s) {
       s.mutable_execution()->set_weight_points("0");
       s.set_total_points("90");
     },
     {"scheme.execution.weight_points OUT_OF_RANGE"},
     "want more than 0"},
    {"line code of the wrong shape",
     [](auto& s) { s.mutable_execution()->set_line_code("a b"); },
     {"scheme.execution.line_code BAD_NAME"},
     "is refused"},
    {"years backwards",
     [](auto& s) {
       s.set_effective_from_year(2025);
       s.set_effective_until_year(2024);
     },
     {"scheme.effective_until_year OUT_OF_RANGE"},
     "lies before"},
    {"year out of range",
     [](auto& s) { s.set_effective_from_year(24); },
     {"scheme.effective_from_year OUT_OF_RANGE"},
     "want 1949"},
    {"points with 3 places",
     [](auto& s) { s.mutable_rounding()->mutable_indicator_points()->set_places(3); },
     {"scheme.rounding.indicator_points.places OUT_OF_RANGE"},
     "3 places: want 0 to 2"},
    {"rate with 7 places",
     [](auto& s) { s.mutable_rounding()->mutable_execution_rate()->set_places(7); },
     {"scheme.rounding.execution_rate.places OUT_OF_RANGE"},
     "want 0 to 6"},
    {"negative places",
     [](auto& s) { s.mutable_rounding()->mutable_total()->set_places(-1); },
     {"scheme.rounding.total.places OUT_OF_RANGE"},
     "-1 places"},
    {"a rate summed once",
     [](auto& s) { s.mutable_rounding()->mutable_completion()->set_stage(v1::ROUNDING_STAGE_SUM_ONCE); },
     {"scheme.rounding.completion.stage NOT_ALLOWED"},
     "not added up"},
    {"a rule kind rounded twice",
     [](auto& s) {
       for (int i = 0; i < 2; ++i)
         s.mutable_rounding()->add_indicator_points_by_rule()->set_rule(v1::RULE_KIND_BAND);
     },
     {"scheme.rounding.indicator_points_by_rule[1].rule DUPLICATE_CODE"},
     "entry 1"},
    {"no rule kind rounded",
     [](auto& s) { s.mutable_rounding()->add_indicator_points_by_rule(); },
     {"scheme.rounding.indicator_points_by_rule[0].rule REQUIRED"},
     "missing"},
    {"band code twice",
     [](auto& s) { s.mutable_bands(1)->set_code("full"); },
     {"scheme.bands[1].code DUPLICATE_CODE"},
     "full"},
    {"gap between bands",
     [](auto& s) { s.mutable_bands(1)->set_upper_share("0.79"); },
     {"scheme.bands[1].upper_share GAP"},
     "(80%-60%(含)) no band covers [0.79, 0.8), between [0.6, 0.79) and [0.8, 1]"},
    {"a point in both bands",
     [](auto& s) { s.mutable_bands(1)->set_upper_inclusive(true); },
     {"scheme.bands[1].upper_share OVERLAP"},
     "bands [0.6, 0.8] and [0.8, 1] both cover 0.8: want bands, from the highest to the lowest"},
    {"a point in no band",
     [](auto& s) { s.mutable_bands(0)->set_lower_inclusive(false); },
     {"scheme.bands[1].upper_share GAP"},
     "没有档次覆盖 0.8（在 [0.6, 0.8) 与 (0.8, 1] 之间）"},
    {"bands from low to high",
     [](auto& s) { s.mutable_bands()->SwapElements(0, 2); },
     {"scheme.bands[1].upper_share BAD_SCHEME", "scheme.bands[2].upper_share BAD_SCHEME"},
     "from the highest to the lowest"},
    {"share outside its band",
     [](auto& s) { s.mutable_bands(1)->set_share("0.8"); },
     {"scheme.bands[1].share OUT_OF_RANGE"},
     "share 0.8 lies outside [0.6, 0.8)"},
    {"highest band open",
     [](auto& s) { s.mutable_bands(0)->set_upper_inclusive(false); },
     {"scheme.bands[0].upper_share OPEN_END"},
     "want it to end at 1, inclusive"},
    {"lowest band open",
     [](auto& s) { s.mutable_bands(2)->set_lower_inclusive(false); },
     {"scheme.bands[2].lower_share OPEN_END"},
     "want it to begin at 0, inclusive"},
    {"grades do not fall",
     [](auto& s) { s.mutable_grades(1)->set_min_points("90"); },
     {"scheme.grades[1].min_points DEAD_THRESHOLD"},
     "(良) limit 90 is not below 90 of \"优\", so the grade is never given"},
    {"grade out of reach",
     [](auto& s) { s.mutable_grades(0)->set_min_points("101"); },
     {"scheme.grades[0].min_points DEAD_THRESHOLD"},
     "no total reaches limit 101: want at most the total of 100"},
    {"no grade at the bottom",
     [](auto& s) { s.mutable_grades(3)->set_min_points("1"); },
     {"scheme.grades[3].min_points OPEN_END"},
     "begins at 1, but totals go on below: want 0"},
    {"grade code twice",
     [](auto& s) { s.mutable_grades(1)->set_code("excellent"); },
     {"scheme.grades[1].code DUPLICATE_CODE"},
     "grades[0]"},
};

TEST(CheckScheme, PassesTheShippedScheme) {
  EXPECT_THAT(testing::Brief(ProblemsOf(testing::GansuScheme())), IsEmpty());
}

TEST(CheckScheme, RefusesEachMistakeByItsField) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    v1::Scheme scheme = testing::GansuScheme();
    c.change(scheme);
    const std::vector<FieldProblem> problems = ProblemsOf(scheme);
    EXPECT_EQ(testing::Brief(problems), c.problems);
    EXPECT_THAT(testing::Texts(problems), HasSubstr(c.text));
  }
}

TEST(CheckScheme, RefusesCircles) {
  v1::Scheme scheme = testing::GansuScheme();
  scheme.mutable_classes(7)->set_parent_code("duty-goals");
  const std::vector<std::string> problems = testing::Brief(ProblemsOf(scheme));
  EXPECT_THAT(problems, ::testing::Contains("scheme.classes[7].parent_code BAD_TREE"));
  EXPECT_THAT(problems, ::testing::Contains("scheme.classes[8].parent_code BAD_TREE"));
}

v1::Scheme ChainOfClasses(int depth) {
  v1::Scheme scheme = testing::SmallScheme();
  scheme.clear_classes();
  for (int i = 0; i < depth; ++i) {
    v1::IndicatorClass& c = *scheme.add_classes();
    c.set_code(absl::StrCat("c", i));
    if (i > 0) c.set_parent_code(absl::StrCat("c", i - 1));
    c.set_display_name("类");
    if (i == 0) c.set_weight_points("90");
  }
  return scheme;
}

TEST(CheckScheme, AllowsEightLevelsAndRefusesTheNinth) {
  EXPECT_THAT(testing::Brief(ProblemsOf(ChainOfClasses(8))), IsEmpty());
  EXPECT_THAT(testing::Brief(ProblemsOf(ChainOfClasses(9))),
              ElementsAre("scheme.classes[8].parent_code BAD_TREE"));
}

TEST(CheckScheme, AllowsTwoThousandClassesAndRefusesMore) {
  v1::Scheme scheme = testing::SmallScheme();
  while (scheme.classes_size() < 2000) {
    v1::IndicatorClass& c = *scheme.add_classes();
    c.set_code(absl::StrCat("c", scheme.classes_size()));
    c.set_parent_code("all");
    c.set_display_name("类");
  }
  EXPECT_THAT(testing::Brief(ProblemsOf(scheme)), IsEmpty());
  scheme.add_classes();
  EXPECT_THAT(testing::Brief(ProblemsOf(scheme)), ElementsAre("scheme.classes TOO_LONG"));
}

}  // namespace
}  // namespace heng
