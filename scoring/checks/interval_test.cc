// SPDX-License-Identifier: Apache-2.0
#include "scoring/checks/interval.h"

#include "gmock/gmock.h"
#include "scoring/checks/common.h"
#include "scoring/testing/problems.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr IntervalWords kWords = {"band", "档次", "from the highest to the lowest", "由高到低"};

// Written as people write it: "[0.6, 0.8)"; "-" is no end.
Interval Of(const std::string& text) {
  const size_t comma = text.find(", ");
  const std::string lower = text.substr(1, comma - 1);
  const std::string upper = text.substr(comma + 2, text.size() - comma - 3);
  return *ReadInterval(lower == "-" ? "" : lower, text.front() == '[', upper == "-" ? "" : upper,
                       text.back() == ']');
}

TEST(Interval, IsShownAsPeopleWriteIt) {
  EXPECT_EQ(Of("[0.60, 0.8)").ToString(), "[0.6, 0.8)");
  EXPECT_EQ(Of("(-, 5]").ToString(), "(-∞, 5]");
  EXPECT_EQ(Of("[5, -)").ToString(), "[5, +∞)");
  EXPECT_EQ(Of("[5, 5]").ToString(), "5");
}

TEST(Interval, IsNotReadFromTextsThatAreNoDecimals) {
  EXPECT_FALSE(ReadInterval("x", true, "1", true).has_value());
  EXPECT_FALSE(ReadInterval("0", true, "1e3", true).has_value());
}

TEST(Interval, KnowsWhetherAValueWithSoManyPlacesLiesInside) {
  struct Case {
    const char* interval;
    int places;
    bool has_value;
  };
  for (const Case& c :
       {Case{"[5, 5]", 0, true}, Case{"[5, 5)", 6, false}, Case{"(5, 5]", 6, false}, Case{"(5, 6)", 0, false},
        Case{"(5, 6)", 1, true}, Case{"(0.01, 0.02)", 2, false}, Case{"[0.005, 0.009]", 2, false},
        Case{"(0.005, 0.01]", 2, true}, Case{"(-0.000002, -0.000001)", 6, false}, Case{"[-1.5, -1]", 0, true},
        Case{"(-, 0)", 0, true}, Case{"[3, 2]", 6, false}}) {
    EXPECT_EQ(Of(c.interval).HasValueAt(c.places), c.has_value) << c.interval << " at " << c.places;
  }
}

TEST(Interval, MeetsItsNeighbourInAnEndThatBelongsToOneOfThem) {
  struct Case {
    const char* low;
    const char* high;
    const char* reason;  // empty: they meet
    const char* values;
  };
  for (const Case& c : {
           Case{"[0, 5)", "[5, 9]", "", ""},
           Case{"[0, 5]", "(5, 9]", "", ""},
           Case{"(-, 5]", "(5, -)", "", ""},
           Case{"[0, 5)", "(5, 9]", "GAP", "no band covers 5,"},
           Case{"[0, 4]", "[5, 9]", "GAP", "no band covers (4, 5),"},
           Case{"[0, 5]", "[5, 9]", "OVERLAP", "both cover 5:"},
           Case{"[0, 6)", "[5, 9]", "OVERLAP", "both cover [5, 6):"},
           Case{"[0, 9]", "[5, 6)", "OVERLAP", "both cover [5, 6):"},
           Case{"[0, -)", "[5, 9]", "OVERLAP", "both cover [5, 9]:"},
           Case{"[0, 5)", "(-, 9]", "BAD_SCHEME", "stands where one below (-∞, 9] should stand"},
           Case{"[5, 9]", "[0, 5)", "BAD_SCHEME", "want bands from the highest to the lowest"},
       }) {
    FieldProblems problems;
    CheckMeeting(Of(c.low), Of(c.high), kWords, {"scheme", "bands", 1, "中"}, "upper_share", problems);
    if (*c.reason == '\0') {
      EXPECT_THAT(testing::Brief(problems.problems()), IsEmpty()) << c.low << c.high;
      continue;
    }
    EXPECT_THAT(testing::Brief(problems.problems()),
                ElementsAre(std::string("scheme.bands[1].upper_share ") + c.reason))
        << c.low << c.high;
    EXPECT_THAT(testing::Texts(problems.problems()), HasSubstr(c.values));
  }
}

}  // namespace
}  // namespace heng
