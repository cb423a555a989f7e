// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/noun.h"

namespace heng::cli {
namespace {

// Prints the revision that the scheme would get; what is wrong with it is an error like any other.
int CheckScheme(const Context& context, const std::string& file) {
  v1::Scheme scheme;
  if (absl::Status status = ReadMessage(file, context.io.in, scheme); !status.ok())
    return context.Fail(status);
  const absl::StatusOr<v1::Scheme> checked = context.client.CheckScheme(scheme);
  if (!checked.ok()) return context.Fail(checked.status());
  PrintRow(context, *checked);
  return kExitOk;
}

}  // namespace

void AddSchemeCommands(CommandTree& tree) {
  CLI::App& group = AddNoun<v1::Scheme>(
      tree,
      {.name = "scheme",
       .summary = {.en = "Scoring schemes.", .zh = "评价方案。"},
       .example_file = "scheme.json",
       .example_name = "schemes/gansu-overall",
       .create = [](const client::Client& client,
                    const v1::Scheme& scheme) { return client.CreateScheme(scheme); },
       .get = [](const client::Client& client, const std::string& name) { return client.GetScheme(name); },
       .list =
           [](const client::Client& client, const std::string& filter, int page_size) {
             v1::ListSchemesRequest request;
             request.set_id_prefix(filter);
             request.set_page_size(page_size);
             return client.ListSchemes(request);
           },
       .list_filter = "",
       .list_filter_help = {.en = "Only ids that begin with this, such as gansu",
                            .zh = "只列以此开头的方案，如 gansu"}});
  auto file = std::make_shared<std::string>();
  CLI::App& check = tree.AddCommand(
      group,
      {.name = "check",
       .summary = {.en = "Checks a scheme as create would and prints its revision; stores nothing.",
                   .zh = "按存入时的规则检查方案并显示其版本；不存入。"},
       .examples = "heng scheme check scheme.json"},
      [file](const Context& context) { return CheckScheme(context, *file); });
  check
      .add_option("FILE", *file,
                  In(tree.language(), {.en = "File; - is standard input", .zh = "文件；- 为标准输入"}))
      ->required();
}

}  // namespace heng::cli
