// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/daemon.h"

#include <CLI/CLI.hpp>
#include <string>

#include "gmock/gmock.h"
#include "grpc/health/v1/health.pb.h"
#include "gtest/gtest.h"

namespace heng::rpc {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(DaemonMain, LogsWhatProtobufSaysAsEverythingElse) {
  CLI::App app("a daemon", "heng-test");
  std::string name = "heng-test";
  char* arguments[] = {name.data(), nullptr};
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(DaemonMain(app, 1, arguments,
                       [] {
                         grpc::health::v1::HealthCheckRequest message;
                         EXPECT_FALSE(message.ParseFromString("\x0a\x01\xff"));
                         return absl::OkStatus();
                       }),
            0);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              AllOf(StartsWith("{\"time\":"), HasSubstr("\"event\":\"protobuf\""), HasSubstr("UTF-8"),
                    EndsWith("}\n")));
}

}  // namespace
}  // namespace heng::rpc
