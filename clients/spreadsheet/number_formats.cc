// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/number_formats.h"

#include <map>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "clients/spreadsheet/number_text.h"
#include "clients/spreadsheet/refusal.h"
#include "clients/spreadsheet/xml_part.h"

namespace heng::spreadsheet {
namespace {

// Excel takes codes of 255 characters, each of which may be written as an escape.
constexpr size_t kMaxCodeBytes = 2'048;

struct Builtin {
  int id;
  absl::string_view code;
};

constexpr Builtin kBuiltins[] = {
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {5, "\"¥\"#,##0;\"¥\"\\-#,##0"},
    {6, "\"¥\"#,##0;[Red]\"¥\"\\-#,##0"},
    {7, "\"¥\"#,##0.00;\"¥\"\\-#,##0.00"},
    {8, "\"¥\"#,##0.00;[Red]\"¥\"\\-#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {11, "0.00E+00"},
    {12, "# ?/?"},
    {13, "# ?\?/??"},
    {14, "yyyy/m/d"},
    {15, "d-mmm-yy"},
    {16, "d-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "h:mm"},
    {21, "h:mm:ss"},
    {22, "yyyy/m/d h:mm"},
    {27, "yyyy\"年\"m\"月\""},
    {28, "m\"月\"d\"日\""},
    {29, "m\"月\"d\"日\""},
    {30, "m-d-yy"},
    {31, "yyyy\"年\"m\"月\"d\"日\""},
    {32, "h\"时\"mm\"分\""},
    {33, "h\"时\"mm\"分\"ss\"秒\""},
    {34, "上午/下午h\"时\"mm\"分\""},
    {35, "上午/下午h\"时\"mm\"分\"ss\"秒\""},
    {36, "yyyy\"年\"m\"月\""},
    {37, "#,##0;\\-#,##0"},
    {38, "#,##0;[Red]\\-#,##0"},
    {39, "#,##0.00;\\-#,##0.00"},
    {40, "#,##0.00;[Red]\\-#,##0.00"},
    {41, "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ "},
    {42, "_ \"¥\"* #,##0_ ;_ \"¥\"* \\-#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ "},
    {43, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"?\?_ ;_ @_ "},
    {44, "_ \"¥\"* #,##0.00_ ;_ \"¥\"* \\-#,##0.00_ ;_ \"¥\"* \"-\"?\?_ ;_ @_ "},
    {45, "mm:ss"},
    {46, "[h]:mm:ss"},
    {47, "mm:ss.0"},
    {48, "##0.0E+0"},
    {49, "@"},
    {50, "yyyy\"年\"m\"月\""},
    {51, "m\"月\"d\"日\""},
    {52, "yyyy\"年\"m\"月\""},
    {53, "m\"月\"d\"日\""},
    {54, "m\"月\"d\"日\""},
    {55, "上午/下午h\"时\"mm\"分\""},
    {56, "上午/下午h\"时\"mm\"分\"ss\"秒\""},
    {57, "yyyy\"年\"m\"月\""},
    {58, "m\"月\"d\"日\""},
};

class NumberFormatHandler : public XmlHandler {
 public:
  NumberFormatHandler(const XlsxLimits& limits, std::string part) : limits_(limits), part_(std::move(part)) {}

  absl::Status OnStart(absl::string_view path, const XmlAttributes& attributes) override {
    if (path == "/styleSheet/numFmts/numFmt") return AddFormat(attributes);
    if (path == "/styleSheet/cellXfs/xf") return AddStyle(attributes);
    return absl::OkStatus();
  }

  // Styles may stand before the formats that they name.
  std::vector<std::string> Take() const {
    std::vector<std::string> codes;
    codes.reserve(styles_.size());
    for (const int id : styles_) {
      const auto own = formats_.find(id);
      codes.push_back(own != formats_.end() ? own->second : std::string(BuiltinNumberFormat(id)));
    }
    return codes;
  }

 private:
  absl::StatusOr<int> IdOf(const XmlAttributes& attributes) const {
    const absl::string_view text = attributes.Find("numFmtId").value_or("0");
    int id = 0;
    if (absl::SimpleAtoi(text, &id) && id >= 0) return id;
    return Damaged({.part = part_}, "a number format has no valid id", "数字格式的编号无效");
  }

  absl::Status CheckCount(size_t count) const {
    if (count < limits_.max_styles) return absl::OkStatus();
    return BeyondLimit(
        {.part = part_},
        {.en = absl::StrCat("the workbook has more than ", limits_.max_styles,
                            " cell styles: copy the form into a new workbook"),
         .zh = absl::StrCat("工作簿的单元格样式超过 ", limits_.max_styles, " 种：请将表格复制到新的工作簿")});
  }

  absl::Status AddFormat(const XmlAttributes& attributes) {
    HENG_RETURN_IF_ERROR(CheckCount(formats_.size()));
    HENG_ASSIGN_OR_RETURN(const int id, IdOf(attributes));
    const absl::string_view code = attributes.Find("formatCode").value_or("");
    if (code.size() > kMaxCodeBytes) {
      return BeyondLimit(
          {.part = part_},
          {.en = absl::StrCat("a number format is longer than ", kMaxCodeBytes, " bytes: ", kSaveAgain),
           .zh = absl::StrCat("数字格式超过 ", kMaxCodeBytes, " 字节：", kSaveAgainZh)});
    }
    formats_[id] = code == "General" ? "" : DecodeEscapes(code);
    return absl::OkStatus();
  }

  absl::Status AddStyle(const XmlAttributes& attributes) {
    HENG_RETURN_IF_ERROR(CheckCount(styles_.size()));
    HENG_ASSIGN_OR_RETURN(const int id, IdOf(attributes));
    styles_.push_back(id);
    return absl::OkStatus();
  }

  const XlsxLimits& limits_;
  std::string part_;
  std::map<int, std::string> formats_;
  std::vector<int> styles_;
};

}  // namespace

absl::string_view BuiltinNumberFormat(int id) {
  for (const Builtin& builtin : kBuiltins) {
    if (builtin.id == id) return builtin.code;
  }
  return "";
}

absl::StatusOr<std::vector<std::string>> ReadCellFormats(Package& package, const std::string& part) {
  NumberFormatHandler handler(package.limits(), part);
  HENG_RETURN_IF_ERROR(WalkPart(package, part, {.root = "styleSheet"}, handler));
  return handler.Take();
}

}  // namespace heng::spreadsheet
