// SPDX-License-Identifier: Apache-2.0
#include "storage/engine_checks.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/engine_errors.h"
#include "storage/key_space.h"

namespace heng {
namespace {

absl::Status CheckKey(absl::string_view key) {
  if (SpaceOf(key).has_value()) return absl::OkStatus();
  return BadEngineRequest(absl::StrCat("key \"", absl::CHexEscape(key), "\" belongs to no space"),
                          "键不属于任何键空间");
}

absl::Status CheckKeyOfTransaction(absl::string_view key, const EngineLimits& limits) {
  if (key.size() > limits.max_key_bytes)
    return OverEngineLimit("key bytes", key.size(), limits.max_key_bytes);
  return CheckKey(key);
}

}  // namespace

EngineLimits EmbeddedEngineLimits() {
  return {.max_key_bytes = 512,
          .max_transaction_bytes = 12 * 1024 * 1024,
          .max_transaction_items = 128,
          .snapshot_lifetime = absl::Minutes(5),
          .max_snapshots = 256};
}

bool GuardHolds(const Guard& guard, Version version, Version first_of_call) {
  return guard.version == kWrittenEarlier ? version >= first_of_call : version == guard.version;
}

absl::Status CheckTransaction(const Transaction& transaction, const EngineLimits& limits) {
  const size_t items = transaction.guards.size() + transaction.writes.size();
  if (items > limits.max_transaction_items) {
    return OverEngineLimit("items of a transaction", items, limits.max_transaction_items);
  }
  size_t bytes = 0;
  for (const Guard& guard : transaction.guards) {
    HENG_RETURN_IF_ERROR(CheckKeyOfTransaction(guard.key, limits));
    bytes += guard.key.size();
  }
  absl::flat_hash_set<absl::string_view> written;
  for (const Write& write : transaction.writes) {
    HENG_RETURN_IF_ERROR(CheckKeyOfTransaction(write.key, limits));
    if (!written.insert(write.key).second) {
      return BadEngineRequest(absl::StrCat("key \"", absl::CHexEscape(write.key), "\" is written twice"),
                              "同一事务中重复写入同一个键");
    }
    bytes += write.key.size() + (write.value ? write.value->size() : 0);
  }
  if (bytes > limits.max_transaction_bytes) {
    return OverEngineLimit("bytes of a transaction", bytes, limits.max_transaction_bytes);
  }
  return absl::OkStatus();
}

absl::Status CheckKeys(absl::Span<const std::string> keys) {
  for (const std::string& key : keys) HENG_RETURN_IF_ERROR(CheckKey(key));
  return absl::OkStatus();
}

absl::Status CheckScan(const ScanRequest& request) {
  HENG_RETURN_IF_ERROR(CheckKey(request.begin));
  const KeySpace space = *SpaceOf(request.begin);
  const std::string end = EndOfScan(request);
  if (end >= SpacePrefix(space) && end <= SpaceEnd(space)) return absl::OkStatus();
  return BadEngineRequest("a scan must stay within one space", "扫描范围不得跨越键空间");
}

std::string EndOfScan(const ScanRequest& request) {
  return request.end.empty() ? SpaceEnd(*SpaceOf(request.begin)) : request.end;
}

}  // namespace heng
