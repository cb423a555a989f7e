// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/form_files.h"

#include <filesystem>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "clients/cli/message_files.h"
#include "clients/cli/text_width.h"
#include "clients/spreadsheet/csv_reader.h"
#include "clients/spreadsheet/xlsx_reader.h"

namespace heng::cli {
namespace {

absl::Status NoName(const std::string& path) {
  return MakeError(absl::StatusCode::kInvalidArgument, "REQUIRED",
                   {.en = absl::StrCat(path,
                                       " does not say which evaluation it is: give --name, such as "
                                       "regions/620602/departments/zonggonghui/evaluations/2024-overall"),
                    .zh = absl::StrCat(path,
                                       " 未注明自评表编号：请用 --name 指定，如 "
                                       "regions/620602/departments/zonggonghui/evaluations/2024-overall")});
}

bool LooksLikeJson(absl::string_view bytes) {
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(bytes);
  return absl::StartsWith(text, "{");
}

// Zip and OLE2; the reader of workbooks says what is wrong with the others of their kind.
bool LooksLikeWorkbook(absl::string_view bytes) {
  return absl::StartsWith(bytes, "PK") || absl::StartsWith(bytes, "\xd0\xcf\x11\xe0");
}

absl::StatusOr<spreadsheet::Workbook> ReadWorkbook(const std::string& path, absl::string_view bytes) {
  if (LooksLikeWorkbook(bytes)) return spreadsheet::ReadXlsx(bytes);
  HENG_ASSIGN_OR_RETURN(spreadsheet::Sheet sheet, spreadsheet::ReadCsv(bytes));
  sheet.name = path == "-" ? "CSV" : std::filesystem::path(path).filename().string();
  spreadsheet::Workbook workbook;
  workbook.sheets.push_back(std::move(sheet));
  return workbook;
}

}  // namespace

absl::StatusOr<v1::Scheme> FormSources::SchemeOf(const std::string& name) {
  const auto found = schemes_.find(name);
  if (found != schemes_.end()) return found->second;
  HENG_ASSIGN_OR_RETURN(const v1::Scheme scheme, client_.GetScheme(name));
  return schemes_.emplace(name, scheme).first->second;
}

absl::StatusOr<forms::FormContext> FormSources::ContextOf(v1::Evaluation evaluation) {
  forms::FormContext context;
  HENG_ASSIGN_OR_RETURN(const ResourceName name,
                        ParseResourceName(evaluation.name(), ResourceKind::kEvaluation));
  const std::string department = name.DepartmentName();
  HENG_ASSIGN_OR_RETURN(const FormId id, ParseFormId(name.id));
  HENG_ASSIGN_OR_RETURN(context.goals, client_.GetGoals(evaluation.goals().empty()
                                                            ? absl::StrCat(department, "/goals/", name.id)
                                                            : evaluation.goals()));
  HENG_ASSIGN_OR_RETURN(context.scheme,
                        SchemeOf(evaluation.scheme().empty() ? context.goals.scheme() : evaluation.scheme()));
  HENG_ASSIGN_OR_RETURN(context.department, client_.GetDepartment(department));
  if (!evaluation.has_budget() && !id.project_code) {
    absl::StatusOr<v1::Budget> budget =
        client_.GetBudget(absl::StrCat(department, "/budgets/", id.fiscal_year));
    if (!budget.ok() && !absl::IsNotFound(budget.status())) return budget.status();
    if (budget.ok()) {
      ClearOutputOnly(*budget);
      budget->clear_name();
      *evaluation.mutable_budget() = *std::move(budget);
    }
  }
  context.evaluation = std::move(evaluation);
  return context;
}

absl::StatusOr<forms::ImportedForm> ReadEvaluation(const std::string& path, std::istream& in,
                                                   const std::string& name, FormSources& sources) {
  HENG_ASSIGN_OR_RETURN(const std::string bytes, ReadBytes(path, in));
  forms::ImportedForm form;
  if (absl::EndsWithIgnoreCase(path, ".json") || LooksLikeJson(bytes)) {
    HENG_RETURN_IF_ERROR(ParseMessage(path, bytes, form.evaluation));
    return form;
  }
  HENG_ASSIGN_OR_RETURN(const spreadsheet::Workbook workbook, ReadWorkbook(path, bytes));
  HENG_ASSIGN_OR_RETURN(const forms::FoundForm found, forms::FindForm(workbook));
  v1::Evaluation base = found.kept;
  if (base.name().empty()) base.set_name(found.name.empty() ? name : found.name);
  if (base.name().empty()) return NoName(path);
  HENG_ASSIGN_OR_RETURN(const forms::FormContext context, sources.ContextOf(std::move(base)));
  return forms::ImportForm(workbook, found, context);
}

void PrintNotices(const Context& context, const std::string& path, const std::vector<Problem>& notices) {
  for (const Problem& notice : notices)
    context.io.err << OneLine(path) << ": " << In(context.language, {.en = notice.en, .zh = notice.zh})
                   << "\n";
}

}  // namespace heng::cli
