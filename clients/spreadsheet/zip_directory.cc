// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/zip_directory.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/match.h"

namespace heng::spreadsheet {
namespace {

// APPNOTE.TXT 4.3.12, 4.3.14 to 4.3.16.
constexpr absl::string_view kDirectoryEntry = "PK\x01\x02";
constexpr absl::string_view kEnd = "PK\x05\x06";
constexpr absl::string_view kZip64Locator = "PK\x06\x07";
constexpr size_t kEndBytes = 22;
constexpr size_t kZip64LocatorBytes = 20;
constexpr size_t kZip64EndBytes = 56;
constexpr size_t kMaxCommentBytes = 65'535;
// Entries of archives that are stored inside look like entries of this one.
constexpr size_t kEmbeddedEntries = 16;

uint64_t LittleEndian64(absl::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

size_t CountUpTo(absl::string_view bytes, absl::string_view signature, size_t max) {
  size_t count = 0;
  for (size_t at = bytes.find(signature); at != bytes.npos && count <= max;) {
    ++count;
    at = bytes.find(signature, at + signature.size());
  }
  return count;
}

// The number of entries in the zip64 record that belongs to an end record at `end`; 0 if there is none.
uint64_t Zip64Entries(absl::string_view bytes, size_t end) {
  if (end < kZip64LocatorBytes) return 0;
  const absl::string_view locator = bytes.substr(end - kZip64LocatorBytes, kZip64LocatorBytes);
  if (!absl::StartsWith(locator, kZip64Locator)) return 0;
  const uint64_t record = LittleEndian64(locator.substr(8));
  if (record > bytes.size() || bytes.size() - record < kZip64EndBytes) return 0;
  const absl::string_view fields = bytes.substr(record, kZip64EndBytes);
  return std::max(LittleEndian64(fields.substr(24)), LittleEndian64(fields.substr(32)));
}

}  // namespace

bool MayHoldMoreEntries(absl::string_view bytes, size_t max_entries) {
  const size_t max_signatures = max_entries * kEmbeddedEntries;
  if (CountUpTo(bytes, kDirectoryEntry, max_signatures) > max_signatures) return true;
  const size_t tail = bytes.size() - std::min(bytes.size(), kEndBytes + kMaxCommentBytes);
  for (size_t end = bytes.find(kEnd, tail); end != bytes.npos; end = bytes.find(kEnd, end + 1)) {
    if (Zip64Entries(bytes, end) > max_entries) return true;
  }
  return false;
}

}  // namespace heng::spreadsheet
