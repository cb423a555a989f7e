// SPDX-License-Identifier: Apache-2.0
//
// `heng submit FILE... | FOLDER`: scores and stores forms. Interrupted or failed runs are simply repeated:
// what is stored is answered as the first time.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "clients/cli/bulk_submission.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/error_text.h"
#include "clients/cli/evaluation_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/form_files.h"
#include "clients/cli/part_file.h"
#include "clients/cli/printing.h"
#include "clients/cli/submission.h"

namespace heng::cli {
namespace {

struct Arguments {
  std::vector<std::string> paths;
  SubmitOptions options;
  bool full = false;
  bool all_findings = false;
  std::string failed_file;
  int parallel = 4;
};

// Errors that are printed with all their fields; of more only their number, since nobody reads thousands.
constexpr size_t kMaxShownFailures = 20;
// Rows of a table for people; more are for -o json, csv or `heng list`.
constexpr size_t kMaxShownRows = 100;

absl::StatusOr<v1::Evaluation> SubmitFile(const Context& context, const std::string& path,
                                          const SubmitOptions& options) {
  FormSources sources(context.client);
  HENG_ASSIGN_OR_RETURN(const forms::ImportedForm form, ReadEvaluation(path, context.io.in, "", sources));
  PrintNotices(context, path, form.notices);
  return Submit(context.client, form.evaluation, options);
}

// One file: by a call of its own, with everything in the answer.
BulkOutcome SubmitAlone(const Context& context, const std::string& path, const SubmitOptions& options) {
  BulkOutcome outcome;
  absl::StatusOr<v1::Evaluation> result = SubmitFile(context, path, options);
  if (result.ok())
    outcome.stored.push_back(*std::move(result));
  else
    outcome.failed.push_back({path, result.status()});
  return outcome;
}

// Prints what failed. The exit code is the failures' if they agree, else 1.
int ReportFailures(const Context& context, const BulkOutcome& outcome, bool name_files) {
  int exit_code = kExitOk;
  for (size_t i = 0; i < outcome.failed.size(); ++i) {
    const FailedFile& failed = outcome.failed[i];
    const int code = ExitCodeOf(failed.status);
    exit_code = i == 0 || exit_code == code ? code : kExitFailure;
    if (i >= kMaxShownFailures) continue;
    if (name_files) context.io.err << OneLine(failed.path) << ":\n";
    context.Fail(failed.status);
  }
  if (outcome.failed.size() > kMaxShownFailures) {
    const size_t more = outcome.failed.size() - kMaxShownFailures;
    context.io.err << In(context.language,
                         {.en = absl::StrCat("and ", more,
                                             " more; --failed=FILE writes them all with their reasons"),
                          .zh = absl::StrCat("另有 ", more, " 份失败；--failed=文件 可写出全部及原因")})
                   << "\n";
  }
  if (!outcome.ended_by.ok()) exit_code = context.Fail(outcome.ended_by);
  return outcome.interrupted ? kExitInterrupted : exit_code;
}

void PrintSummary(const Context& context, const BulkOutcome& outcome, bool dry_run) {
  const Text good = dry_run ? Text{.en = " would be stored, ", .zh = " 份可存入，"}
                            : Text{.en = " stored, ", .zh = " 份已存入，"};
  std::string text = absl::StrCat(outcome.stored.size(), In(context.language, good), outcome.failed.size(),
                                  In(context.language, {.en = " failed", .zh = " 份失败"}));
  if (!outcome.untried.empty()) {
    absl::StrAppend(&text, In(context.language, {.en = ", ", .zh = "，"}), outcome.untried.size(),
                    In(context.language,
                       {.en = " not submitted: run the command again", .zh = " 份未提交：请再次运行本命令"}));
  }
  if (outcome.duration > absl::Seconds(1)) {
    const double seconds = absl::ToDoubleSeconds(outcome.duration);
    const double rate = static_cast<double>(outcome.stored.size() + outcome.failed.size()) / seconds;
    absl::StrAppend(
        &text, In(context.language, {.en = absl::StrFormat(" (%.1f s, %.0f/s)", seconds, rate),
                                     .zh = absl::StrFormat("（%.1f 秒，每秒 %.0f 份）", seconds, rate)}));
  }
  context.io.err << text << "\n";
}

// One line: name with revision, total, grade, number of findings.
void PrintResultLine(const Context& context, const v1::Evaluation& evaluation) {
  const Table row = TableOf(std::vector<v1::Evaluation>{evaluation}, context.language);
  const v1::ScoreReport& score = evaluation.score();
  context.io.out << OneLine(row.rows[0][0]) << "  " << score.total_points() << "  " << score.grade() << "  "
                 << In(context.language, {.en = absl::StrCat(evaluation.findings_size(), " findings"),
                                          .zh = absl::StrCat("疑点 ", evaluation.findings_size(), " 条")})
                 << "\n";
}

int PrintStored(const Context& context, const std::vector<v1::Evaluation>& stored, bool one_file,
                const Arguments& arguments) {
  if (arguments.full && context.format == Format::kTable) {
    for (const v1::Evaluation& evaluation : stored) {
      if (const int code = PrintEvaluation(context, evaluation, arguments.all_findings); code != kExitOk)
        return code;
    }
  } else if (!one_file) {
    if (context.format != Format::kTable || stored.size() <= kMaxShownRows) PrintList(context, stored);
  } else if (stored.size() == 1 && context.format == Format::kTable) {
    PrintResultLine(context, stored[0]);
  } else if (stored.size() == 1) {
    PrintRow(context, stored[0]);
  }
  return kExitOk;
}

// Paths of what failed, each below its reasons, and of what was not submitted: for `heng submit @FILE` once they are mended.
absl::Status WriteFailed(const Context& context, const std::string& path, const BulkOutcome& outcome) {
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<PartFile> file, PartFile::Create(path, /*replace=*/true));
  std::string text;
  for (const FailedFile& failed : outcome.failed) {
    const std::string reasons = ErrorText(failed.status, context.server, context.language);
    for (const absl::string_view line : absl::StrSplit(reasons, '\n', absl::SkipEmpty()))
      absl::StrAppend(&text, "# ", line, "\n");
    absl::StrAppend(&text, failed.path, "\n");
  }
  for (const std::string& untried : outcome.untried) absl::StrAppend(&text, untried, "\n");
  HENG_RETURN_IF_ERROR(file->Append(text));
  return file->Finish();
}

int Submit(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<std::vector<std::string>> paths = ExpandPaths(arguments.paths);
  if (!paths.ok()) return context.Fail(paths.status());
  const bool one_file = paths->size() == 1;
  const bool whole = context.format == Format::kJson || arguments.full;
  const BulkOutcome outcome = one_file ? SubmitAlone(context, paths->front(), arguments.options)
                                       : SubmitInBulk(context, *paths,
                                                      {.submit = arguments.options,
                                                       .parallel = arguments.parallel,
                                                       .view = whole ? v1::VIEW_FULL : v1::VIEW_TERSE});
  for (const NoticedFile& noticed : outcome.noticed) PrintNotices(context, noticed.path, noticed.notices);
  const int failures = ReportFailures(context, outcome, !one_file);
  const int printed = PrintStored(context, outcome.stored, one_file, arguments);
  if (!one_file || arguments.options.dry_run) PrintSummary(context, outcome, arguments.options.dry_run);
  if (!arguments.failed_file.empty()) {
    if (absl::Status status = WriteFailed(context, arguments.failed_file, outcome); !status.ok())
      return context.Fail(status);
  }
  return failures != kExitOk ? failures : printed;
}

}  // namespace

void AddSubmitCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "submit",
       .summary = {.en = "Scores and stores evaluations. Running it twice stores nothing twice.",
                   .zh = "计分并存入自评表；重复运行不会重复存入。"},
       .examples = "heng submit evaluation.json\n"
                   "heng submit --dry-run --full evaluation.json\n"
                   "heng submit forms/2024/ --failed=failed.txt\n"
                   "heng submit @failed.txt\n"
                   "heng submit form.xlsx\n"
                   "heng submit --replace evaluation.json"},
      [arguments](const Context& context) { return Submit(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option(
         "FILE", arguments->paths,
         text({.en = "Files (.json, .xlsx, .csv), folders of them, @LIST of paths, or - for standard input",
               .zh = "文件（.json、.xlsx、.csv）、其文件夹、@路径清单，或 - 表示标准输入"}))
      ->required();
  app.add_flag("--replace", arguments->options.replace,
               text({.en = "Store as the next revision if one is stored already",
                     .zh = "已有自评表时作为新版本存入"}));
  app.add_flag("--dry-run", arguments->options.dry_run,
               text({.en = "Score and check everything, store nothing", .zh = "计分并检查，不存入"}));
  AddAllFindingsFlag(app, tree.language(), arguments->all_findings);
  app.add_flag("--full", arguments->full,
               text({.en = "Print the official form", .zh = "按规定格式显示自评表"}));
  app.add_option("--failed", arguments->failed_file,
                 text({.en = "Write the paths of failed files here with their reasons, for heng submit @FILE",
                       .zh = "将失败文件的路径及原因写入此文件，供 heng submit @文件 使用"}));
  app.add_option("--parallel", arguments->parallel,
                 text({.en = "Batches at a time, 1 to 16 [4]", .zh = "同时提交的批数，1 至 16 [4]"}))
      ->check(CLI::Range(1, 16));
}

}  // namespace heng::cli
