// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/noun.h"

namespace heng::cli {

void AddGoalsCommands(CommandTree& tree) {
  AddNoun<v1::Goals>(
      tree,
      {.name = "goals",
       .summary = {.en = "Goals: the indicators that departments set.", .zh = "绩效目标。"},
       .example_file = "goals.json",
       .example_name = "regions/620602/departments/zonggonghui/goals/2024-overall",
       .create = [](const client::Client& client,
                    const v1::Goals& goals) { return client.CreateGoals(goals); },
       .get = [](const client::Client& client, const std::string& name) { return client.GetGoals(name); },
       .list =
           [](const client::Client& client, const std::string& filter, int page_size) {
             v1::ListGoalsRequest request;
             request.set_parent(filter);
             request.set_page_size(page_size);
             return client.ListGoals(request);
           },
       .list_filter = "regions/-/departments/-",
       .list_filter_help =
           {.en = "regions/620602/departments/zonggonghui; either part may be - for all, the "
                  "region also 62* [regions/-/departments/-]",
            .zh = "regions/620602/departments/zonggonghui；两段均可用 - 表示全部，区划可写作 62* "
                  "[regions/-/departments/-]"}});
}

}  // namespace heng::cli
