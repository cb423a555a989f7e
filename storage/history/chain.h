// SPDX-License-Identifier: Apache-2.0
//
// The history of a region as a chain: each entry's digest takes in the digest before it, so that nobody can change, drop or
// insert an entry without changing every digest behind it. What an entry holds is in records.proto.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/hash.h"
#include "heng/storage/v1/records.pb.h"
#include "storage/engine.h"

namespace heng {

storage::v1::DigestKind KindOf(DigestAlgorithm algorithm);
// DATA_LOSS if the kind is none.
absl::StatusOr<DigestAlgorithm> AlgorithmOf(storage::v1::DigestKind kind);

// Chain digest before the first entry: 32 zero bytes.
std::string EmptyChainDigest();
// Chain digest of an entry. entry: its bytes as they are stored.
std::string ChainDigest(DigestAlgorithm algorithm, absl::string_view digest_before, int64_t number,
                        absl::string_view entry);

// The end of a region's chain in its row; DATA_LOSS if it does not parse.
absl::StatusOr<storage::v1::StoredChainHead> ParseChainHead(absl::string_view region, const Row& row);

// Digest of what a request id was used for. stored_request: the value of its record.
std::string RequestDigest(DigestAlgorithm algorithm, absl::string_view request_id,
                          absl::string_view stored_request);

// One entry of a region by its chain digest, which stands for all entries up to it.
struct ChainMark {
  std::string region;  // empty: schemes
  int64_t number = 0;
  std::string chain_digest;
};

// The end of one region's chain while writes are planned.
class ChainEnd {
 public:
  // row: of ChainHeadKey(region); nothing if the region has no history yet. DATA_LOSS if it is damaged.
  static absl::StatusOr<ChainEnd> Of(std::string region, const std::optional<Row>& row);

  // Makes the transaction add the entry, which becomes the end. The first transaction is guarded by what was read, later
  // ones by the one before, with which they have to be in one Commit call.
  void Append(const storage::v1::HistoryEntry& entry, Transaction& transaction);

  // The newest entry.
  ChainMark mark() const { return {region_, head_.entry_count(), head_.chain_digest()}; }

 private:
  ChainEnd(std::string region, Version version, storage::v1::StoredChainHead head)
      : region_(std::move(region)), version_(version), head_(std::move(head)) {}

  std::string region_;
  Version version_;
  storage::v1::StoredChainHead head_;
};

}  // namespace heng
