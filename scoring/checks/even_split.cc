// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {

void CheckEvenSplits(const v1::Scheme& scheme, const CodedList& list, const Tree& tree,
                     FieldProblems& problems) {
  for (int i = 0; i < scheme.classes_size(); ++i) {
    const v1::IndicatorClass& c = scheme.classes(i);
    if (!c.has_even_split()) continue;
    const RowRef row = list.Ref(i);
    CheckSplitRounding(c.even_split(), absl::StrCat(RowPath(row), ".even_split"), problems);
    const std::optional<Decimal> weight = TryDecimal(c.weight_points());
    if (c.weight_points().empty() || (weight.has_value() && weight->is_zero())) {
      AddRowProblem(row, "weight_points", c.weight_points().empty() ? "REQUIRED" : "OUT_OF_RANGE",
                    {"there is nothing to split evenly: want a weight above 0",
                     "没有可平均分配的分值：应填写大于 0 的分值"},
                    problems);
    }
    if (tree.children[i].empty()) continue;
    AddRowProblem(row, "even_split", "BAD_TREE",
                  {absl::StrCat("the class has classes below it, ", RowNumbers(tree.children[i]),
                                ": want the weight split over indicators, in a class at the bottom"),
                   absl::StrCat("该分类还有下级（第 ", RowNumbers(tree.children[i]),
                                " 行）：只有最末级分类可以在指标间平均分配")},
                  problems);
  }
}

}  // namespace heng
