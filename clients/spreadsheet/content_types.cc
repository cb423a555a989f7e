// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/content_types.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "clients/spreadsheet/refusal.h"
#include "clients/spreadsheet/xml_part.h"

namespace heng::spreadsheet {
namespace {

constexpr char kPart[] = "[Content_Types].xml";

absl::Status RefuseBinary() {
  return Refused({},
                 {.en = absl::StrCat("this is a binary workbook (.xlsb), whatever its name is: ", kSaveAgain),
                  .zh = absl::StrCat("这是二进制工作簿（.xlsb，与扩展名无关）：", kSaveAgainZh)});
}

class ContentTypeHandler : public XmlHandler {
 public:
  absl::Status OnStart(absl::string_view path, const XmlAttributes& attributes) override {
    if (path != "/Types/Default" && path != "/Types/Override") return absl::OkStatus();
    const std::string type = absl::AsciiStrToLower(attributes.Find("ContentType").value_or(""));
    // The type of binary workbooks has both words.
    if (absl::StrContains(type, "sheet.binary")) return RefuseBinary();
    if (absl::StrContains(type, "macro") || absl::StrContains(type, "vbaproject")) {
      return RefuseMacros();
    }
    return absl::OkStatus();
  }
};

}  // namespace

absl::Status CheckContentTypes(Package& package) {
  if (package.Has(kPart)) {
    ContentTypeHandler handler;
    return WalkPart(package, kPart, {.vocabulary = Vocabulary::kContentTypes, .root = "Types"}, handler);
  }
  if (package.Has("mimetype")) {
    return Refused(
        {}, {.en = absl::StrCat("this is an OpenDocument file (.ods), whatever its name is: ", kSaveAgain),
             .zh = absl::StrCat("这是 OpenDocument 文件（.ods，与扩展名无关）：", kSaveAgainZh)});
  }
  return Refused(
      {},
      {.en = absl::StrCat(
           "this is a zip archive but not an .xlsx file: unpack it and choose the workbook, or ", kSaveAgain),
       .zh = absl::StrCat("这是压缩包而不是 .xlsx 文件：请解压后选择其中的工作簿，或", kSaveAgainZh)});
}

absl::Status RefuseMacros() {
  return Refused(
      {}, {.en = absl::StrCat("the workbook contains macros, which are neither run nor read: ", kSaveAgain,
                              " (not .xlsm)"),
           .zh = absl::StrCat("工作簿含有宏，系统不运行也不读取宏：", kSaveAgainZh, "（不是 .xlsm）")});
}

}  // namespace heng::spreadsheet
