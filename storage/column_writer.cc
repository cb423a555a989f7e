// SPDX-License-Identifier: Apache-2.0
#include "storage/column_writer.h"

#include <utility>
#include <vector>

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
  if (doubtful_.size() > kMaxDoubtful) doubtful_.pop_front();
}

void ColumnWriter::Publish() {
  if (!doubtful_.empty()) ReadDoubtfulKeys();
  columns_.Publish();
}

void ColumnWriter::ReadDoubtfulKeys() {
  std::vector<std::string> keys;
  for (const DoubtfulKey& doubtful : doubtful_) keys.push_back(doubtful.key);
  const absl::StatusOr<std::vector<std::optional<Row>>> rows = engine_.Get(keys);
  // Whoever writes next hears of it; the keys stay doubtful until they can be read.
  if (!rows.ok()) return;
  for (size_t i = 0; i < keys.size(); ++i) {
    const std::optional<Row>& row = (*rows)[i];
    if (!row || row->version == doubtful_[i].seen) continue;
    doubtful_[i].seen = row->version;
    // The row is there and nobody can be told: it lacks in sums until it is written again.
    if (const absl::Status put = reader_.Put(*row); !put.ok()) {
      Log(LogLevel::kError, "column_row_unreadable",
          {{"key", absl::CHexEscape(row->key)}, {"error", std::string(put.message())}});
    }
  }
  while (!doubtful_.empty() && clock_.Now() - doubtful_.front().since > kDoubtLasts) doubtful_.pop_front();
}

}  // namespace heng
