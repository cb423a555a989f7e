// SPDX-License-Identifier: Apache-2.0
#include "storage/column_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "base/log.h"

namespace heng {
namespace {

constexpr size_t kMaxDoubtful = 4096;
constexpr absl::Duration kDoubtLasts = absl::Minutes(1);

}  // namespace

void ColumnWriter::Put(const ColumnRow& row) {
  std::visit([this](const auto& values) { columns_.Put(values); }, row.row);
}

void ColumnWriter::Doubt(std::string key) {
  doubtful_.push_back({.key = std::move(key), .since = clock_.Now()});
  if (doubtful_.size() > kMaxDoubtful) doubtful_.erase(doubtful_.begin());
}

void ColumnWriter::Publish() {
  if (!doubtful_.empty()) ReadDoubtfulKeys();
  columns_.Publish();
}

void ColumnWriter::ReadDoubtfulKeys() {
  std::vector<std::string> keys;
  for (const DoubtfulKey& doubtful : doubtful_) keys.push_back(doubtful.key);
  const absl::StatusOr<std::vector<std::optional<Row>>> rows = engine_.Get(keys);
  const absl::Time now = clock_.Now();
  const auto is_over = [now](const DoubtfulKey& doubtful) { return now - doubtful.since > kDoubtLasts; };
  if (rows.ok()) {
    PutDoubtful(absl::MakeSpan(doubtful_), *rows);
    doubtful_.erase(std::remove_if(doubtful_.begin(), doubtful_.end(), is_over), doubtful_.end());
    return;
  }
  // One that cannot be read must not keep the others in doubt. Itself it stays until it can be read, but for a damaged one: that
  // is told to whoever reads it, and nothing else can be done here.
  std::vector<DoubtfulKey> unread;
  for (DoubtfulKey& doubtful : doubtful_) {
    const auto row = engine_.Get({doubtful.key});
    if (row.ok()) PutDoubtful(absl::MakeSpan(&doubtful, 1), *row);
    const bool settled = row.ok() ? is_over(doubtful) : absl::IsDataLoss(row.status());
    if (!settled) unread.push_back(std::move(doubtful));
  }
  doubtful_ = std::move(unread);
}

void ColumnWriter::PutDoubtful(absl::Span<DoubtfulKey> doubtful,
                               const std::vector<std::optional<Row>>& rows) {
  for (size_t i = 0; i < doubtful.size(); ++i) {
    const std::optional<Row>& row = rows[i];
    if (!row || row->version == doubtful[i].seen) continue;
    doubtful[i].seen = row->version;
    // The row is there and nobody can be told: it lacks in sums until it is written again.
    if (const absl::Status put = reader_.Put(*row); !put.ok()) {
      Log(LogLevel::kError, "column_row_unreadable",
          {{"key", absl::CHexEscape(row->key)}, {"error", std::string(put.message())}});
    }
  }
}

}  // namespace heng
