// SPDX-License-Identifier: Apache-2.0
//
// The zip archive that an .xlsx file is (an Open Packaging Convention package): parts by name, unpacked piece by piece
// within limits. What the archive says of its sizes is not believed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/spreadsheet/xlsx_limits.h"

struct zip;  // zip_t of libzip

namespace heng::spreadsheet {

class Package {
 public:
  // `bytes` must outlive the package. INVALID_ARGUMENT for what is no zip archive or is damaged, for two parts of one
  // name, encrypted parts and unusual compression; RESOURCE_EXHAUSTED for too many parts.
  static absl::StatusOr<Package> Open(absl::string_view bytes, const XlsxLimits& limits);

  // Names have no leading slash; letters of either case are the same, as the convention says.
  bool Has(absl::string_view part) const;

  // Unpacks a part and hands it out in pieces of at most kPieceBytes. Errors: those of `sink`; INVALID_ARGUMENT if there
  // is no such part, or it is damaged, which may show only at its end; RESOURCE_EXHAUSTED beyond a limit.
  absl::Status Read(absl::string_view part, absl::FunctionRef<absl::Status(absl::string_view)> sink);
  static constexpr size_t kPieceBytes = 64 << 10;

  const XlsxLimits& limits() const { return limits_; }

  // Counts events of XML in any part; false beyond the limit.
  bool CountXmlEvents(size_t count) { return (xml_events_ += count) <= limits_.max_xml_events; }

 private:
  struct Closer {
    void operator()(zip* archive) const;
  };
  struct Part {
    uint64_t index = 0;
    uint64_t packed_bytes = 0;
  };

  Package(std::unique_ptr<zip, Closer> archive, const XlsxLimits& limits)
      : archive_(std::move(archive)), limits_(limits) {}
  absl::Status ReadDirectory();
  absl::Status AddPart(uint64_t index);
  absl::Status CountUnpacked(absl::string_view part, uint64_t packed_bytes, size_t part_bytes,
                             size_t more_bytes);

  std::unique_ptr<zip, Closer> archive_;
  XlsxLimits limits_;
  std::map<std::string, Part> parts_;  // by name in lower case
  size_t unpacked_bytes_ = 0;
  size_t xml_events_ = 0;
};

}  // namespace heng::spreadsheet
