// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/indicator_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace heng::cli {
namespace {

// The tree of classes, by code.
class ClassNames {
 public:
  explicit ClassNames(const v1::Scheme& scheme) {
    for (const v1::IndicatorClass& c : scheme.classes()) {
      if (c.parent_code().empty()) Visit(scheme, c);
    }
  }

  // Names from level 1 down to the class; the code itself if the scheme does not know it.
  std::vector<std::string> Path(const std::string& code) const {
    const auto it = paths_.find(code);
    return it != paths_.end() ? it->second : std::vector<std::string>{code};
  }

  // Place of the class in the printed tree; unknown ones come last.
  size_t Order(const std::string& code) const {
    const auto it = order_.find(code);
    return it != order_.end() ? it->second : order_.size();
  }

 private:
  // Every class is visited once, however wrong the tree may be.
  void Visit(const v1::Scheme& scheme, const v1::IndicatorClass& c) {
    if (!order_.emplace(c.code(), order_.size()).second) return;
    std::vector<std::string> path;
    if (const auto above = paths_.find(c.parent_code()); above != paths_.end()) path = above->second;
    path.push_back(c.display_name());
    paths_[c.code()] = path;
    for (const v1::IndicatorClass& child : scheme.classes()) {
      if (child.parent_code() == c.code()) Visit(scheme, child);
    }
  }

  std::map<std::string, std::vector<std::string>> paths_;
  std::map<std::string, size_t> order_;
};

// 2024-09-30, 2024-09 or 2024, as exact as the date is.
std::string DateText(const google::type::Date& date) {
  if (date.month() == 0) return absl::StrCat(date.year());
  const std::string month = absl::StrCat(date.year(), "-", absl::Dec(date.month(), absl::kZeroPad2));
  return date.day() == 0 ? month : absl::StrCat(month, "-", absl::Dec(date.day(), absl::kZeroPad2));
}

std::string TargetText(const v1::Indicator& indicator) {
  if (!indicator.target_text().empty()) return indicator.target_text();
  switch (indicator.rule()) {
    case v1::RULE_KIND_AT_LEAST:
      return absl::StrCat("≥", indicator.target());
    case v1::RULE_KIND_AT_MOST:
      return absl::StrCat("≤", indicator.target());
    case v1::RULE_KIND_EQUAL:
      return absl::StrCat("=", indicator.target());
    case v1::RULE_KIND_RANGE:
      return absl::StrCat(indicator.target(), "～", indicator.target_upper());
    case v1::RULE_KIND_DATE:
      return absl::StrCat(DateText(indicator.deadline()), "前");
    default:
      return indicator.target();
  }
}

std::string ActualText(const v1::IndicatorResult& result, const v1::Scheme& scheme) {
  if (result.status() == v1::RESULT_STATUS_NO_EVIDENCE) return "无佐证";
  if (result.status() == v1::RESULT_STATUS_NOT_APPLICABLE) return "不适用";
  if (!result.actual().empty()) return result.actual();
  if (result.has_completed_date()) return DateText(result.completed_date());
  if (result.outcome() == v1::OUTCOME_REACHED) return "达到";
  if (result.outcome() == v1::OUTCOME_NOT_REACHED) return "未达到";
  for (const v1::Band& band : scheme.bands()) {
    if (!result.band().empty() && band.code() == result.band()) return band.display_name();
  }
  return result.band().empty() ? result.claim().actual_text() : result.band();
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
  const ClassNames classes(scheme);
  std::vector<const v1::Indicator*> indicators;
  for (const v1::Indicator& indicator : goals.indicators()) indicators.push_back(&indicator);
  std::stable_sort(indicators.begin(), indicators.end(), [&](const auto* a, const auto* b) {
    return classes.Order(a->class_code()) < classes.Order(b->class_code());
  });

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
  for (const v1::Indicator* indicator : indicators) {
    const std::vector<std::string> path = classes.Path(indicator->class_code());
    rows.push_back({.code = indicator->code(),
                    .level1 = path.front(),
                    .level2 = absl::StrJoin(path.begin() + 1, path.end(), "/"),
                    .name = indicator->display_name(),
                    .target = TargetText(*indicator),
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
