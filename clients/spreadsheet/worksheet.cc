// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/worksheet.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "clients/spreadsheet/number_text.h"
#include "clients/spreadsheet/refusal.h"
#include "clients/spreadsheet/string_item.h"
#include "clients/spreadsheet/xml_part.h"

namespace heng::spreadsheet {
namespace {

constexpr absl::string_view kRow = "/worksheet/sheetData/row";
constexpr absl::string_view kCell = "/worksheet/sheetData/row/c";
constexpr absl::string_view kMerged = "/worksheet/mergeCells/mergeCell";

// What the attribute t of a cell says about its value.
enum class ValueType { kNumber, kSharedString, kString, kInlineString, kBoolean, kError, kDate };

std::optional<ValueType> ParseValueType(absl::string_view text) {
  if (text == "n") return ValueType::kNumber;
  if (text == "s") return ValueType::kSharedString;
  if (text == "str") return ValueType::kString;
  if (text == "inlineStr") return ValueType::kInlineString;
  if (text == "b") return ValueType::kBoolean;
  if (text == "e") return ValueType::kError;
  if (text == "d") return ValueType::kDate;
  return {};
}

// A cell while it is read.
struct OpenCell {
  CellPosition position;
  ValueType type = ValueType::kNumber;
  size_t style = 0;
  bool has_formula = false;
  std::string value;  // of <v>
};

class WorksheetHandler : public XmlHandler {
 public:
  WorksheetHandler(const XlsxLimits& limits, std::string part, WorkbookContext& context, Sheet& sheet)
      : limits_(limits),
        part_(std::move(part)),
        context_(context),
        sheet_(sheet),
        inline_string_(limits.max_cell_characters) {}

  absl::Status OnStart(absl::string_view path, const XmlAttributes& attributes) override {
    if (path == kRow) return StartRow(attributes);
    if (path == kCell) return StartCell(attributes);
    if (path == kMerged) return AddMerged(attributes);
    if (absl::ConsumePrefix(&path, kCell)) StartInCell(path);
    return absl::OkStatus();
  }

  absl::Status OnText(absl::string_view text) override;
  absl::Status OnEnd(absl::string_view path) override;

 private:
  absl::Status StartRow(const XmlAttributes& attributes);
  absl::Status StartCell(const XmlAttributes& attributes);
  void StartInCell(absl::string_view tail);
  absl::Status Place(const XmlAttributes& attributes);
  absl::Status FinishCell();
  absl::Status Store(Cell cell);
  absl::Status AddMerged(const XmlAttributes& attributes);

  absl::Status FillIn(Cell& cell);
  absl::Status FillInNumber(Cell& cell);
  absl::Status FillInBoolean(Cell& cell);
  absl::Status FillInSharedString(Cell& cell);
  absl::Status FillInFormat(Cell& cell);

  spreadsheet::Place Here() const {
    return {.part = part_, .sheet = sheet_.name, .cell = A1(cell_.position)};
  }
  spreadsheet::Place InSheet() const { return {.part = part_, .sheet = sheet_.name}; }
  absl::Status TooLong() const;
  absl::Status BadCell(absl::string_view en, absl::string_view zh) const { return Damaged(Here(), en, zh); }
  std::string Quoted() const { return ForPeople(cell_.value); }

  const XlsxLimits& limits_;
  std::string part_;
  WorkbookContext& context_;
  Sheet& sheet_;
  int row_ = -1;     // of the last <row>
  int column_ = -1;  // of the last <c> in it
  OpenCell cell_;
  StringItem inline_string_;
  bool in_value_ = false;
};

absl::Status WorksheetHandler::StartRow(const XmlAttributes& attributes) {
  const std::optional<absl::string_view> number = attributes.Find("r");
  int row = row_ + 2;
  if ((number && !absl::SimpleAtoi(*number, &row)) || row < 1 || row > kMaxRows) {
    const std::string got = number ? ForPeople(*number) : absl::StrCat(row);
    return Damaged(InSheet(), absl::StrCat("there is no row \"", got, "\" (want 1 to ", kMaxRows, ")"),
                   absl::StrCat("行号“", got, "”无效（应为 1 至 ", kMaxRows, "）"));
  }
  row_ = row - 1;
  column_ = -1;
  return absl::OkStatus();
}

absl::Status WorksheetHandler::Place(const XmlAttributes& attributes) {
  const std::optional<absl::string_view> reference = attributes.Find("r");
  cell_.position = {.row = row_, .column = column_ + 1};
  if (reference) {
    const std::optional<CellPosition> position = ParseA1(*reference);
    if (!position || position->row != row_) {
      return Damaged(
          InSheet(),
          absl::StrCat("row ", row_ + 1, " holds a cell that says it is \"", ForPeople(*reference), "\""),
          absl::StrCat("第 ", row_ + 1, " 行含有地址为“", ForPeople(*reference), "”的单元格"));
    }
    cell_.position = *position;
  }
  if (cell_.position.column >= kMaxColumns) {
    return Damaged(InSheet(), absl::StrCat("row ", row_ + 1, " has more than ", kMaxColumns, " columns"),
                   absl::StrCat("第 ", row_ + 1, " 行超过 ", kMaxColumns, " 列"));
  }
  column_ = cell_.position.column;
  return absl::OkStatus();
}

absl::Status WorksheetHandler::StartCell(const XmlAttributes& attributes) {
  cell_.style = 0;
  cell_.has_formula = false;
  cell_.value.clear();
  HENG_RETURN_IF_ERROR(Place(attributes));
  const absl::string_view type = attributes.Find("t").value_or("n");
  const std::optional<ValueType> parsed = ParseValueType(type);
  if (!parsed) {
    return BadCell(absl::StrCat("unknown type of value \"", ForPeople(type), "\""),
                   absl::StrCat("未知的值类型“", ForPeople(type), "”"));
  }
  cell_.type = *parsed;
  const absl::string_view style = attributes.Find("s").value_or("0");
  if (absl::SimpleAtoi(style, &cell_.style)) return absl::OkStatus();
  return BadCell(absl::StrCat("there is no style \"", ForPeople(style), "\""),
                 absl::StrCat("样式“", ForPeople(style), "”不存在"));
}

void WorksheetHandler::StartInCell(absl::string_view tail) {
  if (tail == "/f") cell_.has_formula = true;
  in_value_ = tail == "/v";
  if (absl::ConsumePrefix(&tail, "/is")) inline_string_.Start(tail);
}

absl::Status WorksheetHandler::TooLong() const {
  return BeyondLimit(
      Here(),
      {.en = absl::StrCat("the text is longer than ", limits_.max_cell_characters, " characters: shorten it"),
       .zh = absl::StrCat("文本超过 ", limits_.max_cell_characters, " 个字符：请缩短")});
}

absl::Status WorksheetHandler::OnText(absl::string_view text) {
  inline_string_.Text(text);
  if (!in_value_) return absl::OkStatus();
  cell_.value.append(text.data(), text.size());
  // A character has at most seven bytes, as in _x000D_; the exact count follows at the end.
  return cell_.value.size() > 7 * limits_.max_cell_characters ? TooLong() : absl::OkStatus();
}

absl::Status WorksheetHandler::OnEnd(absl::string_view path) {
  in_value_ = false;
  if (path == kCell) return FinishCell();
  if (absl::ConsumePrefix(&path, kCell) && absl::ConsumePrefix(&path, "/is")) inline_string_.End(path);
  return absl::OkStatus();
}

absl::Status WorksheetHandler::FillInNumber(Cell& cell) {
  cell.kind = CellKind::kNumber;
  const absl::string_view number = absl::StripAsciiWhitespace(cell_.value);
  cell.text = std::string(number);
  if (number.empty() || IsNumber(number)) return absl::OkStatus();
  return BadCell(absl::StrCat("\"", Quoted(), "\" is stored as a number but is none"),
                 absl::StrCat("“", Quoted(), "”存为数字，但不是数字"));
}

absl::Status WorksheetHandler::FillInBoolean(Cell& cell) {
  cell.kind = CellKind::kBoolean;
  const absl::string_view value = absl::StripAsciiWhitespace(cell_.value);
  if (value == "1" || value == "true") cell.text = "1";
  if (value == "0" || value == "false") cell.text = "0";
  if (value.empty() || !cell.text.empty()) return absl::OkStatus();
  return BadCell(absl::StrCat("\"", Quoted(), "\" is stored as true or false but is neither"),
                 absl::StrCat("“", Quoted(), "”存为逻辑值，但不是逻辑值"));
}

absl::Status WorksheetHandler::FillInSharedString(Cell& cell) {
  const absl::string_view value = absl::StripAsciiWhitespace(cell_.value);
  size_t index = 0;
  if (value.empty()) return absl::OkStatus();
  if (!absl::SimpleAtoi(value, &index) || index >= context_.shared_strings.size()) {
    return BadCell(
        absl::StrCat("refers to text \"", Quoted(), "\", but there are ", context_.shared_strings.size()),
        absl::StrCat("引用了第“", Quoted(), "”个文本，但共有 ", context_.shared_strings.size(), " 个"));
  }
  cell.text = context_.shared_strings[index];
  return absl::OkStatus();
}

absl::Status WorksheetHandler::FillInFormat(Cell& cell) {
  if (!context_.has_styles) return absl::OkStatus();
  if (cell_.style >= context_.cell_formats.size()) {
    return BadCell(
        absl::StrCat("has style ", cell_.style, ", but there are ", context_.cell_formats.size()),
        absl::StrCat("使用了样式 ", cell_.style, "，但共有 ", context_.cell_formats.size(), " 种"));
  }
  cell.number_format = context_.cell_formats[cell_.style];
  return absl::OkStatus();
}

absl::Status WorksheetHandler::FillIn(Cell& cell) {
  switch (cell_.type) {
    case ValueType::kNumber:
      return FillInNumber(cell);
    case ValueType::kSharedString:
      return FillInSharedString(cell);
    case ValueType::kInlineString:
      if (inline_string_.too_long()) return TooLong();
      cell.text = inline_string_.Take();
      return absl::OkStatus();
    case ValueType::kBoolean:
      return FillInBoolean(cell);
    case ValueType::kError:
      cell.kind = CellKind::kError;
      cell.text = cell_.value;
      return absl::OkStatus();
    case ValueType::kString:
    case ValueType::kDate:
      cell.text = DecodeEscapes(cell_.value);
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::Status WorksheetHandler::FinishCell() {
  Cell cell;
  HENG_RETURN_IF_ERROR(FillIn(cell));
  inline_string_.Take();
  // A formula may well have computed the empty text.
  cell.uncalculated = cell_.has_formula && cell.text.empty() && cell_.type != ValueType::kString;
  if (!cell.text.empty() || cell.uncalculated) return Store(std::move(cell));
  if (++context_.blank_cell_count <= limits_.max_blank_cells) return absl::OkStatus();
  return BeyondLimit(
      Here(),
      {.en = absl::StrCat("more than ", limits_.max_blank_cells,
                          " cells are empty but have a style: delete unused rows and columns"),
       .zh = absl::StrCat("仅有样式的空单元格超过 ", limits_.max_blank_cells, " 个：请删除未使用的行和列")});
}

absl::Status WorksheetHandler::Store(Cell cell) {
  HENG_RETURN_IF_ERROR(FillInFormat(cell));
  if (cell.text.size() > limits_.max_cell_characters &&
      CountUtf16Units(cell.text) > limits_.max_cell_characters) {
    return TooLong();
  }
  if (sheet_.Find(cell_.position) != nullptr) {
    return BadCell("the sheet holds two cells of this address", "工作表内有两个相同地址的单元格");
  }
  context_.text_bytes += cell.text.size() + cell.number_format.size();
  if (++context_.cell_count > limits_.max_cells) {
    return BeyondLimit(Here(),
                       {.en = absl::StrCat("the workbook has more than ", limits_.max_cells,
                                           " filled cells: delete sheets that do not belong to the form"),
                        .zh = absl::StrCat("工作簿内有内容的单元格超过 ", limits_.max_cells,
                                           " 个：请删除与填报无关的工作表")});
  }
  if (context_.text_bytes > limits_.max_text_bytes) {
    return BeyondLimit(
        Here(), {.en = absl::StrCat("the texts of the workbook are longer than ", limits_.max_text_bytes,
                                    " bytes together: shorten them"),
                 .zh = absl::StrCat("工作簿内的文本合计超过 ", limits_.max_text_bytes, " 字节：请缩短")});
  }
  sheet_.Set(cell_.position, std::move(cell));
  return absl::OkStatus();
}

absl::Status WorksheetHandler::AddMerged(const XmlAttributes& attributes) {
  const absl::string_view text = attributes.Find("ref").value_or("");
  const std::optional<CellRange> range = ParseA1Range(text);
  if (!range) {
    return Damaged(InSheet(), absl::StrCat("\"", ForPeople(text), "\" is no range of cells to merge"),
                   absl::StrCat("合并单元格的区域“", ForPeople(text), "”无效"));
  }
  if (sheet_.merged.size() == limits_.max_merged) {
    return BeyondLimit(InSheet(), {.en = absl::StrCat("the sheet has more than ", limits_.max_merged,
                                                      " merged ranges: copy the form into a new workbook"),
                                   .zh = absl::StrCat("工作表的合并区域超过 ", limits_.max_merged,
                                                      " 个：请将表格复制到新的工作簿")});
  }
  sheet_.merged.push_back(*range);
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadWorksheet(Package& package, const std::string& part, WorkbookContext& context,
                           Sheet& sheet) {
  WorksheetHandler handler(package.limits(), part, context, sheet);
  return WalkPart(package, part, {.root = "worksheet"}, handler);
}

}  // namespace heng::spreadsheet
