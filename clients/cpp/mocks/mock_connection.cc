// SPDX-License-Identifier: Apache-2.0
#include "clients/cpp/mocks/mock_connection.h"

namespace heng::client {

MockConnection::MockConnection() = default;
MockConnection::~MockConnection() = default;

std::shared_ptr<MockConnection> MakeStrictMockConnection() {
  return std::make_shared<::testing::StrictMock<MockConnection>>();
}

}  // namespace heng::client
