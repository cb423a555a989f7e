// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/load.h"

#include <future>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "storage/columns/stored_rows.h"
#include "storage/key_space.h"
#include "storage/keys.h"

namespace heng {
namespace {

constexpr size_t kRowsPerPage = 4096;
constexpr size_t kRowsPerProgress = 50'000;

// The summary space from end to end, at one instant. While a page is used, the next one is read on another thread.
class SummaryScan {
 public:
  explicit SummaryScan(Engine& engine) : engine_(engine) { ReadAhead(SpacePrefix(KeySpace::kSummaries), ""); }
  SummaryScan(const SummaryScan&) = delete;
  SummaryScan& operator=(const SummaryScan&) = delete;
  ~SummaryScan() {
    if (ahead_.valid()) ahead_.wait();
    engine_.Release(snapshot_);
  }

  bool AtEnd() const { return !ahead_.valid(); }

  absl::StatusOr<std::vector<Row>> Next() {
    HENG_ASSIGN_OR_RETURN(ScanPage page, ahead_.get());
    snapshot_ = page.snapshot;
    if (!page.next.empty()) ReadAhead(page.next, snapshot_);
    return std::move(page.rows);
  }

 private:
  void ReadAhead(std::string begin, std::string snapshot) {
    ahead_ = std::async(
        std::launch::async,
        [this, request = ScanRequest{.begin = std::move(begin),
                                     .end = SpaceEnd(KeySpace::kSummaries),
                                     .limit = kRowsPerPage,
                                     .snapshot = std::move(snapshot)}] { return engine_.Scan(request); });
  }

  Engine& engine_;
  std::string snapshot_;
  std::future<absl::StatusOr<ScanPage>> ahead_;
};

}  // namespace

absl::Status LoadColumns(Engine& engine, Columns& columns, const LoadProgress& progress) {
  SummaryScan scan(engine);
  StoredRowReader reader(columns);
  size_t next_progress = kRowsPerProgress;
  while (!scan.AtEnd()) {
    HENG_ASSIGN_OR_RETURN(const std::vector<Row> rows, scan.Next());
    for (const Row& row : rows) HENG_RETURN_IF_ERROR(reader.Put(row));
    if (progress && reader.evaluation_count() >= next_progress) {
      progress(reader.evaluation_count());
      next_progress = reader.evaluation_count() + kRowsPerProgress;
    }
  }
  columns.Publish();
  return absl::OkStatus();
}

}  // namespace heng
