// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/indicator_rows.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "clients/forms/placed_indicators.h"
#include "clients/forms/result_words.h"

namespace heng::cli {
namespace {

// What follows from the facts; where there are none, what was typed.
std::string ActualText(const v1::IndicatorResult& result, const v1::Scheme& scheme) {
  const std::string text = forms::ResultText(result, scheme);
  return text.empty() ? result.claim().actual_text() : text;
}

// By code.
template <typename List>
auto ByCode(const List& list) {
  std::map<std::string, const typename List::value_type*> map;
  for (const auto& item : list) map[item.code()] = &item;
  return map;
}

}  // namespace

std::string Percent(const std::string& rate) { return rate.empty() ? "" : absl::StrCat(rate, "%"); }

std::vector<IndicatorRow> IndicatorRows(const v1::Evaluation& evaluation, const v1::Scheme& scheme,
                                        const v1::Goals& goals) {
  const auto results = ByCode(evaluation.results());
  const auto scores = ByCode(evaluation.score().indicators());
  const auto add_outcome = [&](IndicatorRow& row) {
    if (const auto result = results.find(row.code); result != results.end()) {
      row.actual = ActualText(*result->second, scheme);
      row.reason = result->second->reason();
    }
    if (const auto score = scores.find(row.code); score != scores.end()) {
      row.completion = Percent(score->second->completion_percent());
      row.points = score->second->points();
      // Where a class splits its weight evenly, only the score knows the weight of a row.
      if (!score->second->weight_points().empty()) row.weight_points = score->second->weight_points();
    }
  };

  std::vector<IndicatorRow> rows;
  std::set<std::string> known;
  for (const auto& [indicator, level1, level2] : forms::InOrder(goals, scheme)) {
    rows.push_back({.code = indicator->code(),
                    .level1 = level1,
                    .level2 = level2,
                    .name = indicator->display_name(),
                    .target = forms::TargetText(*indicator),
                    .unit = indicator->unit(),
                    .weight_points = indicator->weight_points()});
    add_outcome(rows.back());
    known.insert(indicator->code());
  }
  for (const v1::IndicatorResult& result : evaluation.results()) {
    if (known.count(result.code()) > 0) continue;
    rows.push_back({.code = result.code(), .name = result.code()});
    add_outcome(rows.back());
  }
  return rows;
}

}  // namespace heng::cli
