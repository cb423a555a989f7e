// SPDX-License-Identifier: Apache-2.0
#include "clients/cpp/src/transport.h"

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace heng::client {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasCodeAndMessage;
using ::heng::testing::HasReason;
using ::testing::HasSubstr;

TEST(IsLoopbackAddress, AcceptsThisMachineAlone) {
  for (const char* address :
       {"127.0.0.1:7401", "127.8.9.10", "localhost", "localhost:7401", "[::1]:7401", "::1"}) {
    EXPECT_TRUE(IsLoopbackAddress(address)) << address;
  }
}

TEST(IsLoopbackAddress, RefusesWhatOnlyLooksLikeIt) {
  for (const char* address :
       {"", "10.0.0.1:7401", "127.0.0.1.example.org:7401", "127.1", "localhost.example.org:1", "[::2]:7401",
        "dns:///localhost:7401", "0.0.0.0:7401", "[::ffff:10.0.0.1]:7401"}) {
    EXPECT_FALSE(IsLoopbackAddress(address)) << address;
  }
}

TEST(MakeChannel, RefusesPlainTextToAnotherMachine) {
  EXPECT_THAT(MakeChannel({.address = "10.0.0.1:7401"}),
              HasCodeAndMessage(absl::StatusCode::kInvalidArgument, HasSubstr("not a loopback address")));
}

TEST(MakeChannel, NamesTheTlsFileThatCannotBeRead) {
  const ConnectionOptions connection{
      .address = "10.0.0.1:7401",
      .tls = TlsFiles{.ca_file = "no/such/ca.pem", .cert_file = "cert.pem", .key_file = "key.pem"}};
  EXPECT_THAT(MakeChannel(connection),
              HasCodeAndMessage(absl::StatusCode::kInvalidArgument, HasSubstr("CA file \"no/such/ca.pem\"")));
}

TEST(FromGrpcStatus, KeepsTheDetails) {
  const absl::Status sent = StaleEtag("regions/62", "1", "2");
  const google::rpc::Status details = ToRpcStatus(sent);
  const absl::Status got =
      FromGrpcStatus(grpc::Status(grpc::StatusCode::ABORTED, details.message(), details.SerializeAsString()));
  EXPECT_THAT(got, HasCode(absl::StatusCode::kAborted));
  EXPECT_THAT(got, HasReason("STALE_ETAG"));
}

TEST(FromGrpcStatus, FallsBackToCodeAndMessageWhenTheDetailsDoNotFit) {
  google::rpc::Status details;
  details.set_code(5);
  EXPECT_EQ(FromGrpcStatus(grpc::Status(grpc::StatusCode::UNAVAILABLE, "away", details.SerializeAsString())),
            absl::UnavailableError("away"));
  EXPECT_EQ(FromGrpcStatus(grpc::Status(grpc::StatusCode::UNAVAILABLE, "away", "\xff garbage")),
            absl::UnavailableError("away"));
}

}  // namespace
}  // namespace heng::client
