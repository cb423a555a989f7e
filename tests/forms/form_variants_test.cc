// SPDX-License-Identifier: Apache-2.0
//
// Forms in files that two other libraries wrote, in the ways of many programs: what stands in them is read exactly, and where
// mistakes were planted, one pass reports all of them and nothing else, each at its cell.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "clients/forms/form_import.h"
#include "clients/forms/form_layout.h"
#include "clients/forms/kept_form.h"
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

Book BookOf(const Variant& variant) {
  Page page(LayOut(FormOf(variant), FormUse::kTemplate));
  variant.place(page);
  for (const Planted& planted : variant.planted) {
    if (planted.text != nullptr) page.Set(planted.address, planted.text, planted.as);
  }
  Book book{.pages = {std::move(page)}};
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

std::string Said(const std::string& sheet, const std::string& address, const std::string& reason) {
  return absl::StrCat(sheet, "!", address, " ", reason);
}

std::vector<std::string> WantedReports(const Variant& variant) {
  const Book book = BookOf(variant);
  std::string sheet = LayOut(FormOf(variant), FormUse::kTemplate).sheet;
  for (const Page& page : book.pages) {
    // The only name that a formula quotes.
    if (page.sheet() == "自评表 (2)") sheet = "'自评表 (2)'";
  }
  std::vector<std::string> reports;
  for (const Planted& planted : variant.planted)
    reports.push_back(Said(sheet, planted.address, planted.reason));
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

TEST(Explore, All) {
  for (const char* id : {"chongqing-science-city-media-centre-2021", "daying-justice-secure-devices-2023", "guichi-tangxi-commissioned-work-2022",
    "huanggang-soil-water-monitoring-2020", "jishan-zhaidian-public-health-2021", "langfang-food-school-heating-2019", "liangzhou-federation-of-trade-unions-2024",
    "suining-etdz-drug-supervision-2021","tianchang-flood-drought-2022","xuancheng-drug-control-2021","yongde-minglang-middle-school-2022","yongzhou-lingling-cdc-2021","zhongjiang-reservoir-gauges-2022"}) {
    Variant v{.name = id, .form = Published(id)};
    WriteWithLibxlsxwriter(BookOf(v), true, "/tmp/fv.xlsx");
    Check(v, ReadFile("/tmp/fv.xlsx"));
  }
  Variant v{.name = "every"};
  WriteWithLibxlsxwriter(BookOf(v), true, "/tmp/fv.xlsx");
  Check(v, ReadFile("/tmp/fv.xlsx"));
}

}  // namespace
}  // namespace heng::forms
