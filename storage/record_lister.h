// SPDX-License-Identifier: Apache-2.0
//
// Lists in pages, all pages of a list from one snapshot, which is given back with the last page.
#pragma once

#include "absl/status/statusor.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "storage/engine.h"
#include "storage/page_token.h"
#include "storage/record_reader.h"

namespace heng {

// Thread-safe.
class RecordLister {
 public:
  explicit RecordLister(Engine& engine) : engine_(engine), reader_(engine) {}

  // See RecordStore. A page of records is also cut where its documents exceed 3 MiB together, so that it fits
  // a message; a page of summaries where many rows were read that the filters leave out.
  absl::StatusOr<storage::v1::ListRecordsResponse> List(const storage::v1::ListRecordsRequest& request);
  absl::StatusOr<storage::v1::ListSummariesResponse> ListSummaries(
      const storage::v1::ListSummariesRequest& request);
  // Revisions never change, so pages need no snapshot.
  absl::StatusOr<storage::v1::ListRevisionsResponse> ListRevisions(
      const storage::v1::ListRevisionsRequest& request);

 private:
  Engine& engine_;
  const RecordReader reader_;
  const PageTokenSealer sealer_;
};

}  // namespace heng
