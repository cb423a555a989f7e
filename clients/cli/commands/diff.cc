// SPDX-License-Identifier: Apache-2.0
//
// `heng diff`: two revisions of one resource, or two resources of one kind, cell by cell; one of them may be a file.
#include <memory>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/diff_sides.h"
#include "clients/cli/diff_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/message_diff.h"
#include "clients/cli/printing.h"

namespace heng::cli {
namespace {

struct Arguments {
  std::string before;
  std::string after;
  bool whole = false;
  bool exit_code = false;
};

// What changes with every revision by itself, and where a finding stands, which changes with every row before it.
const LeftOut& NotCompared() {
  static const auto& left_out =
      *new LeftOut{.of_top = {"name", "revision", "actor"},
                   .anywhere = {"etag", "create_time", "update_time", "content_sha256", "ref"}};
  return left_out;
}

absl::StatusOr<Comparison> Compare(const Context& context, const Arguments& arguments) {
  HENG_ASSIGN_OR_RETURN(DiffSides sides,
                        LoadDiffSides(context.client, arguments.before, arguments.after, context.io.in));
  Comparison comparison;
  comparison.changes = DiffMessages(*sides.before_message, *sides.after_message, NotCompared());
  if (context.format == Format::kTable && !comparison.changes.empty()) {
    HENG_ASSIGN_OR_RETURN(comparison.row_names, RowNamesOf(context.client, sides));
  }
  comparison.before = std::move(sides.before);
  comparison.after = std::move(sides.after);
  comparison.of_two_resources = sides.of_two_resources;
  return comparison;
}

int Diff(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<Comparison> comparison = Compare(context, arguments);
  if (!comparison.ok()) return context.Fail(comparison.status());
  if (context.format == Format::kJson) {
    context.io.out << ComparisonJson(*comparison);
  } else if (context.format == Format::kCsv) {
    PrintTable(context, ComparisonTable(*comparison));
  } else {
    context.io.out << ComparisonText(*comparison, context.language, arguments.whole);
  }
  return arguments.exit_code && !comparison->changes.empty() ? kExitFailure : kExitOk;
}

}  // namespace

void AddDiffCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "diff",
       .summary =
           {.en = "Compares two revisions cell by cell; with one name, its revision with the one before.",
            .zh = "逐格比较两个版本；只给一个名称时，将其与前一版本比较。"},
       .examples =
           "heng diff regions/620602/departments/zonggonghui/evaluations/2024-overall\n"
           "heng diff regions/620602/departments/zonggonghui/evaluations/2024-overall@1 "
           "regions/620602/departments/zonggonghui/evaluations/2024-overall@3\n"
           "heng diff regions/620602/departments/zonggonghui/evaluations/2024-overall evaluation.json\n"
           "heng diff regions/620602/departments/zonggonghui/budgets/2023 "
           "regions/620602/departments/zonggonghui/budgets/2024\n"
           "heng diff schemes/gansu-overall -o json"},
      [arguments](const Context& context) { return Diff(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option(
         "BEFORE", arguments->before,
         text({.en = "Name, with or without @revision; or a file", .zh = "名称（可带 @版本），或文件"}))
      ->required();
  app.add_option("AFTER", arguments->after,
                 text({.en = "What to compare it with: a name of the same kind, or a file",
                       .zh = "与之比较的另一方：同类内容的名称，或文件"}));
  app.add_flag("--full", arguments->whole, text({.en = "Long texts as a whole", .zh = "完整显示长文本"}));
  app.add_flag("--exit-code", arguments->exit_code,
               text({.en = "End with 1 if there are differences", .zh = "有差异时以 1 退出"}));
}

}  // namespace heng::cli
