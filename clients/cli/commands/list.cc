// SPDX-License-Identifier: Apache-2.0
//
// `heng list`: evaluations by filter.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/noun.h"

namespace heng::cli {
namespace {

struct Arguments {
  std::string parent = "regions/-/departments/-";
  int year = 0;
  std::string kind;
  std::vector<std::string> grades;
  int limit = 0;
};

v1::ListEvaluationsRequest RequestOf(const Arguments& arguments) {
  v1::ListEvaluationsRequest request;
  request.set_parent(arguments.parent);
  request.set_fiscal_year(arguments.year);
  if (arguments.kind == "overall") request.set_kind(v1::EVALUATION_KIND_OVERALL);
  if (arguments.kind == "project") request.set_kind(v1::EVALUATION_KIND_PROJECT);
  for (const std::string& grade : arguments.grades) request.add_grade_codes(grade);
  request.set_page_size(PageSizeFor(arguments.limit));
  return request;
}

int List(const Context& context, const Arguments& arguments) {
  const auto evaluations = Collect(context.client.ListEvaluations(RequestOf(arguments)), arguments.limit);
  if (!evaluations.ok()) return context.Fail(evaluations.status());
  PrintList(context, *evaluations);
  return kExitOk;
}

}  // namespace

void AddListCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app =
      tree.AddCommand(tree.root(),
                      {.name = "list",
                       .summary = {.en = "Lists evaluations.", .zh = "列出自评表。"},
                       .examples = "heng list --year=2024\n"
                                   "heng list --parent=regions/62*/departments/- --kind=overall -o csv\n"
                                   "heng list --grade=poor --grade=fair --limit=20"},
                      [arguments](const Context& context) { return List(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option(
      "--parent", arguments->parent,
      text({.en = "regions/620602/departments/zonggonghui; either part may be - for all, the region also 62*",
            .zh = "regions/620602/departments/zonggonghui；两段均可用 - 表示全部，区划可写作 62*"}));
  app.add_option("--year", arguments->year, text({.en = "Only this fiscal year", .zh = "只列该年度"}))
      ->check(CLI::PositiveNumber);
  app.add_option("--kind", arguments->kind,
                 text({.en = "overall or project", .zh = "overall（部门整体）或 project（项目）"}))
      ->check(CLI::IsMember({"overall", "project"}));
  app.add_option("--grade", arguments->grades,
                 text({.en = "Only this code of a grade; may be repeated", .zh = "只列该等级代码，可重复"}))
      ->take_all()
      ->expected(1);
  app.add_option("--limit", arguments->limit, text({.en = "At most this many", .zh = "最多条数"}))
      ->check(CLI::PositiveNumber);
}

}  // namespace heng::cli
