// SPDX-License-Identifier: Apache-2.0
//
// A Connection for the tests of applications that use Client.
#pragma once

#include <memory>

#include "gmock/gmock.h"
#include "heng/client/connection.h"

namespace heng::client {

class MockConnection : public Connection {
 public:
  MockConnection();
  ~MockConnection() override;

#define HENG_RPC(service, method, request_type, response_type, kind) \
  MOCK_METHOD(absl::StatusOr<v1::response_type>, method,             \
              (const v1::request_type& request, const Options& options), (override));
#define HENG_STREAM_RPC(service, method, request_type, response_type)                           \
  MOCK_METHOD(absl::Status, method,                                                             \
              (const v1::request_type& request, const OnMessage<v1::response_type>& on_message, \
               const Options& options),                                                         \
              (override));
#include "heng/client/rpcs.inc"
  MOCK_METHOD(absl::Status, StreamSubmitEvaluations,
              (const NextSubmission& next, const OnMessage<v1::StreamSubmitEvaluationsResponse>& on_answer,
               const Options& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::RestoreResponse>, Restore, (const NextPiece& next, const Options& options),
              (override));
};

// One that fails the test at a call that was not expected. Use it instead of StrictMock<MockConnection>, which would compile every
// method again, for half a minute.
std::shared_ptr<MockConnection> MakeStrictMockConnection();

}  // namespace heng::client
