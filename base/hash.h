// SPDX-License-Identifier: Apache-2.0
//
// Digests (OpenSSL EVP) and their texts.
#pragma once

#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

namespace heng {

// SHA-256 of the bytes; 32 bytes.
std::string Sha256(absl::string_view bytes);

// Digests of 32 bytes that a caller can choose from. SM3: GB/T 32905-2016.
enum class DigestAlgorithm { kSm3, kSha256 };

// Digest of the parts, one behind the other without anything between them; 32 bytes.
std::string DigestOf(DigestAlgorithm algorithm, std::initializer_list<absl::string_view> parts);

// HMAC-SHA-256; 32 bytes.
std::string HmacSha256(absl::string_view key, absl::string_view bytes);

// Bytes from the system's random source.
std::string RandomBytes(size_t count);

}  // namespace heng
