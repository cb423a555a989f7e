// SPDX-License-Identifier: Apache-2.0
#include "clients/cpp/src/transport.h"

#include <arpa/inet.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cpp/src/tls_files.h"
#include "google/rpc/status.pb.h"
#include "grpc/grpc.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace heng::client {
namespace {

// A request is at most 4 MiB; the reply to a batch of names may be larger.
constexpr int kMaxReceiveBytes = 64 * 1024 * 1024;

// The host of `host`, `host:port`, `[v6]` or `[v6]:port`; empty if it has another shape.
absl::string_view HostOf(absl::string_view address) {
  if (absl::StartsWith(address, "[")) {
    const size_t end = address.find(']');
    return end == absl::string_view::npos ? absl::string_view() : address.substr(1, end - 1);
  }
  const size_t colon = address.find(':');
  const bool one_colon = colon == address.rfind(':');
  return one_colon ? address.substr(0, colon) : address;
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeCredentials(
    const ConnectionOptions& connection) {
  if (!connection.tls) {
    if (IsLoopbackAddress(connection.address)) return grpc::InsecureChannelCredentials();
    return absl::InvalidArgumentError(absl::StrCat("\"", connection.address,
                                                   "\" is not a loopback address: give the files of mutual "
                                                   "TLS (CA, certificate, key) to leave this machine"));
  }
  HENG_ASSIGN_OR_RETURN(const TlsContents tls, ReadTlsFiles(*connection.tls));
  grpc::SslCredentialsOptions pem;
  pem.pem_root_certs = tls.ca;
  pem.pem_cert_chain = tls.cert;
  pem.pem_private_key = tls.key;
  return grpc::SslCredentials(pem);
}

grpc::ChannelArguments MakeArguments(const ConnectionOptions& connection) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxReceiveBytes);
  // Retries are ours: gRPC's own would not know which writes may be sent twice.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  // A peer that lost its power is noticed during a call. gRPC sends two such pings at most, and a server with
  // default settings closes the connection only at the third.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // A daemon that comes back is found again within one call's deadline.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  // What is said in plain text to this machine must not go through a proxy named in the environment.
  if (!connection.tls) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return arguments;
}

// gRPC 1.51 takes itself down with its last channel, and waits up to ten seconds for a thread of its own if a callback has
// just returned. A reference that is never given back keeps it up until the process ends.
void KeepGrpcUp() {
  static const bool up = (grpc_init(), true);
  static_cast<void>(up);
}

}  // namespace

bool IsLoopbackAddress(absl::string_view address) {
  const std::string host(HostOf(address));
  if (host == "localhost") return true;
  in6_addr v6;
  if (inet_pton(AF_INET6, host.c_str(), &v6) == 1) return IN6_IS_ADDR_LOOPBACK(&v6);
  in_addr v4;
  return inet_pton(AF_INET, host.c_str(), &v4) == 1 && ntohl(v4.s_addr) >> 24 == 127;
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const ConnectionOptions& connection) {
  KeepGrpcUp();
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<grpc::ChannelCredentials> credentials, MakeCredentials(connection));
  return grpc::CreateCustomChannel(connection.address, credentials, MakeArguments(connection));
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status details;
  if (!status.error_details().empty() && details.ParseFromString(status.error_details()) &&
      details.code() == status.error_code()) {
    return FromRpcStatus(details);
  }
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace heng::client
