// SPDX-License-Identifier: Apache-2.0
//
// A gRPC server as heng runs it: loopback or mutual TLS and nothing else, limits against abuse, reflection,
// health.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "heng/client/options.h"
#include "services/rpc/health.h"

namespace grpc {
class Server;
class Service;
}  // namespace grpc

namespace heng::rpc {

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // host:port; port 0: the system picks one
  // Mutual TLS: our own certificate and key, and who may have signed a caller's certificate. Without TLS only
  // a loopback address is accepted.
  std::optional<client::TlsFiles> tls;
};

class Server {
 public:
  // Starts to serve. The services and the health service must outlive the server.
  // INVALID_ARGUMENT if the address has no port, is not loopback without TLS, or a TLS file cannot be read; UNAVAILABLE if
  // the address is in use.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options, HealthService& health,
                                                       const std::vector<grpc::Service*>& services);
  ~Server();

  // host:port with the port in use.
  const std::string& address() const { return address_; }

  // Health says NOT_SERVING, no new calls are taken, calls in flight get until `timeout` to finish.
  void Drain(absl::Duration timeout);

 private:
  Server(std::unique_ptr<grpc::Server> server, std::string address, HealthService& health);

  std::unique_ptr<grpc::Server> server_;
  std::string address_;
  HealthService& health_;
};

}  // namespace heng::rpc
