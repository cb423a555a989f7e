// SPDX-License-Identifier: Apache-2.0
//
// Every published form is written as a workbook and as CSV and read back: no text may change. LibreOffice saves them in between.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "base/testing/status_matchers.h"
#include "clients/forms/csv_form.h"
#include "clients/forms/form_import.h"
#include "clients/forms/form_layout.h"
#include "clients/forms/kept_form.h"
#include "clients/forms/xlsx_form.h"
#include "clients/spreadsheet/csv_reader.h"
#include "clients/spreadsheet/csv_writer.h"
#include "clients/spreadsheet/xlsx_reader.h"
#include "google/protobuf/util/message_differencer.h"
#include "storage/testing/temporary_directory.h"
#include "tests/golden/case_file.h"
#include "tests/golden/case_messages.h"
#include "tests/golden/replay_case.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::Workbook;
using ::heng::testing::TemporaryDirectory;

constexpr char kCases[] = "tests/golden/cases";

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

struct GoldenForm {
  std::string id;
  FormContext context;
};

std::vector<GoldenForm> GoldenForms() {
  std::vector<GoldenForm> forms;
  const v1::Scheme gansu = *golden::ReadScheme("schemes/gansu-overall.json");
  const auto files = golden::CaseFiles(kCases);
  for (const std::string& file : *files) {
    const auto messages = golden::MessagesOf(*golden::ReadCase(file), gansu);
    EXPECT_OK(messages.status()) << file;
    forms.push_back(
        {.id = std::filesystem::path(file).stem().string(),
         .context = {
             .evaluation = messages->evaluation, .goals = messages->goals, .scheme = messages->scheme}});
  }
  return forms;
}

std::string XlsxOf(const FormContext& context, FormUse use = FormUse::kExport) {
  const auto bytes = XlsxForm(LayOut(context, use), KeptCells(context.evaluation));
  EXPECT_OK(bytes.status());
  return bytes.value_or("");
}

Workbook CsvOf(const FormContext& context) {
  Workbook workbook;
  auto sheet = spreadsheet::ReadCsv(spreadsheet::WriteCsv(SheetOf(LayOut(context, FormUse::kExport))));
  EXPECT_OK(sheet.status());
  workbook.sheets.push_back(*std::move(sheet));
  return workbook;
}

// The evaluation in a workbook that still has what heng kept in it.
v1::Evaluation Import(const Workbook& workbook, FormContext context) {
  const auto found = FindForm(workbook);
  EXPECT_OK(found.status());
  if (!found.ok()) return {};
  EXPECT_EQ(found->name, context.evaluation.name());
  if (!found->kept.name().empty()) context.evaluation = found->kept;
  const auto imported = ImportForm(workbook, *found, context);
  EXPECT_OK(imported.status());
  return imported.ok() ? imported->evaluation : v1::Evaluation();
}

std::string Difference(const v1::Evaluation& want, const v1::Evaluation& got) {
  std::string report;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&report);
  differencer.Compare(want, got);
  return report;
}

// Only what is typed is read: values that no rule could score do not matter here.
FormContext TextsOnly(const FormContext& context) {
  FormContext texts = context;
  for (v1::Indicator& indicator : *texts.goals.mutable_indicators())
    indicator.set_rule(v1::RULE_KIND_INFORMATION);
  texts.evaluation.Clear();
  texts.evaluation.set_name(context.evaluation.name());
  for (const v1::BudgetLine& line : context.evaluation.budget().lines()) {
    v1::BudgetLine& skeleton = *texts.evaluation.mutable_budget()->add_lines();
    skeleton.set_code(line.code());
    skeleton.set_parent_code(line.parent_code());
    skeleton.set_label(line.label());
  }
  return texts;
}

// How many texts were compared.
int ExpectSameTexts(const google::protobuf::Message& want, const google::protobuf::Message& got) {
  int compared = 0;
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  want.GetReflection()->ListFields(want, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING || field->is_repeated())
      continue;
    EXPECT_EQ(want.GetReflection()->GetString(want, field), got.GetReflection()->GetString(got, field))
        << field->full_name();
    ++compared;
  }
  return compared;
}

int ExpectSameClaims(const v1::Evaluation& want, const v1::Evaluation& got) {
  int compared = ExpectSameTexts(want.claim(), got.claim());
  for (int i = 0; i < want.claim().budget_lines_size(); ++i) {
    const auto& lines = got.claim().budget_lines();
    const auto& line = want.claim().budget_lines(i);
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [&](const auto& other) { return other.line_code() == line.line_code(); });
    const bool says_something = line.ByteSizeLong() > line.line_code().size() + 2;
    if (found != lines.end()) compared += ExpectSameTexts(line, *found);
    EXPECT_TRUE(found != lines.end() || !says_something) << line.line_code();
  }
  EXPECT_EQ(want.results_size(), got.results_size());
  for (const v1::IndicatorResult& result : want.results()) {
    const auto found = std::find_if(got.results().begin(), got.results().end(),
                                    [&](const auto& other) { return other.code() == result.code(); });
    EXPECT_NE(found, got.results().end()) << result.code();
    if (found == got.results().end()) continue;
    compared += ExpectSameTexts(result.claim(), found->claim());
    EXPECT_EQ(result.reason(), found->reason());
  }
  for (int i = 0; i < want.goal_completions_size() && i < got.goal_completions_size(); ++i)
    compared += ExpectSameTexts(want.goal_completions(i), got.goal_completions(i));
  for (int i = 0; i < want.budget().lines_size() && i < got.budget().lines_size(); ++i)
    compared += ExpectSameTexts(want.budget().lines(i), got.budget().lines(i));
  return compared;
}

TEST(FormRoundTrip, KeepsTheWholeEvaluation) {
  for (const GoldenForm& form : GoldenForms()) {
    SCOPED_TRACE(form.id);
    ASSERT_OK_AND_ASSIGN(const Workbook workbook, spreadsheet::ReadXlsx(XlsxOf(form.context)));
    EXPECT_EQ(Difference(form.context.evaluation, Import(workbook, form.context)), "");
  }
}

TEST(FormRoundTrip, KeepsEveryTextWithoutWhatHengKept) {
  int compared = 0;
  for (const GoldenForm& form : GoldenForms()) {
    SCOPED_TRACE(form.id);
    ASSERT_OK_AND_ASSIGN(Workbook workbook, spreadsheet::ReadXlsx(XlsxOf(form.context)));
    ASSERT_EQ(workbook.sheets.size(), 2u);
    workbook.sheets.pop_back();
    compared += ExpectSameClaims(form.context.evaluation, Import(workbook, TextsOnly(form.context)));
  }
  EXPECT_GT(compared, 900);
}

TEST(FormRoundTrip, KeepsEveryTextInCsv) {
  int compared = 0;
  for (const GoldenForm& form : GoldenForms()) {
    SCOPED_TRACE(form.id);
    compared +=
        ExpectSameClaims(form.context.evaluation, Import(CsvOf(form.context), TextsOnly(form.context)));
  }
  EXPECT_GT(compared, 900);
}

// A check that finds nothing finds out nothing: one digit in one cell.
TEST(FormRoundTrip, NoticesOneChangedDigit) {
  const GoldenForm form = GoldenForms().front();
  Workbook workbook = CsvOf(form.context);
  for (const auto& [position, cell] : workbook.sheets[0].cells()) {
    if (cell.text != form.context.evaluation.results(0).claim().points_text()) continue;
    spreadsheet::Cell changed = cell;
    changed.text += "1";
    workbook.sheets[0].Set(position, changed);
    break;
  }
  EXPECT_NE(Difference(Import(CsvOf(form.context), TextsOnly(form.context)),
                       Import(workbook, TextsOnly(form.context))),
            "");
}

TEST(FormRoundTrip, SurvivesASaveByLibreOffice) {
  const TemporaryDirectory directory;
  const std::string written = directory.path() + "/written";
  const std::string saved = directory.path() + "/saved";
  std::filesystem::create_directory(written);
  const std::vector<GoldenForm> forms = GoldenForms();
  for (const GoldenForm& form : forms) {
    for (const FormUse use : {FormUse::kExport, FormUse::kTemplate})
      std::ofstream(absl::StrCat(written, "/", form.id, use == FormUse::kExport ? "" : "-template", ".xlsx"),
                    std::ios::binary)
          << XlsxOf(form.context, use);
  }
  // A profile of its own, so that an open office of the user's is left alone.
  const std::string command = absl::StrCat("soffice -env:UserInstallation=file://", directory.path(),
                                           "/profile --headless --convert-to xlsx --outdir ", saved, " ",
                                           written, "/*.xlsx >", directory.path(), "/log 2>&1");
  ASSERT_EQ(std::system(command.c_str()), 0) << ReadFile(directory.path() + "/log");

  for (const GoldenForm& form : forms) {
    SCOPED_TRACE(form.id);
    ASSERT_OK_AND_ASSIGN(Workbook workbook,
                         spreadsheet::ReadXlsx(ReadFile(absl::StrCat(saved, "/", form.id, ".xlsx"))));
    EXPECT_EQ(Difference(form.context.evaluation, Import(workbook, form.context)), "");
    workbook.sheets.pop_back();
    EXPECT_GT(ExpectSameClaims(form.context.evaluation, Import(workbook, TextsOnly(form.context))), 10);
    ASSERT_OK(spreadsheet::ReadXlsx(ReadFile(absl::StrCat(saved, "/", form.id, "-template.xlsx"))));
  }
}

}  // namespace
}  // namespace heng::forms
