// SPDX-License-Identifier: Apache-2.0
//
// Reads records by name. Revisions are never overwritten or deleted, so the instant at which the heads are
// read is the instant of the whole answer, and documents may be fetched after it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "storage/engine.h"

namespace heng {

// Thread-safe.
class RecordReader {
 public:
  explicit RecordReader(Engine& engine) : engine_(engine) {}

  // See RecordStore::Get.
  absl::StatusOr<std::vector<std::optional<storage::v1::Record>>> Get(
      absl::Span<const std::string> names) const;

  // See RecordStore::FindRequest.
  absl::StatusOr<std::optional<storage::v1::RecordInfo>> FindRequest(
      const storage::v1::FindRequestsRequest::Query& query) const;

  // What was answered to the request that is remembered here.
  absl::StatusOr<storage::v1::RecordInfo> FirstAnswer(const storage::v1::StoredRequest& first) const;

  // The newest revision of each of these heads, in their order.
  absl::StatusOr<std::vector<storage::v1::Record>> Newest(absl::Span<const Row> heads) const;

 private:
  Engine& engine_;
};

}  // namespace heng
