// SPDX-License-Identifier: Apache-2.0
//
// Which department continues which, as departments name their predecessors.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace heng {

// For the writer's thread alone; what Current returns is for everybody.
class Successors {
 public:
  using Map = absl::flat_hash_map<uint32_t, uint32_t>;

  // From now on `department` continues these and no others.
  void Set(uint32_t department, std::vector<uint32_t> predecessors) {
    std::sort(predecessors.begin(), predecessors.end());
    predecessors.erase(std::unique(predecessors.begin(), predecessors.end()), predecessors.end());
    predecessors.erase(std::remove(predecessors.begin(), predecessors.end(), department), predecessors.end());
    if (predecessors.empty() && !predecessors_.contains(department)) return;
    std::vector<uint32_t>& known = predecessors_[department];
    if (known == predecessors) return;
    for (const uint32_t before : known) {
      std::vector<uint32_t>& followers = followers_[before];
      followers.erase(std::find(followers.begin(), followers.end(), department));
    }
    for (const uint32_t now : predecessors) followers_[now].push_back(department);
    known = std::move(predecessors);
    current_ = nullptr;
  }

  // From a department to the one that continues it. A department that several continue was split: its rows cannot be
  // told apart, so it stays what it was.
  const std::shared_ptr<const Map>& Current() {
    if (current_ != nullptr) return current_;
    auto map = std::make_shared<Map>();
    for (const auto& [predecessor, followers] : followers_) {
      if (followers.size() == 1) map->emplace(predecessor, followers.front());
    }
    current_ = std::move(map);
    return current_;
  }

 private:
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> predecessors_;
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> followers_;
  std::shared_ptr<const Map> current_;
};

}  // namespace heng
