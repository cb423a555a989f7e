// SPDX-License-Identifier: Apache-2.0
#include "storage/history/chain.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/engine_errors.h"
#include "storage/keys.h"

namespace heng {

using storage::v1::StoredChainHead;
using storage::v1::StoredHistoryEntry;

namespace {

constexpr size_t kDigestBytes = 32;

}  // namespace

storage::v1::DigestKind KindOf(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kSm3:
      return storage::v1::DIGEST_KIND_SM3;
    case DigestAlgorithm::kSha256:
      return storage::v1::DIGEST_KIND_SHA256;
  }
  HENG_CHECK(false);
}

absl::StatusOr<DigestAlgorithm> AlgorithmOf(storage::v1::DigestKind kind) {
  switch (kind) {
    case storage::v1::DIGEST_KIND_SM3:
      return DigestAlgorithm::kSm3;
    case storage::v1::DIGEST_KIND_SHA256:
      return DigestAlgorithm::kSha256;
    default:
      return StoredBytesDamaged(absl::StrCat("a history entry has digests of kind ", static_cast<int>(kind)));
  }
}

std::string EmptyChainDigest() { return std::string(kDigestBytes, '\0'); }

std::string ChainDigest(DigestAlgorithm algorithm, absl::string_view digest_before, int64_t number,
                        absl::string_view entry) {
  return DigestOf(algorithm, {digest_before, BigEndian(static_cast<uint64_t>(number)), entry});
}

absl::StatusOr<StoredChainHead> ParseChainHead(absl::string_view region, const Row& row) {
  StoredChainHead head;
  if (head.ParseFromString(row.value) && head.entry_count() >= 1 &&
      head.chain_digest().size() == kDigestBytes) {
    return head;
  }
  return StoredBytesDamaged(absl::StrCat("the end of the history of region \"", region, "\" does not parse"));
}

std::string RequestDigest(DigestAlgorithm algorithm, absl::string_view request_id,
                          absl::string_view stored_request) {
  // A request id is printable and a stored message begins with a control character: no two pairs give the same bytes.
  return DigestOf(algorithm, {request_id, stored_request});
}

absl::StatusOr<ChainEnd> ChainEnd::Of(std::string region, const std::optional<Row>& row) {
  if (row) {
    HENG_ASSIGN_OR_RETURN(StoredChainHead head, ParseChainHead(region, *row));
    return ChainEnd(std::move(region), row->version, std::move(head));
  }
  StoredChainHead head;
  head.set_chain_digest(EmptyChainDigest());
  return ChainEnd(std::move(region), kAbsent, std::move(head));
}

void ChainEnd::Append(const storage::v1::HistoryEntry& entry, Transaction& transaction) {
  const absl::StatusOr<DigestAlgorithm> algorithm = AlgorithmOf(entry.digest_kind());
  HENG_CHECK(algorithm.ok());
  const int64_t number = head_.entry_count() + 1;
  StoredHistoryEntry stored;
  stored.set_entry(entry.SerializeAsString());
  stored.set_chain_digest(ChainDigest(*algorithm, head_.chain_digest(), number, stored.entry()));
  head_.set_entry_count(number);
  head_.set_chain_digest(stored.chain_digest());

  const std::string head_key = ChainHeadKey(region_);
  const std::string entry_key = HistoryKey(region_, number);
  // Behind a write of the same call stands that write's own entry: the end of the chain would hold as well if that write had
  // not happened and one before it had, and the entry between them would be missing.
  const bool is_first = version_ != kWrittenEarlier;
  transaction.guards.push_back({is_first ? head_key : HistoryKey(region_, number - 1), version_});
  transaction.guards.push_back({entry_key, kAbsent});
  transaction.writes.push_back({head_key, head_.SerializeAsString()});
  transaction.writes.push_back({entry_key, stored.SerializeAsString()});
  version_ = kWrittenEarlier;
}

}  // namespace heng
