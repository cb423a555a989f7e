// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

// The sum of the weights of some classes, and which of them have none.
struct WeightSum {
  Decimal sum;
  std::vector<int> without_weight;
};

std::optional<WeightSum> SumWeights(const v1::Scheme& scheme, const std::vector<int>& classes) {
  WeightSum result;
  for (const int i : classes) {
    if (scheme.classes(i).weight_points().empty()) {
      result.without_weight.push_back(i);
      continue;
    }
    const std::optional<Decimal> weight = TryDecimal(scheme.classes(i).weight_points());
    if (!weight.has_value()) return std::nullopt;
    const absl::StatusOr<Decimal> sum = Add(result.sum, *weight);
    if (!sum.ok()) return std::nullopt;
    result.sum = *sum;
  }
  return result;
}

void CheckTopWeights(const v1::Scheme& scheme, const CodedList& list, const Tree& tree,
                     FieldProblems& problems) {
  std::vector<int> top;
  for (size_t i = 0; i < tree.parents.size(); ++i) {
    if (tree.parents[i] < 0) top.push_back(static_cast<int>(i));
  }
  const std::optional<WeightSum> weights = SumWeights(scheme, top);
  if (!weights.has_value() || top.empty()) return;
  for (const int i : weights->without_weight) {
    AddRowProblem(list.Ref(i), "weight_points", "REQUIRED",
                  {"a class of level 1 needs a weight", "一级指标必须有分值"}, problems);
  }
  if (!weights->without_weight.empty()) return;
  const Decimal execution = TryDecimal(scheme.execution().weight_points()).value_or(Decimal());
  const absl::StatusOr<Decimal> sum = Add(weights->sum, execution);
  if (!sum.ok() || *sum == WholePointsOf(scheme)) return;
  const std::string want = WholePointsOf(scheme).ToString();
  problems.Add(
      JoinPath(list.path, "classes"), "WEIGHT_SUM",
      {absl::StrCat("weights of level 1 add up to ", weights->sum.ToString(), " and execution to ",
                    execution.ToString(), ", together ", sum->ToString(), ", want ", want, "; see classes ",
                    RowNumbers(top)),
       absl::StrCat("一级指标分值合计 ", weights->sum.ToString(), "，预算执行 ", execution.ToString(),
                    "，共 ", sum->ToString(), "，应为 ", want, "；见第 ", RowNumbers(top), " 行")});
}

void CheckWeightsBelow(const v1::Scheme& scheme, const CodedList& list, const Tree& tree, int parent,
                       FieldProblems& problems) {
  const std::vector<int>& children = tree.children[parent];
  if (children.empty()) return;
  const std::optional<WeightSum> weights = SumWeights(scheme, children);
  if (!weights.has_value() || weights->without_weight.size() == children.size()) return;
  const RowRef row = list.Ref(parent);
  if (!weights->without_weight.empty()) {
    AddRowProblem(
        row, "weight_points", "WEIGHT_SUM",
        {absl::StrCat("some classes below it have a weight and some do not: want all or none; see classes ",
                      RowNumbers(weights->without_weight)),
         absl::StrCat("下级指标部分有分值、部分没有：应全部设置或全部不设；见第 ",
                      RowNumbers(weights->without_weight), " 行")},
        problems);
    return;
  }
  const std::optional<Decimal> own = TryDecimal(scheme.classes(parent).weight_points());
  if (own.has_value() && *own == weights->sum) return;
  const std::string want = own.has_value() ? own->ToString() : "none, as the class itself has no weight";
  AddRowProblem(row, "weight_points", "WEIGHT_SUM",
                {absl::StrCat("weights of the classes below it add up to ", weights->sum.ToString(),
                              ", want ", want, "; see classes ", RowNumbers(children)),
                 absl::StrCat("下级指标分值合计 ", weights->sum.ToString(), "，应为 ",
                              own.has_value() ? own->ToString() : "不设（本级无分值）", "；见第 ",
                              RowNumbers(children), " 行")},
                problems);
}

}  // namespace

void CheckClassWeights(const v1::Scheme& scheme, const CodedList& list, const Tree& tree,
                       FieldProblems& problems) {
  CheckTopWeights(scheme, list, tree, problems);
  for (int i = 0; i < scheme.classes_size(); ++i) CheckWeightsBelow(scheme, list, tree, i, problems);
}

}  // namespace heng
