// SPDX-License-Identifier: Apache-2.0
//
// `heng score FILE`: what a form would earn. Stores nothing; findings do not change the exit code.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "clients/cli/certificate_file.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/evaluation_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/file_or_name.h"
#include "clients/cli/findings_table.h"
#include "clients/cli/form_files.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"

namespace heng::cli {
namespace {

struct Arguments {
  std::string file;
  std::string scheme;
  std::string goals;
  bool all_findings = false;
  std::string certificate_file;
};

absl::StatusOr<v1::ScoreEvaluationRequest> RequestOf(const Context& context, const Arguments& arguments) {
  std::istream& in = context.io.in;
  v1::ScoreEvaluationRequest request;
  request.set_view(v1::VIEW_FULL);
  request.set_with_certificate(!arguments.certificate_file.empty());
  FormSources sources(context.client);
  HENG_ASSIGN_OR_RETURN(const forms::ImportedForm form, ReadEvaluation(arguments.file, in, "", sources));
  PrintNotices(context, arguments.file, form.notices);
  *request.mutable_evaluation() = form.evaluation;
  if (!arguments.scheme.empty()) {
    v1::Scheme scheme;
    HENG_ASSIGN_OR_RETURN(const bool is_file,
                          ReadIfFile(arguments.scheme, ResourceKind::kScheme, in, scheme));
    if (is_file) *request.mutable_inline_scheme() = scheme;
    if (!is_file) request.mutable_evaluation()->set_scheme(arguments.scheme);
  }
  if (!arguments.goals.empty()) {
    v1::Goals goals;
    HENG_ASSIGN_OR_RETURN(const bool is_file, ReadIfFile(arguments.goals, ResourceKind::kGoals, in, goals));
    if (is_file) *request.mutable_inline_goals() = goals;
    if (!is_file) request.mutable_evaluation()->set_goals(arguments.goals);
  }
  return request;
}

// The words for the table: from the request where they came with it, else from the server. What cannot be
// fetched is printed by code; the score is there all the same.
EvaluationView ViewOf(const client::Client& client, const v1::ScoreEvaluationRequest& request,
                      const v1::ScoreEvaluationResponse& response) {
  EvaluationView view{.evaluation = response.has_evaluation() ? response.evaluation() : request.evaluation(),
                      .scheme = request.inline_scheme(),
                      .goals = request.inline_goals()};
  *view.evaluation.mutable_score() = response.score();
  *view.evaluation.mutable_findings() = response.findings();
  if (!request.has_inline_scheme())
    view.scheme = client.GetScheme(response.score().scheme()).value_or(v1::Scheme());
  if (!request.has_inline_goals())
    view.goals = client.GetGoals(response.score().goals()).value_or(v1::Goals());
  return view;
}

int Score(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<v1::ScoreEvaluationRequest> request = RequestOf(context, arguments);
  if (!request.ok()) return context.Fail(request.status());
  const absl::StatusOr<v1::ScoreEvaluationResponse> response = context.client.ScoreEvaluation(*request);
  if (!response.ok()) return context.Fail(response.status());
  if (!arguments.certificate_file.empty()) {
    const absl::Status written = WriteCertificate(response->certificate(), response->certificate_sha256(),
                                                  arguments.certificate_file, context.io);
    return written.ok() ? kExitOk : context.Fail(written);
  }
  if (context.format == Format::kJson) {
    context.io.out << ToJson(*response);
    return kExitOk;
  }
  const EvaluationView view = ViewOf(context.client, *request, *response);
  PrintTable(context, PointsTable(view));
  const std::string findings = FindingsText(view.evaluation, arguments.all_findings, context.language);
  if (context.format == Format::kTable && !findings.empty()) context.io.out << "\n" << findings;
  return kExitOk;
}

}  // namespace

void AddScoreCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "score",
       .summary = {.en = "Scores one evaluation: points by row, total, grade, findings. Stores nothing.",
                   .zh = "对一份自评表计分：各行得分、总分、等级、疑点；不存入。"},
       .examples = "heng score evaluation.json\n"
                   "heng score evaluation.json --scheme=scheme.json --goals=goals.json\n"
                   "heng score evaluation.json --scheme=schemes/gansu-overall -o json"},
      [arguments](const Context& context) { return Score(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("FILE", arguments->file,
                 text({.en = "JSON, or a form as .xlsx or .csv; - is standard input",
                       .zh = "JSON，或 .xlsx、.csv 自评表；- 为标准输入"}))
      ->required();
  app.add_option("--scheme", arguments->scheme,
                 text({.en = "Name of a stored scheme, or a file [that of the goals]",
                       .zh = "已存方案的名称或文件 [目标所用方案]"}));
  app.add_option("--goals", arguments->goals,
                 text({.en = "Name of stored goals, or a file [those of the evaluation]",
                       .zh = "已存目标的名称或文件 [自评表所用目标]"}));
  AddAllFindingsFlag(app, tree.language(), arguments->all_findings);
  AddCertificateOption(app, tree.language(), arguments->certificate_file);
}

}  // namespace heng::cli
