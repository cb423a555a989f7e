// SPDX-License-Identifier: Apache-2.0
//
// The smallest workbook that programs open, whose parts tests replace one by one.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/spreadsheet/testing/zip_builder.h"

namespace heng::spreadsheet::testing {

inline constexpr absl::string_view kMainNamespace =
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline constexpr absl::string_view kDocumentRelationshipsNamespace =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

inline constexpr char kContentTypesPart[] = "[Content_Types].xml";
inline constexpr char kPackageRelationshipsPart[] = "_rels/.rels";
inline constexpr char kWorkbookPart[] = "xl/workbook.xml";
inline constexpr char kWorkbookRelationshipsPart[] = "xl/_rels/workbook.xml.rels";
inline constexpr char kSheetPart[] = "xl/worksheets/sheet1.xml";
inline constexpr char kStringsPart[] = "xl/sharedStrings.xml";
inline constexpr char kStylesPart[] = "xl/styles.xml";

// <root xmlns="…">inside</root> of the main namespace.
std::string MainXml(absl::string_view root, absl::string_view inside);

class MinimalWorkbook {
 public:
  // One sheet named Sheet1 without cells, with shared strings "a" and "b" and styles General and 0.00%.
  MinimalWorkbook();

  // Adds or replaces a part.
  MinimalWorkbook& Put(absl::string_view name, absl::string_view content);
  // The sheet, of <row> elements.
  MinimalWorkbook& Rows(absl::string_view rows);
  MinimalWorkbook& Remove(absl::string_view name);
  // The entry of a part, to make it lie.
  ZipEntry& Entry(absl::string_view name);
  std::vector<ZipEntry>& entries() { return entries_; }

  std::string Bytes() const { return BuildZip(entries_); }

 private:
  std::vector<ZipEntry> entries_;
};

}  // namespace heng::spreadsheet::testing
