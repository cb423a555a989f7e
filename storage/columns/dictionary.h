// SPDX-License-Identifier: Apache-2.0
//
// Numbers for values that many rows share: each value once, numbered from 0 in the order in which they came.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "storage/columns/stable_vector.h"

namespace heng {

// One writer interns; readers read values by number, under the terms of StableVector, and find numbers, under a lock
// that is held for a moment. Terms says what is kept and what it is looked up by:
//
//   struct Terms {
//     using Value = std::string;
//     using View = absl::string_view;  // cheap to make; has == and AbslHashValue
//     static View ViewOf(const Value& value);
//     static Value ValueOf(const View& view);
//   };
template <typename Terms>
class Dictionary {
 public:
  using Value = typename Terms::Value;
  using View = typename Terms::View;

  size_t size() const { return values_.size(); }
  const Value& operator[](size_t id) const { return values_[id]; }

  // For the writer. True if the value is new.
  std::pair<uint32_t, bool> Intern(const View& view) {
    // Nobody else writes, so looking needs no lock.
    if (const auto found = ids_.find(view); found != ids_.end()) return {*found, false};
    const auto id = static_cast<uint32_t>(values_.PushBack(Terms::ValueOf(view)));
    std::lock_guard<std::mutex> lock(mutex_);
    ids_.insert(id);
    return {id, true};
  }

  // For readers. The value may be newer than the reader's view.
  std::optional<uint32_t> Find(const View& view) const {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = ids_.find(view);
    if (found == ids_.end()) return std::nullopt;
    return *found;
  }

  // For the writer: roughly, without what values keep elsewhere.
  size_t bytes() const { return values_.bytes() + ids_.capacity() * (sizeof(uint32_t) + 1); }

 private:
  struct Hash {
    using is_transparent = void;
    const StableVector<Value>* values;
    size_t operator()(uint32_t id) const { return (*this)(Terms::ViewOf((*values)[id])); }
    size_t operator()(const View& view) const { return absl::Hash<View>()(view); }
  };
  struct Equal {
    using is_transparent = void;
    const StableVector<Value>* values;
    bool operator()(uint32_t a, uint32_t b) const { return a == b; }
    bool operator()(uint32_t id, const View& view) const { return Terms::ViewOf((*values)[id]) == view; }
    bool operator()(const View& view, uint32_t id) const { return (*this)(id, view); }
  };

  StableVector<Value> values_;
  mutable std::mutex mutex_;
  absl::flat_hash_set<uint32_t, Hash, Equal> ids_{0, Hash{&values_}, Equal{&values_}};
};

}  // namespace heng
