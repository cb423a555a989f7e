// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/xlsx_reader.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "clients/spreadsheet/content_types.h"
#include "clients/spreadsheet/number_formats.h"
#include "clients/spreadsheet/number_text.h"
#include "clients/spreadsheet/package.h"
#include "clients/spreadsheet/refusal.h"
#include "clients/spreadsheet/relationships.h"
#include "clients/spreadsheet/shared_strings.h"
#include "clients/spreadsheet/worksheet.h"
#include "clients/spreadsheet/xml_part.h"

namespace heng::spreadsheet {
namespace {

// A <sheet> of the workbook part.
struct Tab {
  std::string name;
  std::string relationship_id;
  bool hidden = false;
};

class WorkbookHandler : public XmlHandler {
 public:
  WorkbookHandler(const XlsxLimits& limits, std::string part) : limits_(limits), part_(std::move(part)) {}

  absl::Status OnStart(absl::string_view path, const XmlAttributes& attributes) override {
    if (path == "/workbook/workbookPr") date1904_ = IsTrue(attributes.Find("date1904"));
    if (path == "/workbook/sheets/sheet") return AddTab(attributes);
    return absl::OkStatus();
  }

  const std::vector<Tab>& tabs() const { return tabs_; }
  bool date1904() const { return date1904_; }

 private:
  absl::Status AddTab(const XmlAttributes& attributes) {
    if (tabs_.size() == limits_.max_sheets) {
      return BeyondLimit(
          {.part = part_},
          {.en = absl::StrCat("the workbook has more than ", limits_.max_sheets,
                              " sheets: delete those that do not belong to the form"),
           .zh = absl::StrCat("工作簿的工作表超过 ", limits_.max_sheets, " 个：请删除与填报无关的工作表")});
    }
    const absl::string_view state = attributes.Find("state").value_or("visible");
    tabs_.push_back({.name = DecodeEscapes(attributes.Find("name").value_or("")),
                     .relationship_id = std::string(attributes.FindRelationshipId().value_or("")),
                     .hidden = state != "visible"});
    return absl::OkStatus();
  }

  const XlsxLimits& limits_;
  std::string part_;
  std::vector<Tab> tabs_;
  bool date1904_ = false;
};

// Macros of VBA, and the macro sheets of Excel 4.
bool NeedsMacros(const Relationship& relationship) {
  return absl::EqualsIgnoreCase(relationship.type, "vbaProject") ||
         absl::EndsWithIgnoreCase(relationship.type, "Macrosheet");
}

absl::StatusOr<std::string> FindWorkbookPart(Package& package) {
  HENG_ASSIGN_OR_RETURN(const std::vector<Relationship> relationships, ReadRelationships(package, ""));
  std::string part;
  for (const Relationship& relationship : relationships) {
    if (relationship.type != "officeDocument") continue;
    if (!part.empty() && part != relationship.part) {
      return Damaged({.part = "_rels/.rels"}, "names two main parts", "指定了两个主部件");
    }
    part = relationship.part;
  }
  if (!part.empty()) return part;
  return Damaged({.part = "_rels/.rels"}, "does not say which part is the workbook", "未指明工作簿部件");
}

class Reader {
 public:
  Reader(Package& package, std::string part) : package_(package), part_(std::move(part)) {}

  absl::StatusOr<Workbook> Read() {
    HENG_ASSIGN_OR_RETURN(relationships_, ReadRelationships(package_, part_));
    if (std::any_of(relationships_.begin(), relationships_.end(), NeedsMacros)) return RefuseMacros();
    WorkbookHandler handler(package_.limits(), part_);
    HENG_RETURN_IF_ERROR(WalkPart(package_, part_, {.root = "workbook"}, handler));
    HENG_RETURN_IF_ERROR(ReadStringsAndStyles());
    Workbook workbook{.date1904 = handler.date1904()};
    for (const Tab& tab : handler.tabs()) HENG_RETURN_IF_ERROR(ReadTab(tab, workbook));
    return workbook;
  }

 private:
  absl::Status ReadStringsAndStyles() {
    for (const Relationship& relationship : relationships_) {
      if (relationship.type == "sharedStrings" && context_.shared_strings.empty()) {
        HENG_ASSIGN_OR_RETURN(context_.shared_strings, ReadSharedStrings(package_, relationship.part));
      } else if (relationship.type == "styles" && !context_.has_styles) {
        HENG_ASSIGN_OR_RETURN(context_.cell_formats, ReadCellFormats(package_, relationship.part));
        context_.has_styles = true;
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadTab(const Tab& tab, Workbook& workbook) {
    const auto relationship =
        std::find_if(relationships_.begin(), relationships_.end(),
                     [&](const Relationship& candidate) { return candidate.id == tab.relationship_id; });
    if (relationship == relationships_.end() || relationship->part.empty()) {
      return Damaged({.part = part_},
                     absl::StrCat("does not say where sheet \"", ForPeople(tab.name), "\" is"),
                     absl::StrCat("未指明工作表“", ForPeople(tab.name), "”的位置"));
    }
    if (relationship->type != "worksheet") return absl::OkStatus();
    Sheet sheet;
    sheet.name = tab.name;
    sheet.hidden = tab.hidden;
    HENG_RETURN_IF_ERROR(ReadWorksheet(package_, relationship->part, context_, sheet));
    workbook.sheets.push_back(std::move(sheet));
    return absl::OkStatus();
  }

  Package& package_;
  std::string part_;
  std::vector<Relationship> relationships_;
  WorkbookContext context_;
};

}  // namespace

absl::StatusOr<Workbook> ReadXlsx(absl::string_view bytes, const XlsxLimits& limits) {
  HENG_ASSIGN_OR_RETURN(Package package, Package::Open(bytes, limits));
  HENG_RETURN_IF_ERROR(CheckContentTypes(package));
  HENG_ASSIGN_OR_RETURN(std::string part, FindWorkbookPart(package));
  return Reader(package, std::move(part)).Read();
}

}  // namespace heng::spreadsheet
