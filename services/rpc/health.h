// SPDX-License-Identifier: Apache-2.0
//
// grpc.health.v1 from its own proto: the service built into gRPC 1.51 cannot be seen by reflection.
#pragma once

#include <list>
#include <map>
#include <mutex>
#include <string>

#include "grpc/health/v1/health.grpc.pb.h"

namespace heng::rpc {

// Thread-safe. The empty name stands for the whole server.
class HealthService final : public grpc::health::v1::Health::CallbackService {
 public:
  using State = grpc::health::v1::HealthCheckResponse::ServingStatus;

  // Sets the state of one service and tells its watchers.
  void Set(const std::string& service, State state);

  // Sets every known service to NOT_SERVING and ends all watches after they have been told; later Set calls
  // do nothing.
  void Drain();

  grpc::ServerUnaryReactor* Check(grpc::CallbackServerContext* context,
                                  const grpc::health::v1::HealthCheckRequest* request,
                                  grpc::health::v1::HealthCheckResponse* response) override;
  grpc::ServerWriteReactor<grpc::health::v1::HealthCheckResponse>* Watch(
      grpc::CallbackServerContext* context, const grpc::health::v1::HealthCheckRequest* request) override;

 private:
  class Watcher;

  State StateOf(const std::string& service) const;  // mutex_ held

  mutable std::mutex mutex_;
  std::map<std::string, State> states_;
  std::list<Watcher*> watchers_;
  bool draining_ = false;
};

}  // namespace heng::rpc
