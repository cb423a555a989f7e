// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cpp/src/tls_files.h"
#include "clients/cpp/src/transport.h"

namespace heng::rpc {
namespace {

// Above the limits that the call wrapper enforces with an error that says what to do (calls.h); past this one gRPC itself
// refuses, in its own words.
constexpr int kHardMessageBytes = 24 * 1024 * 1024;

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> CredentialsOf(const ServerOptions& options) {
  if (!options.tls.has_value()) {
    if (client::IsLoopbackAddress(options.listen)) return grpc::InsecureServerCredentials();
    return MakeError(absl::StatusCode::kInvalidArgument, "NOT_ALLOWED",
                     {absl::StrCat("will not listen on ", options.listen,
                                   " without TLS; give --ca, --cert and --key, or a loopback address"),
                      absl::StrCat("未启用 TLS 时不能监听 ", options.listen,
                                   "，请给出 --ca、--cert、--key，或改用本机回环地址")});
  }
  HENG_ASSIGN_OR_RETURN(const client::TlsContents tls, client::ReadTlsFiles(*options.tls));
  grpc::SslServerCredentialsOptions ssl(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  ssl.pem_root_certs = tls.ca;
  ssl.pem_key_cert_pairs.push_back({tls.key, tls.cert});
  return grpc::SslServerCredentials(ssl);
}

void SetLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kHardMessageBytes);
  // Replies are as large as we make them.
  builder.SetMaxSendMessageSize(-1);
  // Two servers on one port would share its calls in silence.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 256);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 16 * 1024);
  // The default of two minutes lets a silent connection hold a descriptor for long.
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, 2);
}

// gRPC would take an address without a port for one with port 443.
absl::Status CheckHasPort(const std::string& listen) {
  const size_t colon = listen.rfind(':');
  const bool has_port = colon != std::string::npos && colon + 1 < listen.size() &&
                        listen.find_first_not_of("0123456789", colon + 1) == std::string::npos;
  if (has_port && (listen.find(':') == colon || listen.front() == '[')) return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kInvalidArgument, "NOT_ALLOWED",
      {absl::StrCat("\"", listen, "\" is no address to listen on: want host:port, such as 127.0.0.1:7401"),
       absl::StrCat("“", listen, "”不是监听地址，应为 主机:端口，如 127.0.0.1:7401")});
}

std::string WithPort(const std::string& listen, int port) {
  return absl::StrCat(listen.substr(0, listen.rfind(':') + 1), port);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, HealthService& health,
                                                      const std::vector<grpc::Service*>& services) {
  HENG_RETURN_IF_ERROR(CheckHasPort(options.listen));
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<grpc::ServerCredentials> credentials, CredentialsOf(options));
  grpc::EnableDefaultHealthCheckService(false);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();

  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(options.listen, credentials, &port);
  SetLimits(builder);
  builder.RegisterService(&health);
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    return Unavailable(
        "NOT_SERVING",
        {absl::StrCat("cannot listen on ", options.listen, "; is the port in use, or the host wrong?"),
         absl::StrCat("无法监听 ", options.listen, "，请检查端口是否被占用、地址是否正确")},
        1000);
  }
  return std::unique_ptr<Server>(new Server(std::move(server), WithPort(options.listen, port), health));
}

Server::Server(std::unique_ptr<grpc::Server> server, std::string address, HealthService& health)
    : server_(std::move(server)), address_(std::move(address)), health_(health) {}

Server::~Server() = default;

void Server::Drain(absl::Duration timeout) {
  health_.Drain();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + timeout));
  server_->Wait();
}

}  // namespace heng::rpc
