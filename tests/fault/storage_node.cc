// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/storage_node.h"

#include "absl/memory/memory.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "storage/data_directory.h"
#include "storage/history/checkpoint.h"

namespace heng::fault {

absl::StatusOr<std::unique_ptr<StorageNode>> StorageNode::Start(const NodeOptions& options) {
  std::unique_ptr<StorageNode> node = absl::WrapUnique(new StorageNode());
  HENG_ASSIGN_OR_RETURN(node->engine_,
                        OpenRocksDbEngine({.data_dir = options.data_dir,
                                           .free_space_reserve_bytes = options.free_space_reserve_bytes,
                                           .block_cache_bytes = 8 * 1024 * 1024,
                                           .env = options.env}));
  HENG_ASSIGN_OR_RETURN(node->anchor_,
                        Anchor::Open(DataDirectory::AnchorPath(options.data_dir), options.anchor_interval));
  if (options.heed_anchor) HENG_RETURN_IF_ERROR(CheckMarks(*node->engine_, node->anchor_->Marks()));
  node->store_ = RecordStore::Open(*node->engine_, Clock::System(), {.anchor = node->anchor_.get()});
  return node;
}

}  // namespace heng::fault
