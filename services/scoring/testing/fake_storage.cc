// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/testing/fake_storage.h"

#include <future>

#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/columns/queries.h"

namespace heng::testing {

using storage::v1::CommitRecordsRequest;
using storage::v1::CommitRecordsResponse;
using storage::v1::FindRequestsRequest;
using storage::v1::FindRequestsResponse;
using storage::v1::GetRecordsRequest;
using storage::v1::GetRecordsResponse;
using storage::v1::RecordWrite;

namespace {

// A field that says it has 127 bytes and has none.
constexpr char kDamagedDocument[] = "\x0a\x7f";

CommitRecordsResponse::Result ResultOf(RecordStore::Outcome outcome) {
  CommitRecordsResponse::Result result;
  if (outcome.status.ok()) {
    *result.mutable_info() = std::move(outcome.info);
    result.set_replayed(outcome.replayed);
  } else {
    *result.mutable_error() = ToRpcStatus(outcome.status);
  }
  return result;
}

}  // namespace

void FakeStorage::FailNextRead(absl::Status status) {
  std::lock_guard<std::mutex> lock(mutex_);
  next_read_ = std::move(status);
}

void FakeStorage::FailNextCommit(absl::Status status) {
  std::lock_guard<std::mutex> lock(mutex_);
  next_commit_ = std::move(status);
}

void FakeStorage::FailNextFindRequests(absl::Status status) {
  std::lock_guard<std::mutex> lock(mutex_);
  next_find_ = std::move(status);
}

void FakeStorage::LoseNextCommitAnswer(absl::Status status) {
  std::lock_guard<std::mutex> lock(mutex_);
  next_commit_answer_ = std::move(status);
}

void FakeStorage::Damage(const std::string& name) {
  std::lock_guard<std::mutex> lock(mutex_);
  damaged_.insert(name);
}

void FakeStorage::FailReadsOf(const std::string& name, absl::Status status) {
  std::lock_guard<std::mutex> lock(mutex_);
  failing_names_[name] = std::move(status);
}

void FakeStorage::BeforeNextRead(std::function<void()> hook) {
  std::lock_guard<std::mutex> lock(mutex_);
  before_next_read_ = std::move(hook);
}

std::vector<GetRecordsRequest> FakeStorage::reads() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return reads_;
}

std::vector<CommitRecordsRequest> FakeStorage::commits() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return commits_;
}

std::optional<storage::v1::Record> FakeStorage::Stored(const std::string& name) {
  auto records = store_->Get({name});
  HENG_CHECK(records.ok());
  return std::move(records->front());
}

storage::v1::RecordInfo FakeStorage::StoreWrite(RecordWrite write) {
  const bool content = !write.content_sha256().empty();
  const std::optional<storage::v1::Record> current = Stored(write.name());
  if (current.has_value() && !content) {
    write.set_condition(storage::v1::WRITE_CONDITION_ETAG);
    write.set_etag(current->info().etag());
  } else {
    write.set_condition(storage::v1::WRITE_CONDITION_ABSENT);
  }
  write.set_actor("local");
  CommitRecordsRequest request;
  *request.add_writes() = std::move(write);
  const CommitRecordsResponse response = CommitAll(request);
  HENG_CHECK(response.results(0).has_info());
  return response.results(0).info();
}

CommitRecordsResponse FakeStorage::CommitAll(const CommitRecordsRequest& request) {
  std::vector<std::promise<RecordStore::Outcome>> outcomes(request.writes_size());
  for (int i = 0; i < request.writes_size(); ++i) {
    store_->Commit(request.writes(i), [&outcomes, i](RecordStore::Outcome outcome) {
      outcomes[i].set_value(std::move(outcome));
    });
  }
  CommitRecordsResponse response;
  for (auto& outcome : outcomes) *response.add_results() = ResultOf(outcome.get_future().get());
  return response;
}

absl::StatusOr<CommitRecordsResponse> FakeStorage::CommitRecords(const CommitRecordsRequest& request,
                                                                 const client::Options&) {
  absl::Status lost;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    commits_.push_back(request);
    HENG_RETURN_IF_ERROR(std::exchange(next_commit_, absl::OkStatus()));
    lost = std::exchange(next_commit_answer_, absl::OkStatus());
  }
  CommitRecordsResponse response = CommitAll(request);
  if (!lost.ok()) return lost;
  return response;
}

absl::StatusOr<FindRequestsResponse> FakeStorage::FindRequests(const FindRequestsRequest& request,
                                                               const client::Options&) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    HENG_RETURN_IF_ERROR(std::exchange(next_find_, absl::OkStatus()));
  }
  FindRequestsResponse response;
  for (const FindRequestsRequest::Query& query : request.queries()) {
    FindRequestsResponse::Result& result = *response.add_results();
    const auto found = store_->FindRequest(query);
    if (!found.ok()) {
      *result.mutable_error() = ToRpcStatus(found.status());
    } else if (found->has_value()) {
      *result.mutable_info() = **found;
    }
  }
  return response;
}

absl::StatusOr<GetRecordsResponse> FakeStorage::GetRecords(const GetRecordsRequest& request,
                                                           const client::Options&) {
  std::function<void()> hook;
  std::set<std::string> damaged;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    reads_.push_back(request);
    hook = std::exchange(before_next_read_, nullptr);
    damaged = damaged_;
    HENG_RETURN_IF_ERROR(std::exchange(next_read_, absl::OkStatus()));
    for (const std::string& name : request.names()) {
      const auto failing = failing_names_.find(name);
      if (failing != failing_names_.end()) return failing->second;
    }
  }
  if (hook) hook();
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  HENG_ASSIGN_OR_RETURN(auto records, store_->Get(names));
  GetRecordsResponse response;
  for (size_t i = 0; i < names.size(); ++i) {
    GetRecordsResponse::Result& result = *response.add_results();
    if (records[i].has_value()) *result.mutable_record() = *std::move(records[i]);
    if (damaged.count(names[i]) > 0) result.mutable_record()->set_document(kDamagedDocument);
  }
  return response;
}

absl::StatusOr<storage::v1::ListRecordsResponse> FakeStorage::ListRecords(
    const storage::v1::ListRecordsRequest& request, const client::Options&) {
  return store_->List(request);
}

absl::StatusOr<storage::v1::ListSummariesResponse> FakeStorage::ListSummaries(
    const storage::v1::ListSummariesRequest& request, const client::Options&) {
  return store_->ListSummaries(request);
}

absl::StatusOr<storage::v1::AggregateRowsResponse> FakeStorage::AggregateRows(
    const storage::v1::AggregateRowsRequest& request, const client::Options&) {
  return heng::AggregateRows(columns_, request);
}

absl::StatusOr<storage::v1::RankRowsResponse> FakeStorage::RankRows(
    const storage::v1::RankRowsRequest& request, const client::Options&) {
  return heng::RankRows(columns_, request);
}

absl::StatusOr<storage::v1::AggregatePartsResponse> FakeStorage::AggregateParts(
    const storage::v1::AggregatePartsRequest& request, const client::Options&) {
  return heng::AggregateParts(columns_, request);
}

absl::StatusOr<storage::v1::ListRevisionsResponse> FakeStorage::ListRevisions(
    const storage::v1::ListRevisionsRequest& request, const client::Options&) {
  return store_->ListRevisions(request);
}

absl::StatusOr<storage::v1::GetStateResponse> FakeStorage::GetState(const storage::v1::GetStateRequest&,
                                                                    const client::Options&) {
  return absl::UnimplementedError("GetState");
}

absl::StatusOr<storage::v1::TakeCheckpointResponse> FakeStorage::TakeCheckpoint(
    const storage::v1::TakeCheckpointRequest&, const client::Options&) {
  return absl::UnimplementedError("TakeCheckpoint");
}

absl::Status FakeStorage::VerifyRecords(const storage::v1::VerifyRecordsRequest&,
                                        const client::OnMessage<storage::v1::VerifyRecordsResponse>&,
                                        const client::Options&) {
  return absl::UnimplementedError("VerifyRecords");
}

absl::Status FakeStorage::WriteBackup(const storage::v1::WriteBackupRequest&,
                                      const client::OnMessage<storage::v1::WriteBackupResponse>&,
                                      const client::Options&) {
  return absl::UnimplementedError("WriteBackup");
}

absl::StatusOr<storage::v1::RestoreBackupResponse> FakeStorage::RestoreBackup(const client::NextPiece&,
                                                                              const client::Options&) {
  return absl::UnimplementedError("RestoreBackup");
}

}  // namespace heng::testing
