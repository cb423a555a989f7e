// SPDX-License-Identifier: Apache-2.0
//
// `heng get NAME`: one resource of any kind; its name says which.
#include <memory>

#include "base/resource_name.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/evaluation_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/printing.h"

namespace heng::cli {
namespace {

template <typename T>
int PrintResult(const Context& context, const absl::StatusOr<T>& resource) {
  if (!resource.ok()) return context.Fail(resource.status());
  PrintDetails(context, *resource);
  return kExitOk;
}

int Get(const Context& context, const std::string& name, bool all_findings) {
  const absl::StatusOr<ResourceName> parsed = ParseResourceName(name);
  if (!parsed.ok()) return context.Fail(parsed.status());
  switch (parsed->kind) {
    case ResourceKind::kRegion:
      return PrintResult(context, context.client.GetRegion(name));
    case ResourceKind::kDepartment:
      return PrintResult(context, context.client.GetDepartment(name));
    case ResourceKind::kBudget:
      return PrintResult(context, context.client.GetBudget(name));
    case ResourceKind::kScheme:
      return PrintResult(context, context.client.GetScheme(name));
    case ResourceKind::kGoals:
      return PrintResult(context, context.client.GetGoals(name));
    case ResourceKind::kEvaluation:
      break;
  }
  const absl::StatusOr<v1::Evaluation> evaluation = context.client.GetEvaluation(name);
  if (!evaluation.ok()) return context.Fail(evaluation.status());
  return PrintEvaluation(context, *evaluation, all_findings);
}

}  // namespace

void AddGetCommand(CommandTree& tree) {
  auto name = std::make_shared<std::string>();
  auto all_findings = std::make_shared<bool>(false);
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "get",
       .summary = {.en = "Prints one resource by its name; an evaluation as the official form.",
                   .zh = "按名称显示一条内容；自评表按规定格式显示。"},
       .examples = "heng get regions/620602/departments/zonggonghui/evaluations/2024-overall\n"
                   "heng get regions/620602/departments/zonggonghui/evaluations/2024-overall@1 -o json\n"
                   "heng get schemes/gansu-overall"},
      [name, all_findings](const Context& context) { return Get(context, *name, *all_findings); });
  app.add_option("NAME", *name,
                 In(tree.language(), {.en = "Name, with or without @revision", .zh = "名称，可带 @版本"}))
      ->required();
  AddAllFindingsFlag(app, tree.language(), *all_findings);
}

}  // namespace heng::cli
