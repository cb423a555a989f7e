// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/testing/minimal_workbook.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace heng::spreadsheet::testing {
namespace {

constexpr absl::string_view kContentTypes = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>)";

std::string Relationships(absl::string_view inside) {
  return absl::StrCat(
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)", inside,
      "</Relationships>");
}

std::string Relationship(absl::string_view id, absl::string_view type, absl::string_view target) {
  return absl::StrCat("<Relationship Id=\"", id, "\" Type=\"", kDocumentRelationshipsNamespace, "/", type,
                      "\" Target=\"", target, "\"/>");
}

}  // namespace

std::string MainXml(absl::string_view root, absl::string_view inside) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<", root, " xmlns=\"",
                      kMainNamespace, "\" xmlns:r=\"", kDocumentRelationshipsNamespace, "\">", inside, "</",
                      root, ">");
}

MinimalWorkbook::MinimalWorkbook() {
  Put(kContentTypesPart, kContentTypes);
  Put(kPackageRelationshipsPart, Relationships(Relationship("rId1", "officeDocument", "xl/workbook.xml")));
  Put(kWorkbookPart,
      MainXml("workbook", R"(<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>)"));
  Put(kWorkbookRelationshipsPart,
      Relationships(absl::StrCat(Relationship("rId1", "worksheet", "worksheets/sheet1.xml"),
                                 Relationship("rId2", "sharedStrings", "sharedStrings.xml"),
                                 Relationship("rId3", "styles", "styles.xml"))));
  Put(kStringsPart, MainXml("sst", "<si><t>a</t></si><si><t>b</t></si>"));
  Put(kStylesPart,
      MainXml("styleSheet", R"(<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>)"));
  Rows("");
}

MinimalWorkbook& MinimalWorkbook::Put(absl::string_view name, absl::string_view content) {
  const auto entry = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const ZipEntry& candidate) { return candidate.name == name; });
  if (entry == entries_.end()) {
    entries_.push_back({.name = std::string(name), .content = std::string(content)});
  } else {
    entry->content = std::string(content);
  }
  return *this;
}

MinimalWorkbook& MinimalWorkbook::Rows(absl::string_view rows) {
  return Put(kSheetPart, MainXml("worksheet", absl::StrCat("<sheetData>", rows, "</sheetData>")));
}

MinimalWorkbook& MinimalWorkbook::Remove(absl::string_view name) {
  std::erase_if(entries_, [&](const ZipEntry& entry) { return entry.name == name; });
  return *this;
}

ZipEntry& MinimalWorkbook::Entry(absl::string_view name) {
  const auto entry = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const ZipEntry& candidate) { return candidate.name == name; });
  HENG_CHECK(entry != entries_.end());
  return *entry;
}

}  // namespace heng::spreadsheet::testing
