// SPDX-License-Identifier: Apache-2.0
#include "scoring/mapping.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/message_rules.h"
#include "base/ratio.h"
#include "base/status_macros.h"
#include "scoring/plan.h"
#include "scoring/rules/even_split.h"

namespace heng {
namespace {

// What is left of a weight has as many places as it had; a weight never has more than this.
constexpr int kWeightPlaces = 4;

const char* KindInChinese(v1::EvaluationKind kind) {
  return kind == v1::EVALUATION_KIND_PROJECT ? "项目支出" : "部门整体支出";
}

const char* KindInEnglish(v1::EvaluationKind kind) {
  return kind == v1::EVALUATION_KIND_PROJECT ? "projects" : "whole departments";
}

bool HasRatios(const v1::Scheme& scheme) { return scheme.goal_policy() == v1::GOAL_POLICY_RATIOS; }

absl::Status Refused(const Problem& problem) {
  return MakeError(absl::StatusCode::kInvalidArgument, "NOT_ALLOWED", problem);
}

using ClassIndex = absl::flat_hash_map<std::string, int>;

ClassIndex IndexOf(const v1::Scheme& scheme) {
  ClassIndex index;
  for (int i = 0; i < scheme.classes_size(); ++i) index[scheme.classes(i).code()] = i;
  return index;
}

// The class and those above it, from the lowest.
std::vector<const v1::IndicatorClass*> UpwardFrom(int index, const v1::Scheme& scheme,
                                                  const ClassIndex& of_code) {
  std::vector<const v1::IndicatorClass*> path = {&scheme.classes(index)};
  while (!path.back()->parent_code().empty()) {
    path.push_back(&scheme.classes(of_code.at(path.back()->parent_code())));
  }
  return path;
}

Decimal MostPointsOf(const v1::BracketTable& table) {
  Decimal most;
  for (const v1::Bracket& bracket : table.brackets()) most = std::max(most, DecimalOf(bracket.points()));
  return most;
}

absl::StatusOr<Decimal> SumOf(const std::vector<Decimal>& values) {
  Decimal sum;
  for (const Decimal& value : values) {
    HENG_ASSIGN_OR_RETURN(sum, Add(sum, value));
  }
  return sum;
}

}  // namespace

// A row on its way through the weights of its group.
struct GoalsMapper::Member {
  int index = 0;
  bool mapped = false;
  int places = 0;  // of its points
  Decimal old_weight;
  std::optional<Decimal> table_points;  // the weight that its bracket table prescribes
  Decimal new_weight;
};

absl::StatusOr<GoalsMapper> GoalsMapper::Create(const v1::Scheme& old_scheme, const v1::Scheme& new_scheme) {
  if (old_scheme.kind() != new_scheme.kind()) {
    return Refused({absl::StrCat(new_scheme.name(), " scores ", KindInEnglish(new_scheme.kind()), ", but ",
                                 old_scheme.name(), " scores ", KindInEnglish(old_scheme.kind())),
                    absl::StrCat(new_scheme.name(), " 用于", KindInChinese(new_scheme.kind()), "，而 ",
                                 old_scheme.name(), " 用于", KindInChinese(old_scheme.kind()))});
  }
  if (HasRatios(old_scheme) != HasRatios(new_scheme)) {
    return Refused({absl::StrCat("only one of ", old_scheme.name(), " and ", new_scheme.name(),
                                 " counts each overall goal by a ratio; weights cannot be carried over"),
                    absl::StrCat(old_scheme.name(), " 与 ", new_scheme.name(),
                                 " 只有一个按总体目标权重计分，分值无法对应")});
  }
  GoalsMapper mapper;
  mapper.scheme_name_ = new_scheme.name();
  mapper.rounding_ = new_scheme.rounding();
  mapper.has_ratios_ = HasRatios(new_scheme);
  mapper.ReadOld(old_scheme);
  mapper.ReadNew(new_scheme);
  mapper.FindMissingBands(old_scheme, new_scheme);
  return mapper;
}

void GoalsMapper::ReadOld(const v1::Scheme& scheme) {
  for (const v1::IndicatorClass& from : scheme.classes()) {
    if (from.weight_points().empty()) continue;
    const Decimal weight = DecimalOf(from.weight_points());
    old_class_weights_[from.code()] = weight;
    if (from.has_even_split()) old_even_splits_[from.code()] = {weight, SpecOf(from.even_split())};
  }
}

void GoalsMapper::ReadNew(const v1::Scheme& scheme) {
  const ClassIndex of_code = IndexOf(scheme);
  for (const v1::IndicatorClass& from : scheme.classes()) inner_classes_.insert(from.parent_code());
  absl::flat_hash_map<std::string, int> group_of;
  for (int i = 0; i < scheme.classes_size(); ++i) {
    const v1::IndicatorClass& from = scheme.classes(i);
    if (inner_classes_.contains(from.code())) continue;
    Leaf& leaf = leaves_[from.code()];
    leaf.even_split = from.has_even_split();
    bool weighted = false;
    for (const v1::IndicatorClass* above : UpwardFrom(i, scheme, of_code)) {
      if (leaf.allowed_rules.empty()) {
        leaf.allowed_rules.assign(above->allowed_rules().begin(), above->allowed_rules().end());
      }
      if (weighted || above->weight_points().empty()) continue;
      weighted = true;
      const auto [group, added] = group_of.emplace(above->code(), static_cast<int>(groups_.size()));
      leaf.group = group->second;
      if (!added) continue;
      Group& fresh = groups_.emplace_back();
      fresh.new_weight = DecimalOf(above->weight_points());
      const auto old_weight = old_class_weights_.find(above->code());
      if (old_weight != old_class_weights_.end()) fresh.old_weight = old_weight->second;
    }
  }
  for (const v1::StepDeduction& from : scheme.step_deductions()) step_deductions_.insert(from.code());
  for (const v1::BracketTable& from : scheme.bracket_tables()) {
    most_bracket_points_[from.code()] = MostPointsOf(from);
  }
  has_bands_ = !scheme.bands().empty();
  has_veto_ = scheme.has_veto();
}

void GoalsMapper::FindMissingBands(const v1::Scheme& old_scheme, const v1::Scheme& new_scheme) {
  absl::flat_hash_set<std::string> there;
  for (const v1::Band& band : new_scheme.bands()) there.insert(band.code());
  std::vector<std::string> missing;
  for (const v1::Band& band : old_scheme.bands()) {
    if (!there.contains(band.code())) missing.push_back(band.code());
  }
  missing_bands_ = absl::StrJoin(missing, ", ");
}

std::optional<Problem> GoalsMapper::WhyNot(const v1::Indicator& row) const {
  const std::string& scheme = scheme_name_;
  const auto leaf = leaves_.find(row.class_code());
  if (leaf == leaves_.end()) {
    const bool inner = inner_classes_.contains(row.class_code());
    return Problem{
        absl::StrCat("class ", row.class_code(), inner ? " has classes below it in " : " is not in ", scheme),
        absl::StrCat("分类 ", row.class_code(), inner ? " 不是末级分类，方案 " : " 不存在，方案 ", scheme)};
  }
  const std::vector<int>& allowed = leaf->second.allowed_rules;
  if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), row.rule()) == allowed.end()) {
    return Problem{absl::StrCat("class ", row.class_code(), " does not allow rule ",
                                v1::RuleKind_Name(row.rule()), " in ", scheme),
                   absl::StrCat("方案 ", scheme, " 的分类 ", row.class_code(), " 不允许使用规则 ",
                                v1::RuleKind_Name(row.rule()))};
  }
  const auto lacks = [&](absl::string_view en, absl::string_view zh) {
    return Problem{absl::StrCat(scheme, " has no ", en), absl::StrCat("方案 ", scheme, " 没有", zh)};
  };
  if (row.rule() == v1::RULE_KIND_BAND && !has_bands_) return lacks("bands", "定性档次");
  if (row.rule() == v1::RULE_KIND_BAND && !missing_bands_.empty()) {
    return lacks(absl::StrCat("bands of code ", missing_bands_),
                 absl::StrCat("代码为 ", missing_bands_, " 的档次"));
  }
  if (row.rule() == v1::RULE_KIND_STEP_DEDUCTION && !step_deductions_.contains(row.step_deduction_code())) {
    return lacks(absl::StrCat("step deduction ", row.step_deduction_code()),
                 absl::StrCat("按步扣分规则 ", row.step_deduction_code()));
  }
  if (row.rule() == v1::RULE_KIND_BRACKETS && !most_bracket_points_.contains(row.bracket_table_code())) {
    return lacks(absl::StrCat("bracket table ", row.bracket_table_code()),
                 absl::StrCat("分档计分表 ", row.bracket_table_code()));
  }
  if (row.rule() == v1::RULE_KIND_VETO && !has_veto_) return lacks("veto", "一票否决规则");
  return std::nullopt;
}

absl::StatusOr<std::vector<Decimal>> GoalsMapper::OldWeights(const v1::Goals& goals) const {
  std::vector<Decimal> weights;
  std::map<std::pair<std::string, std::string>, std::vector<int>> split_rows;  // by class and overall goal
  for (int i = 0; i < goals.indicators_size(); ++i) {
    const v1::Indicator& row = goals.indicators(i);
    weights.push_back(DecimalOf(row.weight_points()));
    if (!EarnsPoints(row.rule()) || !old_even_splits_.contains(row.class_code())) continue;
    split_rows[{row.class_code(), GoalOf(row)}].push_back(i);
  }
  for (const auto& [place, rows] : split_rows) {
    const EvenSplit& split = old_even_splits_.at(place.first);
    const int count = static_cast<int>(rows.size());
    int remainder = count - 1;
    for (int i = 0; i < count; ++i) {
      if (goals.indicators(rows[i]).takes_remainder()) remainder = i;
    }
    HENG_ASSIGN_OR_RETURN(const std::vector<Decimal> shares,
                          SplitEvenly(split.weight_points, count, remainder, split.rounding));
    for (int i = 0; i < count; ++i) weights[rows[i]] = shares[i];
  }
  return weights;
}

absl::Status GoalsMapper::Scale(const Group& group, std::vector<Member>& members) const {
  std::vector<Decimal> all;
  std::vector<Decimal> mapped;
  std::vector<Decimal> prescribed;
  std::vector<Decimal> free;
  Member* last = nullptr;
  for (Member& member : members) {
    member.new_weight = member.table_points.value_or(member.old_weight);
    all.push_back(member.old_weight);
    if (!member.mapped) continue;
    mapped.push_back(member.old_weight);
    (member.table_points.has_value() ? prescribed : free).push_back(member.new_weight);
    if (!member.table_points.has_value()) last = &member;
  }
  HENG_ASSIGN_OR_RETURN(const Decimal sum_of_all, SumOf(all));
  HENG_ASSIGN_OR_RETURN(Decimal room, SumOf(mapped));
  const Decimal old_weight = group.old_weight.value_or(sum_of_all);
  if (old_weight != group.new_weight && !old_weight.is_zero()) {
    HENG_ASSIGN_OR_RETURN(const Ratio part, Ratio::MultiplyDivide(room, group.new_weight, old_weight));
    HENG_ASSIGN_OR_RETURN(room, part.Round(kWeightPlaces, RoundingMode::kTruncate));
  }
  HENG_ASSIGN_OR_RETURN(const Decimal sum_of_prescribed, SumOf(prescribed));
  HENG_ASSIGN_OR_RETURN(const Decimal sum_of_free, SumOf(free));
  HENG_ASSIGN_OR_RETURN(room, Subtract(room, sum_of_prescribed));
  // Without room the tables do not fit the class; the weights stay, and the compiler says what is wrong with them.
  if (last == nullptr || room == sum_of_free || sum_of_free.is_zero() || room <= Decimal())
    return absl::OkStatus();
  Decimal left = room;
  for (Member& member : members) {
    if (!member.mapped || member.table_points.has_value() || &member == last) continue;
    HENG_ASSIGN_OR_RETURN(const Ratio share, Ratio::MultiplyDivide(member.old_weight, room, sum_of_free));
    HENG_ASSIGN_OR_RETURN(member.new_weight, share.Round(member.places, RoundingMode::kTruncate));
    HENG_ASSIGN_OR_RETURN(left, Subtract(left, member.new_weight));
  }
  last->new_weight = left;
  return absl::OkStatus();
}

absl::StatusOr<MappedGoals> GoalsMapper::Map(const v1::Goals& goals) const {
  HENG_ASSIGN_OR_RETURN(const std::vector<Decimal> old_weights, OldWeights(goals));
  MappedGoals mapped;
  std::map<std::pair<int, std::string>, std::vector<Member>> members;  // by group and overall goal
  std::vector<bool> has_place(goals.indicators_size());
  for (int i = 0; i < goals.indicators_size(); ++i) {
    const v1::Indicator& row = goals.indicators(i);
    std::optional<Problem> why_not = WhyNot(row);
    has_place[i] = !why_not.has_value();
    if (why_not.has_value()) mapped.unmapped.push_back({i, old_weights[i], *std::move(why_not)});
    const auto leaf = leaves_.find(row.class_code());
    if (leaf == leaves_.end() || leaf->second.even_split || !EarnsPoints(row.rule())) continue;
    Member& member = members[{leaf->second.group, GoalOf(row)}].emplace_back();
    member.index = i;
    member.mapped = has_place[i];
    member.places = IndicatorPointsRounding(rounding_, row.rule()).places;
    member.old_weight = old_weights[i];
    const auto table = most_bracket_points_.find(row.bracket_table_code());
    if (row.rule() == v1::RULE_KIND_BRACKETS && table != most_bracket_points_.end())
      member.table_points = table->second;
  }
  std::vector<std::string> new_weights(goals.indicators_size());
  for (auto& [place, rows] : members) {
    HENG_RETURN_IF_ERROR(Scale(groups_[place.first], rows));
    for (const Member& member : rows) {
      if (!member.new_weight.is_zero()) new_weights[member.index] = member.new_weight.ToString();
    }
  }

  mapped.goals.set_name(goals.name());
  mapped.goals.set_scheme(scheme_name_);
  if (goals.has_project()) *mapped.goals.mutable_project() = goals.project();
  *mapped.goals.mutable_overall_goals() = goals.overall_goals();
  for (int i = 0; i < goals.indicators_size(); ++i) {
    if (!has_place[i]) continue;
    v1::Indicator& row = *mapped.goals.add_indicators();
    row = goals.indicators(i);
    row.set_weight_points(new_weights[i]);
    if (!leaves_.at(row.class_code()).even_split) row.clear_takes_remainder();
  }
  return mapped;
}

absl::StatusOr<MappedGoals> MapGoals(const v1::Goals& goals, const v1::Scheme& old_scheme,
                                     const v1::Scheme& new_scheme) {
  HENG_ASSIGN_OR_RETURN(const GoalsMapper mapper, GoalsMapper::Create(old_scheme, new_scheme));
  return mapper.Map(goals);
}

}  // namespace heng
