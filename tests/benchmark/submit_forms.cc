// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/submit_forms.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "tests/generator/load.h"

namespace heng::benchmark {
namespace {

constexpr int kBatch = 200;

// Goals and scheme with revision, by department.
struct Pinned {
  std::string goals;
  std::string scheme;
};

std::vector<Pinned> StoreGoals(const client::Client& client, const generator::Province& province) {
  std::vector<Pinned> pinned;
  const int departments = province.options().departments;
  for (int first = 0; first < departments; first += kBatch) {
    v1::BatchCreateGoalsRequest batch;
    for (int d = first; d < std::min(departments, first + kBatch); ++d) {
      *batch.add_requests()->mutable_goals() = province.goals(d, 0);
    }
    const auto response = client.BatchCreateGoals(batch);
    HENG_CHECK(response.ok());
    for (const auto& result : response->results()) {
      HENG_CHECK(!result.has_error());
      pinned.push_back({result.goals().name(), result.goals().scheme()});
    }
  }
  return pinned;
}

}  // namespace

std::vector<YearlyForm> PrepareForms(const client::Client& client, const generator::Province& province) {
  std::vector<generator::LoadedKind> loaded;
  const absl::Status status = generator::Load(client, province, {.forms = 0}, loaded);
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  HENG_CHECK(status.ok());
  const std::vector<Pinned> pinned = StoreGoals(client, province);
  std::vector<YearlyForm> forms(pinned.size());
  for (size_t i = 0; i < forms.size(); ++i) {
    const int department = static_cast<int>(i);
    const generator::Form form = province.form(department, 0);
    forms[i].evaluation = province.evaluation(form);
    forms[i].evaluation.set_goals(pinned[i].goals);
    forms[i].evaluation.set_scheme(pinned[i].scheme);
    *forms[i].evaluation.mutable_budget() = province.budget(department, form.fiscal_year);
    forms[i].evaluation.mutable_budget()->clear_name();
    forms[i].prefix = absl::StrCat(province.department_name(department), "/evaluations/");
  }
  return forms;
}

Filer::Filer(v1::EvaluationService::Stub* stub, const std::vector<YearlyForm>& forms, size_t& next, int slots,
             int requests_per_slot, int batch)
    : stub_(stub), batch_(batch), id_prefix_(NewRequestId()), slots_(slots) {
  for (Slot& slot : slots_) {
    slot.requests.resize(requests_per_slot);
    for (Request& request : slot.requests) {
      for (int i = 0; i < forms_per_call(); ++i) {
        HENG_CHECK(next < forms.size());
        *request.batch.add_requests()->mutable_evaluation() = forms[next].evaluation;
        request.prefixes.push_back(forms[next++].prefix);
      }
    }
  }
}

Filer::Request& Filer::NextRequest(int slot_number) {
  Slot& slot = slots_[slot_number];
  const size_t year = slot.calls / slot.requests.size();
  HENG_CHECK(year < kFilingYears);  // more calls than were prepared for
  Request& request = slot.requests[slot.calls % slot.requests.size()];
  for (int i = 0; i < request.batch.requests_size(); ++i) {
    v1::SubmitEvaluationRequest& submission = *request.batch.mutable_requests(i);
    submission.mutable_evaluation()->set_name(
        absl::StrCat(request.prefixes[i], kFirstFilingYear + year, "-overall"));
    submission.set_request_id(absl::StrCat(id_prefix_, "-", slot_number, "-", slot.calls, "-", i));
  }
  ++slot.calls;
  return request;
}

void Filer::operator()(int slot_number, std::function<void(bool)> done) {
  Slot& slot = slots_[slot_number];
  Request& request = NextRequest(slot_number);
  slot.context = std::make_unique<grpc::ClientContext>();
  if (batch_ == 0) {
    stub_->async()->SubmitEvaluation(
        slot.context.get(), &request.batch.requests(0), &slot.response,
        [done = std::move(done)](const grpc::Status& status) { done(status.ok()); });
    return;
  }
  stub_->async()->BatchSubmitEvaluations(slot.context.get(), &request.batch, &slot.batch_response,
                                         [&slot, done = std::move(done)](const grpc::Status& status) {
                                           const auto& results = slot.batch_response.results();
                                           const bool failed = std::any_of(
                                               results.begin(), results.end(),
                                               [](const auto& result) { return result.has_error(); });
                                           done(status.ok() && !failed);
                                         });
}

}  // namespace heng::benchmark
