// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "absl/strings/str_cat.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

constexpr int kMaxThresholds = 100;

std::string NameOf(v1::OverCompletionEffect effect) { return v1::OverCompletionEffect_Name(effect); }

void CheckPercent(const v1::OverCompletionThreshold& threshold, const RowRef& row, FieldProblems& problems) {
  const std::optional<Decimal> percent = TryDecimal(threshold.completion_percent());
  if (!percent.has_value() || *percent > Decimal::FromInt(100)) return;
  AddRowProblem(
      row, "completion_percent", "OUT_OF_RANGE",
      {absl::StrCat("completion ", percent->ToString(), " is not beyond the target: want more than 100"),
       absl::StrCat("超额完成界限 ", percent->ToString(), " 未超过目标：应大于 100")},
      problems);
}

// DEDUCT says what it takes, in points or as a share; the other effects take nothing.
void CheckDeduction(const v1::OverCompletionThreshold& threshold, const RowRef& row,
                    FieldProblems& problems) {
  const bool takes = threshold.effect() == v1::OVER_COMPLETION_EFFECT_DEDUCT;
  for (const auto& [field, text] :
       {std::pair<absl::string_view, absl::string_view>{"deducted_points", threshold.deducted_points()},
        {"deducted_share", threshold.deducted_share()}}) {
    if (text.empty()) continue;
    const std::optional<Decimal> value = TryDecimal(text);
    if (!takes) {
      AddRowProblem(
          row, field, "NOT_ALLOWED",
          {absl::StrCat("effect ", NameOf(threshold.effect()), " takes nothing, got ", Quoted(text)),
           absl::StrCat("后果 ", NameOf(threshold.effect()), " 不扣分，却填写了 ", Quoted(text))},
          problems);
    } else if (value.has_value() && value->is_zero()) {
      AddRowProblem(row, field, "OUT_OF_RANGE", {"0 takes nothing: want more than 0", "扣减为 0：应大于 0"},
                    problems);
    }
  }
  if (!takes) return;
  const bool has_points = !threshold.deducted_points().empty();
  const bool has_share = !threshold.deducted_share().empty();
  if (!has_points && !has_share) {
    AddRowProblem(
        row, "deducted_points", "REQUIRED",
        {"want the points or the share of the weight that the row loses", "缺少扣减的分数或分值比例"},
        problems);
  } else if (has_points && has_share) {
    AddRowProblem(row, "deducted_share", "NOT_ALLOWED",
                  {absl::StrCat("got ", threshold.deducted_points(), " points and share ",
                                threshold.deducted_share(), ": want one of the two"),
                   absl::StrCat("同时填写了扣减 ", threshold.deducted_points(), " 分和比例 ",
                                threshold.deducted_share(), "：只应填写其一")},
                  problems);
  }
}

// The threshold before this one with the same effect, or null.
const v1::OverCompletionThreshold* Before(const v1::RuleOptions& options, int index) {
  for (int i = index - 1; i >= 0; --i) {
    if (options.over_completion(i).effect() == options.over_completion(index).effect())
      return &options.over_completion(i);
  }
  return nullptr;
}

void CheckTakesMore(const v1::OverCompletionThreshold& before, const v1::OverCompletionThreshold& threshold,
                    const RowRef& row, FieldProblems& problems) {
  const bool by_share = !threshold.deducted_share().empty();
  const absl::string_view field = by_share ? "deducted_share" : "deducted_points";
  if (before.deducted_share().empty() == by_share) {
    AddRowProblem(row, field, "BAD_SCHEME",
                  {"one threshold takes points and another a share, so which takes more depends on the "
                   "weight: want one "
                   "kind for all",
                   "有的界限扣分数、有的扣比例，孰多孰少取决于分值：应统一为一种"},
                  problems);
    return;
  }
  const std::optional<Decimal> low =
      TryDecimal(by_share ? before.deducted_share() : before.deducted_points());
  const std::optional<Decimal> high =
      TryDecimal(by_share ? threshold.deducted_share() : threshold.deducted_points());
  if (!low.has_value() || !high.has_value() || *high > *low) return;
  const bool same = *high == *low;
  AddRowProblem(
      row, field, same ? "DEAD_THRESHOLD" : "NOT_MONOTONE",
      {absl::StrCat(threshold.completion_percent(), "% takes ", high->ToString(), " and ",
                    before.completion_percent(), "% takes ", low->ToString(),
                    same ? ": the higher threshold makes no difference" : ": the higher threshold takes less",
                    "; want it to take more"),
       absl::StrCat("完成率 ", threshold.completion_percent(), "% 扣 ", high->ToString(), "，",
                    before.completion_percent(), "% 扣 ", low->ToString(),
                    same ? "：较高的界限不起作用" : "：完成率更高反而扣得更少", "；应逐级多扣")},
      problems);
}

void CheckAgainstBefore(const v1::RuleOptions& options, int index, const RowRef& row,
                        FieldProblems& problems) {
  const v1::OverCompletionThreshold& threshold = options.over_completion(index);
  const std::optional<Decimal> percent = TryDecimal(threshold.completion_percent());
  const std::optional<Decimal> last = TryDecimal(options.over_completion(index - 1).completion_percent());
  if (!percent.has_value() || !last.has_value()) return;
  if (*percent < *last) {
    AddRowProblem(
        row, "completion_percent", "BAD_SCHEME",
        {absl::StrCat("threshold ", percent->ToString(), " stands behind ", last->ToString(),
                      ": want them from the lowest to the highest"),
         absl::StrCat("界限 ", percent->ToString(), " 排在 ", last->ToString(), " 之后：应由低到高排列")},
        problems);
    return;
  }
  const v1::OverCompletionThreshold* before = Before(options, index);
  if (before == nullptr) return;
  const std::optional<Decimal> lower = TryDecimal(before->completion_percent());
  if (!lower.has_value()) return;
  if (threshold.effect() == v1::OVER_COMPLETION_EFFECT_DEDUCT && *percent > *lower)
    return CheckTakesMore(*before, threshold, row, problems);
  AddRowProblem(row, "completion_percent", "DEAD_THRESHOLD",
                {absl::StrCat("threshold ", percent->ToString(), " makes no difference: ",
                              NameOf(threshold.effect()), " follows from ", lower->ToString(), " on already"),
                 absl::StrCat("界限 ", percent->ToString(), " 不起作用：自 ", lower->ToString(),
                              " 起已有后果 ", NameOf(threshold.effect()))},
                problems);
}

}  // namespace

void CheckOverCompletion(const v1::RuleOptions& options, absl::string_view path, absl::string_view words,
                         FieldProblems& problems) {
  if (!CheckCount(options.over_completion_size(), 0, kMaxThresholds, JoinPath(path, "over_completion"),
                  problems))
    return;
  for (int i = 0; i < options.over_completion_size(); ++i) {
    const v1::OverCompletionThreshold& threshold = options.over_completion(i);
    const RowRef row{path, "over_completion", i, words};
    CheckPercent(threshold, row, problems);
    if (threshold.effect() == v1::OVER_COMPLETION_EFFECT_UNSPECIFIED) {
      AddRowProblem(
          row, "effect", "REQUIRED",
          {"want what follows: FLAG, REASON, REVIEW or DEDUCT", "缺少后果：提示、说明原因、人工复核或扣分"},
          problems);
      continue;
    }
    CheckDeduction(threshold, row, problems);
    if (i > 0) CheckAgainstBefore(options, i, row, problems);
  }
}

}  // namespace heng
