// SPDX-License-Identifier: Apache-2.0
#include "analysis/score_sums.h"

#include <algorithm>
#include <iostream>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

using storage::v1::GroupedSums;
using storage::v1::GroupParts;
using storage::v1::GroupSums;
using storage::v1::PartSums;
using storage::v1::ScoreSums;
using storage::v1::WideSum;
using ::testing::ElementsAre;

constexpr unsigned kSeed = 20260417;
constexpr int kCases = 1500;

constexpr Int128 kGreatest = static_cast<Int128>(~UInt128{0} >> 1);

TEST(WideSums, HoldEveryNumberOf128Bits) {
  const Int128 two64 = Int128{1} << 64;
  for (const Int128 value : {Int128{0}, Int128{1}, Int128{-1}, two64 - 1, two64, -two64, -two64 - 1,
                             Int128{std::numeric_limits<int64_t>::min()}, kGreatest, -kGreatest - 1}) {
    WideSum sum;
    SetWide(value, sum);
    EXPECT_TRUE(FromWide(sum) == value) << sum.high() << " " << sum.low();
  }
}

TEST(WideSums, LieAsTwosComplement) {
  WideSum sum;
  SetWide(-2, sum);
  EXPECT_EQ(sum.high(), -1);
  EXPECT_EQ(sum.low(), 0xfffffffffffffffe);
  SetWide((Int128{3} << 64) + 5, sum);
  EXPECT_EQ(sum.high(), 3);
  EXPECT_EQ(sum.low(), 5);
}

TEST(MergeSums, AnEmptySetHasNoLeastTotal) {
  ScoreSums none;
  ScoreSums one;
  one.set_evaluation_count(1);
  one.set_total_hundredths(8000);
  one.set_min_hundredths(8000);
  one.set_max_hundredths(8000);
  ScoreSums sum = none;
  MergeSums(one, sum);
  EXPECT_EQ(sum.min_hundredths(), 8000);
  MergeSums(none, sum);
  EXPECT_EQ(sum.SerializeAsString(), one.SerializeAsString());
}

TEST(MergeSums, CarriesIntoTheUpperHalf) {
  ScoreSums sum;
  sum.set_evaluation_count(1);
  SetWide((Int128{1} << 64) - 1, *sum.mutable_amounts()->mutable_weighted_hundredths());
  const ScoreSums other = sum;
  MergeSums(other, sum);
  EXPECT_EQ(sum.amounts().weighted_hundredths().high(), 1);
  EXPECT_EQ(sum.amounts().weighted_hundredths().low(), 0xfffffffffffffffe);
}

TEST(MergeSums, InterleavesHistograms) {
  const auto histogram = [](std::vector<std::pair<uint32_t, int64_t>> entries) {
    ScoreSums sums;
    for (const auto& [delta, count] : entries) {
      sums.mutable_histogram()->add_hundredths_deltas(delta);
      sums.mutable_histogram()->add_counts(count);
    }
    return sums;
  };
  ScoreSums sum = histogram({{0, 1}, {50, 2}, {100, 3}});   // 0, 50, 150
  MergeSums(histogram({{50, 4}, {50, 5}, {900, 6}}), sum);  // 50, 100, 1000
  EXPECT_THAT(sum.histogram().hundredths_deltas(), ElementsAre(0, 50, 50, 50, 850));
  EXPECT_THAT(sum.histogram().counts(), ElementsAre(1, 6, 5, 3, 6));
}

TEST(MergeSums, KeepsTheFirstOfSeveralTextsOfAGrade) {
  ScoreSums sum;
  storage::v1::GradeCount& grade = *sum.add_grades();
  grade.set_grade_code("A");
  grade.set_grade("优秀");
  grade.set_evaluation_count(2);
  ScoreSums other = sum;
  other.mutable_grades(0)->set_grade("优");
  MergeSums(other, sum);
  ASSERT_EQ(sum.grades_size(), 1);
  EXPECT_EQ(sum.grades(0).grade(), "优");
  EXPECT_EQ(sum.grades(0).evaluation_count(), 4);
}

TEST(MergeGroups, KeepsGroupsInBytewiseOrderOfTheirKeys) {
  const auto groups = [](const std::vector<std::vector<std::string>>& all_keys) {
    GroupedSums result;
    for (const std::vector<std::string>& keys : all_keys) {
      GroupSums& group = *result.add_groups();
      for (const std::string& key : keys) group.add_keys(key);
      group.mutable_sums()->set_evaluation_count(1);
    }
    return result;
  };
  GroupedSums sum = groups({{"2", "b"}, {"62", ""}});
  MergeGroups(groups({{"10", "z"}, {"2", "b"}, {"2", "\xe4\xbc\x98"}}), sum);
  std::vector<std::string> order;
  for (const GroupSums& group : sum.groups()) {
    order.push_back(absl::StrCat(group.keys(0), "/", group.keys(1), "=", group.sums().evaluation_count()));
  }
  EXPECT_THAT(order, ElementsAre("10/z=1", "2/b=2", "2/\xe4\xbc\x98=1", "62/=1"));
}

// ---- Random sets: what naive loops over all of a set say is what its parts merge to.

struct Evaluation {
  std::vector<std::string> keys;
  int64_t total = 0;
  std::string grade_code, grade;
  int64_t initial = -1, adjusted = -1, executed = -1;
  std::vector<PartSums> parts;
};

class RandomSets {
 public:
  explicit RandomSets(unsigned seed) : random_(seed) {}

  int Below(int n) { return static_cast<int>(std::uniform_int_distribution<>(0, n - 1)(random_)); }

  std::vector<Evaluation> Set() {
    std::vector<Evaluation> set(1 + Below(40));
    const int spread = Below(2) == 0 ? 20 : 1'000'000;
    for (Evaluation& evaluation : set) evaluation = One(spread);
    return set;
  }

  template <typename T>
  void Shuffle(std::vector<T>& list) {
    std::shuffle(list.begin(), list.end(), random_);
  }

 private:
  int64_t Amount() {
    if (Below(4) == 0) return -1;
    return Below(3) == 0 ? 100'000'000'000'000'000 - Below(9) : Below(1'000'000);
  }

  Evaluation One(int spread) {
    Evaluation evaluation{.keys = {absl::StrCat(Below(12)), Below(2) == 0 ? "a" : ""},
                          .total = Below(spread),
                          .grade_code = absl::StrCat("g", Below(4)),
                          .grade = Below(2) == 0 ? "良" : "好",
                          .initial = Amount(),
                          .adjusted = Amount(),
                          .executed = Amount()};
    for (int level = 1; level <= 3; ++level) {
      PartSums& part = evaluation.parts.emplace_back();
      part.set_level(level);
      part.set_code(absl::StrCat("c", Below(5)));
      part.set_display_name(Below(2) == 0 ? "产出" : "效益");
      part.set_evaluation_count(1);
      part.set_points_hundredths(Below(1000));
      part.set_weight_tenthousandths(Below(100000));
    }
    return evaluation;
  }

  std::mt19937 random_;
};

// Sums of all amounts that `amount` gives, and their number.
template <typename Amount>
std::pair<int64_t, Int128> SumOf(const std::vector<Evaluation>& set, const Amount& amount) {
  std::pair<int64_t, Int128> result{0, 0};
  for (const Evaluation& evaluation : set) {
    const Int128 value = amount(evaluation);
    if (value < 0) continue;
    ++result.first;
    result.second += value;
  }
  return result;
}

void SetAmounts(const std::vector<Evaluation>& set, storage::v1::AmountSums& sums) {
  const auto [initial_count, initial] = SumOf(set, [](const Evaluation& e) { return e.initial; });
  const auto [adjusted_count, adjusted] = SumOf(set, [](const Evaluation& e) { return e.adjusted; });
  const auto [executed_count, executed] = SumOf(set, [](const Evaluation& e) { return e.executed; });
  const auto [rated_count, rated_adjusted] =
      SumOf(set, [](const Evaluation& e) { return e.executed < 0 ? -1 : e.adjusted; });
  const auto rated_executed =
      SumOf(set, [](const Evaluation& e) { return e.adjusted < 0 ? -1 : e.executed; }).second;
  const auto weighted = SumOf(set, [](const Evaluation& e) {
                          return e.adjusted < 0 ? -1 : Int128{e.adjusted} * e.total;
                        }).second;
  sums.set_initial_count(initial_count);
  SetWide(initial, *sums.mutable_initial_fen());
  sums.set_adjusted_count(adjusted_count);
  SetWide(adjusted, *sums.mutable_adjusted_fen());
  sums.set_executed_count(executed_count);
  SetWide(executed, *sums.mutable_executed_fen());
  sums.set_rated_count(rated_count);
  SetWide(rated_adjusted, *sums.mutable_rated_adjusted_fen());
  SetWide(rated_executed, *sums.mutable_rated_executed_fen());
  SetWide(weighted, *sums.mutable_weighted_hundredths());
}

ScoreSums SumsOf(const std::vector<Evaluation>& set) {
  ScoreSums sums;
  std::map<int64_t, int64_t> totals;
  std::map<std::string, std::map<std::string, int64_t>> grades;
  for (const Evaluation& evaluation : set) {
    ++totals[evaluation.total];
    ++grades[evaluation.grade_code][evaluation.grade];
    sums.set_total_hundredths(sums.total_hundredths() + evaluation.total);
  }
  sums.set_evaluation_count(static_cast<int64_t>(set.size()));
  sums.set_min_hundredths(totals.begin()->first);
  sums.set_max_hundredths(totals.rbegin()->first);
  int64_t last = 0;
  for (const auto& [total, count] : totals) {
    sums.mutable_histogram()->add_hundredths_deltas(static_cast<uint32_t>(total - last));
    sums.mutable_histogram()->add_counts(count);
    last = total;
  }
  for (const auto& [code, texts] : grades) {
    storage::v1::GradeCount& grade = *sums.add_grades();
    grade.set_grade_code(code);
    grade.set_grade(texts.begin()->first);
    for (const auto& [text, count] : texts) grade.set_evaluation_count(grade.evaluation_count() + count);
  }
  SetAmounts(set, *sums.mutable_amounts());
  return sums;
}

GroupedSums GroupsOf(const std::vector<Evaluation>& set) {
  std::map<std::vector<std::string>, std::vector<Evaluation>> groups;
  for (const Evaluation& evaluation : set) groups[evaluation.keys].push_back(evaluation);
  GroupedSums result;
  for (const auto& [keys, members] : groups) {
    GroupSums& group = *result.add_groups();
    group.mutable_keys()->Add(keys.begin(), keys.end());
    *group.mutable_sums() = SumsOf(members);
  }
  return result;
}

GroupParts PartsOf(const std::vector<Evaluation>& set) {
  std::map<std::pair<int, std::string>, std::vector<PartSums>> all;
  for (const Evaluation& evaluation : set) {
    for (const PartSums& part : evaluation.parts) all[{part.level(), part.code()}].push_back(part);
  }
  GroupParts result;
  result.add_keys("62");
  result.set_evaluation_count(static_cast<int64_t>(set.size()));
  for (const auto& [level_and_code, parts] : all) {
    PartSums& sum = *result.add_parts();
    sum.set_level(level_and_code.first);
    sum.set_code(level_and_code.second);
    sum.set_display_name(parts[0].display_name());
    for (const PartSums& part : parts) {
      sum.set_display_name(std::min(sum.display_name(), part.display_name()));
      sum.set_evaluation_count(sum.evaluation_count() + 1);
      sum.set_points_hundredths(sum.points_hundredths() + part.points_hundredths());
      sum.set_weight_tenthousandths(sum.weight_tenthousandths() + part.weight_tenthousandths());
    }
  }
  return result;
}

// Splits a set into 1 to 8 parts, none of them empty.
std::vector<std::vector<Evaluation>> Split(const std::vector<Evaluation>& set, RandomSets& random) {
  std::vector<std::vector<Evaluation>> parts(1 + random.Below(8));
  for (const Evaluation& evaluation : set)
    parts[random.Below(static_cast<int>(parts.size()))].push_back(evaluation);
  parts.erase(std::remove_if(parts.begin(), parts.end(), [](const auto& part) { return part.empty(); }),
              parts.end());
  return parts;
}

// Merges any two, then any two of what is left, and so on.
template <typename Sums, typename Merge>
Sums MergeTree(std::vector<Sums> sums, const Merge& merge, RandomSets& random) {
  while (sums.size() > 1) {
    random.Shuffle(sums);
    const Sums from = std::move(sums.back());
    sums.pop_back();
    merge(from, sums[random.Below(static_cast<int>(sums.size()))]);
  }
  return sums.front();
}

// What the parts merge to, in bytes.
template <typename Sums, typename Of, typename Merge>
std::string Merged(const std::vector<std::vector<Evaluation>>& parts, const Of& of, const Merge& merge,
                   RandomSets& random) {
  std::vector<Sums> sums;
  for (const std::vector<Evaluation>& part : parts) sums.push_back(of(part));
  return MergeTree(std::move(sums), merge, random).SerializeAsString();
}

TEST(MergeProperty, PartsOfASetGiveTheBytesOfTheWholeInAnyTree) {
  std::cout << "seed " << kSeed << "\n";
  RandomSets random(kSeed);
  int lost_part_count = 0;
  for (int i = 0; i < kCases; ++i) {
    const std::vector<Evaluation> set = random.Set();
    std::vector<std::vector<Evaluation>> parts = Split(set, random);
    ASSERT_EQ(Merged<ScoreSums>(parts, SumsOf, MergeSums, random), SumsOf(set).SerializeAsString()) << i;
    ASSERT_EQ(Merged<GroupedSums>(parts, GroupsOf, MergeGroups, random), GroupsOf(set).SerializeAsString())
        << i;
    ASSERT_EQ(Merged<GroupParts>(parts, PartsOf, MergeParts, random), PartsOf(set).SerializeAsString()) << i;

    if (parts.size() == 1) continue;
    ++lost_part_count;
    parts.pop_back();
    EXPECT_NE(Merged<ScoreSums>(parts, SumsOf, MergeSums, random), SumsOf(set).SerializeAsString()) << i;
    EXPECT_NE(Merged<GroupedSums>(parts, GroupsOf, MergeGroups, random), GroupsOf(set).SerializeAsString())
        << i;
    EXPECT_NE(Merged<GroupParts>(parts, PartsOf, MergeParts, random), PartsOf(set).SerializeAsString()) << i;
  }
  EXPECT_GE(lost_part_count, 1000);
}

}  // namespace
}  // namespace heng
