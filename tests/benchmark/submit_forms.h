// SPDX-License-Identifier: Apache-2.0
//
// Submissions as fast as they are answered: generated overall forms, goals and scheme pinned, each slot with departments of
// its own, each filing year after year. Requests are made beforehand; a call only puts in a name and a request id.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "heng/client/client.h"
#include "heng/v1/evaluation_service.grpc.pb.h"
#include "tests/generator/province.h"

namespace heng::benchmark {

// A form that a department may file in any year.
struct YearlyForm {
  v1::Evaluation evaluation;
  std::string prefix;  // of its name, up to the year
};

// Stores the province's regions, departments and the goals of their overall forms, and makes a form of each department.
std::vector<YearlyForm> PrepareForms(const client::Client& client, const generator::Province& province);

// How often a department may file.
inline constexpr int kFirstFilingYear = 1990;
inline constexpr int kFilingYears = 111;

class Filer {
 public:
  // Takes slots * requests_per_slot * batch forms from `forms`, beginning with `next`, which it moves on.
  // batch: 0 for unary calls, which file one form each.
  Filer(v1::EvaluationService::Stub* stub, const std::vector<YearlyForm>& forms, size_t& next, int slots,
        int requests_per_slot, int batch);

  // Files with one slot; done says whether every form of the call was stored.
  void operator()(int slot, std::function<void(bool)> done);

  int forms_per_call() const { return batch_ == 0 ? 1 : batch_; }

 private:
  struct Request {
    v1::BatchSubmitEvaluationsRequest batch;
    std::vector<std::string> prefixes;
  };
  struct Slot {
    std::vector<Request> requests;
    size_t calls = 0;
    std::unique_ptr<grpc::ClientContext> context;
    v1::BatchSubmitEvaluationsResponse batch_response;
    v1::Evaluation response;
  };

  Request& NextRequest(int slot_number);

  v1::EvaluationService::Stub* stub_;
  const int batch_;
  const std::string id_prefix_;  // of request ids
  std::vector<Slot> slots_;
};

}  // namespace heng::benchmark
