// SPDX-License-Identifier: Apache-2.0
#include "filing.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/rpc/status.pb.h"
#include "heng/client/errors.h"

namespace filing {
namespace {

namespace v1 = heng::v1;
using heng::client::Client;

constexpr int kMaxStreams = 4;

absl::Status OutcomeOf(const v1::StreamSubmitEvaluationsResponse& answer) {
  return answer.has_error() ? heng::client::ToStatus(answer.error()) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Evaluation> FileForm(const Client& client, const v1::Evaluation& form,
                                        const std::string& request_id) {
  const auto stored =
      client.SubmitEvaluation(form, {.deadline = absl::Seconds(30), .request_id = request_id});
  if (!absl::IsAlreadyExists(stored.status())) return stored;

  const absl::StatusOr<v1::Evaluation> current = client.GetEvaluation(form.name());
  if (!current.ok()) return current.status();
  v1::SubmitEvaluationRequest correction;
  *correction.mutable_evaluation() = form;
  correction.set_etag(current->etag());
  return client.SubmitEvaluation(correction);
}

absl::Status FileForms(const Client& client, const heng::client::NextSubmission& next,
                       const OnOutcome& on_outcome) {
  std::deque<v1::SubmitEvaluationRequest> again;  // had no answer when a stream broke
  for (int streams = 1;; ++streams) {
    std::map<int64_t, v1::SubmitEvaluationRequest> open;  // by index on this stream
    int64_t sent = 0;
    const auto give = [&]() -> std::optional<v1::SubmitEvaluationRequest> {
      std::optional<v1::SubmitEvaluationRequest> form;
      if (again.empty()) {
        form = next();
      } else {
        form = std::move(again.front());
        again.pop_front();
      }
      if (form) open[sent++] = *form;
      return form;
    };
    const auto take = [&](const v1::StreamSubmitEvaluationsResponse& answer) {
      const auto form = open.find(answer.index());
      on_outcome(form->second, OutcomeOf(answer));
      open.erase(form);
      return true;
    };
    const absl::Status status = client.StreamSubmitEvaluations(give, take);
    if (!absl::IsUnavailable(status) || streams == kMaxStreams) return status;
    for (auto& [index, form] : open) again.push_back(std::move(form));
    absl::SleepFor(std::max(heng::client::DetailsOf(status).retry_delay, absl::Milliseconds(100)));
  }
}

std::string WhatToDo(const absl::Status& error) {
  const heng::client::ErrorDetails details = heng::client::DetailsOf(error);
  if (details.reason == "INVALID_FIELDS") {
    std::string lines;
    for (const heng::client::FieldProblem& field : details.fields) {
      absl::StrAppend(&lines, field.path, "：", field.chinese, "\n");
    }
    return lines;
  }
  if (absl::IsUnavailable(error) || absl::IsDeadlineExceeded(error)) {
    return "服务暂时没有答复：请用同一编号再报一次，不会重复入库\n";
  }
  return absl::StrCat(details.chinese.empty() ? std::string(error.message()) : details.chinese, "\n");
}

}  // namespace filing
