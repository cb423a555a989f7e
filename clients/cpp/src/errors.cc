// SPDX-License-Identifier: Apache-2.0
#include "heng/client/errors.h"

#include <utility>

#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "clients/cpp/src/backoff.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace heng::client {
namespace {

constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";

std::map<std::string, std::string> MetadataOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kErrorInfoUrl);
  google::rpc::ErrorInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return {};
  return {info.metadata().begin(), info.metadata().end()};
}

google::rpc::BadRequest ToBadRequest(const std::vector<FieldProblem>& fields) {
  google::rpc::BadRequest request;
  for (const FieldProblem& field : fields) {
    google::rpc::BadRequest::FieldViolation& violation = *request.add_field_violations();
    violation.set_field(field.path);
    violation.set_reason(field.reason);
    violation.set_description(field.english);
    violation.mutable_localized_message()->set_locale("zh-CN");
    violation.mutable_localized_message()->set_message(field.chinese);
  }
  return request;
}

}  // namespace

ErrorDetails DetailsOf(const absl::Status& status) {
  ErrorDetails details{.reason = ReasonOf(status),
                       .chinese = ChineseMessageOf(status),
                       .metadata = MetadataOf(status),
                       .retry_delay = RetryDelayOf(status)};
  for (heng::FieldProblem& field : FieldProblemsOf(status)) {
    details.fields.push_back({.path = std::move(field.field),
                              .reason = std::move(field.reason),
                              .english = std::move(field.problem.en),
                              .chinese = std::move(field.problem.zh)});
  }
  return details;
}

absl::Status ToStatus(const google::rpc::Status& error) { return FromRpcStatus(error); }

absl::Status MakeError(absl::StatusCode code, absl::string_view message, const ErrorDetails& details) {
  absl::Status status =
      heng::MakeError(code, details.reason, {.en = std::string(message), .zh = details.chinese},
                      {details.metadata.begin(), details.metadata.end()});
  if (!details.fields.empty()) SetDetail(status, ToBadRequest(details.fields));
  if (details.retry_delay > absl::ZeroDuration()) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(details.retry_delay));
    retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(
        absl::ToInt64Nanoseconds(details.retry_delay - absl::Seconds(retry.retry_delay().seconds()))));
    SetDetail(status, retry);
  }
  return status;
}

}  // namespace heng::client
