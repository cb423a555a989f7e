// SPDX-License-Identifier: Apache-2.0
//
// Zip archives written byte by byte, so that tests can write such as no library would: sizes and checksums that lie, two
// parts of one name, encrypted ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace heng::spreadsheet::testing {

enum class Packing { kStored, kDeflated };

// One entry; what is set stands in the archive in place of the truth.
struct ZipEntry {
  std::string name;
  std::string content;
  Packing packing = Packing::kDeflated;
  std::optional<uint32_t> crc = {};
  std::optional<uint32_t> unpacked_bytes = {};
  std::optional<uint16_t> flags = {};   // 1: encrypted
  std::optional<uint16_t> method = {};  // 8: deflate
};

std::string BuildZip(const std::vector<ZipEntry>& entries);

}  // namespace heng::spreadsheet::testing
