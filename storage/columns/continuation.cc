// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/continuation.h"

#include <numeric>

#include "absl/container/flat_hash_map.h"

namespace heng {
namespace {

using Followers = absl::flat_hash_map<uint32_t, uint32_t>;

constexpr uint32_t kCircle = 0xffffffff;

// Where the ways through `followers` end. Each step is walked once: what is known of a department ends the walk.
class LastFollowers {
 public:
  explicit LastFollowers(const Followers& followers) : followers_(followers) {}

  // kCircle if there is no end.
  uint32_t Of(uint32_t department) {
    std::vector<uint32_t> way;
    uint32_t last = department;
    while (true) {
      const auto next = followers_.find(last);
      if (next == followers_.end()) break;
      // Until its end is known, what lies on the way counts as part of a circle.
      const auto [known, is_new] = ends_.try_emplace(last, kCircle);
      if (!is_new) {
        last = known->second;
        break;
      }
      way.push_back(last);
      last = next->second;
    }
    for (const uint32_t passed : way) ends_[passed] = last;
    return last;
  }

 private:
  const Followers& followers_;
  Followers ends_;
};

}  // namespace

Continuation::Continuation(const Columns& columns, const ColumnsView& view) {
  if (view.successors->empty()) return;
  current_.resize(view.department_count);
  std::iota(current_.begin(), current_.end(), 0);
  moved_to_.resize(view.department_count, kNoRegion);
  LastFollowers last_followers(*view.successors);
  for (const auto& [department, follower] : *view.successors) {
    const uint32_t last = last_followers.Of(department);
    if (last == kCircle) continue;
    current_[department] = last;
    moved_to_[department] = columns.department(last).region;
  }
}

void Continuation::Resolve(ChunkRows& rows, ContinuedColumns& buffer) const {
  const Chunk& chunk = *rows.chunk;
  rows.region = chunk.region.data();
  rows.department = chunk.department.data();
  if (!changes_rows()) return;
  for (uint32_t row = 0; row < rows.row_count; ++row) {
    const uint32_t filed = chunk.department[row];
    const uint32_t moved_to = moved_to_[filed];
    buffer.department[row] = current_[filed];
    buffer.region[row] = moved_to == kNoRegion ? chunk.region[row] : moved_to;
  }
  rows.region = buffer.region.data();
  rows.department = buffer.department.data();
}

}  // namespace heng
