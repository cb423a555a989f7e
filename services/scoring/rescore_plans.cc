// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/rescore_plans.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "scoring/plan.h"

namespace heng {
namespace {

std::string KeyOf(const std::string& old_scheme, const std::string& rest) {
  return absl::StrCat(old_scheme, " ", rest);
}

// What makes two goals the same but for their owner. `goals` is as before afterwards; copying it would cost as much as
// reading it did.
std::string ContentOf(v1::Goals& goals) {
  v1::Goals content;
  content.mutable_indicators()->Swap(goals.mutable_indicators());
  content.mutable_overall_goals()->Swap(goals.mutable_overall_goals());
  std::string bytes = content.SerializeAsString();
  content.mutable_indicators()->Swap(goals.mutable_indicators());
  content.mutable_overall_goals()->Swap(goals.mutable_overall_goals());
  return bytes;
}

std::vector<v1::UnmappedRow> RowsOf(const MappedGoals& mapped, const v1::Goals& goals) {
  std::vector<v1::UnmappedRow> rows;
  for (const UnmappedIndicator& unmapped : mapped.unmapped) {
    v1::UnmappedRow& row = rows.emplace_back();
    row.set_code(goals.indicators(unmapped.index).code());
    row.set_display_name(goals.indicators(unmapped.index).display_name());
    if (!unmapped.weight_points.is_zero()) row.set_weight_points(unmapped.weight_points.ToString());
    row.set_reason_en(unmapped.reason.en);
    row.set_reason_zh(unmapped.reason.zh);
  }
  return rows;
}

// Execution alone would pass for a form that loses nearly everything, where nothing can be compared.
absl::Status CheckSomethingIsLeft(const MappedGoals& mapped) {
  const auto& rows = mapped.goals.indicators();
  const bool left =
      std::any_of(rows.begin(), rows.end(), [](const auto& row) { return EarnsPoints(row.rule()); });
  if (left || mapped.unmapped.empty()) return absl::OkStatus();
  const Problem& first = mapped.unmapped.front().reason;
  return MakeError(
      absl::StatusCode::kFailedPrecondition, "NOT_ALLOWED",
      {absl::StrCat("no row that earns points has a place in ", mapped.goals.scheme(), ": ", first.en),
       absl::StrCat("没有计分指标能对应到 ", mapped.goals.scheme(), "：", first.zh)});
}

}  // namespace

std::shared_ptr<const RescorePlan> RescorePlans::Find(const std::string& old_scheme,
                                                      const std::string& goals) const {
  return by_name_.Find(KeyOf(old_scheme, goals));
}

absl::StatusOr<std::shared_ptr<const GoalsMapper>> RescorePlans::MapperOf(const std::string& old_scheme,
                                                                          absl::Time deadline) {
  if (auto known = mappers_.Find(old_scheme)) return known;
  HENG_ASSIGN_OR_RETURN(const CheckedScheme scheme, form_plans_.SchemeByName(old_scheme, deadline));
  HENG_ASSIGN_OR_RETURN(GoalsMapper mapper, GoalsMapper::Create(*scheme, *new_scheme_));
  auto shared = std::make_shared<const GoalsMapper>(std::move(mapper));
  mappers_.Put(old_scheme, shared);
  return shared;
}

absl::StatusOr<std::shared_ptr<const RescorePlan>> RescorePlans::Make(const std::string& old_scheme,
                                                                      v1::Goals goals, absl::Time deadline) {
  const std::string name_key = KeyOf(old_scheme, goals.name());
  const std::string content_key = KeyOf(old_scheme, ContentOf(goals));
  if (auto known = by_content_.Find(content_key)) {
    by_name_.Put(name_key, known);
    return known;
  }
  HENG_ASSIGN_OR_RETURN(const std::shared_ptr<const GoalsMapper> mapper, MapperOf(old_scheme, deadline));
  HENG_ASSIGN_OR_RETURN(MappedGoals mapped, mapper->Map(goals));
  HENG_RETURN_IF_ERROR(CheckSomethingIsLeft(mapped));
  auto made = std::make_shared<RescorePlan>();
  made->unmapped = RowsOf(mapped, goals);
  const WeightSums weight_sums = mapped.weight_sums();
  HENG_ASSIGN_OR_RETURN(made->plan, CompilePlan(new_scheme_, std::move(mapped.goals), weight_sums));
  by_name_.Put(name_key, made);
  by_content_.Put(content_key, made);
  return made;
}

}  // namespace heng
