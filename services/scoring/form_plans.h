// SPDX-License-Identifier: Apache-2.0
//
// Which scheme and goals an evaluation is scored with, and the plans compiled from them. A plan is compiled
// once for each pair of revisions and kept.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/scorer.h"
#include "services/scoring/repository.h"

namespace heng {

// A plan, and what a form takes over from the scheme and the goals it was compiled from. Shared and immutable.
struct FormPlan {
  std::string scheme;  // name with revision
  std::string goals;   // name with revision
  std::optional<v1::Project> project;
  int32_t effective_from_year = 0;  // of the scheme; 0: any
  int32_t effective_until_year = 0;
  std::shared_ptr<const Plan> plan;
};

// Keeps the values used last under their names. Thread-safe.
template <typename Value>
class NamedCache {
 public:
  explicit NamedCache(size_t capacity) : capacity_(capacity) {}

  std::shared_ptr<const Value> Find(const std::string& name) const {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = places_.find(name);
    if (found == places_.end()) return nullptr;
    values_.splice(values_.end(), values_, found->second);
    return found->second->second;
  }

  void Put(const std::string& name, std::shared_ptr<const Value> value) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (places_.count(name) > 0) return;
    places_.emplace(name, values_.insert(values_.end(), {name, std::move(value)}));
    if (values_.size() > capacity_) {
      places_.erase(values_.front().first);
      values_.pop_front();
    }
  }

 private:
  using Values = std::list<std::pair<std::string, std::shared_ptr<const Value>>>;

  const size_t capacity_;
  mutable std::mutex mutex_;
  mutable Values values_;  // the one used last at the end
  std::map<std::string, typename Values::iterator> places_;
};

// What an evaluation refers to, read from its name and its fields.
struct FormReferences {
  std::string department;  // name
  std::string goals;       // name, with revision if the evaluation says one
  std::string scheme;      // name, with or without revision; empty: the one that the goals follow
  std::string budget;      // name of the stored budget; empty if the form has its own budget block
  int fiscal_year = 0;
  v1::EvaluationKind kind = v1::EVALUATION_KIND_UNSPECIFIED;
};

// INVALID_ARGUMENT if a name has the wrong shape, or the goals are those of another department. path: what stands before field paths.
absl::StatusOr<FormReferences> ReferencesOf(const v1::Evaluation& evaluation, absl::string_view path);

// Thread-safe.
class FormPlans {
 public:
  explicit FormPlans(Repository repository)
      : repository_(std::move(repository)), schemes_(256), plans_(4096) {}

  // Names that are best read before PlanFor is asked: those that are not pinned, or not in the caches.
  std::vector<std::string> NamesToRead(const FormReferences& references) const;

  // The plan for an evaluation, from the caches, from `records`, and from the repository for what is in neither, such as
  // the scheme that goals pin. NOT_FOUND if scheme or goals are unknown; INVALID_ARGUMENT if they do not fit.
  absl::StatusOr<std::shared_ptr<const FormPlan>> PlanFor(const FormReferences& references,
                                                          const RecordSet& records, absl::Time deadline);

  // The same, with scheme or goals given by the caller in place of the stored ones; nullptr where not given.
  absl::StatusOr<std::shared_ptr<const FormPlan>> InlinePlan(const FormReferences& references,
                                                             const v1::Scheme* scheme, const v1::Goals* goals,
                                                             absl::Time deadline);

  // The newest or the named revision of a scheme.
  absl::StatusOr<CheckedScheme> SchemeByName(const std::string& name, absl::Time deadline);

 private:
  template <typename Resource>
  absl::StatusOr<Resource> Fetch(const std::string& name, const RecordSet& records, absl::Time deadline) {
    if (records.Has(name)) return records.Find<Resource>(name);
    return repository_.Get<Resource>(name, deadline);
  }

  Repository repository_;
  // Checks a scheme that was read and keeps it.
  absl::StatusOr<CheckedScheme> Keep(v1::Scheme scheme);
  // The scheme that the form names, or else the one that its goals pin.
  absl::StatusOr<CheckedScheme> SchemeFor(const FormReferences& references, const v1::Goals& goals,
                                          const RecordSet& records, absl::Time deadline);

  NamedCache<CheckedScheme> schemes_;  // by name with revision
  NamedCache<FormPlan> plans_;         // by "scheme@revision goals@revision"
};

}  // namespace heng
