// SPDX-License-Identifier: Apache-2.0
//
// The first two bytes of every key: the version of the key layout and the space. A space groups keys that are
// read in the same way, so that an engine may keep them apart on disk. What follows is for keys.h alone.
//
//   key   = %x01 space rest
//   space = "d"   documents: large, read by key
//         / "r"   rows: heads and answers of request ids; small, scanned and read often
//         / "h"   history: small, added to at the end, read from end to end
//         / "s"   summary rows: small, scanned from end to end
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace heng {

inline constexpr char kKeyLayoutVersion = '\x01';

enum class KeySpace : char { kDocuments = 'd', kHistory = 'h', kRows = 'r', kSummaries = 's' };

// The space of a key; nothing if it has none or is of another layout.
inline std::optional<KeySpace> SpaceOf(absl::string_view key) {
  if (key.size() < 2 || key[0] != kKeyLayoutVersion) return std::nullopt;
  switch (key[1]) {
    case 'd':
    case 'h':
    case 'r':
    case 's':
      return static_cast<KeySpace>(key[1]);
    default:
      return std::nullopt;
  }
}

// The two bytes.
inline std::string SpacePrefix(KeySpace space) { return {kKeyLayoutVersion, static_cast<char>(space)}; }

// The first key behind the space.
inline std::string SpaceEnd(KeySpace space) {
  return {kKeyLayoutVersion, static_cast<char>(static_cast<char>(space) + 1)};
}

}  // namespace heng
