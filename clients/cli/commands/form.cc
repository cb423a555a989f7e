// SPDX-License-Identifier: Apache-2.0
//
// `heng form template|import|export`: the official form as a spreadsheet.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/errors.h"
#include "base/message_rules.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/form_files.h"
#include "clients/cli/message_files.h"
#include "clients/cli/part_file.h"
#include "clients/cli/printing.h"
#include "clients/forms/csv_form.h"
#include "clients/forms/form_layout.h"
#include "clients/forms/kept_form.h"
#include "clients/forms/usual_budget.h"
#include "clients/forms/xlsx_form.h"
#include "clients/spreadsheet/csv_writer.h"

namespace heng::cli {
namespace {

struct Arguments {
  std::string name;
  std::string file;
  std::string out = "-";
  std::string unit = "元";
  bool empty = false;
  bool replace = false;
};

// `-` and *.csv are written as CSV, anything else as a workbook.
bool IsCsv(const std::string& path) { return path == "-" || absl::EndsWithIgnoreCase(path, ".csv"); }

// evaluation: what is kept beside the form.
absl::StatusOr<std::string> BytesOf(const v1::Evaluation& evaluation, const forms::FormLayout& layout,
                                    bool csv) {
  if (csv) return spreadsheet::WriteCsv(forms::SheetOf(layout));
  v1::Evaluation kept = evaluation;
  ClearOutputOnly(kept);
  // So that a form which is submitted again follows the revision that it was made from.
  kept.set_etag(evaluation.etag());
  return forms::XlsxForm(layout, forms::KeptCells(kept));
}

// Writes to a file, which is there whole or not at all, or to standard output.
absl::Status Write(const Context& context, const std::string& path, const std::string& bytes, bool replace) {
  if (path == "-") {
    context.io.out << bytes;
    return absl::OkStatus();
  }
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<PartFile> file, PartFile::Create(path, replace));
  HENG_RETURN_IF_ERROR(file->Append(bytes));
  return file->Finish();
}

int Finish(const Context& context, const absl::Status& status, const std::string& path) {
  if (!status.ok()) return context.Fail(status);
  if (path != "-") {
    context.io.err << In(context.language,
                         {.en = absl::StrCat("written: ", path), .zh = absl::StrCat("已写入：", path)})
                   << "\n";
  }
  return kExitOk;
}

// The goals and the evaluation of a form share their id; either may be given.
std::string EvaluationName(const std::string& name) {
  return absl::StrReplaceAll(name, {{"/goals/", "/evaluations/"}});
}

// Weights that a scheme splits evenly are known to the scorer only. Without them the form is still good to be filled in, so what
// the scorer says of an empty form is no error here.
void AddWeights(const client::Client& client, forms::FormContext& context) {
  v1::ScoreEvaluationRequest request;
  *request.mutable_evaluation() = context.evaluation;
  for (const v1::Indicator& indicator : context.goals.indicators()) {
    v1::IndicatorResult& result = *request.mutable_evaluation()->add_results();
    result.set_code(indicator.code());
  }
  request.set_view(v1::VIEW_FULL);
  const absl::StatusOr<v1::ScoreEvaluationResponse> response = client.ScoreEvaluation(request);
  if (!response.ok()) return;
  for (const v1::IndicatorScore& score : response->score().indicators()) {
    for (v1::Indicator& indicator : *context.goals.mutable_indicators()) {
      if (indicator.code() == score.code() && indicator.weight_points().empty())
        indicator.set_weight_points(score.weight_points());
    }
  }
}

absl::Status WriteTemplate(const Context& context, const Arguments& arguments) {
  const auto unit = forms::AmountUnitIn(arguments.unit);
  if (!unit) {
    return MakeError(absl::StatusCode::kInvalidArgument, "OUT_OF_RANGE",
                     {.en = absl::StrCat("--unit is \"", arguments.unit, "\": want 元 or 万元"),
                      .zh = absl::StrCat("--unit 为“", arguments.unit, "”：应为元或万元")});
  }
  FormSources sources(context.client);
  v1::Evaluation evaluation;
  evaluation.set_name(EvaluationName(arguments.name));
  HENG_ASSIGN_OR_RETURN(forms::FormContext form, sources.ContextOf(std::move(evaluation)));
  form.evaluation.set_scheme(form.scheme.name());
  form.evaluation.set_goals(form.goals.name());
  AddWeights(context.client, form);
  if (arguments.empty) {
    for (v1::BudgetLine& line : *form.evaluation.mutable_budget()->mutable_lines()) {
      line.clear_initial_yuan();
      line.clear_adjusted_yuan();
      line.clear_executed_yuan();
    }
  }
  const v1::Evaluation kept = form.evaluation;
  if (!form.evaluation.has_budget())
    *form.evaluation.mutable_budget() = forms::UsualBudget(forms::IsProjectForm(form));
  const forms::FormLayout layout = forms::LayOut(form, forms::FormUse::kTemplate, *unit);
  HENG_ASSIGN_OR_RETURN(const std::string bytes, BytesOf(kept, layout, IsCsv(arguments.file)));
  return Write(context, arguments.file, bytes, arguments.replace);
}

absl::Status WriteExport(const Context& context, const Arguments& arguments) {
  HENG_ASSIGN_OR_RETURN(v1::Evaluation evaluation, context.client.GetEvaluation(arguments.name));
  FormSources sources(context.client);
  evaluation.set_name(std::string(arguments.name.substr(0, arguments.name.find('@'))));
  const v1::Department department = evaluation.department();
  HENG_ASSIGN_OR_RETURN(forms::FormContext form, sources.ContextOf(std::move(evaluation)));
  form.department = department;  // as it was when the form was stored
  const forms::FormLayout layout = forms::LayOut(form, forms::FormUse::kExport);
  HENG_ASSIGN_OR_RETURN(const std::string bytes, BytesOf(form.evaluation, layout, IsCsv(arguments.file)));
  return Write(context, arguments.file, bytes, arguments.replace);
}

absl::Status Import(const Context& context, const Arguments& arguments) {
  FormSources sources(context.client);
  HENG_ASSIGN_OR_RETURN(
      const forms::ImportedForm form,
      ReadEvaluation(arguments.file, context.io.in, EvaluationName(arguments.name), sources));
  PrintNotices(context, arguments.file, form.notices);
  return Write(context, arguments.out, ToJson(form.evaluation), arguments.replace);
}

void AddTemplate(CommandTree& tree, CLI::App& form) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      form,
      {.name = "template",
       .summary = {.en = "Writes the form of an evaluation to be filled in: its indicators, drop-downs, and "
                         "the budget where one is stored.",
                   .zh = "生成待填写的自评表：含指标、下拉选项，已存预算时一并填入。"},
       .examples =
           "heng form template regions/620602/departments/zonggonghui/evaluations/2024-overall form.xlsx\n"
           "heng form template regions/620602/departments/zonggonghui/goals/2024-overall form.xlsx "
           "--unit=万元\n"
           "heng form template regions/620602/departments/zonggonghui/evaluations/2024-overall form.csv "
           "--empty"},
      [arguments](const Context& context) {
        return Finish(context, WriteTemplate(context, *arguments), arguments->file);
      });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("NAME", arguments->name,
                 text({.en = "Name of the evaluation, or of its goals", .zh = "自评表或其绩效目标的名称"}))
      ->required();
  app.add_option("FILE", arguments->file,
                 text({.en = "FILE.xlsx or FILE.csv; - writes CSV to standard output",
                       .zh = "文件.xlsx 或 文件.csv；- 表示以 CSV 写到标准输出"}))
      ->required();
  app.add_option("--unit", arguments->unit,
                 text({.en = "Unit of the amounts, 元 or 万元 [元]", .zh = "金额单位：元或万元 [元]"}));
  app.add_flag("--empty", arguments->empty,
               text({.en = "Leave out the amounts of the stored budget", .zh = "不填入已存预算的金额"}));
  app.add_flag("--force", arguments->replace, text({.en = "Replace an existing file", .zh = "覆盖已有文件"}));
}

void AddImport(CommandTree& tree, CLI::App& form) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app =
      tree.AddCommand(form,
                      {.name = "import",
                       .summary = {.en = "Reads a filled-in form and prints the evaluation as JSON; every "
                                         "mistake is named by its cell.",
                                   .zh = "读取已填写的自评表，输出 JSON；逐格指出全部错误。"},
                       .examples = "heng form import form.xlsx evaluation.json\n"
                                   "heng form import form.csv | heng submit -\n"
                                   "heng form import old.xlsx "
                                   "--name=regions/620602/departments/zonggonghui/evaluations/2024-overall"},
                      [arguments](const Context& context) {
                        return Finish(context, Import(context, *arguments), arguments->out);
                      });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("FILE", arguments->file,
                 text({.en = "The form, .xlsx or .csv (UTF-8 or GB18030); - is standard input",
                       .zh = "自评表，.xlsx 或 .csv（UTF-8 或 GB18030）；- 为标准输入"}))
      ->required();
  app.add_option("OUT", arguments->out,
                 text({.en = "Where the JSON goes [standard output]", .zh = "JSON 的输出文件 [标准输出]"}));
  app.add_option("--name", arguments->name,
                 text({.en = "Name of the evaluation, where the form does not say it",
                       .zh = "自评表未注明编号时，指定其名称"}));
  app.add_flag("--force", arguments->replace, text({.en = "Replace an existing file", .zh = "覆盖已有文件"}));
}

void AddExport(CommandTree& tree, CLI::App& form) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      form,
      {.name = "export",
       .summary = {.en = "Writes a stored evaluation as the official form: what was typed, what heng "
                         "computed beside it, findings as comments.",
                   .zh = "将已存自评表导出为规定格式：填报内容、系统计算结果并列，疑点为批注。"},
       .examples =
           "heng form export regions/620602/departments/zonggonghui/evaluations/2024-overall form.xlsx\n"
           "heng form export regions/620602/departments/zonggonghui/evaluations/2024-overall@1 first.xlsx"},
      [arguments](const Context& context) {
        return Finish(context, WriteExport(context, *arguments), arguments->file);
      });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option(
         "NAME", arguments->name,
         text({.en = "Name of the evaluation, with @N for a revision", .zh = "自评表名称，@N 表示某一版本"}))
      ->required();
  app.add_option("FILE", arguments->file,
                 text({.en = "FILE.xlsx or FILE.csv; - writes CSV to standard output",
                       .zh = "文件.xlsx 或 文件.csv；- 表示以 CSV 写到标准输出"}))
      ->required();
  app.add_flag("--force", arguments->replace, text({.en = "Replace an existing file", .zh = "覆盖已有文件"}));
}

}  // namespace

void AddFormCommands(CommandTree& tree) {
  CLI::App& form = tree.AddGroup(
      {.name = "form",
       .summary = {.en = "The official form in Excel and CSV, both ways.",
                   .zh = "规定格式的自评表：Excel、CSV 导入导出。"},
       .examples =
           "heng form template regions/620602/departments/zonggonghui/evaluations/2024-overall form.xlsx\n"
           "heng form import form.xlsx evaluation.json\n"
           "heng submit form.xlsx\n"
           "heng form export regions/620602/departments/zonggonghui/evaluations/2024-overall form.xlsx"});
  AddTemplate(tree, form);
  AddImport(tree, form);
  AddExport(tree, form);
}

}  // namespace heng::cli
