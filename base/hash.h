// SPDX-License-Identifier: Apache-2.0
//
// Digests (OpenSSL EVP) and their texts.
#pragma once

#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

struct evp_md_ctx_st;

namespace heng {

// SHA-256 of the bytes; 32 bytes.
std::string Sha256(absl::string_view bytes);

// Digests of 32 bytes that a caller can choose from. SM3: GB/T 32905-2016.
enum class DigestAlgorithm { kSm3, kSha256 };

// Digest of the parts, one behind the other without anything between them; 32 bytes.
std::string DigestOf(DigestAlgorithm algorithm, std::initializer_list<absl::string_view> parts);

// SHA-256 of bytes that come in pieces.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void Update(absl::string_view piece);
  // Of everything so far; more may follow.
  std::string Digest() const;

 private:
  evp_md_ctx_st* const context_;
};

// HMAC-SHA-256; 32 bytes.
std::string HmacSha256(absl::string_view key, absl::string_view bytes);

// Bytes from the system's random source.
std::string RandomBytes(size_t count);

}  // namespace heng
