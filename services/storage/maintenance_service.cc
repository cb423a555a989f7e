// SPDX-License-Identifier: Apache-2.0
#include "services/storage/maintenance_service.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "services/rpc/blocking_guard.h"
#include "services/storage/spool_file.h"
#include "storage/backup/backup.h"
#include "storage/columns/queries.h"
#include "storage/data_directory.h"
#include "storage/history/checkpoint.h"
#include "storage/history/verify.h"
#include "storage/key_space.h"

namespace heng {
namespace {

using storage::v1::GetStateRequest;
using storage::v1::GetStateResponse;
using storage::v1::RestoreBackupRequest;
using storage::v1::RestoreBackupResponse;
using storage::v1::TakeCheckpointRequest;
using storage::v1::TakeCheckpointResponse;
using storage::v1::VerifyRecordsRequest;
using storage::v1::VerifyRecordsResponse;
using storage::v1::WriteBackupRequest;
using storage::v1::WriteBackupResponse;

// How often a verification says how far it is.
constexpr absl::Duration kProgressInterval = absl::Milliseconds(200);

absl::Status Gone() { return absl::CancelledError("the caller has gone"); }

void SetTime(absl::Time time, google::protobuf::Timestamp& proto) {
  proto.set_seconds(absl::ToUnixSeconds(time));
}

absl::StatusOr<std::vector<ChainMark>> ChainEndsNow(Engine& engine) {
  HENG_ASSIGN_OR_RETURN(const ScanPage page,
                        engine.Scan({.begin = SpacePrefix(KeySpace::kRows), .limit = 0}));
  absl::StatusOr<std::vector<ChainMark>> ends = ReadChainEnds(engine, page.snapshot);
  engine.Release(page.snapshot);
  return ends;
}

absl::StatusOr<int64_t> CountEvaluations(const Columns& columns) {
  storage::v1::AggregateRowsRequest everything;
  everything.add_groupings();
  everything.set_max_groups(1);
  HENG_ASSIGN_OR_RETURN(const storage::v1::AggregateRowsResponse answer, AggregateRows(columns, everything));
  const auto& groups = answer.results(0).groups();
  return groups.empty() ? 0 : groups[0].sums().evaluation_count();
}

// Files come and go while they are counted.
int64_t BytesIn(const std::string& directory) {
  int64_t bytes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const auto size = entry.file_size(error);
    if (!error) bytes += static_cast<int64_t>(size);
  }
  return bytes;
}

void SetCounts(const VerifyCounts& from, VerifyRecordsResponse::Counts& to) {
  to.set_region_count(from.region_count);
  to.set_entry_count(from.entry_count);
  to.set_document_count(from.document_count);
  to.set_document_bytes(from.document_bytes);
  to.set_row_count(from.row_count);
}

VerifyRecordsResponse LastMessage(const VerifyReport& report) {
  VerifyRecordsResponse last;
  SetCounts(report.counts, *last.mutable_counts());
  for (const Misfit& misfit : report.misfits) {
    VerifyRecordsResponse::Misfit& named = *last.add_misfits();
    named.set_name(misfit.name);
    named.set_entry(misfit.entry);
    named.set_reason(misfit.reason);
    named.set_message(misfit.problem.en);
    named.set_message_zh(misfit.problem.zh);
  }
  last.set_misfit_count(report.misfit_count);
  last.set_done(true);
  return last;
}

storage::v1::BackupContent ToProto(const BackupContent& content) {
  storage::v1::BackupContent proto;
  proto.set_row_count(content.end.row_count());
  proto.set_file_bytes(content.file_bytes);
  proto.set_region_count(content.end.region_count());
  proto.set_history_entry_count(content.end.history_entry_count());
  proto.set_checkpoint(content.end.checkpoint());
  proto.set_sha256(content.file_sha256);
  return proto;
}

// The marks to verify: those of the caller's checkpoint, and those of the anchor as it is now.
absl::StatusOr<VerifyOptions> OptionsOf(const VerifyRecordsRequest& request, const Anchor* anchor) {
  VerifyOptions options{.region_prefix = request.region_prefix()};
  if (!std::all_of(options.region_prefix.begin(), options.region_prefix.end(), absl::ascii_isdigit)) {
    return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME",
                     {"region_prefix must be digits, such as 6206", "region_prefix 应为数字，如 6206"});
  }
  if (anchor != nullptr) options.marks = anchor->Marks();
  if (request.checkpoint().empty()) return options;
  HENG_ASSIGN_OR_RETURN(std::vector<ChainMark> kept, ParseCheckpoint(request.checkpoint()));
  std::move(kept.begin(), kept.end(), std::back_inserter(options.marks));
  return options;
}

}  // namespace

absl::Status MaintenanceServiceImpl::FillState(GetStateResponse& state) {
  state.set_version(HENG_VERSION);
  state.set_problem(std::string(maintained_.store.Check().message()));
  state.set_engine(maintained_.engine_name);
  SetTime(maintained_.start_time, *state.mutable_start_time());
  HENG_ASSIGN_OR_RETURN(const int64_t evaluation_count, CountEvaluations(maintained_.columns));
  state.set_evaluation_count(evaluation_count);
  HENG_ASSIGN_OR_RETURN(const std::vector<ChainMark> ends, ChainEndsNow(maintained_.engine));
  state.set_region_count(static_cast<int64_t>(ends.size()));
  for (const ChainMark& end : ends) {
    state.set_history_entry_count(state.history_entry_count() + end.number);
  }
  const ColumnsMemory memory = maintained_.columns.Memory();
  state.set_columns_memory_bytes(
      static_cast<int64_t>(memory.row_bytes + memory.part_bytes + memory.dictionary_bytes));
  state.set_request_retention_days(static_cast<int32_t>(maintained_.request_retention / absl::Hours(24)));
  if (maintained_.data_dir.empty()) return absl::OkStatus();
  state.set_disk_bytes(BytesIn(maintained_.data_dir + "/db"));
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(maintained_.data_dir, error);
  if (!error) state.set_free_disk_bytes(static_cast<int64_t>(space.available));
  return absl::OkStatus();
}

grpc::Status MaintenanceServiceImpl::GetState(grpc::ServerContext* context, const GetStateRequest* request,
                                              GetStateResponse* response) {
  return calls_.Call(context, {.method = "GetState", .request = *request},
                     [&](const rpc::CallContext&) { return FillState(*response); });
}

grpc::Status MaintenanceServiceImpl::TakeCheckpoint(grpc::ServerContext* context,
                                                    const TakeCheckpointRequest* request,
                                                    TakeCheckpointResponse* response) {
  return calls_.Call(context, {.method = "TakeCheckpoint", .request = *request},
                     [&](const rpc::CallContext&) -> absl::Status {
                       HENG_ASSIGN_OR_RETURN(const std::vector<ChainMark> ends,
                                             ChainEndsNow(maintained_.engine));
                       response->set_checkpoint(CheckpointText(ends));
                       response->set_region_count(static_cast<int64_t>(ends.size()));
                       return absl::OkStatus();
                     });
}

grpc::Status MaintenanceServiceImpl::VerifyRecords(grpc::ServerContext* context,
                                                   const VerifyRecordsRequest* request,
                                                   grpc::ServerWriter<VerifyRecordsResponse>* writer) {
  const rpc::CallSpec spec = {
      .method = "VerifyRecords", .request = *request, .answering = rpc::Answering::kStreaming};
  return calls_.Call(context, spec, [&](const rpc::CallContext& call) -> absl::Status {
    HENG_ASSIGN_OR_RETURN(const VerifyOptions options, OptionsOf(*request, maintained_.anchor));
    rpc::BlockingGuard guard(rpc::kStreamPatience, [context] { context->TryCancel(); });
    absl::Time last_sent = absl::Now();
    const auto send_progress = [&](const VerifyCounts& counts) {
      if (context->IsCancelled() || absl::Now() > call.deadline) return false;
      if (absl::Now() - last_sent < kProgressInterval) return true;
      last_sent = absl::Now();
      VerifyRecordsResponse progress;
      SetCounts(counts, *progress.mutable_counts());
      return guard.Run([&] { return writer->Write(progress); });
    };
    HENG_ASSIGN_OR_RETURN(const VerifyReport report,
                          heng::VerifyRecords(maintained_.engine, options, send_progress));
    return guard.Run([&] { return writer->Write(LastMessage(report)); }) ? absl::OkStatus() : Gone();
  });
}

grpc::Status MaintenanceServiceImpl::WriteBackup(grpc::ServerContext* context,
                                                 const WriteBackupRequest* request,
                                                 grpc::ServerWriter<WriteBackupResponse>* writer) {
  const rpc::CallSpec spec = {
      .method = "WriteBackup", .request = *request, .answering = rpc::Answering::kStreaming};
  return calls_.Call(context, spec, [&](const rpc::CallContext&) -> absl::Status {
    rpc::BlockingGuard guard(rpc::kStreamPatience, [context] { context->TryCancel(); });
    const auto send = [&](const WriteBackupResponse& message) {
      return guard.Run([&] { return writer->Write(message); }) ? absl::OkStatus() : Gone();
    };
    const auto sink = [&](absl::string_view bytes) {
      WriteBackupResponse part;
      part.set_data(bytes.data(), bytes.size());
      return send(part);
    };
    HENG_ASSIGN_OR_RETURN(const BackupContent content, heng::WriteBackup(maintained_.engine, sink));
    WriteBackupResponse last;
    *last.mutable_content() = ToProto(content);
    return send(last);
  });
}

absl::StatusOr<BackupContent> MaintenanceServiceImpl::Restore(BackupFile& backup) {
  const std::string& data_dir = maintained_.data_dir;
  const auto begin = [&] {
    return data_dir.empty() ? absl::OkStatus() : DataDirectory::BeginRestore(data_dir);
  };
  HENG_RETURN_IF_ERROR(maintained_.store.Restore(backup, begin));
  if (!data_dir.empty()) HENG_RETURN_IF_ERROR(DataDirectory::EndRestore(data_dir));
  return backup.content();
}

grpc::Status MaintenanceServiceImpl::RestoreBackup(grpc::ServerContext* context,
                                                   grpc::ServerReader<RestoreBackupRequest>* reader,
                                                   RestoreBackupResponse* response) {
  RestoreBackupRequest part;
  const rpc::CallSpec spec = {
      .method = "RestoreBackup", .request = part, .answering = rpc::Answering::kStreaming};
  return calls_.Call(context, spec, [&](const rpc::CallContext&) -> absl::Status {
    HENG_RETURN_IF_ERROR(CheckIsEmpty(maintained_.engine));
    HENG_ASSIGN_OR_RETURN(const std::unique_ptr<SpoolFile> spool, SpoolFile::Make(maintained_.data_dir));
    rpc::BlockingGuard guard(rpc::kStreamPatience, [context] { context->TryCancel(); });
    while (guard.Run([&] { return reader->Read(&part); })) HENG_RETURN_IF_ERROR(spool->Append(part.data()));
    if (context->IsCancelled()) return Gone();
    HENG_ASSIGN_OR_RETURN(const std::unique_ptr<BackupFile> backup, BackupFile::Open(spool->path()));
    HENG_ASSIGN_OR_RETURN(const BackupContent content, Restore(*backup));
    *response->mutable_content() = ToProto(content);
    return absl::OkStatus();
  });
}

}  // namespace heng
