// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/load.h"

#include <string>
#include <utility>

#include "base/status_macros.h"
#include "storage/columns/stored_rows.h"
#include "storage/key_space.h"
#include "storage/keys.h"

namespace heng {
namespace {

constexpr size_t kRowsPerPage = 4096;
constexpr size_t kRowsPerProgress = 50'000;

// The summary space from end to end, at one instant.
class SummaryScan {
 public:
  explicit SummaryScan(Engine& engine) : engine_(engine) {}
  SummaryScan(const SummaryScan&) = delete;
  SummaryScan& operator=(const SummaryScan&) = delete;
  ~SummaryScan() { engine_.Release(page_.snapshot); }

  bool AtEnd() const { return begun_ && page_.next.empty(); }

  absl::Status Next() {
    const std::string begin = begun_ ? page_.next : SpacePrefix(KeySpace::kSummaries);
    HENG_ASSIGN_OR_RETURN(ScanPage page, engine_.Scan({.begin = begin,
                                                       .end = SpaceEnd(KeySpace::kSummaries),
                                                       .limit = kRowsPerPage,
                                                       .snapshot = page_.snapshot}));
    page_ = std::move(page);
    begun_ = true;
    return absl::OkStatus();
  }
  const std::vector<Row>& rows() const { return page_.rows; }

 private:
  Engine& engine_;
  ScanPage page_;
  bool begun_ = false;
};

}  // namespace

absl::Status LoadColumns(Engine& engine, Columns& columns, const LoadProgress& progress) {
  SummaryScan scan(engine);
  StoredRowReader reader(columns);
  size_t next_progress = kRowsPerProgress;
  while (!scan.AtEnd()) {
    HENG_RETURN_IF_ERROR(scan.Next());
    for (const Row& row : scan.rows()) HENG_RETURN_IF_ERROR(reader.Put(row));
    if (progress && reader.evaluation_count() >= next_progress) {
      progress(reader.evaluation_count());
      next_progress = reader.evaluation_count() + kRowsPerProgress;
    }
  }
  columns.Publish();
  return absl::OkStatus();
}

}  // namespace heng
