// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/load.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "tests/generator/progress.h"

namespace heng::generator {
namespace {

const std::string& NameOf(const v1::CreateRegionRequest& request) { return request.region().name(); }
const std::string& NameOf(const v1::CreateDepartmentRequest& request) { return request.department().name(); }
const std::string& NameOf(const v1::CreateBudgetRequest& request) { return request.budget().name(); }
const std::string& NameOf(const v1::CreateGoalsRequest& request) { return request.goals().name(); }
const std::string& NameOf(const v1::SubmitEvaluationRequest& request) { return request.evaluation().name(); }

// One kind of thing: so many items, how to write one (without request id), and the call that stores a batch of them.
template <typename Request, typename Response>
struct Kind {
  using Item = std::decay_t<decltype(std::declval<Request>().requests(0))>;
  std::string what;
  int64_t items = 0;
  std::function<void(int64_t item, Item& request)> fill;
  std::function<absl::StatusOr<Response>(const Request&)> send;
};

void Report(const std::string& name, const absl::Status& status) {
  const std::string line =
      absl::StrCat(name, ": ", absl::StatusCodeToString(status.code()), ": ", status.message(), "\n");
  std::fputs(line.c_str(), stderr);
}

template <typename Request, typename Response>
class Loader {
 public:
  Loader(const Kind<Request, Response>& kind, const LoadOptions& options)
      : kind_(kind), options_(options), progress_(kind.what, kind.items) {}

  absl::Status Run(LoadedKind& loaded) {
    loaded.what = kind_.what;
    if (kind_.items == 0) return absl::OkStatus();
    const absl::Time begin = absl::Now();
    std::vector<std::thread> senders;
    for (int i = 0; i < options_.in_flight; ++i) senders.emplace_back([this] { SendBatches(); });
    for (std::thread& sender : senders) sender.join();
    progress_.Finish();
    loaded = {kind_.what, stored_, failed_, absl::ToDoubleSeconds(absl::Now() - begin)};
    return status_;
  }

 private:
  void SendBatches() {
    while (!stop_) {
      const int64_t first = next_.fetch_add(options_.batch);
      if (first >= kind_.items) return;
      const int64_t end = std::min(kind_.items, first + options_.batch);
      Request batch;
      for (int64_t item = first; item < end; ++item) {
        kind_.fill(item, *batch.add_requests());
        SetRequestId(*batch.mutable_requests()->rbegin());
      }
      Send(batch);
      if (!stop_) progress_.Add(end - first);
    }
  }

  // 32 hex digits of the content: the same write has the same id next time.
  template <typename Item>
  static void SetRequestId(Item& item) {
    const std::string digest = Sha256(item.SerializeAsString());
    item.set_request_id(absl::BytesToHexString(digest.substr(0, 16)));
  }

  void Send(const Request& batch) {
    const absl::StatusOr<Response> response = kind_.send(batch);
    std::lock_guard<std::mutex> lock(mutex_);
    if (!response.ok()) {
      failed_ += batch.requests_size();
      status_.Update(response.status());
      stop_ = true;
      return;
    }
    for (int i = 0; i < response->results_size(); ++i) {
      const auto& result = response->results(i);
      ++(result.has_error() ? failed_ : stored_);
      if (result.has_error()) Report(NameOf(batch.requests(i)), FromRpcStatus(result.error()));
    }
  }

  const Kind<Request, Response>& kind_;
  const LoadOptions options_;
  Progress progress_;
  std::atomic<int64_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  int64_t stored_ = 0;
  int64_t failed_ = 0;
  absl::Status status_;
};

template <typename Request, typename Response>
absl::Status LoadKind(const LoadOptions& options, std::vector<LoadedKind>& loaded,
                      const Kind<Request, Response>& kind) {
  return Loader<Request, Response>(kind, options).Run(loaded.emplace_back());
}

absl::Status LoadSchemes(const client::Client& client, std::vector<LoadedKind>& loaded) {
  LoadedKind& kind = loaded.emplace_back(LoadedKind{.what = "schemes"});
  for (const v1::Scheme& scheme : ShippedSchemes()) {
    const absl::Status status = client.CreateScheme(scheme).status();
    // Schemes are addressed by their content: this very one is there.
    const bool is_there = status.ok() || absl::IsAlreadyExists(status);
    if (!is_there) {
      ++kind.failed;
      return status;
    }
    ++kind.stored;
  }
  return absl::OkStatus();
}

int64_t FirstForm(const Province& province, int64_t forms, int64_t department) {
  return forms * department / province.options().departments;
}

Form FormNumber(const Province& province, int64_t forms, int64_t number) {
  int64_t department = number * province.options().departments / forms;
  while (FirstForm(province, forms, department + 1) <= number) ++department;
  return province.form(static_cast<int>(department),
                       static_cast<int>(number - FirstForm(province, forms, department)));
}

// A budget of a year or the goals of a project.
struct OwnedBy {
  int department = 0;
  int which = 0;
};

// Of every year in which a department files its overall form.
std::vector<OwnedBy> BudgetsToLoad(const Province& province, int64_t forms) {
  std::vector<OwnedBy> budgets;
  for (int department = 0; department < province.options().departments; ++department) {
    const int count = FormsOf(province, forms, department);
    const int first = province.first_year(department);
    for (int year = first; year <= province.last_year(department) && year - first < count; ++year) {
      budgets.push_back({department, year});
    }
  }
  return budgets;
}

std::vector<OwnedBy> GoalsToLoad(const Province& province, int64_t forms) {
  std::vector<OwnedBy> goals;
  for (int department = 0; department < province.options().departments; ++department) {
    const int count = GoalsOf(province, forms, department);
    for (int project = 0; project < count; ++project) goals.push_back({department, project});
  }
  return goals;
}

}  // namespace

int FormsOf(const Province& province, int64_t forms, int department) {
  return static_cast<int>(FirstForm(province, forms, department + 1) -
                          FirstForm(province, forms, department));
}

int GoalsOf(const Province& province, int64_t forms, int department) {
  const int count = FormsOf(province, forms, department);
  return count == 0 ? 0 : province.form(department, count - 1).project + 1;
}

absl::Status Load(const client::Client& client, const Province& province, const LoadOptions& options,
                  std::vector<LoadedKind>& loaded) {
  using CreateRegions = Kind<v1::BatchCreateRegionsRequest, v1::BatchCreateRegionsResponse>;
  using CreateDepartments = Kind<v1::BatchCreateDepartmentsRequest, v1::BatchCreateDepartmentsResponse>;
  using CreateBudgets = Kind<v1::BatchCreateBudgetsRequest, v1::BatchCreateBudgetsResponse>;
  using CreateGoals = Kind<v1::BatchCreateGoalsRequest, v1::BatchCreateGoalsResponse>;
  using Submit = Kind<v1::BatchSubmitEvaluationsRequest, v1::BatchSubmitEvaluationsResponse>;
  const std::vector<OwnedBy> budgets = BudgetsToLoad(province, options.forms);
  const std::vector<OwnedBy> goals = GoalsToLoad(province, options.forms);

  HENG_RETURN_IF_ERROR(
      LoadKind(options, loaded,
               CreateRegions{"regions", province.region_count(),
                             [&](int64_t item, v1::CreateRegionRequest& request) {
                               *request.mutable_region() = province.region(static_cast<int>(item));
                             },
                             [&](const auto& batch) { return client.BatchCreateRegions(batch); }}));
  HENG_RETURN_IF_ERROR(LoadSchemes(client, loaded));
  HENG_RETURN_IF_ERROR(LoadKind(
      options, loaded,
      CreateDepartments{"departments", province.options().departments,
                        [&](int64_t item, v1::CreateDepartmentRequest& request) {
                          *request.mutable_department() = province.department(static_cast<int>(item));
                        },
                        [&](const auto& batch) { return client.BatchCreateDepartments(batch); }}));
  HENG_RETURN_IF_ERROR(
      LoadKind(options, loaded,
               CreateBudgets{"budgets", static_cast<int64_t>(budgets.size()),
                             [&](int64_t item, v1::CreateBudgetRequest& request) {
                               *request.mutable_budget() =
                                   province.budget(budgets[item].department, budgets[item].which);
                             },
                             [&](const auto& batch) { return client.BatchCreateBudgets(batch); }}));
  HENG_RETURN_IF_ERROR(LoadKind(
      options, loaded,
      CreateGoals{"goals", static_cast<int64_t>(goals.size()),
                  [&](int64_t item, v1::CreateGoalsRequest& request) {
                    *request.mutable_goals() = province.goals(goals[item].department, goals[item].which);
                  },
                  [&](const auto& batch) { return client.BatchCreateGoals(batch); }}));
  return LoadKind(options, loaded,
                  Submit{"evaluations", options.forms,
                         [&](int64_t item, v1::SubmitEvaluationRequest& request) {
                           *request.mutable_evaluation() =
                               province.evaluation(FormNumber(province, options.forms, item));
                         },
                         [&](const auto& batch) { return client.BatchSubmitEvaluations(batch); }});
}

}  // namespace heng::generator
