// SPDX-License-Identifier: Apache-2.0
//
// What is told of a record beside its document, from what lies on disk.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "heng/storage/v1/records.pb.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "storage/engine.h"
#include "storage/engine_errors.h"

namespace heng {

// The etag of a revision: it changes with the revision and with the document. Callers must not look inside.
std::string EtagOf(absl::string_view revision, absl::string_view document);

// name: its revision is ignored. create_unix_ms: when the name was first stored.
storage::v1::RecordInfo MakeRecordInfo(const ResourceName& name, absl::string_view revision,
                                       absl::string_view etag, int64_t create_unix_ms,
                                       const storage::v1::StoredRevision& stored);

// INVALID_ARGUMENT, reason BAD_NAME, for what is no request id.
absl::Status CheckRequestId(absl::string_view request_id);
// A request id that came with another request than the first time.
absl::Status RequestIdReused(const std::string& request_id, const storage::v1::StoredRequest& first);

// The message in a row; DATA_LOSS if it does not parse.
template <typename Message>
absl::StatusOr<Message> ParseStored(const Row& row) {
  Message message;
  if (message.ParseFromString(row.value)) return message;
  return StoredBytesDamaged(
      absl::StrCat("the value of key \"", absl::CHexEscape(row.key), "\" does not parse"));
}

// The head in a row of this kind; DATA_LOSS if it does not parse or names no revision.
absl::StatusOr<storage::v1::StoredHead> ParseHead(const Row& row, ResourceKind kind);

}  // namespace heng
