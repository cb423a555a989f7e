// SPDX-License-Identifier: Apache-2.0
//
// Digests (OpenSSL EVP) and their texts.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace heng {

// SHA-256 of the bytes; 32 bytes.
std::string Sha256(absl::string_view bytes);

// HMAC-SHA-256; 32 bytes.
std::string HmacSha256(absl::string_view key, absl::string_view bytes);

// Bytes from the system's random source.
std::string RandomBytes(size_t count);

}  // namespace heng
