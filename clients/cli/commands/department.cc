// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/noun.h"

namespace heng::cli {

void AddDepartmentCommands(CommandTree& tree) {
  AddNoun<v1::Department>(
      tree, {.name = "department",
             .summary = {.en = "Departments and budget units.", .zh = "部门与预算单位。"},
             .example_file = "department.json",
             .example_name = "regions/620602/departments/zonggonghui",
             .create = [](const client::Client& client,
                          const v1::Department& department) { return client.CreateDepartment(department); },
             .get = [](const client::Client& client,
                       const std::string& name) { return client.GetDepartment(name); },
             .update = [](const client::Client& client,
                          const v1::Department& department) { return client.UpdateDepartment(department); },
             .list =
                 [](const client::Client& client, const std::string& filter, int page_size) {
                   v1::ListDepartmentsRequest request;
                   request.set_parent(filter);
                   request.set_page_size(page_size);
                   return client.ListDepartments(request);
                 },
             .list_filter = "regions/-",
             .list_filter_help = {.en = "regions/620602, regions/62* or regions/- for all [regions/-]",
                                  .zh = "regions/620602、regions/62*，或 regions/- 表示全部 [regions/-]"}});
}

}  // namespace heng::cli
