// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/repository.h"

#include <algorithm>
#include <set>

namespace heng {
namespace {

constexpr size_t kNamesPerCall = 500;

// The storage service answers in its own words; what the caller of heng needs to hear is added where it has
// none.
absl::Status FromStorage(absl::Status status) {
  if (!absl::IsUnavailable(status) || !ReasonOf(status).empty()) return status;
  return Unavailable("STORAGE_AWAY",
                     {"the storage service does not answer; nothing was stored; try again in a moment",
                      "存储服务没有响应，数据未保存，请稍后重试"},
                     1000);
}

template <typename Response>
absl::StatusOr<Response> FromStorage(absl::StatusOr<Response> response) {
  if (!response.ok()) return FromStorage(std::move(response).status());
  return response;
}

}  // namespace

client::Options Repository::Until(absl::Time deadline) const {
  client::Options options;
  options.deadline = std::max(deadline - clock_->Now(), absl::Milliseconds(1));
  return options;
}

absl::StatusOr<RecordSet> Repository::Read(const std::vector<std::string>& names, absl::Time deadline) {
  const std::set<std::string> unique(names.begin(), names.end());
  RecordSet records;
  for (auto next = unique.begin(); next != unique.end();) {
    storage::v1::GetRecordsRequest request;
    for (; next != unique.end() && request.names_size() < static_cast<int>(kNamesPerCall); ++next) {
      request.add_names(*next);
    }
    HENG_ASSIGN_OR_RETURN(storage::v1::GetRecordsResponse response,
                          FromStorage(storage_.GetRecords(request, Until(deadline))));
    if (response.results_size() != request.names_size()) {
      return absl::InternalError("the storage service answered another number of records than was asked for");
    }
    for (int i = 0; i < request.names_size(); ++i) {
      storage::v1::GetRecordsResponse::Result& result = *response.mutable_results(i);
      if (result.has_record()) records.Add(request.names(i), std::move(*result.mutable_record()));
    }
  }
  return records;
}

absl::StatusOr<storage::v1::CommitRecordsResponse> Repository::Commit(
    const storage::v1::CommitRecordsRequest& request, absl::Time deadline) {
  absl::StatusOr<storage::v1::CommitRecordsResponse> response =
      storage_.CommitRecords(request, Until(deadline));
  // A refusal with a reason is storage's own word. Without one the answer was lost on the way, and the write with it or
  // not.
  const bool lost = absl::IsUnavailable(response.status()) || absl::IsDeadlineExceeded(response.status());
  if (lost && ReasonOf(response.status()).empty()) {
    return Unavailable(
        "OUTCOME_UNKNOWN",
        {"the storage service did not answer in time; the write may or may not have happened; retry with "
         "the same request_id to find out",
         "存储服务未及时响应，写入结果未知，请用相同的 request_id 重试确认"},
        1000);
  }
  if (response.ok() && response->results_size() != request.writes_size()) {
    return absl::InternalError("the storage service answered another number of writes than it was sent");
  }
  return response;
}

absl::StatusOr<storage::v1::FindRequestsResponse> Repository::FindRequests(
    const storage::v1::FindRequestsRequest& request, absl::Time deadline) {
  absl::StatusOr<storage::v1::FindRequestsResponse> response =
      FromStorage(storage_.FindRequests(request, Until(deadline)));
  if (response.ok() && response->results_size() != request.queries_size()) {
    return absl::InternalError("the storage service answered another number of requests than was asked for");
  }
  return response;
}

absl::StatusOr<storage::v1::ListRecordsResponse> Repository::List(
    const storage::v1::ListRecordsRequest& request, absl::Time deadline) {
  return FromStorage(storage_.ListRecords(request, Until(deadline)));
}

absl::StatusOr<storage::v1::ListSummariesResponse> Repository::ListSummaries(
    const storage::v1::ListSummariesRequest& request, absl::Time deadline) {
  return FromStorage(storage_.ListSummaries(request, Until(deadline)));
}

absl::StatusOr<storage::v1::ListRevisionsResponse> Repository::ListRevisions(
    const storage::v1::ListRevisionsRequest& request, absl::Time deadline) {
  return FromStorage(storage_.ListRevisions(request, Until(deadline)));
}

}  // namespace heng
