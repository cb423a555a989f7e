// SPDX-License-Identifier: Apache-2.0
//
// heng.storage.v1.MaintenanceService: state, checkpoint, verification, backup and restore of a store that others use
// meanwhile. All calls are synchronous; long ones write as fast as the caller reads.
#pragma once

#include <string>

#include "absl/time/time.h"
#include "heng/storage/v1/maintenance_service.grpc.pb.h"
#include "services/rpc/calls.h"
#include "storage/columns/columns.h"
#include "storage/engine.h"
#include "storage/history/anchor.h"
#include "storage/record_store.h"

namespace heng {

// What is looked after. Everything must outlive the service.
struct MaintainedStore {
  Engine& engine;
  RecordStore& store;
  const Columns& columns;
  const Anchor* anchor;  // null: there is none
  std::string engine_name;
  std::string data_dir;              // empty: the engine keeps nothing on disk
  absl::Duration request_retention;  // zero: for ever
  absl::Time start_time;
};

class MaintenanceServiceImpl final : public storage::v1::MaintenanceService::Service {
 public:
  // calls must outlive the service.
  MaintenanceServiceImpl(rpc::Calls& calls, MaintainedStore maintained)
      : calls_(calls), maintained_(std::move(maintained)) {}

  grpc::Status GetState(grpc::ServerContext* context, const storage::v1::GetStateRequest* request,
                        storage::v1::GetStateResponse* response) override;
  grpc::Status TakeCheckpoint(grpc::ServerContext* context, const storage::v1::TakeCheckpointRequest* request,
                              storage::v1::TakeCheckpointResponse* response) override;
  grpc::Status VerifyRecords(grpc::ServerContext* context, const storage::v1::VerifyRecordsRequest* request,
                             grpc::ServerWriter<storage::v1::VerifyRecordsResponse>* writer) override;
  grpc::Status WriteBackup(grpc::ServerContext* context, const storage::v1::WriteBackupRequest* request,
                           grpc::ServerWriter<storage::v1::WriteBackupResponse>* writer) override;
  grpc::Status RestoreBackup(grpc::ServerContext* context,
                             grpc::ServerReader<storage::v1::RestoreBackupRequest>* reader,
                             storage::v1::RestoreBackupResponse* response) override;

 private:
  absl::Status FillState(storage::v1::GetStateResponse& state);
  absl::StatusOr<BackupContent> Restore(BackupFile& backup);

  rpc::Calls& calls_;
  const MaintainedStore maintained_;
};

}  // namespace heng
