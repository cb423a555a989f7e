// SPDX-License-Identifier: Apache-2.0
//
// Records by name, with revisions, etags and request ids, on any engine. Documents are bytes here: what is in
// them is for the services to know.
//
// One write is one transaction in the partition of its region: the new revision, the head, the summary row, the request
// id's answer and the entry in the region's history. Nothing is overwritten but heads and summary rows; every revision
// stays.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "base/clock.h"
#include "base/hash.h"
#include "heng/storage/v1/records.pb.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "storage/backup/backup.h"
#include "storage/engine.h"

namespace heng {

class Anchor;
class Columns;

struct RecordStoreOptions {
  // Writes that may wait for the committer; more are refused with UNAVAILABLE, reason TOO_BUSY.
  size_t max_waiting_writes = 4096;
  size_t max_waiting_bytes = 256 * 1024 * 1024;
  // Writes that the committer joins into one synced batch.
  size_t max_joined_writes = 512;
  size_t max_joined_bytes = 16 * 1024 * 1024;
  // Of the digests in the history of what is written from now on. Entries with another one stay as they are.
  DigestAlgorithm history_digest = DigestAlgorithm::kSm3;
  // Hears of every entry of the history once it is durable; must outlive the store. Null: there is none.
  Anchor* anchor = nullptr;
  // Current evaluations in memory, which are kept in step: what a write changes there is visible before the write is
  // answered, together with everything that was joined with it. Loaded by the caller before Open (columns/load.h); nobody
  // else may write to them; they must outlive the store. Null: there are none.
  Columns* columns = nullptr;
};

// Thread-safe. Reads run on the caller's thread; writes are queued to one committer thread, which joins
// everything that waits into one synced batch.
class RecordStore {
 public:
  // What came of one write.
  struct Outcome {
    absl::Status status;
    storage::v1::RecordInfo info;  // if OK
    bool replayed = false;         // the request id was seen before; info is the first answer
  };
  using Done = std::function<void(Outcome)>;

  // engine and clock must outlive the store.
  static std::unique_ptr<RecordStore> Open(Engine& engine, const Clock& clock,
                                           const RecordStoreOptions& options = {});

  // Finishes what is queued, then stops the committer.
  virtual ~RecordStore() = default;

  // Queues one write and returns at once; `done` is called exactly once, on the committer's thread or, if the
  // write is refused before it is queued, on the caller's.
  //
  // Outcomes: OK after the sync; INVALID_ARGUMENT (BAD_NAME, REQUEST_ID_REUSED, TOO_LONG); NOT_FOUND for a
  // name in required_names or, with WRITE_CONDITION_ETAG, the name itself; ALREADY_EXISTS; ABORTED
  // (STALE_ETAG); RESOURCE_EXHAUSTED (DISK_FULL); UNAVAILABLE (TOO_BUSY, STORAGE_AWAY, OUTCOME_UNKNOWN).
  virtual void Commit(storage::v1::RecordWrite write, Done done) = 0;

  // Records by name at one instant, in the order of the names; nothing for a name that does not exist. A name
  // without revision means the newest. INVALID_ARGUMENT for a name of the wrong shape.
  virtual absl::StatusOr<std::vector<std::optional<storage::v1::Record>>> Get(
      absl::Span<const std::string> names) = 0;

  // What a request id was used for: the record that came of the same request, or nothing if the id was never
  // seen. INVALID_ARGUMENT: REQUEST_ID_REUSED if it was used for another request, BAD_NAME.
  virtual absl::StatusOr<std::optional<storage::v1::RecordInfo>> FindRequest(
      const storage::v1::FindRequestsRequest::Query& query) = 0;

  // Lists; see storage_service.proto. INVALID_ARGUMENT (BAD_PAGE_TOKEN, BAD_NAME); ABORTED (SNAPSHOT_GONE).
  virtual absl::StatusOr<storage::v1::ListRecordsResponse> List(
      const storage::v1::ListRecordsRequest& request) = 0;
  virtual absl::StatusOr<storage::v1::ListSummariesResponse> ListSummaries(
      const storage::v1::ListSummariesRequest& request) = 0;
  // The same, and NOT_FOUND.
  virtual absl::StatusOr<storage::v1::ListRevisionsResponse> ListRevisions(
      const storage::v1::ListRevisionsRequest& request) = 0;

  // Puts a backup into a store that holds nothing (backup/backup.h); writes that come meanwhile wait. on_begin: called once
  // nothing stands in its way any more and before the first write; its error ends the restore. on_progress: as in
  // RestoreBackup. Errors: those of CheckIsEmpty and RestoreBackup; after one of the latter the store refuses every write, and
  // Check says why.
  virtual absl::Status Restore(BackupFile& backup, absl::FunctionRef<absl::Status()> on_begin,
                               const RestoreProgress& on_progress = nullptr) = 0;

  // OK if the store can read and write now.
  virtual absl::Status Check() = 0;
};

}  // namespace heng
