// SPDX-License-Identifier: Apache-2.0
//
// Page tokens: where a listing goes on. They are sealed, so that nobody can make the store read from a key of
// their choice:
//
//   page-token = base64url( process-id mac page )    no padding
//   process-id = 8OCTET     of the process that made it: its snapshots live and die with it
//   mac        = 16OCTET    first half of HMAC-SHA-256 over process-id and page, under a key of the process
//   page       = *OCTET     heng.storage.v1.PageToken
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "heng/storage/v1/records.pb.h"

namespace heng {

// Thread-safe.
class PageTokenSealer {
 public:
  PageTokenSealer();                                         // a new process id and key
  PageTokenSealer(std::string process_id, std::string key);  // 8 and 32 bytes

  std::string Seal(const storage::v1::PageToken& page) const;

  // The page in a token of the query with this hash. INVALID_ARGUMENT (BAD_PAGE_TOKEN) if the token is
  // damaged or of another query; ABORTED (SNAPSHOT_GONE) if it is of another process.
  absl::StatusOr<storage::v1::PageToken> Open(absl::string_view token, absl::string_view query_sha256) const;

 private:
  std::string Mac(absl::string_view page) const;

  const std::string process_id_;
  const std::string key_;
};

// ABORTED, reason SNAPSHOT_GONE: the listing has to begin again.
absl::Status ListingGone();

}  // namespace heng
