// SPDX-License-Identifier: Apache-2.0
//
// `heng score FILE`: what a form would earn. Stores nothing; findings do not change the exit code.
#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/evaluation_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"

namespace heng::cli {
namespace {

struct Arguments {
  std::string file;
  std::string scheme;
  std::string goals;
};

// `text` is the name of a stored resource unless a file has this path; a file's message goes into `message`.
absl::StatusOr<bool> ReadIfFile(const std::string& text, ResourceKind kind, std::istream& in,
                                google::protobuf::Message& message) {
  std::error_code ignored;
  if (text == "-" || std::filesystem::exists(text, ignored)) {
    HENG_RETURN_IF_ERROR(ReadMessage(text, in, message));
    return true;
  }
  if (ParseResourceName(text, kind).ok()) return false;
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME",
                   {.en = absl::StrCat(text, " is neither a file nor the name of a stored resource"),
                    .zh = absl::StrCat(text, " 既不是文件，也不是已存内容的名称")});
}

absl::StatusOr<v1::ScoreEvaluationRequest> RequestOf(const Arguments& arguments, std::istream& in) {
  v1::ScoreEvaluationRequest request;
  request.set_view(v1::VIEW_FULL);
  HENG_RETURN_IF_ERROR(ReadMessage(arguments.file, in, *request.mutable_evaluation()));
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
  const absl::StatusOr<v1::ScoreEvaluationRequest> request = RequestOf(arguments, context.io.in);
  if (!request.ok()) return context.Fail(request.status());
  const absl::StatusOr<v1::ScoreEvaluationResponse> response = context.client.ScoreEvaluation(*request);
  if (!response.ok()) return context.Fail(response.status());
  if (context.format == Format::kJson) {
    context.io.out << ToJson(*response);
    return kExitOk;
  }
  const EvaluationView view = ViewOf(context.client, *request, *response);
  PrintTable(context, PointsTable(view));
  if (context.format == Format::kTable && view.evaluation.findings_size() > 0) {
    context.io.out << "\n"
                   << AlignedTable(FindingsTable(view.evaluation, context.language), context.language);
  }
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
                 text({.en = "File; - is standard input", .zh = "文件；- 为标准输入"}))
      ->required();
  app.add_option("--scheme", arguments->scheme,
                 text({.en = "Name of a stored scheme, or a file [that of the goals]",
                       .zh = "已存方案的名称或文件 [目标所用方案]"}));
  app.add_option("--goals", arguments->goals,
                 text({.en = "Name of stored goals, or a file [those of the evaluation]",
                       .zh = "已存目标的名称或文件 [自评表所用目标]"}));
}

}  // namespace heng::cli
