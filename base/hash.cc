// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <limits>
#include <memory>

#include "base/status_macros.h"

namespace heng {
namespace {

constexpr size_t kDigestBytes = 32;

// Fetched once: EVP_sha256() would look the provider up again at every digest.
const EVP_MD* Fetch(const char* name) {
  const EVP_MD* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
  HENG_CHECK(algorithm != nullptr);
  return algorithm;
}

const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const algorithm = Fetch("SHA256");
  return algorithm;
}

const EVP_MD* Sm3Algorithm() {
  static const EVP_MD* const algorithm = Fetch("SM3");
  return algorithm;
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string Sha256(absl::string_view bytes) {
  std::string digest(kDigestBytes, '\0');
  HENG_CHECK(EVP_Digest(bytes.data(), bytes.size(), Bytes(digest), nullptr, Sha256Algorithm(), nullptr) == 1);
  return digest;
}

std::string DigestOf(DigestAlgorithm algorithm, std::initializer_list<absl::string_view> parts) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  HENG_CHECK(context != nullptr);
  const EVP_MD* type = algorithm == DigestAlgorithm::kSm3 ? Sm3Algorithm() : Sha256Algorithm();
  HENG_CHECK(EVP_DigestInit_ex2(context.get(), type, nullptr) == 1);
  for (absl::string_view part : parts) {
    HENG_CHECK(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1);
  }
  std::string digest(kDigestBytes, '\0');
  HENG_CHECK(EVP_DigestFinal_ex(context.get(), Bytes(digest), nullptr) == 1);
  return digest;
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
  HENG_CHECK(context_ != nullptr && EVP_DigestInit_ex2(context_, Sha256Algorithm(), nullptr) == 1);
}

Sha256Stream::~Sha256Stream() { EVP_MD_CTX_free(context_); }

void Sha256Stream::Update(absl::string_view piece) {
  HENG_CHECK(EVP_DigestUpdate(context_, piece.data(), piece.size()) == 1);
}

std::string Sha256Stream::Digest() const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> copy(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  HENG_CHECK(copy != nullptr && EVP_MD_CTX_copy_ex(copy.get(), context_) == 1);
  std::string digest(kDigestBytes, '\0');
  HENG_CHECK(EVP_DigestFinal_ex(copy.get(), Bytes(digest), nullptr) == 1);
  return digest;
}

std::string HmacSha256(absl::string_view key, absl::string_view bytes) {
  HENG_CHECK(key.size() <= static_cast<size_t>(std::numeric_limits<int>::max()));
  std::string digest(kDigestBytes, '\0');
  // OpenSSL refuses a null key, so an empty one still needs an address.
  const void* key_data = key.empty() ? "" : key.data();
  HENG_CHECK(HMAC(Sha256Algorithm(), key_data, static_cast<int>(key.size()), Bytes(bytes), bytes.size(),
                  Bytes(digest), nullptr) != nullptr);
  return digest;
}

std::string RandomBytes(size_t count) {
  HENG_CHECK(count <= static_cast<size_t>(std::numeric_limits<int>::max()));
  std::string bytes(count, '\0');
  HENG_CHECK(RAND_bytes(Bytes(bytes), static_cast<int>(count)) == 1);
  return bytes;
}

}  // namespace heng
