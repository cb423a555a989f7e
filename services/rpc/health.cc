// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/health.h"

#include <grpcpp/grpcpp.h>

#include "base/errors.h"
#include "services/rpc/grpc_status.h"

namespace heng::rpc {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

// One Watch call. Sends the state when it differs from the one sent last; one write is in flight at a time.
// All members are guarded by the service's mutex; it deletes itself when gRPC is done with it.
class HealthService::Watcher final : public grpc::ServerWriteReactor<HealthCheckResponse> {
 public:
  Watcher(HealthService& service, std::string name) : service_(service), name_(std::move(name)) {
    std::lock_guard<std::mutex> lock(service_.mutex_);
    place_ = service_.watchers_.insert(service_.watchers_.end(), this);
    Advance();
  }

  // Sends what is new, or ends the call when the server drains. mutex_ held.
  void Advance() {
    if (writing_ || finished_) return;
    const State now = service_.StateOf(name_);
    if (!sent_any_ || now != sent_) {
      sent_any_ = true;
      sent_ = now;
      response_.set_status(now);
      writing_ = true;
      StartWrite(&response_);
    } else if (service_.draining_) {
      End(grpc::Status(grpc::StatusCode::UNAVAILABLE, "the server is stopping"));
    }
  }

  void OnWriteDone(bool ok) override {
    std::lock_guard<std::mutex> lock(service_.mutex_);
    writing_ = false;
    if (!ok || cancelled_) {
      End(grpc::Status::CANCELLED);
    } else {
      Advance();
    }
  }

  void OnCancel() override {
    std::lock_guard<std::mutex> lock(service_.mutex_);
    cancelled_ = true;
    if (!writing_) End(grpc::Status::CANCELLED);
  }

  void OnDone() override {
    {
      std::lock_guard<std::mutex> lock(service_.mutex_);
      service_.watchers_.erase(place_);
    }
    delete this;
  }

 private:
  void End(const grpc::Status& status) {
    if (finished_) return;
    finished_ = true;
    Finish(status);
  }

  HealthService& service_;
  const std::string name_;
  std::list<Watcher*>::iterator place_;
  HealthCheckResponse response_;
  State sent_ = HealthCheckResponse::UNKNOWN;
  bool sent_any_ = false;
  bool writing_ = false;
  bool cancelled_ = false;
  bool finished_ = false;
};

HealthService::State HealthService::StateOf(const std::string& service) const {
  const auto found = states_.find(service);
  return found == states_.end() ? HealthCheckResponse::SERVICE_UNKNOWN : found->second;
}

void HealthService::Set(const std::string& service, State state) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (draining_) return;
  states_[service] = state;
  for (Watcher* watcher : watchers_) watcher->Advance();
}

void HealthService::Drain() {
  std::lock_guard<std::mutex> lock(mutex_);
  draining_ = true;
  for (auto& [service, state] : states_) state = HealthCheckResponse::NOT_SERVING;
  for (Watcher* watcher : watchers_) watcher->Advance();
}

grpc::ServerUnaryReactor* HealthService::Check(grpc::CallbackServerContext* context,
                                               const HealthCheckRequest* request,
                                               HealthCheckResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  std::unique_lock<std::mutex> lock(mutex_);
  const State state = StateOf(request->service());
  lock.unlock();
  if (state == HealthCheckResponse::SERVICE_UNKNOWN) {
    reactor->Finish(ToGrpcStatus(NotFound("service", request->service(), "服务")));
  } else {
    response->set_status(state);
    reactor->Finish(grpc::Status::OK);
  }
  return reactor;
}

grpc::ServerWriteReactor<HealthCheckResponse>* HealthService::Watch(grpc::CallbackServerContext*,
                                                                    const HealthCheckRequest* request) {
  return new Watcher(*this, request->service());
}

}  // namespace heng::rpc
