// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/noun.h"

namespace heng::cli {

void AddRegionCommands(CommandTree& tree) {
  AddNoun<v1::Region>(tree, {.name = "region",
                             .summary = {.en = "Administrative regions.", .zh = "行政区划。"},
                             .example_file = "region.json",
                             .example_name = "regions/620602",
                             .create = [](const client::Client& client,
                                          const v1::Region& region) { return client.CreateRegion(region); },
                             .get = [](const client::Client& client,
                                       const std::string& name) { return client.GetRegion(name); },
                             .update = [](const client::Client& client,
                                          const v1::Region& region) { return client.UpdateRegion(region); },
                             .list =
                                 [](const client::Client& client, const std::string& filter, int page_size) {
                                   v1::ListRegionsRequest request;
                                   request.set_region_prefix(filter);
                                   request.set_page_size(page_size);
                                   return client.ListRegions(request);
                                 },
                             .list_filter = "",
                             .list_filter_help = {.en = "Only codes that begin with this, such as 62",
                                                  .zh = "只列以此开头的区划代码，如 62"}});
}

}  // namespace heng::cli
