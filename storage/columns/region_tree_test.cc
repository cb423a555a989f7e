// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/region_tree.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace heng::testing {
namespace {

// A region's code and, where it names them, its parent and its level.
struct Region {
  std::string code;
  std::string parent;
  RegionLevel level = RegionLevel::kAny;
};

// A tree in which regions are told by their codes.
class NamedTree {
 public:
  explicit NamedTree(const std::vector<Region>& regions) : tree_(NodesOf(regions)) {
    for (const Region& region : regions) codes_.push_back(region.code);
  }

  std::string At(RegionLevel level, const std::string& code) const {
    return codes_[tree_.At(level, NumberOf(codes_, code))];
  }
  bool IsUnder(const std::string& code, const std::string& ancestor) const {
    return tree_.IsUnder(NumberOf(codes_, code), NumberOf(codes_, ancestor));
  }

 private:
  static uint32_t NumberOf(const std::vector<std::string>& codes, const std::string& code) {
    for (uint32_t i = 0; i < codes.size(); ++i) {
      if (codes[i] == code) return i;
    }
    return kNoRegion;
  }

  static std::vector<RegionTree::Node> NodesOf(const std::vector<Region>& regions) {
    std::vector<std::string> codes;
    for (const Region& region : regions) codes.push_back(region.code);
    std::vector<RegionTree::Node> nodes;
    for (const Region& region : regions) {
      const std::string parent = region.parent.empty() ? ParentCodeOf(region.code) : region.parent;
      const RegionLevel level = region.level == RegionLevel::kAny ? LevelOfCode(region.code) : region.level;
      nodes.push_back({.parent = parent.empty() ? kNoRegion : NumberOf(codes, parent), .level = level});
    }
    return nodes;
  }

  std::vector<std::string> codes_;
  RegionTree tree_;
};

TEST(RegionTree, ReadsLevelAndParentFromTheCode) {
  EXPECT_EQ(LevelOfCode("620000"), RegionLevel::kProvince);
  EXPECT_EQ(ParentCodeOf("620000"), "");
  EXPECT_EQ(LevelOfCode("620600"), RegionLevel::kPrefecture);
  EXPECT_EQ(ParentCodeOf("620600"), "620000");
  EXPECT_EQ(LevelOfCode("620602"), RegionLevel::kCounty);
  EXPECT_EQ(ParentCodeOf("620602"), "620600");
  EXPECT_EQ(LevelOfCode("620602101"), RegionLevel::kTownship);
  EXPECT_EQ(ParentCodeOf("620602101"), "620602");
  EXPECT_EQ(ParentCodeOf("620602101000"), "620602");
}

TEST(RegionTree, KnowsNothingOfCodesOfAnotherShape) {
  for (const char* code : {"", "1", "62", "6206", "62060", "62060a", "6206021010001"}) {
    EXPECT_EQ(LevelOfCode(code), RegionLevel::kAny) << code;
    EXPECT_EQ(ParentCodeOf(code), "") << code;
  }
}

TEST(RegionTree, RollsUpByCode) {
  const NamedTree tree({{"620000"}, {"620600"}, {"620602"}, {"620602101001"}});
  EXPECT_EQ(tree.At(RegionLevel::kProvince, "620602"), "620000");
  EXPECT_EQ(tree.At(RegionLevel::kPrefecture, "620602"), "620600");
  EXPECT_EQ(tree.At(RegionLevel::kCounty, "620602"), "620602");
  EXPECT_EQ(tree.At(RegionLevel::kProvince, "620602101001"), "620000");
  EXPECT_EQ(tree.At(RegionLevel::kPrefecture, "620602101001"), "620600");
  EXPECT_EQ(tree.At(RegionLevel::kCounty, "620602101001"), "620602");
  EXPECT_EQ(tree.At(RegionLevel::kTownship, "620602101001"), "620602101001");
  EXPECT_EQ(tree.At(RegionLevel::kAny, "620602"), "620602");
}

TEST(RegionTree, LeavesWhatLiesHigherWhereItIs) {
  const NamedTree tree({{"620000"}, {"620600"}});
  EXPECT_EQ(tree.At(RegionLevel::kCounty, "620600"), "620600");
  EXPECT_EQ(tree.At(RegionLevel::kPrefecture, "620000"), "620000");
}

TEST(RegionTree, CountsACountyWithoutPrefectureForItself) {
  const NamedTree tree({{"420000"}, {"429000"}, {"429004", "420000"}, {"429004100"}});
  EXPECT_EQ(tree.At(RegionLevel::kPrefecture, "429004"), "429004");
  EXPECT_EQ(tree.At(RegionLevel::kPrefecture, "429004100"), "429004");
  EXPECT_EQ(tree.At(RegionLevel::kProvince, "429004"), "420000");
  EXPECT_FALSE(tree.IsUnder("429004", "429000"));
}

TEST(RegionTree, GivesAZoneThePlaceOfACounty) {
  const NamedTree tree({{"620000"}, {"620600"}, {"620671", "620600", RegionLevel::kZone}, {"620671001"}});
  EXPECT_EQ(tree.At(RegionLevel::kCounty, "620671001"), "620671");
  EXPECT_EQ(tree.At(RegionLevel::kZone, "620671001"), "620671");
  EXPECT_EQ(tree.At(RegionLevel::kPrefecture, "620671"), "620600");
}

TEST(RegionTree, TakesTheStoredLevelOverThatOfTheCode) {
  // A city under the province itself whose code looks like that of a county.
  const NamedTree tree({{"460000"}, {"469007", "460000", RegionLevel::kPrefecture}, {"469007001"}});
  EXPECT_EQ(tree.At(RegionLevel::kPrefecture, "469007"), "469007");
  EXPECT_EQ(tree.At(RegionLevel::kPrefecture, "469007001"), "469007");
  EXPECT_EQ(tree.At(RegionLevel::kCounty, "469007"), "469007");
}

TEST(RegionTree, LeavesUnknownShapesAlone) {
  const NamedTree tree({{"1"}, {""}, {"620000"}});
  for (const RegionLevel level : {RegionLevel::kProvince, RegionLevel::kPrefecture, RegionLevel::kCounty}) {
    EXPECT_EQ(tree.At(level, "1"), "1");
    EXPECT_EQ(tree.At(level, ""), "");
  }
}

TEST(RegionTree, RollsAnUnknownShapeUpToTheParentThatItNames) {
  const NamedTree tree({{"620000"}, {"77", "620000"}});
  EXPECT_EQ(tree.At(RegionLevel::kProvince, "77"), "620000");
  EXPECT_EQ(tree.At(RegionLevel::kCounty, "77"), "77");
}

TEST(RegionTree, KnowsWhatLiesUnderWhat) {
  const NamedTree tree({{"620000"}, {"620600"}, {"620602"}, {"630000"}});
  EXPECT_TRUE(tree.IsUnder("620602", "620000"));
  EXPECT_TRUE(tree.IsUnder("620602", "620600"));
  EXPECT_TRUE(tree.IsUnder("620602", "620602"));
  EXPECT_FALSE(tree.IsUnder("620602", "630000"));
  EXPECT_FALSE(tree.IsUnder("620000", "620602"));
}

TEST(RegionTree, EndsTheWayWhereItRunsInACircle) {
  const NamedTree tree({{"620602", "620603"}, {"620603", "620602"}, {"620604", "620604"}, {"620000"}});
  EXPECT_EQ(tree.At(RegionLevel::kProvince, "620602"), "620603");
  EXPECT_EQ(tree.At(RegionLevel::kProvince, "620604"), "620604");
  EXPECT_TRUE(tree.IsUnder("620602", "620603"));
  EXPECT_FALSE(tree.IsUnder("620602", "620000"));
}

TEST(RegionTree, EndsTheWayAtItsGreatestDepth) {
  std::vector<RegionTree::Node> chain;
  for (uint32_t i = 0; i < 100; ++i) chain.push_back({.parent = i + 1, .level = RegionLevel::kCounty});
  chain.push_back({.level = RegionLevel::kProvince});
  const RegionTree tree(chain);
  EXPECT_EQ(tree.At(RegionLevel::kProvince, 0), RegionTree::kMaxDepth - 1);
  EXPECT_EQ(tree.At(RegionLevel::kProvince, 99), 100u);
}

}  // namespace
}  // namespace heng::testing
