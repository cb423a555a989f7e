// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/testing/zip_builder.h"

#include <zlib.h>

#include "base/status_macros.h"

namespace heng::spreadsheet::testing {
namespace {

void Append(uint64_t value, int bytes, std::string& to) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string Deflate(absl::string_view content) {
  z_stream stream{};
  // Negative window bits: no zlib header.
  HENG_CHECK(deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  HENG_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// From "version needed" to the length of the extra field, which local headers and the directory share.
std::string CommonHeader(const ZipEntry& entry, size_t packed_bytes) {
  const auto* content = reinterpret_cast<const Bytef*>(entry.content.data());
  std::string header;
  Append(20, 2, header);
  Append(entry.flags.value_or(0), 2, header);
  Append(entry.method.value_or(entry.packing == Packing::kStored ? 0 : 8), 2, header);
  Append(0x5A214000, 4, header);  // 2025-01-01
  Append(
      entry.crc.value_or(static_cast<uint32_t>(crc32(0, content, static_cast<uInt>(entry.content.size())))),
      4, header);
  Append(packed_bytes, 4, header);
  Append(entry.unpacked_bytes.value_or(static_cast<uint32_t>(entry.content.size())), 4, header);
  Append(entry.name.size(), 2, header);
  Append(0, 2, header);
  return header;
}

}  // namespace

std::string BuildZip(const std::vector<ZipEntry>& entries) {
  std::string archive;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const std::string packed = entry.packing == Packing::kStored ? entry.content : Deflate(entry.content);
    const std::string header = CommonHeader(entry, packed.size());
    const size_t offset = archive.size();
    archive += "PK\x03\x04" + header + entry.name + packed;
    directory += "PK\x01\x02";
    Append(20, 2, directory);
    directory += header;
    directory.append(10, '\0');  // no comment, disk 0, no attributes
    Append(offset, 4, directory);
    directory += entry.name;
  }
  const size_t offset = archive.size();
  archive += directory + "PK\x05\x06";
  Append(0, 4, archive);
  Append(entries.size(), 2, archive);
  Append(entries.size(), 2, archive);
  Append(directory.size(), 4, archive);
  Append(offset, 4, archive);
  Append(0, 2, archive);
  return archive;
}

}  // namespace heng::spreadsheet::testing
