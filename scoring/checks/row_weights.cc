// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "scoring/checks/common.h"
#include "scoring/checks/goals_parts.h"
#include "scoring/checks/row_limits.h"
#include "scoring/rules/even_split.h"
#include "scoring/rules/rule_kinds.h"

namespace heng {
namespace {

constexpr int kMaxSplitPlaces = 2;

// The rows of one class that belong to one overall goal (without ratios: all of them) and earn points.
struct Group {
  std::vector<int> rows;
  Decimal sum;
  bool readable = true;
};

class RowWeightsCheck {
 public:
  RowWeightsCheck(WeightSums weight_sums, const v1::Scheme& scheme, const ClassTree& classes,
                  const v1::Goals& goals, const std::vector<RowPlace>& places, absl::string_view path,
                  FieldProblems& problems)
      : enforced_(weight_sums == WeightSums::kEnforced),
        scheme_(scheme),
        classes_(classes),
        goals_(goals),
        places_(places),
        path_(path),
        problems_(problems),
        has_ratios_(scheme.goal_policy() == v1::GOAL_POLICY_RATIOS),
        goal_count_(has_ratios_ ? goals.overall_goals_size() : 1),
        groups_(static_cast<size_t>(classes.size()) * goal_count_),
        weights_(goals.indicators_size()) {}

  void Run() {
    for (int i = 0; i < goals_.indicators_size(); ++i) {
      if (places_[i].class_index < 0) continue;
      CheckPresence(i);
      if (EarnsPoints(goals_.indicators(i).rule())) AddToGroups(i);
    }
    for (int c = 0; c < classes_.size(); ++c) {
      if (!classes_.at(c).has_even_split()) continue;
      for (int goal = 0; goal < goal_count_; ++goal) Split(c, goal);
    }
    RowLimits limits(scheme_, enforced_);
    for (int i = 0; i < goals_.indicators_size(); ++i) {
      if (weights_[i].has_value()) limits.Check(goals_.indicators(i), *weights_[i], Ref(i), problems_);
    }
    if (!enforced_) return;
    for (int c = 0; c < classes_.size(); ++c) {
      if (!classes_.IsLowestWithWeight(c)) continue;
      for (int goal = 0; goal < goal_count_; ++goal) CheckSum(c, goal);
    }
  }

 private:
  RowRef Ref(int i) const { return {path_, "indicators", i, goals_.indicators(i).display_name()}; }
  Group& GroupOf(int class_index, int goal) {
    return groups_[static_cast<size_t>(class_index) * goal_count_ + goal];
  }

  // A weight is given where it is needed and nowhere else.
  void CheckPresence(int i) {
    const v1::Indicator& indicator = goals_.indicators(i);
    const v1::IndicatorClass& its_class = classes_.at(places_[i].class_index);
    const bool is_split = its_class.has_even_split() && EarnsPoints(indicator.rule());
    if (indicator.takes_remainder() && !is_split) {
      AddRowProblem(Ref(i), "takes_remainder", "NOT_ALLOWED",
                    {absl::StrCat("the weight of ", its_class.display_name(),
                                  " is not split evenly over rows like this, so nothing is left to take"),
                     absl::StrCat(its_class.display_name(), "的分值不在此类指标间平均分配，没有余数可归")},
                    problems_);
    }
    if (!EarnsPoints(indicator.rule())) return;
    const bool is_given = !indicator.weight_points().empty();
    if (is_split && is_given) {
      AddRowProblem(
          Ref(i), "weight_points", "NOT_ALLOWED",
          {absl::StrCat("the weight of ", its_class.display_name(), " is split evenly over its rows, got ",
                        Quoted(indicator.weight_points()), ": want none"),
           absl::StrCat(its_class.display_name(), "的分值由各指标平均分配，却填写了 ",
                        Quoted(indicator.weight_points()), "：不应填写")},
          problems_);
    }
    if (is_split) return;
    if (!is_given && enforced_)
      AddRowProblem(Ref(i), "weight_points", "REQUIRED", {"the weight is missing", "缺少分值"}, problems_);
    weights_[i] = TryDecimal(indicator.weight_points());
    if (!weights_[i].has_value() || !weights_[i]->is_zero() || !enforced_) return;
    AddRowProblem(Ref(i), "weight_points", "OUT_OF_RANGE",
                  {"the weight is 0: want more than 0", "分值为 0：应大于 0"}, problems_);
  }

  void AddToGroups(int i) {
    const int goal = places_[i].goal_index;
    for (int c = places_[i].class_index; c >= 0; c = classes_.parent(c)) {
      if (goal < 0) {
        MakeUnreadable(c);
        continue;
      }
      Group& group = GroupOf(c, goal);
      group.rows.push_back(i);
      const absl::StatusOr<Decimal> sum = Add(group.sum, weights_[i].value_or(Decimal()));
      if (!weights_[i].has_value() || !sum.ok()) {
        group.readable = false;
      } else {
        group.sum = *sum;
      }
    }
  }

  // The row may belong to any of the goals, so nothing can be said of their sums.
  void MakeUnreadable(int class_index) {
    for (int goal = 0; goal < goal_count_; ++goal) GroupOf(class_index, goal).readable = false;
  }

  // The place in the group of the row that takes what is left: the last one if none says so.
  int RemainderOf(const Group& group) {
    int taker = -1;
    for (size_t k = 0; k < group.rows.size(); ++k) {
      if (!goals_.indicators(group.rows[k]).takes_remainder()) continue;
      if (taker >= 0) {
        AddRowProblem(
            Ref(group.rows[k]), "takes_remainder", "NOT_ALLOWED",
            {absl::StrCat("row ", group.rows[taker] + 1, " takes what is left already: want one row"),
             absl::StrCat("第 ", group.rows[taker] + 1, " 行已承担余数：只应有一行")},
            problems_);
        continue;
      }
      taker = static_cast<int>(k);
    }
    return taker < 0 ? static_cast<int>(group.rows.size()) - 1 : taker;
  }

  void Split(int class_index, int goal) {
    const Group& group = GroupOf(class_index, goal);
    const v1::IndicatorClass& its_class = classes_.at(class_index);
    const std::optional<Decimal> weight = TryDecimal(its_class.weight_points());
    const RoundingSpec spec = SpecOf(its_class.even_split());
    if (group.rows.empty() || !weight.has_value() || weight->is_zero() || !classes_.is_leaf(class_index) ||
        spec.places < 0 || spec.places > kMaxSplitPlaces)
      return;
    const int count = static_cast<int>(group.rows.size());
    const absl::StatusOr<std::vector<Decimal>> shares = SplitEvenly(*weight, count, RemainderOf(group), spec);
    if (!shares.ok()) {
      problems_.Add(
          JoinPath(path_, "indicators"), "OUT_OF_RANGE",
          {absl::StrCat("the weight ", weight->ToString(), " of ", its_class.display_name(),
                        " cannot be split evenly over ", count, " rows at ", spec.places,
                        " places, so that each has more than 0: want fewer rows; see rows ",
                        RowNumbers(group.rows)),
           absl::StrCat(its_class.display_name(), "的分值 ", weight->ToString(), " 按 ", spec.places,
                        " 位小数无法在 ", count, " 个指标间平均分配，使每个都大于 0：应减少指标；见第 ",
                        RowNumbers(group.rows), " 行")});
      return;
    }
    for (int k = 0; k < count; ++k) weights_[group.rows[k]] = (*shares)[k];
  }

  void CheckSum(int class_index, int goal) {
    const Group& group = GroupOf(class_index, goal);
    const v1::IndicatorClass& its_class = classes_.at(class_index);
    // What is split evenly adds up by itself, if there are rows to split it over.
    const bool is_split = its_class.has_even_split() && !group.rows.empty();
    const std::optional<Decimal> want = TryDecimal(its_class.weight_points());
    if (is_split || !group.readable || !want.has_value() || *want == group.sum) return;
    const std::string& name = its_class.display_name();
    const std::string rows = RowNumbers(group.rows);
    const std::string goal_en =
        has_ratios_ ? absl::StrCat(" in goal ", Quoted(goals_.overall_goals(goal).code())) : "";
    const std::string goal_zh =
        has_ratios_ ? absl::StrCat("总体目标 ", Quoted(goals_.overall_goals(goal).code()), " 的") : "";
    problems_.Add(
        JoinPath(path_, "indicators"), "WEIGHT_SUM",
        {absl::StrCat("weights below ", name, goal_en, " add up to ", group.sum.ToString(), ", want ",
                      want->ToString(), rows.empty() ? "; it has no rows" : "; see rows ", rows),
         absl::StrCat(goal_zh, name, "下各指标分值合计 ", group.sum.ToString(), "，应为 ", want->ToString(),
                      rows.empty() ? "；没有指标" : "；见第 ", rows, rows.empty() ? "" : " 行")});
  }

  const bool enforced_;
  const v1::Scheme& scheme_;
  const ClassTree& classes_;
  const v1::Goals& goals_;
  const std::vector<RowPlace>& places_;
  const absl::string_view path_;
  FieldProblems& problems_;
  const bool has_ratios_;
  const int goal_count_;
  std::vector<Group> groups_;                    // by class and goal
  std::vector<std::optional<Decimal>> weights_;  // of each row, once it is known
};

}  // namespace

void CheckRowWeights(WeightSums weight_sums, const v1::Scheme& scheme, const ClassTree& classes,
                     const v1::Goals& goals, const std::vector<RowPlace>& places, absl::string_view path,
                     FieldProblems& problems) {
  RowWeightsCheck(weight_sums, scheme, classes, goals, places, path, problems).Run();
}

}  // namespace heng
