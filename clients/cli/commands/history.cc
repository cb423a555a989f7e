// SPDX-License-Identifier: Apache-2.0
//
// `heng history NAME`: the revisions of one resource of any kind, oldest first.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/maintenance_view.h"
#include "clients/cli/printing.h"
#include "clients/cli/revisions.h"

namespace heng::cli {
namespace {

int History(const Context& context, const std::string& name) {
  const absl::StatusOr<std::vector<v1::Revision>> revisions = RevisionsOf(context.client, name);
  if (!revisions.ok()) return context.Fail(revisions.status());
  if (context.format == Format::kJson) {
    context.io.out << ToJsonArray(*revisions);
  } else {
    PrintTable(context, RevisionTable(*revisions, WordsFor(context)));
  }
  return kExitOk;
}

}  // namespace

void AddHistoryCommand(CommandTree& tree) {
  auto name = std::make_shared<std::string>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "history",
       .summary = {.en =
                       "Lists the revisions of one resource, oldest first: when and by whom each was stored.",
                   .zh = "列出一条内容的全部版本（由旧到新）：何时、由谁存入。"},
       .examples = "heng history regions/620602/departments/zonggonghui/evaluations/2024-overall\n"
                   "heng history schemes/gansu-overall -o json"},
      [name](const Context& context) { return History(context, *name); });
  app.add_option("NAME", *name,
                 In(tree.language(), {.en = "Name without @revision", .zh = "名称，不带 @版本"}))
      ->required();
}

}  // namespace heng::cli
