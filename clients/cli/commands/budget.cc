// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/noun.h"

namespace heng::cli {

void AddBudgetCommands(CommandTree& tree) {
  AddNoun<v1::Budget>(
      tree,
      {.name = "budget",
       .summary = {.en = "Budgets of departments by year.", .zh = "部门年度预算。"},
       .example_file = "budget.json",
       .example_name = "regions/620602/departments/zonggonghui/budgets/2024",
       .create = [](const client::Client& client,
                    const v1::Budget& budget) { return client.CreateBudget(budget); },
       .get = [](const client::Client& client, const std::string& name) { return client.GetBudget(name); },
       .update = [](const client::Client& client,
                    const v1::Budget& budget) { return client.UpdateBudget(budget); },
       .list =
           [](const client::Client& client, const std::string& filter, int page_size) {
             v1::ListBudgetsRequest request;
             request.set_parent(filter);
             request.set_page_size(page_size);
             return client.ListBudgets(request);
           },
       .list_filter = "regions/-/departments/-",
       .list_filter_help =
           {.en = "regions/620602/departments/zonggonghui; either part may be - for all, the "
                  "region also 62* [regions/-/departments/-]",
            .zh = "regions/620602/departments/zonggonghui；两段均可用 - 表示全部，区划可写作 62* "
                  "[regions/-/departments/-]"}});
}

}  // namespace heng::cli
