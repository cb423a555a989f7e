// SPDX-License-Identifier: Apache-2.0
//
// The plans of one what-if: the goals of stored evaluations, mapped to the new scheme and compiled. Departments often
// have goals of their own, and often the same ones: a plan is kept by the name of its goals and by what they say.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "heng/v1/scoring_service.pb.h"
#include "scoring/mapping.h"
#include "scoring/scorer.h"
#include "services/scoring/form_plans.h"

namespace heng {

// A plan under the new scheme, and what of the goals it lacks. Shared and immutable; its goals may be those of another
// department that say the same.
struct RescorePlan {
  std::shared_ptr<const Plan> plan;
  std::vector<v1::UnmappedRow> unmapped;
};

// Thread-safe.
class RescorePlans {
 public:
  // plans: where schemes come from; must outlive this.
  RescorePlans(FormPlans& plans, CheckedScheme new_scheme)
      : form_plans_(plans),
        new_scheme_(std::move(new_scheme)),
        mappers_(64),
        by_name_(kKept),
        by_content_(kKept) {}

  // The plan for goals of this name under this old scheme, both with revision; null if it is not known yet.
  std::shared_ptr<const RescorePlan> Find(const std::string& old_scheme, const std::string& goals) const;

  // Makes it. INVALID_ARGUMENT if the goals cannot be mapped or compiled; FAILED_PRECONDITION if no row
  // that earns points has a place; NOT_FOUND if the old scheme is gone.
  absl::StatusOr<std::shared_ptr<const RescorePlan>> Make(const std::string& old_scheme, v1::Goals goals,
                                                          absl::Time deadline);

 private:
  static constexpr size_t kKept = 512;

  absl::StatusOr<std::shared_ptr<const GoalsMapper>> MapperOf(const std::string& old_scheme,
                                                              absl::Time deadline);

  FormPlans& form_plans_;
  const CheckedScheme new_scheme_;
  NamedCache<GoalsMapper> mappers_;     // by old scheme
  NamedCache<RescorePlan> by_name_;     // by old scheme and name of the goals
  NamedCache<RescorePlan> by_content_;  // by old scheme and the goals without their name
};

}  // namespace heng
