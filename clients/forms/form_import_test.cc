// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/form_import.h"

#include "base/testing/status_matchers.h"
#include "clients/forms/csv_form.h"
#include "clients/forms/form_layout.h"
#include "clients/forms/kept_form.h"
#include "google/protobuf/text_format.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::Cell;
using ::heng::spreadsheet::CellKind;
using ::heng::spreadsheet::CellPosition;
using ::heng::spreadsheet::Sheet;
using ::heng::spreadsheet::Workbook;
using ::heng::testing::HasCode;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr char kName[] = "regions/620602/departments/gh/evaluations/2024-overall";

FormContext Context() {
  FormContext context;
  context.evaluation.set_name(kName);
  context.department.set_display_name("总工会");
  google::protobuf::TextFormat::ParseFromString(
      R"pb(
        bands { code: "full" display_name: "100%-80%(含)" }
        bands { code: "part" display_name: "80%-60%(含)" }
        classes { code: "work" display_name: "履职效果" }
        classes { code: "output" parent_code: "work" display_name: "产出" }
        classes { code: "effect" parent_code: "work" display_name: "效果" }
      )pb",
      &context.scheme);
  google::protobuf::TextFormat::ParseFromString(
      R"pb(
        indicators {
          code: "a"
          class_code: "output"
          display_name: "完成率"
          rule: RULE_KIND_AT_LEAST
          target: "98"
          unit: "%"
          weight_points: "10"
        }
        indicators {
          code: "b"
          class_code: "output"
          display_name: "制度健全"
          rule: RULE_KIND_BAND
          weight_points: "10"
        }
        indicators {
          code: "c"
          class_code: "output"
          display_name: "完成时间"
          rule: RULE_KIND_DATE
          weight_points: "10"
        }
        indicators {
          code: "d"
          class_code: "effect"
          display_name: "无事故"
          rule: RULE_KIND_EITHER_OR
          weight_points: "10"
        }
        indicators {
          code: "e"
          class_code: "effect"
          display_name: "完成率"
          rule: RULE_KIND_AT_LEAST
          target: "5"
          unit: "个"
          weight_points: "10"
        }
        indicators {
          code: "f"
          class_code: "effect"
          display_name: "影响"
          rule: RULE_KIND_BY_HAND
          weight_points: "10"
        }
      )pb",
      &context.goals);
  google::protobuf::TextFormat::ParseFromString(
      R"pb(
        lines { code: "total" label: "年度资金总额" kind: BUDGET_LINE_KIND_TOTAL }
        lines { code: "basic" parent_code: "total" label: "(一)基本支出" kind: BUDGET_LINE_KIND_BASIC }
        lines { code: "project" parent_code: "total" label: "(二)项目支出" kind: BUDGET_LINE_KIND_PROJECT }
      )pb",
      context.evaluation.mutable_budget());
  return context;
}

// The form of Context() as a sheet; cells are set by address.
class FormSheet {
 public:
  FormSheet() : sheet_(SheetOf(LayOut(Context(), FormUse::kTemplate))) {}

  FormSheet& Set(const char* address, const char* text, CellKind kind = CellKind::kText,
                 const char* format = "") {
    sheet_.Set(spreadsheet::ParseA1(address).value(), {.text = text, .kind = kind, .number_format = format});
    return *this;
  }

  // Every row from `row` on (as people count) stands one lower afterwards.
  FormSheet& InsertRowAt(int row) {
    Sheet moved;
    moved.name = sheet_.name;
    for (const auto& [at, cell] : sheet_.cells())
      moved.Set({at.row + (at.row >= row - 1 ? 1 : 0), at.column}, cell);
    sheet_ = moved;
    return *this;
  }

  Workbook ToWorkbook() const {
    Workbook workbook;
    workbook.sheets.push_back(sheet_);
    return workbook;
  }

 private:
  Sheet sheet_;
};

absl::StatusOr<ImportedForm> Import(const FormSheet& sheet, const FormContext& context = Context()) {
  const Workbook workbook = sheet.ToWorkbook();
  const absl::StatusOr<FoundForm> found = FindForm(workbook);
  if (!found.ok()) return found.status();
  return ImportForm(workbook, *found, context);
}

std::vector<std::string> Cells(const absl::Status& status) {
  std::vector<std::string> cells;
  for (const FieldProblem& problem : FieldProblemsOf(status)) cells.push_back(problem.field);
  return cells;
}

// The rows of FormSheet, so that the addresses below can be followed: 1 title, 2 year, 3 department, 4 name and unit, 5 headings of the
// budget, 6 to 8 its lines, 9 and 10 goals, 11 headings of indicators, 12 to 17 indicators, 18 total, 19 grade.
TEST(ImportForm, ReadsEveryKindOfResult) {
  FormSheet sheet;
  sheet.Set("E12", "９９．５％")
      .Set("E13", "１００％－８０％（含）")
      .Set("E14", "2024年6月30日")
      .Set("E15", "达到");
  sheet.Set("E16", "1,234 个").Set("I17", "8.5").Set("J12", "多方努力");
  ASSERT_OK_AND_ASSIGN(const ImportedForm form, Import(sheet));
  ASSERT_EQ(form.evaluation.results_size(), 6);
  EXPECT_EQ(form.evaluation.results(0).actual(), "99.5");
  EXPECT_EQ(form.evaluation.results(0).claim().actual_text(), "９９．５％");
  EXPECT_EQ(form.evaluation.results(0).reason(), "多方努力");
  EXPECT_EQ(form.evaluation.results(1).band(), "full");
  EXPECT_EQ(form.evaluation.results(2).completed_date().day(), 30);
  EXPECT_EQ(form.evaluation.results(3).outcome(), v1::OUTCOME_REACHED);
  EXPECT_EQ(form.evaluation.results(4).actual(), "1234");
  EXPECT_EQ(form.evaluation.results(5).given_points(), "8.5");
  EXPECT_THAT(form.notices, IsEmpty());
}

TEST(ImportForm, TellsMissingNotApplicableAndNoEvidenceApart) {
  ASSERT_OK_AND_ASSIGN(const ImportedForm form,
                       Import(FormSheet().Set("E12", "不适用").Set("E13", "无佐证").Set("E15", "—")));
  EXPECT_EQ(form.evaluation.results(0).status(), v1::RESULT_STATUS_NOT_APPLICABLE);
  EXPECT_EQ(form.evaluation.results(1).status(), v1::RESULT_STATUS_NO_EVIDENCE);
  EXPECT_EQ(form.evaluation.results(3).outcome(), v1::OUTCOME_UNSPECIFIED);
}

TEST(ImportForm, ReadsAmountsInTheUnitOfTheForm) {
  FormSheet sheet;
  sheet.Set("G4", "万元")
      .Set("D6", "300.209497")
      .Set("E6", "1,300.5")
      .Set("F6", "287.99276899999999", CellKind::kNumber);
  ASSERT_OK_AND_ASSIGN(const ImportedForm form, Import(sheet));
  const v1::BudgetLine& total = form.evaluation.budget().lines(0);
  EXPECT_EQ(total.initial_yuan(), "3002094.97");
  EXPECT_EQ(total.adjusted_yuan(), "13005000");
  EXPECT_EQ(total.executed_yuan(), "2879927.69");
  EXPECT_EQ(form.evaluation.claim().amount_unit_text(), "万元");
  EXPECT_EQ(form.evaluation.claim().budget_lines(0).executed_text(), "287.992769");
}

TEST(ImportForm, ReportsEveryMistakeByItsCell) {
  FormSheet sheet;
  sheet.Set("F6", "三百万")
      .Set("E12", "较好")
      .Set("E13", "优秀")
      .Set("E14", "年底前")
      .Set("E15", "基本达到")
      .Set("I17", "满分");
  sheet.Set("C16", "完成律").Set("G3", "某日").Set("E7", "#REF!", CellKind::kError);
  const absl::StatusOr<ImportedForm> form = Import(sheet);
  EXPECT_THAT(form.status(), HasCode(absl::StatusCode::kInvalidArgument));
  const std::string page = "部门整体支出绩效自评表!";
  EXPECT_THAT(Cells(form.status()),
              UnorderedElementsAre(page + "F6", page + "E12", page + "E13", page + "E14", page + "E15",
                                   page + "I17", page + "C16", page + "C11", page + "G3", page + "E7"));
}

TEST(ImportForm, TellsIndicatorsOfOneNameApartByTheirClass) {
  ASSERT_OK_AND_ASSIGN(const ImportedForm form, Import(FormSheet().Set("E12", "98").Set("E16", "7")));
  EXPECT_EQ(form.evaluation.results(0).actual(), "98");
  EXPECT_EQ(form.evaluation.results(4).actual(), "7");
}

TEST(ImportForm, ReportsRowsThatAreThereTwice) {
  EXPECT_THAT(Cells(Import(FormSheet().Set("C14", "制度健全")).status()), Contains(HasSubstr("!C14")));
}

// 年度资金总额 beside the headings, each amount one row below its label.
TEST(ImportForm, RecognisesLabelsThatStandOneRowAboveTheirAmounts) {
  FormSheet sheet;
  sheet.Set("B5", "年度资金总额").Set("B6", "(一)基本支出").Set("B7", "(二)项目支出").Set("B8", "");
  sheet.Set("E6", "30").Set("F6", "20").Set("E7", "10").Set("F7", "9").Set("E8", "20").Set("F8", "11");
  ASSERT_OK_AND_ASSIGN(const ImportedForm form, Import(sheet));
  EXPECT_EQ(form.evaluation.budget().lines(0).adjusted_yuan(), "30");
  EXPECT_EQ(form.evaluation.budget().lines(1).adjusted_yuan(), "10");
  EXPECT_EQ(form.evaluation.budget().lines(2).executed_yuan(), "11");
  ASSERT_EQ(form.notices.size(), 1u);
  EXPECT_THAT(form.notices[0].en, HasSubstr("!B5:B7: the labels stand one row above"));
}

TEST(ImportForm, ReportsAmountsWithoutALabel) {
  const auto status = Import(FormSheet().Set("B7", "").Set("E7", "10")).status();
  EXPECT_THAT(Cells(status), Contains(HasSubstr("!D7")));
}

TEST(ImportForm, MakesLinesOfTheLabelsWhereNoBudgetIsStored) {
  FormContext context = Context();
  context.evaluation.clear_budget();
  FormSheet sheet;
  sheet.Set("E6", "30").Set("E7", "10").Set("E8", "20");
  ASSERT_OK_AND_ASSIGN(const ImportedForm form, Import(sheet, context));
  ASSERT_EQ(form.evaluation.budget().lines_size(), 3);
  EXPECT_EQ(form.evaluation.budget().lines(0).kind(), v1::BUDGET_LINE_KIND_TOTAL);
  EXPECT_EQ(form.evaluation.budget().lines(1).code(), "basic");
  EXPECT_EQ(form.evaluation.budget().lines(1).parent_code(), "total");
  EXPECT_EQ(form.evaluation.budget().lines(2).adjusted_yuan(), "20");
}

TEST(ImportForm, ReadsAFormThatStandsLowerOnThePage) {
  FormSheet sheet;
  sheet.Set("E12", "98").InsertRowAt(1).InsertRowAt(12);
  ASSERT_OK_AND_ASSIGN(const ImportedForm form, Import(sheet));
  EXPECT_EQ(form.evaluation.results(0).actual(), "98");
}

TEST(ImportForm, ShowsPercentFormatsAsTyped) {
  ASSERT_OK_AND_ASSIGN(const ImportedForm form,
                       Import(FormSheet().Set("E12", "0.97999999999999998", CellKind::kNumber, "0%")));
  EXPECT_EQ(form.evaluation.results(0).actual(), "98");
  EXPECT_EQ(form.evaluation.results(0).claim().actual_text(), "98%");
}

TEST(FindForm, SaysWhatItLooksFor) {
  Workbook workbook;
  workbook.sheets.emplace_back();
  workbook.sheets[0].name = "Sheet1";
  workbook.sheets[0].Set({0, 0}, {.text = "别的"});
  EXPECT_THAT(FindForm(workbook).status().message(), AllOf(HasSubstr("三级指标"), HasSubstr("Sheet1")));
}

TEST(FindForm, RefusesASheetThatIsNoForm) {
  Workbook workbook = FormSheet().ToWorkbook();
  workbook.sheets[0].Set({9000, 0}, {.text = "x"});
  EXPECT_THAT(FindForm(workbook).status().message(), HasSubstr("larger than a form can be"));
}

// A sheet that was copied into the file of another form: what is kept there is not about it.
TEST(FindForm, LeavesWhatWasKeptForAnotherForm) {
  Workbook workbook = FormSheet().ToWorkbook();
  v1::Evaluation other;
  other.set_name("regions/620602/departments/gh/evaluations/2023-overall");
  workbook.sheets.emplace_back();
  workbook.sheets[1].name = kKeptSheet;
  const std::vector<std::string> cells = KeptCells(other);
  for (size_t i = 0; i < cells.size(); ++i)
    workbook.sheets[1].Set({static_cast<int>(i), 0}, {.text = cells[i]});
  ASSERT_OK_AND_ASSIGN(const FoundForm found, FindForm(workbook));
  EXPECT_EQ(found.name, kName);
  EXPECT_EQ(found.kept.name(), "");
}

}  // namespace
}  // namespace heng::forms
