// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "tests/differential/form_generator.h"
#include "tests/differential/number_text.h"
#include "tests/differential/tables.h"

namespace heng::differential {
namespace {

using Units = int64_t;  // of the last place of weights in this tree

constexpr int kMaxWeightPlaces = 4;
const mpq_class kRoom(1, 20);

// Classes without classes below whose rows add up to one weight.
struct Leaf {
  std::vector<int> classes;
  Units weight = 0;
};

class TreeGenerator {
 public:
  explicit TreeGenerator(Random& random) : random_(random) {}

  Tree Generate() {
    tree_.loose = random_.OneIn(8);
    FillHead();
    FillRounding();
    FillRuleOptions(*scheme().mutable_rule_options());
    FillBands(scheme(), random_);
    FillPolicies();
    FillClasses();
    FillTotals();
    FillRows();
    return std::move(tree_);
  }

 private:
  v1::Scheme& scheme() { return tree_.scheme; }
  Units One() const { return TenTo(weight_places_); }
  std::string Weight(Units units) {
    return random_.OneIn(3) ? NumberText(units, weight_places_) : ShortNumberText(units, weight_places_);
  }

  void FillHead() {
    scheme().set_name("schemes/differential");
    scheme().set_display_name("随机方案");
    scheme().set_kind(v1::EVALUATION_KIND_OVERALL);
    tree_.goals.set_name("regions/620602/departments/1/goals/2024-overall");
    tree_.goals.set_scheme("schemes/differential");
  }

  // Weights get no more places than points that are rounded up, so that rounding cannot exceed them.
  void FillPoints(v1::RoundingRule& rule) {
    static const std::vector<int> kPlaces = {2, 2, 2, 1, 0};
    rule.set_mode(static_cast<v1::RoundingMode>(random_.Below(4)));
    rule.set_places(random_.Pick(kPlaces));
    rule.set_stage(static_cast<v1::RoundingStage>(random_.Below(3)));
    if (rule.mode() != v1::ROUNDING_MODE_TRUNCATE) weight_places_ = std::min(weight_places_, rule.places());
  }
  void FillRate(v1::RoundingRule& rule) {
    rule.set_mode(static_cast<v1::RoundingMode>(random_.Below(4)));
    rule.set_places(random_.Below(7));
  }

  void FillRounding() {
    v1::Rounding& rounding = *scheme().mutable_rounding();
    weight_places_ = kMaxWeightPlaces;
    if (random_.OneIn(2)) FillRate(*rounding.mutable_execution_rate());
    if (random_.OneIn(2)) FillRate(*rounding.mutable_completion());
    if (random_.OneIn(2)) FillPoints(*rounding.mutable_execution_points());
    if (random_.OneIn(2)) FillPoints(*rounding.mutable_indicator_points());
    if (random_.OneIn(2)) FillPoints(*rounding.mutable_total());
    if (random_.OneIn(2)) FillPoints(*rounding.mutable_goal_points());
    for (int kind = v1::RULE_KIND_AT_LEAST; kind <= v1::RULE_KIND_VETO; ++kind) {
      if (!random_.OneIn(6)) continue;
      v1::RuleKindRounding& special = *rounding.add_indicator_points_by_rule();
      special.set_rule(static_cast<v1::RuleKind>(kind));
      FillPoints(*special.mutable_rounding());
    }
    const bool some_by_default = !rounding.has_execution_points() || !rounding.has_indicator_points() ||
                                 !rounding.has_total() || !rounding.has_goal_points();
    if (some_by_default) weight_places_ = std::min(weight_places_, 2);
    total_places_ = rounding.has_total() ? rounding.total().places() : 2;
    if (tree_.loose) weight_places_ = random_.Below(kMaxWeightPlaces + 1);
  }

  void FillRuleOptions(v1::RuleOptions& options) {
    options.set_at_most(static_cast<v1::AtMostOption>(random_.Below(4)));
    options.set_equal(static_cast<v1::EqualOption>(random_.Below(3)));
    options.set_range(static_cast<v1::RangeOption>(random_.Below(4)));
    options.set_date(static_cast<v1::DateOption>(random_.Below(3)));
    if (random_.OneIn(2)) FillOverCompletion(options, random_);
  }

  void FillPolicies() {
    scheme().set_missing_policy(static_cast<v1::MissingPolicy>(random_.Below(3)));
    scheme().set_not_applicable_policy(random_.OneIn(2) ? v1::NOT_APPLICABLE_POLICY_RESCALE
                                                        : v1::NOT_APPLICABLE_POLICY_REFUSE);
    scheme().set_extra_deduction_policy(static_cast<v1::ExtraDeductionPolicy>(random_.Below(3)));
    if (random_.OneIn(5)) FillRatios();
    if (random_.OneIn(2)) {
      scheme().mutable_execution();
      if (random_.OneIn(2)) scheme().mutable_execution()->set_line_code("line-1");
    }
  }

  void FillRatios() {
    scheme().set_goal_policy(v1::GOAL_POLICY_RATIOS);
    goal_count_ = 2 + random_.Below(2);
    const int places = random_.Below(4);
    const std::vector<Units> ratios = Parts(100 * TenTo(places), goal_count_);
    for (int i = 0; i < goal_count_; ++i) {
      v1::OverallGoal& goal = *tree_.goals.add_overall_goals();
      goal.set_code("goal-" + std::to_string(i));
      goal.set_expected("目标");
      goal.set_ratio_percent(NumberText(ratios[static_cast<size_t>(i)], places));
    }
  }

  // Splits `whole` into `count` parts above 0; whole >= count.
  std::vector<Units> Parts(Units whole, int count) {
    std::set<Units> cuts;
    while (static_cast<int>(cuts.size()) < count - 1) cuts.insert(random_.Between(1, whole - 1));
    cuts.insert(whole);
    std::vector<Units> parts;
    Units last = 0;
    for (const Units cut : cuts) {
      parts.push_back(cut - last);
      last = cut;
    }
    return parts;
  }

  int AddClass(int parent, Units weight) {
    v1::IndicatorClass& c = *scheme().add_classes();
    c.set_code("class-" + std::to_string(scheme().classes_size()));
    c.set_display_name("分类");
    if (parent >= 0) c.set_parent_code(scheme().classes(parent).code());
    if (weight > 0) c.set_weight_points(Weight(weight));
    if (random_.OneIn(4)) FillRuleOptions(*c.mutable_rule_options());
    return scheme().classes_size() - 1;
  }

  void FillClasses() {
    static const std::vector<int> kWholes = {100, 100, 100, 100, 10, 50, 1000};
    const int whole = random_.Pick(kWholes);
    if (whole != 100 || random_.OneIn(2)) scheme().set_total_points(std::to_string(whole));
    whole_ = whole * One();
    Units left = whole_;
    rows_whole_ = whole_;
    if (scheme().has_execution()) {
      const Units weight = random_.OneIn(2) ? left / 10 : random_.Between(1, left / 2);
      scheme().mutable_execution()->set_weight_points(Weight(weight));
      left -= weight;
      rows_whole_ = left;
    }
    if (!tree_.loose) KeepGoalPointsWithinTheirPart();
    for (const Units weight : Parts(left, 1 + random_.Below(3))) FillClass(AddClass(-1, weight), weight, 1);
  }

  // What a goal can add to the total has the places of goal points, or those are truncated: else rounding could lift it.
  void KeepGoalPointsWithinTheirPart() {
    v1::Rounding& rounding = *scheme().mutable_rounding();
    const int places = rounding.has_goal_points() ? rounding.goal_points().places() : 2;
    for (const v1::OverallGoal& goal : tree_.goals.overall_goals()) {
      mpq_class part(rows_whole_, One());
      part.canonicalize();
      part *= Rational(goal.ratio_percent()) / 100;
      if (mpq_class(part * TenTo(places)).get_den() == 1) continue;
      rounding.mutable_goal_points()->set_mode(v1::ROUNDING_MODE_TRUNCATE);
      rounding.mutable_goal_points()->set_places(places);
    }
  }

  // Classes or rows below the class `index`, which has the weight.
  void FillClass(int index, Units weight, int depth) {
    const int count = depth < 4 && random_.OneIn(3) ? 1 + random_.Below(3) : 0;
    if (count == 0) {
      leaves_.push_back({{index}, weight});
    } else if (weight >= count && random_.OneIn(2)) {
      for (const Units part : Parts(weight, count)) FillClass(AddClass(index, part), part, depth + 1);
    } else {
      Leaf leaf{{}, weight};
      for (int i = 0; i < count; ++i) leaf.classes.push_back(AddClass(index, 0));
      leaves_.push_back(std::move(leaf));
    }
  }

  // Where totals are limited and graded.
  void FillTotals() {
    FillGrades(scheme(), whole_ / One(), total_places_, random_);
    if (scheme().has_execution() && random_.OneIn(2))
      FillExecutionCaps(scheme(), rows_whole_ / One(), total_places_, random_);
    if (random_.OneIn(2)) {
      const int64_t limit = random_.Between(0, whole_ / One() - 1);
      scheme().mutable_veto()->set_max_total_points(std::to_string(limit));
    }
  }

  void FillRows() {
    for (const Leaf& leaf : leaves_) {
      const int most = static_cast<int>(std::min<Units>(leaf.weight, 5));
      const int count = 1 + random_.Below(most);
      v1::IndicatorClass& c = *scheme().mutable_classes(leaf.classes.front());
      const bool even =
          !c.weight_points().empty() && !tree_.loose && random_.OneIn(4) && CanSplit(leaf, count);
      if (even) FillEvenSplit(c);
      for (int goal = 0; goal < goal_count_; ++goal) {
        const int remainder = even && random_.OneIn(2) ? random_.Below(count) : -1;
        const std::vector<Units> weights =
            even ? SplitWeights(leaf.weight, count, remainder < 0 ? count - 1 : remainder, c.even_split())
                 : Parts(leaf.weight, count);
        for (int i = 0; i < count; ++i) {
          v1::Indicator& row = AddRow(leaf, goal, weights[static_cast<size_t>(i)]);
          if (even) row.clear_weight_points();
          if (i == remainder) row.set_takes_remainder(true);
        }
        if (random_.OneIn(4)) AddRowWithoutWeight(leaf, goal);
      }
    }
    ShuffleRows();
    AllowOnlyWhatIsUsed();
  }

  int SplitPlaces() const { return std::min(2, weight_places_); }

  // Every share, and what is left, comes out above 0.
  bool CanSplit(const Leaf& leaf, int count) const {
    return leaf.weight / TenTo(weight_places_ - SplitPlaces()) >= 4 * count * count;
  }

  // The share has no more places than weights.
  void FillEvenSplit(v1::IndicatorClass& c) {
    v1::RoundingRule& split = *c.mutable_even_split();
    split.set_mode(static_cast<v1::RoundingMode>(random_.Below(4)));
    split.set_places(SplitPlaces());
  }

  std::vector<Units> SplitWeights(Units weight, int count, int remainder, const v1::RoundingRule& split) {
    const Units unit = TenTo(weight_places_ - split.places());
    Units share = weight / (count * unit);
    const Units rest = weight - share * count * unit;
    const Units half = 2 * rest - count * unit;
    const bool up =
        (split.mode() <= v1::ROUNDING_MODE_HALF_UP && half >= 0) ||
        (split.mode() == v1::ROUNDING_MODE_HALF_EVEN && (half > 0 || (half == 0 && share % 2 != 0)));
    if (up) ++share;
    std::vector<Units> weights(static_cast<size_t>(count), share * unit);
    weights[static_cast<size_t>(remainder)] = weight - (count - 1) * share * unit;
    return weights;
  }

  v1::Indicator& AddBareRow(const Leaf& leaf, int goal) {
    v1::Indicator& row = *tree_.goals.add_indicators();
    row.set_code("row-" + std::to_string(tree_.goals.indicators_size()));
    row.set_class_code(scheme().classes(random_.Pick(leaf.classes)).code());
    row.set_display_name("指标");
    if (scheme().goal_policy() == v1::GOAL_POLICY_RATIOS) row.set_goal_code("goal-" + std::to_string(goal));
    return row;
  }

  void AddRowWithoutWeight(const Leaf& leaf, int goal) {
    v1::Indicator& row = AddBareRow(leaf, goal);
    const bool veto = scheme().has_veto() && random_.OneIn(2);
    row.set_rule(veto ? v1::RULE_KIND_VETO : v1::RULE_KIND_INFORMATION);
    if (!veto && random_.OneIn(2)) row.set_target(RandomTarget(random_));
  }

  // The limits of every band, rounded to 2 places, leave points between them.
  bool HasRoomForBands(Units weight) const {
    return std::all_of(tree_.scheme.bands().begin(), tree_.scheme.bands().end(), [&](const v1::Band& band) {
      mpq_class points(weight, One());
      points.canonicalize();
      return points * (Rational(band.upper_share()) - Rational(band.lower_share())) >= kRoom;
    });
  }

  v1::Indicator& AddRow(const Leaf& leaf, int goal, Units weight) {
    v1::Indicator& row = AddBareRow(leaf, goal);
    row.set_weight_points(Weight(weight));
    row.set_rule(static_cast<v1::RuleKind>(1 + random_.Below(v1::RULE_KIND_EITHER_OR)));
    if (row.rule() == v1::RULE_KIND_BAND && !HasRoomForBands(weight)) row.set_rule(v1::RULE_KIND_BY_HAND);
    switch (row.rule()) {
      case v1::RULE_KIND_AT_LEAST:
      case v1::RULE_KIND_AT_MOST:
      case v1::RULE_KIND_EQUAL:
        row.set_target(RandomTarget(random_));
        break;
      case v1::RULE_KIND_RANGE:
        FillRange(row, random_);
        break;
      case v1::RULE_KIND_DATE:
        FillDeadline(row, random_);
        break;
      case v1::RULE_KIND_STEP_DEDUCTION:
        row.set_target(RandomTarget(random_));
        row.set_step_deduction_code(StepDeductionCode(scheme(), random_));
        break;
      case v1::RULE_KIND_BRACKETS:
        row.set_bracket_table_code(BracketTableCode(scheme(), weight, weight_places_, random_));
        break;
      default:
        break;
    }
    if (tree_.loose) Loosen(row);
    return row;
  }

  void Loosen(v1::Indicator& row) {
    const bool may_deduct = row.rule() == v1::RULE_KIND_AT_LEAST || row.rule() == v1::RULE_KIND_EQUAL;
    if (!may_deduct && random_.OneIn(12)) row.clear_weight_points();
    if (random_.OneIn(4) && !row.weight_points().empty() && row.rule() != v1::RULE_KIND_BRACKETS)
      row.set_weight_points(NumberText(random_.Between(1, 100000), 4));
  }

  void ShuffleRows() {
    if (random_.OneIn(2)) return;
    // The default remainder row is the last one; it stays the last of its class and goal only in this order.
    for (const v1::IndicatorClass& c : scheme().classes()) {
      if (c.has_even_split()) return;
    }
    random_.Shuffle(*tree_.goals.mutable_indicators());
  }

  void AllowOnlyWhatIsUsed() {
    for (v1::IndicatorClass& c : *scheme().mutable_classes()) {
      if (!random_.OneIn(4)) continue;
      std::set<int> used;
      for (const v1::Indicator& row : tree_.goals.indicators()) {
        if (row.class_code() == c.code()) used.insert(row.rule());
      }
      for (const int rule : used) c.add_allowed_rules(static_cast<v1::RuleKind>(rule));
    }
  }

  Random& random_;
  Tree tree_;
  int weight_places_ = kMaxWeightPlaces;
  int total_places_ = 2;
  int goal_count_ = 1;
  Units whole_ = 0;
  Units rows_whole_ = 0;  // without execution
  std::vector<Leaf> leaves_;
};

}  // namespace

Tree RandomTree(Random& random) { return TreeGenerator(random).Generate(); }

}  // namespace heng::differential
