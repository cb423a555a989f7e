// SPDX-License-Identifier: Apache-2.0
//
// heng.v1.HistoryService: revisions, as heng-storage keeps them.
#pragma once

#include "heng/v1/history_service.grpc.pb.h"
#include "services/rpc/calls.h"
#include "services/scoring/repository.h"

namespace heng {

class HistoryServiceImpl final : public v1::HistoryService::Service {
 public:
  // calls must outlive the service.
  HistoryServiceImpl(rpc::Calls& calls, Repository repository)
      : calls_(calls), repository_(std::move(repository)) {}

  grpc::Status ListRevisions(grpc::ServerContext* context, const v1::ListRevisionsRequest* request,
                             v1::ListRevisionsResponse* response) override;

 private:
  rpc::Calls& calls_;
  Repository repository_;
};

}  // namespace heng
