// SPDX-License-Identifier: Apache-2.0
//
// heng.v1.AdminService: passes on to heng-storage what looks after the store, and adds what only the rules can tell:
// whether every stored score follows from its form.
#pragma once

#include "base/clock.h"
#include "heng/client/storage_client.h"
#include "heng/v1/admin_service.grpc.pb.h"
#include "services/rpc/calls.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"

namespace heng {

class AdminServiceImpl final : public v1::AdminService::Service {
 public:
  // calls, plans and clock must outlive the service.
  AdminServiceImpl(rpc::Calls& calls, client::StorageClient storage, Repository repository, FormPlans& plans,
                   const Clock& clock)
      : calls_(calls),
        storage_(std::move(storage)),
        repository_(std::move(repository)),
        plans_(plans),
        clock_(clock) {}

  grpc::Status GetStatus(grpc::ServerContext* context, const v1::GetStatusRequest* request,
                         v1::GetStatusResponse* response) override;
  grpc::Status GetCheckpoint(grpc::ServerContext* context, const v1::GetCheckpointRequest* request,
                             v1::GetCheckpointResponse* response) override;
  grpc::Status Verify(grpc::ServerContext* context, const v1::VerifyRequest* request,
                      grpc::ServerWriter<v1::VerifyResponse>* writer) override;
  grpc::Status BackUp(grpc::ServerContext* context, const v1::BackUpRequest* request,
                      grpc::ServerWriter<v1::BackUpResponse>* writer) override;
  grpc::Status Restore(grpc::ServerContext* context, grpc::ServerReader<v1::RestoreRequest>* reader,
                       v1::RestoreResponse* response) override;

 private:
  rpc::Calls& calls_;
  client::StorageClient storage_;
  Repository repository_;
  FormPlans& plans_;
  const Clock& clock_;
};

}  // namespace heng
