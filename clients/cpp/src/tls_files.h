// SPDX-License-Identifier: Apache-2.0
//
// The PEM files of mutual TLS, read. Clients and servers use them alike.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "heng/client/options.h"

namespace heng::client {

struct TlsContents {
  std::string ca;
  std::string cert;
  std::string key;
};

// INVALID_ARGUMENT names the file that cannot be read or is empty.
absl::StatusOr<TlsContents> ReadTlsFiles(const TlsFiles& files);

}  // namespace heng::client
