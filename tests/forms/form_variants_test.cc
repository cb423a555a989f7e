// SPDX-License-Identifier: Apache-2.0
//
// Forms in files that two other libraries wrote, in the ways of many programs: what stands in them is read exactly, and where
// mistakes were planted, one pass reports all of them and nothing else, each at its cell.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "clients/forms/form_import.h"
#include "clients/forms/form_layout.h"
#include "clients/forms/kept_form.h"
#include "clients/forms/xlsx_form.h"
#include "clients/spreadsheet/xlsx_reader.h"
#include "google/protobuf/util/message_differencer.h"
#include "nlohmann/json.hpp"
#include "storage/testing/temporary_directory.h"
#include "tests/forms/page.h"
#include "tests/forms/published_form.h"

namespace heng::forms {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::TemporaryDirectory;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAreArray;

// A mistake and how it must be reported.
struct Planted {
  const char* address;
  const char* text;  // null: nothing is typed there, but something else makes this cell wrong
  const char* reason;
  Keeping as = Keeping::kText;
};

struct Variant {
  const char* name;
  std::function<FormContext()> form = FormOfEveryKind;
  // What the department typed in another way.
  std::function<void(FormContext&)> type = [](FormContext&) {};
  std::function<void(Page&)> place = [](Page&) {};
  // Pages around the form, and whether days are counted from 1904.
  std::function<void(Book&)> bind = [](Book&) {};
  // By make_variants.py.
  std::vector<std::string> rewrites = {};
  // Whether the hidden sheet of heng is there, with the evaluation as it was before the department typed.
  bool kept = false;
  size_t notices = 0;
  std::vector<Planted> planted = {};
  // Of a negative control: the field whose value is another one than was printed.
  std::string differs_in = "";
};

std::function<FormContext()> Published(const char* id) {
  return [id] { return PublishedForm(id); };
}

FormContext FormOf(const Variant& variant) {
  FormContext form = variant.form();
  variant.type(form);
  return form;
}

Page KeptPage(const v1::Evaluation& evaluation) {
  Page page(kKeptSheet);
  const std::vector<std::string> cells = KeptCells(evaluation);
  for (size_t i = 0; i < cells.size(); ++i) page.Set(absl::StrCat("A", i + 1), cells[i]);
  page.Hide();
  return page;
}

Page FormPage(const Variant& variant) {
  Page page(LayOut(FormOf(variant), FormUse::kTemplate));
  variant.place(page);
  for (const Planted& planted : variant.planted) {
    if (planted.text != nullptr) page.Set(planted.address, planted.text, planted.as);
  }
  return page;
}

Book BookOf(const Variant& variant) {
  Book book{.pages = {FormPage(variant)}};
  variant.bind(book);
  if (variant.kept) book.pages.push_back(KeptPage(variant.form().evaluation));
  return book;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

absl::StatusOr<ImportedForm> Import(const spreadsheet::Workbook& workbook, const FormContext& form) {
  const absl::StatusOr<FoundForm> found = FindForm(workbook);
  if (!found.ok()) return found.status();
  EXPECT_EQ(found->name, form.evaluation.name());
  FormContext context = BeforeImport(form);
  if (!found->kept.name().empty()) context.evaluation = found->kept;
  return ImportForm(workbook, *found, context);
}

std::string Difference(const v1::Evaluation& want, const v1::Evaluation& got) {
  std::string report;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.set_message_field_comparison(google::protobuf::util::MessageDifferencer::EQUIVALENT);
  differencer.ReportDifferencesToString(&report);
  differencer.Compare(want, got);
  return report;
}

// As a formula would name it.
std::string Quoted(const std::string& sheet) {
  return absl::StrContains(sheet, " ") ? absl::StrCat("'", sheet, "'") : sheet;
}

std::vector<std::string> WantedReports(const Variant& variant) {
  const std::string sheet = Quoted(FormPage(variant).sheet());
  std::vector<std::string> reports;
  for (const Planted& planted : variant.planted)
    reports.push_back(absl::StrCat(sheet, "!", planted.address, " ", planted.reason));
  return reports;
}

std::vector<std::string> Reports(const absl::Status& status) {
  std::vector<std::string> reports;
  for (const FieldProblem& problem : FieldProblemsOf(status))
    reports.push_back(absl::StrCat(problem.field, " ", problem.reason));
  return reports;
}

void Check(const Variant& variant, const std::string& bytes) {
  SCOPED_TRACE(variant.name);
  const FormContext form = FormOf(variant);
  ASSERT_OK_AND_ASSIGN(const spreadsheet::Workbook workbook, spreadsheet::ReadXlsx(bytes));
  const absl::StatusOr<ImportedForm> imported = Import(workbook, form);
  if (!variant.planted.empty()) {
    EXPECT_THAT(imported.status(), HasCode(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(Reports(imported.status()), UnorderedElementsAreArray(WantedReports(variant)));
    return;
  }
  ASSERT_OK(imported.status());
  EXPECT_THAT(imported->notices, SizeIs(variant.notices));
  const std::string difference = Difference(form.evaluation, imported->evaluation);
  EXPECT_EQ(difference.empty(), variant.differs_in.empty()) << difference;
  EXPECT_THAT(difference, HasSubstr(variant.differs_in));
}

// Prints every amount otherwise and leaves it as it is.
void EachAmount(FormContext& form, const std::function<std::string(const std::string&)>& print) {
  for (v1::BudgetLineClaim& line : *form.evaluation.mutable_claim()->mutable_budget_lines()) {
    line.set_initial_text(print(line.initial_text()));
    line.set_adjusted_text(print(line.adjusted_text()));
    line.set_executed_text(print(line.executed_text()));
  }
}

// 3002094.97 is 3,002,094.97.
std::string WithThousands(std::string amount) {
  for (size_t at = std::min(amount.find('.'), amount.size()); at > 3;) amount.insert(at -= 3, ",");
  return amount;
}

// Signs and digits as wide as a Chinese character.
std::string Wide(const std::string& text) {
  std::string wide;
  for (const char c : text) absl::StrAppend(&wide, "\xef\xbc", std::string(1, static_cast<char>(c + 0x60)));
  return wide;
}

void TypeWide(FormContext& form) {
  EachAmount(form, Wide);
  TypeActual(form, "基本支出预算执行", "＝１００％");
  TypeActual(form, "服务对象满意度", "≥ ９８．２５ ％").set_actual("98.25");
  TypeActual(form, "财务管理制度健全", "１００％－８０％（含）");
  TypeActual(form, "产出时效指标", "２０２４年６月２８日");
}

void TypeWithSigns(FormContext& form) {
  EachAmount(form,
             [](const std::string& amount) { return absl::StrCat("￥", WithThousands(amount), " 元"); });
  TypeActual(form, "服务对象满意度", "98.25%（含）").set_actual("98.25");
  TypeActual(form, "单位获奖情况", "√");
  v1::IndicatorResult& missing = TypeActual(form, "资金使用规范性", "无佐证");
  missing.clear_band();
  missing.set_status(v1::RESULT_STATUS_NO_EVIDENCE);
}

void TypePercents(FormContext& form) {
  TypeActual(form, "服务对象满意度", "98.25%").set_actual("98.25");
  TypeActual(form, "在职人员控制率", "57%").set_actual("57");
  TypeActual(form, "结转结余变动率", "-7.73%").set_actual("-7.73");
}

// Fifteen digits, all that a spreadsheet keeps.
void TypeLargeAmounts(FormContext& form) {
  form.evaluation.mutable_budget()->mutable_lines(0)->set_adjusted_yuan("9999999999999.97");
  form.evaluation.mutable_claim()->mutable_budget_lines(0)->set_adjusted_text("9999999999999.97");
  form.evaluation.mutable_budget()->mutable_lines(0)->set_executed_yuan("0.29");
  form.evaluation.mutable_claim()->mutable_budget_lines(0)->set_executed_text("0.29");
}

void TypeTextsThatLookOtherwise(FormContext& form) {
  TypeActual(form, "档案管理完备性", "=归档 <全部> & \"备查\"\n \u2003第二行");
  form.evaluation.mutable_claim()->set_grade_text("优");
}

void KeepDates(Page& page) {
  page.Keep("G3", Keeping::kDate, "yyyy\"年\"m\"月\"d\"日\"");
  page.Keep("E28", Keeping::kDate, "yyyy/m/d");
}

void MoveDownAndRight(Page& page) {
  page.InsertRows(13, 1);
  page.InsertRows(1, 3);
  page.Set("A1", "附件2");
  page.InsertColumns(6, 1);
  page.Set("F19", "备注");
  page.InsertColumns(1, 2);
}

// The town's name has the sign of the unit.
void PrintUnitInOneCell(Page& page) {
  page.Set("F4", "");
  page.Set("G4", "");
  page.InsertRows(3, 1);
  page.Set("A3", "填报单位：广元市财政局   单位：万元   附件2");
}

void BindAmongOthers(Book& book) {
  Page front("填表说明");
  front.Set("A1", "三级指标按绩效目标填写");
  Page lists("字典");
  lists.Set("A1", "优");
  lists.Hide();
  Page behind("附件");
  behind.Set("C3", "3002094.98", Keeping::kNumber);
  book.pages.insert(book.pages.begin(), {front, lists});
  book.pages.push_back(behind);
}

std::vector<Variant> SoundOfOpenpyxl() {
  return {
      {.name = "as openpyxl writes it"},
      {.name = "strings in their cells", .rewrites = {"inline_strings"}},
      {.name = "strings in runs, with a pronunciation", .rewrites = {"rich_text"}},
      {.name = "every part name absolute", .rewrites = {"absolute_names"}},
      {.name = "part names relative, strings in their cells",
       .rewrites = {"inline_strings", "relative_names"}},
      {.name = "part names that go up and down", .rewrites = {"roundabout_names"}},
      {.name = "parts in folders of other names", .rewrites = {"other_names"}},
      {.name = "elements with a prefix", .rewrites = {"prefixed"}},
      {.name = "the strict vocabulary", .rewrites = {"strict"}},
      {.name = "UTF-16 in a stream", .rewrites = {"utf_16", "streamed"}},
      {.name = "byte order marks, parts backwards and uncompressed",
       .rewrites = {"byte_order_marks", "backwards", "uncompressed"}},
      {.name = "comments and CDATA", .rewrites = {"comments_between"}},
      {.name = "a project form", .form = Published("tianchang-flood-drought-2022")},
      {.name = "a project form with strings in their cells",
       .form = Published("langfang-food-school-heating-2019"),
       .rewrites = {"inline_strings"}},
      {.name = "one result for three rows", .place = [](Page& page) { page.Merge("E20:E22"); }},
      {.name = "no merged cells", .place = [](Page& page) { page.Unmerge(); }},
      {.name = "rows above and between, columns left and in the table", .place = MoveDownAndRight},
      {.name = "budget labels one row up",
       .place = [](Page& page) { page.RaiseBudgetLabels(); },
       .notices = 1},
      {.name = "other sheets around", .bind = BindAmongOthers},
      {.name = "numbers", .place = [](Page& page) { page.KeepNumbers(); }},
      {.name = "fifteen digits", .type = TypeLargeAmounts, .place = [](Page& page) { page.KeepNumbers(); }},
      {.name = "numbers in 万元", .type = PrintInWanYuan, .place = [](Page& page) { page.KeepNumbers(); }},
      {.name = "the unit in one cell with a town", .type = PrintInWanYuan, .place = PrintUnitInOneCell},
      {.name = "percent formats", .type = TypePercents, .place = [](Page& page) { page.KeepPercents(); }},
      {.name = "dates counted from 1904",
       .place = KeepDates,
       .bind = [](Book& book) { book.date1904 = true; }},
      {.name = "wide digits and signs", .type = TypeWide},
      {.name = "signs of money, thousands, words for results", .type = TypeWithSigns},
      {.name = "texts that look like formulas and markup", .type = TypeTextsThatLookOtherwise},
      {.name = "what heng kept, with other amounts", .type = TypeLargeAmounts, .kept = true},
      {.name = "what heng kept, strings in their cells",
       .type = TypePercents,
       .rewrites = {"inline_strings"},
       .kept = true},
  };
}

std::vector<Variant> WrongOfOpenpyxl() {
  return {
      {.name = "words for numbers",
       .planted = {{"F6", "三百万", "NOT_A_DECIMAL"},
                   {"D12", "约80万元", "NOT_A_DECIMAL"},
                   {"E16", "较好", "NOT_A_DECIMAL"},
                   {"I36", "满分", "NOT_A_DECIMAL"}}},
      {.name = "days that do not exist, strings in their cells",
       .rewrites = {"inline_strings"},
       .planted = {{"G3", "2025-02-29", "OUT_OF_RANGE"}, {"E28", "2024年6月31日", "OUT_OF_RANGE"}}},
      {.name = "bands and outcomes that are none",
       .planted = {{"E20", "优秀", "UNKNOWN_CODE"},
                   {"E21", "100%-80%", "UNKNOWN_CODE"},
                   {"E32", "基本达到", "OUT_OF_RANGE"}}},
      {.name = "one wrong result for two rows",
       .place = [](Page& page) { page.Merge("E20:E21"); },
       .planted = {{"E20", "甲等", "UNKNOWN_CODE"}, {"E20", nullptr, "UNKNOWN_CODE"}}},
      {.name = "an indicator twice, another unknown",
       .planted = {{"C21", "财务管理制度健全", "DUPLICATE_CODE"},
                   {"C31", "社会效应指标", "UNKNOWN_CODE"},
                   {"C15", nullptr, "MISSING_ROW"},
                   {"C15", nullptr, "MISSING_ROW"}}},
      {.name = "a row left out, and mistakes below it",
       .place = [](Page& page) { page.RemoveRow(24); },
       .planted = {{"C15", nullptr, "MISSING_ROW"},
                   {"E27", "2024-13-01", "OUT_OF_RANGE"},
                   {"I35", "3.01.5", "NOT_A_DECIMAL"}}},
      {.name = "amounts without a label",
       .place = [](Page& page) { page.Set("B10", ""); },
       .planted = {{"D10", nullptr, "MISSING_ROW"}, {"D5", nullptr, "MISSING_ROW"}}},
      {.name = "a label that is no line",
       .planted = {{"B11", "1.一般项目", "UNKNOWN_CODE"}, {"D5", nullptr, "MISSING_ROW"}}},
      {.name = "results of formulas that are errors",
       .planted = {{"F7", "#DIV/0!", "NOT_A_DECIMAL", Keeping::kError},
                   {"E33", "#N/A", "NOT_A_DECIMAL", Keeping::kError},
                   {"H17", "#VALUE!", "NOT_A_DECIMAL", Keeping::kError},
                   {"I37", "#REF!", "NOT_A_DECIMAL", Keeping::kError},
                   {"B38", "#NAME?", "NOT_A_DECIMAL", Keeping::kError}}},
      {.name = "formulas that nothing has computed",
       .planted = {{"E6", "=E7+E10", "REQUIRED", Keeping::kFormula},
                   {"E16", "=1*1", "REQUIRED", Keeping::kFormula}}},
      {.name = "two numbers in a cell, moved",
       .place = MoveDownAndRight,
       .planted = {{"G20", "98 100", "NOT_A_DECIMAL"},
                   {"G37", "98\n99", "NOT_A_DECIMAL"},
                   {"I9", "2879927.69 95.93", "NOT_A_DECIMAL"},
                   {"F11", "1687279.32、185267.28", "NOT_A_DECIMAL"}}},
      {.name = "numbers beyond what they can be",
       .planted = {{"D6", "-1", "OUT_OF_RANGE"},
                   {"E7", "1727854.975", "OUT_OF_RANGE"},
                   {"F12", "1206540000000000", "OUT_OF_RANGE"},
                   {"E33", "98.1234567", "OUT_OF_RANGE"},
                   {"I36", "-3", "OUT_OF_RANGE"}}},
      {.name = "another unit of amounts",
       .planted = {{"G4", "千元", "OUT_OF_RANGE"}, {"F6", "见附件", "NOT_A_DECIMAL"}}},
      {.name = "another unit of amounts, in one cell with a town",
       .place = PrintUnitInOneCell,
       .planted = {{"A3", "填报单位：广元市财政局（单位：千元）", "OUT_OF_RANGE"}}},
      {.name = "a sheet whose name is quoted",
       .place = [](Page& page) { page.Rename("自评表 (2)"); },
       .rewrites = {"prefixed"},
       .planted = {{"F6", "无法统计", "NOT_A_DECIMAL"}, {"E20", "良好", "UNKNOWN_CODE"}}},
      {.name = "mistakes over what heng kept",
       .kept = true,
       .planted = {{"F6", "二百八十八万", "NOT_A_DECIMAL"}, {"E32", "大致达到", "OUT_OF_RANGE"}}},
  };
}

std::vector<Variant> SoundOfLibxlsxwriter() {
  return {
      {.name = "as the library writes it: strings shared, part names relative"},
      {.name = "a project form", .form = Published("zhongjiang-reservoir-gauges-2022")},
      {.name = "a project form of a school", .form = Published("yongde-minglang-middle-school-2022")},
      {.name = "an overall form", .form = Published("yongzhou-lingling-cdc-2021")},
      {.name = "an overall form as published",
       .form = Published("liangzhou-federation-of-trade-unions-2024")},
      {.name = "rich strings", .place = [](Page& page) { page.KeepTexts(Keeping::kRichText); }},
      {.name = "one result for three rows", .place = [](Page& page) { page.Merge("E20:E22"); }},
      {.name = "no merged cells", .place = [](Page& page) { page.Unmerge(); }},
      {.name = "rows above and between, columns left and in the table", .place = MoveDownAndRight},
      {.name = "budget labels one row up",
       .place = [](Page& page) { page.RaiseBudgetLabels(); },
       .notices = 1},
      {.name = "other sheets around", .bind = BindAmongOthers},
      {.name = "numbers", .place = [](Page& page) { page.KeepNumbers(); }},
      {.name = "results of formulas", .place = [](Page& page) { page.KeepNumbers(Keeping::kResult); }},
      {.name = "fifteen digits", .type = TypeLargeAmounts, .place = [](Page& page) { page.KeepNumbers(); }},
      {.name = "numbers in 万元", .type = PrintInWanYuan, .place = [](Page& page) { page.KeepNumbers(); }},
      {.name = "texts in 万元", .type = PrintInWanYuan},
      {.name = "the unit in one cell with a town", .type = PrintInWanYuan, .place = PrintUnitInOneCell},
      {.name = "percent formats", .type = TypePercents, .place = [](Page& page) { page.KeepPercents(); }},
      {.name = "dates", .place = KeepDates},
      {.name = "wide digits and signs", .type = TypeWide},
      {.name = "what heng kept", .type = TypePercents, .kept = true},
      {.name = "texts that look like formulas and markup", .type = TypeTextsThatLookOtherwise},
  };
}

std::vector<Variant> WrongOfLibxlsxwriter() {
  return {
      {.name = "a mistake in every block",
       .planted = {{"G3", "某日", "OUT_OF_RANGE"},
                   {"G4", "百万元", "OUT_OF_RANGE"},
                   {"F9", "202,70,8.22", "NOT_A_DECIMAL"},
                   {"E28", "年底前", "OUT_OF_RANGE"},
                   {"E33", "九成八", "NOT_A_DECIMAL"}}},
      {.name = "mistakes lower and further right",
       .place = MoveDownAndRight,
       .planted = {{"J6", "某日", "OUT_OF_RANGE"},
                   {"I9", "二百八十七万", "NOT_A_DECIMAL"},
                   {"G24", "良好", "UNKNOWN_CODE"},
                   {"E20", "预算执行", "UNKNOWN_CODE"},
                   {"E19", nullptr, "MISSING_ROW"}}},
      {.name = "mistakes without merged cells",
       .place = [](Page& page) { page.Unmerge(); },
       .planted = {{"E20", "优", "UNKNOWN_CODE"},
                   {"C33", "服务对象满意率", "UNKNOWN_CODE"},
                   {"C15", nullptr, "MISSING_ROW"}}},
      {.name = "one wrong amount for two rows",
       .place = [](Page& page) { page.Merge("F8:F9"); },
       .planted = {{"F8", "合计167万", "NOT_A_DECIMAL"}, {"F8", nullptr, "NOT_A_DECIMAL"}}},
      {.name = "two rows left out",
       .place =
           [](Page& page) {
             page.RemoveRow(33);
             page.RemoveRow(10);
           },
       .planted = {{"D5", nullptr, "MISSING_ROW"},
                   {"C14", nullptr, "MISSING_ROW"},
                   {"E31", "是否", "OUT_OF_RANGE"}}},
      {.name = "amounts below raised labels",
       .place = [](Page& page) { page.RaiseBudgetLabels(); },
       .planted = {{"D6", "约267万", "NOT_A_DECIMAL"}, {"F12", "1,206,54", "NOT_A_DECIMAL"}}},
      {.name = "results of formulas that are errors",
       .planted = {{"E6", "#REF!", "NOT_A_DECIMAL", Keeping::kError},
                   {"D12", "#NAME?", "NOT_A_DECIMAL", Keeping::kError},
                   {"E33", "#VALUE!", "NOT_A_DECIMAL", Keeping::kError}}},
      {.name = "a nameless row", .planted = {{"C33", "", "REQUIRED"}, {"C15", nullptr, "MISSING_ROW"}}},
      {.name = "numbers where words belong",
       .planted = {{"E20", "0.9", "UNKNOWN_CODE", Keeping::kNumber},
                   {"E32", "1", "OUT_OF_RANGE", Keeping::kNumber},
                   {"D7", "-1872546.6", "OUT_OF_RANGE", Keeping::kNumber}}},
  };
}

// One unit in the last place is another value, or the comparison finds nothing out.
std::vector<Variant> Controls() {
  return {
      {.name = "control: an amount",
       .place = [](Page& page) { page.Set("F6", "2879927.70"); },
       .differs_in = "executed_yuan"},
      {.name = "control: an amount as a number",
       .place = [](Page& page) { page.Set("E6", "3002094.98", Keeping::kNumber); },
       .differs_in = "adjusted_yuan"},
      {.name = "control: a result",
       .place = [](Page& page) { page.Set("E33", "99"); },
       .differs_in = "actual:"},
      {.name = "control: a day",
       .place = [](Page& page) { page.Set("E28", "2024-06-29"); },
       .differs_in = "completed_date.day"},
  };
}

std::vector<Variant> Joined(const std::vector<std::vector<Variant>>& tables) {
  std::vector<Variant> variants;
  for (const std::vector<Variant>& table : tables)
    variants.insert(variants.end(), table.begin(), table.end());
  return variants;
}

std::string PathOf(const TemporaryDirectory& directory, size_t index) {
  return absl::StrCat(directory.path(), "/", index, ".xlsx");
}

// Python is started once.
void WriteWithOpenpyxl(const std::vector<Variant>& variants, const TemporaryDirectory& directory) {
  nlohmann::json books;
  for (size_t i = 0; i < variants.size(); ++i) {
    nlohmann::json book = ToJson(BookOf(variants[i]));
    book["path"] = PathOf(directory, i);
    book["rewrites"] = variants[i].rewrites;
    books.push_back(std::move(book));
  }
  const std::string list = directory.path() + "/books.json";
  std::ofstream(list) << books;
  ASSERT_EQ(std::system(absl::StrCat("/usr/bin/python3 -B tests/forms/make_variants.py ", list).c_str()), 0)
      << "python3-openpyxl is needed: deploy/packages.sh --tests";
}

TEST(FormVariants, OfOpenpyxlAreReadExactlyAndEveryMistakeIsReported) {
  const TemporaryDirectory directory;
  const std::vector<Variant> variants = Joined({SoundOfOpenpyxl(), WrongOfOpenpyxl(), Controls()});
  ASSERT_NO_FATAL_FAILURE(WriteWithOpenpyxl(variants, directory));
  for (size_t i = 0; i < variants.size(); ++i) Check(variants[i], ReadFile(PathOf(directory, i)));
}

// Once with shared strings and once row by row, with strings in their cells.
TEST(FormVariants, OfLibxlsxwriterAreReadExactlyAndEveryMistakeIsReported) {
  const TemporaryDirectory directory;
  for (const Variant& variant : Joined({SoundOfLibxlsxwriter(), WrongOfLibxlsxwriter(), Controls()})) {
    for (const bool in_rows : {false, true}) {
      SCOPED_TRACE(in_rows ? "strings in their cells" : "strings shared");
      WriteWithLibxlsxwriter(BookOf(variant), in_rows, PathOf(directory, 0));
      Check(variant, ReadFile(PathOf(directory, 0)));
    }
  }
}

TEST(FormVariants, OfHengKeepTextsThatLookLikeEscapes) {
  FormContext form = FormOfEveryKind();
  TypeActual(form, "档案管理完备性", "_x000D_ 和 _x4E2D_x6587_");
  ASSERT_OK_AND_ASSIGN(const std::string bytes,
                       XlsxForm(LayOut(form, FormUse::kExport), KeptCells(form.evaluation)));
  ASSERT_OK_AND_ASSIGN(spreadsheet::Workbook workbook, spreadsheet::ReadXlsx(bytes));
  ASSERT_OK_AND_ASSIGN(const ImportedForm kept, Import(workbook, form));
  EXPECT_EQ(Difference(form.evaluation, kept.evaluation), "");
  workbook.sheets.pop_back();
  ASSERT_OK_AND_ASSIGN(const ImportedForm read, Import(workbook, form));
  EXPECT_EQ(Difference(form.evaluation, read.evaluation), "");
}

// A table that somebody shortens proves less.
TEST(FormVariants, AreFortyAndMore) {
  EXPECT_GE(SoundOfOpenpyxl().size() + WrongOfOpenpyxl().size(), 20u);
  EXPECT_GE(SoundOfLibxlsxwriter().size() + WrongOfLibxlsxwriter().size(), 20u);
  EXPECT_GE(WrongOfOpenpyxl().size() + WrongOfLibxlsxwriter().size(), 15u);
}

}  // namespace
}  // namespace heng::forms
