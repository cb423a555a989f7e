// SPDX-License-Identifier: Apache-2.0
#include "clients/cpp/mocks/mock_storage_connection.h"

namespace heng::client {

MockStorageConnection::MockStorageConnection() = default;
MockStorageConnection::~MockStorageConnection() = default;

std::shared_ptr<MockStorageConnection> MakeStrictMockStorageConnection() {
  return std::make_shared<::testing::StrictMock<MockStorageConnection>>();
}

}  // namespace heng::client
