// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/admin_service.h"

#include <grpcpp/grpcpp.h>

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "base/status_macros.h"
#include "services/rpc/blocking_guard.h"
#include "services/scoring/score_verifier.h"

namespace heng {
namespace {

// Misfits that are named; more are counted.
constexpr int64_t kMaxMisfits = 100;
// Longer than storage is silent between two parts of an answer.
constexpr absl::Duration kStorageSilence = absl::Seconds(60);

absl::Status Gone() { return absl::CancelledError("the caller has gone"); }

client::Options StreamOptions() {
  client::Options options;
  options.deadline = kStorageSilence;
  return options;
}

v1::BackupSummary ToPublic(const storage::v1::BackupContent& content) {
  v1::BackupSummary summary;
  summary.set_row_count(content.row_count());
  summary.set_file_bytes(content.file_bytes());
  summary.set_region_count(content.region_count());
  summary.set_history_entry_count(content.history_entry_count());
  summary.set_checkpoint(content.checkpoint());
  summary.set_sha256(absl::BytesToHexString(content.sha256()));
  return summary;
}

void SetCounts(const storage::v1::VerifyRecordsResponse::Counts& from, v1::VerifyCounts& to) {
  to.set_region_count(from.region_count());
  to.set_entry_count(from.entry_count());
  to.set_document_count(from.document_count());
  to.set_document_bytes(from.document_bytes());
  to.set_row_count(from.row_count());
}

v1::Misfit ToPublic(const storage::v1::VerifyRecordsResponse::Misfit& misfit) {
  v1::Misfit named;
  named.set_name(misfit.name());
  named.set_entry(misfit.entry());
  named.set_reason(misfit.reason());
  named.set_message(misfit.message());
  named.set_message_zh(misfit.message_zh());
  return named;
}

// One verification on its way: what is counted, what is named, and what has been sent.
class Verification {
 public:
  using Send = std::function<bool(const v1::VerifyResponse&)>;

  explicit Verification(Send send) : send_(std::move(send)) {}

  absl::Status VerifyRecords(client::StorageClient& storage, const v1::VerifyRequest& request) {
    storage::v1::VerifyRecordsRequest records;
    records.set_region_prefix(request.region_prefix());
    records.set_checkpoint(request.checkpoint());
    const auto on_message = [this](const storage::v1::VerifyRecordsResponse& message) {
      SetCounts(message.counts(), *next_.mutable_counts());
      for (const auto& misfit : message.misfits()) *next_.add_misfits() = ToPublic(misfit);
      named_count_ += message.misfits_size();
      misfit_count_ += message.misfit_count();
      done_ = message.done();
      return SendNext();
    };
    HENG_RETURN_IF_ERROR(storage.VerifyRecords(records, on_message, StreamOptions()));
    return done_ ? absl::OkStatus()
                 : absl::InternalError("heng-storage ended a verification without a result");
  }

  absl::Status VerifyScores(ScoreVerifier& verifier, const std::string& region_prefix) {
    const auto on_misfit = [this](v1::Misfit misfit) {
      ++misfit_count_;
      if (named_count_ >= kMaxMisfits) return;
      ++named_count_;
      *next_.add_misfits() = std::move(misfit);
    };
    const auto on_progress = [this](int64_t scored_count) {
      next_.mutable_counts()->set_scored_count(scored_count);
      return SendNext();
    };
    return verifier.Run(region_prefix, on_misfit, on_progress).status();
  }

  absl::Status SendResult() {
    next_.mutable_result()->set_misfit_count(misfit_count_);
    return SendNext() ? absl::OkStatus() : Gone();
  }

 private:
  bool SendNext() {
    const bool sent = send_(next_);
    next_.clear_misfits();
    return sent;
  }

  const Send send_;
  v1::VerifyResponse next_;  // its counts go on from message to message
  int64_t named_count_ = 0;
  int64_t misfit_count_ = 0;
  bool done_ = false;
};

}  // namespace

grpc::Status AdminServiceImpl::GetStatus(grpc::ServerContext* context, const v1::GetStatusRequest* request,
                                         v1::GetStatusResponse* response) {
  return calls_.Call(context, {.method = "GetStatus", .request = *request},
                     [&](const rpc::CallContext& call) -> absl::Status {
                       response->set_scoring_version(HENG_VERSION);
                       client::Options options;
                       options.deadline = call.deadline - clock_.Now();
                       options.max_attempts = 1;
                       const absl::StatusOr<storage::v1::GetStateResponse> state = storage_.GetState(options);
                       if (!state.ok()) {
                         // That storage is away is what was asked for.
                         response->set_storage_problem(std::string(state.status().message()));
                         return absl::OkStatus();
                       }
                       response->set_storage_version(state->version());
                       response->set_storage_serves(state->problem().empty());
                       response->set_storage_problem(state->problem());
                       response->set_engine(state->engine());
                       *response->mutable_storage_start_time() = state->start_time();
                       response->set_evaluation_count(state->evaluation_count());
                       response->set_region_count(state->region_count());
                       response->set_history_entry_count(state->history_entry_count());
                       response->set_disk_bytes(state->disk_bytes());
                       response->set_free_disk_bytes(state->free_disk_bytes());
                       response->set_columns_memory_bytes(state->columns_memory_bytes());
                       response->set_request_retention_days(state->request_retention_days());
                       return absl::OkStatus();
                     });
}

grpc::Status AdminServiceImpl::GetCheckpoint(grpc::ServerContext* context,
                                             const v1::GetCheckpointRequest* request,
                                             v1::GetCheckpointResponse* response) {
  return calls_.Call(context, {.method = "GetCheckpoint", .request = *request},
                     [&](const rpc::CallContext& call) -> absl::Status {
                       client::Options options;
                       options.deadline = call.deadline - clock_.Now();
                       HENG_ASSIGN_OR_RETURN(storage::v1::TakeCheckpointResponse taken,
                                             storage_.TakeCheckpoint(options));
                       response->set_checkpoint(std::move(*taken.mutable_checkpoint()));
                       response->set_region_count(taken.region_count());
                       return absl::OkStatus();
                     });
}

grpc::Status AdminServiceImpl::Verify(grpc::ServerContext* context, const v1::VerifyRequest* request,
                                      grpc::ServerWriter<v1::VerifyResponse>* writer) {
  const rpc::CallSpec spec = {
      .method = "Verify", .request = *request, .answering = rpc::Answering::kStreaming};
  return calls_.Call(context, spec, [&](const rpc::CallContext& call) -> absl::Status {
    rpc::BlockingGuard guard(rpc::kStreamPatience, [context] { context->TryCancel(); });
    Verification verification([&](const v1::VerifyResponse& message) {
      if (context->IsCancelled() || clock_.Now() > call.deadline) return false;
      return guard.Run([&] { return writer->Write(message); });
    });
    HENG_RETURN_IF_ERROR(verification.VerifyRecords(storage_, *request));
    if (!request->without_scores()) {
      ScoreVerifier scores(repository_, plans_, clock_);
      HENG_RETURN_IF_ERROR(verification.VerifyScores(scores, request->region_prefix()));
    }
    return verification.SendResult();
  });
}

grpc::Status AdminServiceImpl::BackUp(grpc::ServerContext* context, const v1::BackUpRequest* request,
                                      grpc::ServerWriter<v1::BackUpResponse>* writer) {
  const rpc::CallSpec spec = {
      .method = "BackUp", .request = *request, .answering = rpc::Answering::kStreaming};
  return calls_.Call(context, spec, [&](const rpc::CallContext&) -> absl::Status {
    rpc::BlockingGuard guard(rpc::kStreamPatience, [context] { context->TryCancel(); });
    const auto pass_on = [&](const storage::v1::WriteBackupResponse& part) {
      v1::BackUpResponse message;
      message.set_data(part.data());
      if (part.has_content()) *message.mutable_summary() = ToPublic(part.content());
      return guard.Run([&] { return writer->Write(message); });
    };
    return storage_.WriteBackup(pass_on, StreamOptions());
  });
}

grpc::Status AdminServiceImpl::Restore(grpc::ServerContext* context,
                                       grpc::ServerReader<v1::RestoreRequest>* reader,
                                       v1::RestoreResponse* response) {
  v1::RestoreRequest part;
  const rpc::CallSpec spec = {.method = "Restore", .request = part, .answering = rpc::Answering::kStreaming};
  return calls_.Call(context, spec, [&](const rpc::CallContext&) -> absl::Status {
    rpc::BlockingGuard guard(rpc::kStreamPatience, [context] { context->TryCancel(); });
    const auto next = [&]() -> std::optional<std::string> {
      if (!guard.Run([&] { return reader->Read(&part); })) return std::nullopt;
      return std::move(*part.mutable_data());
    };
    HENG_ASSIGN_OR_RETURN(const storage::v1::RestoreBackupResponse restored, storage_.RestoreBackup(next));
    *response->mutable_summary() = ToPublic(restored.content());
    return absl::OkStatus();
  });
}

}  // namespace heng
