// SPDX-License-Identifier: Apache-2.0
//
// A write whose form was checked, with the keys that have to be read before it can be planned.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "base/hash.h"
#include "base/resource_name.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "storage/engine.h"

namespace heng {

// A name that must exist when the write happens.
struct RequiredName {
  ResourceName name;
  std::string key;  // of its head or, if it has a revision, of that revision
};

struct PreparedWrite {
  storage::v1::RecordWrite write;
  ResourceName name;
  std::string head_key;
  std::string request_key;   // empty without request id
  std::string revision;      // schemes and goals: the hash prefix; else empty, it follows from the head
  std::string revision_key;  // schemes and goals; else empty
  std::vector<RequiredName> required;
  std::string chain_key;  // of the end of the region's history
  DigestAlgorithm digest_algorithm = DigestAlgorithm::kSm3;
  std::string document_digest;
};

// INVALID_ARGUMENT with reason BAD_NAME, REQUIRED, NOT_ALLOWED, OUT_OF_RANGE or TOO_LONG if the write has not the form
// that storage_service.proto asks for, or does not fit one transaction of the engine or the columns.
// The document is digested here, on the caller's thread.
absl::StatusOr<PreparedWrite> PrepareWrite(storage::v1::RecordWrite write, const EngineLimits& limits,
                                           DigestAlgorithm digest_algorithm);

// What has to be read to plan the write.
std::vector<std::string> KeysToRead(const PreparedWrite& write);

// Names and request ids that a group of writes changes. A write that reads one of them must wait for the next
// group, so that no plan rests on a write that may still fail.
class ChangedByGroup {
 public:
  // False if `write` reads what the group changes; else it has become a part of the group.
  bool Join(const PreparedWrite& write);

 private:
  absl::flat_hash_set<std::string> keys_;
};

}  // namespace heng
