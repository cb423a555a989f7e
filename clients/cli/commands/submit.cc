// SPDX-License-Identifier: Apache-2.0
//
// `heng submit FILE... | FOLDER`: scores and stores forms. Interrupted or failed runs are simply repeated:
// what is stored is answered as the first time.
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/error_text.h"
#include "clients/cli/evaluation_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/message_files.h"
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
};

// What came of the files.
struct Outcome {
  std::vector<v1::Evaluation> stored;
  std::vector<std::string> failed;   // in the order they were given
  std::vector<std::string> untried;  // after an error that every further file would meet as well
  int exit_code = kExitOk;           // the failures' code if they agree, else 1
};

absl::StatusOr<v1::Evaluation> SubmitFile(const Context& context, const std::string& path,
                                          const SubmitOptions& options) {
  v1::Evaluation evaluation;
  if (absl::Status status = ReadMessage(path, context.io.in, evaluation); !status.ok()) return status;
  return Submit(context.client, evaluation, options);
}

bool WouldMeetEveryFile(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsUnauthenticated(status) || absl::IsPermissionDenied(status);
}

void ShowProgress(const Context& context, size_t done, size_t all, const std::string& path) {
  if (context.io.err_is_terminal)
    context.io.err << "\r\x1b[K[" << done << "/" << all << "] " << path << std::flush;
}

void HideProgress(const Context& context) {
  if (context.io.err_is_terminal) context.io.err << "\r\x1b[K";
}

Outcome SubmitFiles(const Context& context, const std::vector<std::string>& paths,
                    const SubmitOptions& options) {
  Outcome outcome;
  for (size_t i = 0; i < paths.size(); ++i) {
    if (paths.size() > 1) ShowProgress(context, i + 1, paths.size(), OneLine(paths[i]));
    absl::StatusOr<v1::Evaluation> result = SubmitFile(context, paths[i], options);
    if (result.ok()) {
      outcome.stored.push_back(*std::move(result));
      continue;
    }
    if (paths.size() > 1) {
      HideProgress(context);
      context.io.err << OneLine(paths[i]) << ":\n";
    }
    const int code = context.Fail(result.status());
    outcome.exit_code = outcome.failed.empty() || outcome.exit_code == code ? code : kExitFailure;
    outcome.failed.push_back(paths[i]);
    if (WouldMeetEveryFile(result.status())) {
      outcome.untried.assign(paths.begin() + static_cast<std::ptrdiff_t>(i) + 1, paths.end());
      break;
    }
  }
  if (paths.size() > 1) HideProgress(context);
  return outcome;
}

void PrintSummary(const Context& context, const Outcome& outcome, bool dry_run) {
  const Text good = dry_run ? Text{.en = " would be stored, ", .zh = " 份可存入，"}
                            : Text{.en = " stored, ", .zh = " 份已存入，"};
  std::string text = absl::StrCat(outcome.stored.size(), In(context.language, good), outcome.failed.size(),
                                  In(context.language, {.en = " failed", .zh = " 份失败"}));
  if (!outcome.untried.empty()) {
    absl::StrAppend(&text, In(context.language, {.en = ", ", .zh = "，"}), outcome.untried.size(),
                    In(context.language, {.en = " not tried", .zh = " 份未提交"}));
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
    PrintList(context, stored);
  } else if (stored.size() == 1 && context.format == Format::kTable) {
    PrintResultLine(context, stored[0]);
  } else if (stored.size() == 1) {
    PrintRow(context, stored[0]);
  }
  return kExitOk;
}

// The failed and the untried, one a line, for `heng submit @FILE`.
absl::Status WriteFailed(const std::string& path, const Outcome& outcome) {
  std::ofstream file(path);
  for (const std::string& failed : outcome.failed) file << failed << "\n";
  for (const std::string& untried : outcome.untried) file << untried << "\n";
  file.close();
  if (file) return absl::OkStatus();
  return MakeError(absl::StatusCode::kUnknown, "",
                   {.en = absl::StrCat("cannot write ", path), .zh = absl::StrCat("无法写入 ", path)});
}

int Submit(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<std::vector<std::string>> paths = ExpandPaths(arguments.paths);
  if (!paths.ok()) return context.Fail(paths.status());
  const Outcome outcome = SubmitFiles(context, *paths, arguments.options);
  const bool one_file = paths->size() == 1;
  const int printed = PrintStored(context, outcome.stored, one_file, arguments);
  if (!one_file || arguments.options.dry_run) PrintSummary(context, outcome, arguments.options.dry_run);
  if (!arguments.failed_file.empty()) {
    if (absl::Status status = WriteFailed(arguments.failed_file, outcome); !status.ok())
      return context.Fail(status);
  }
  return outcome.exit_code != kExitOk ? outcome.exit_code : printed;
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
                   "heng submit --replace evaluation.json"},
      [arguments](const Context& context) { return Submit(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("FILE", arguments->paths,
                 text({.en = "Files, folders of *.json files, @LIST of paths, or - for standard input",
                       .zh = "文件、含 *.json 的文件夹、@路径清单，或 - 表示标准输入"}))
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
                 text({.en = "Write the paths of failed files here, for heng submit @FILE",
                       .zh = "将失败文件的路径写入此文件，供 heng submit @文件 使用"}));
}

}  // namespace heng::cli
