// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/commands/config.h"

#include "clients/cli/exit_code.h"
#include "clients/cli/table.h"
#include "nlohmann/json.hpp"

namespace heng::cli {
namespace {

Table TableOfSettings(const std::vector<Setting>& settings, bool show_origin) {
  Table table{.columns = {{.key = "setting", .heading = {.en = "SETTING", .zh = "设置"}},
                          {.key = "value", .heading = {.en = "VALUE", .zh = "值"}}}};
  if (show_origin) table.columns.push_back({.key = "origin", .heading = {.en = "SET BY", .zh = "来源"}});
  for (const Setting& setting : settings) {
    std::vector<std::string> row = {setting.key, setting.value};
    if (show_origin) row.push_back(setting.origin);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string JsonOfSettings(const std::vector<Setting>& settings, bool show_origin) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const Setting& setting : settings) {
    nlohmann::ordered_json entry = {{"setting", setting.key}, {"value", setting.value}};
    if (show_origin) entry["origin"] = setting.origin;
    json.push_back(std::move(entry));
  }
  // A variable of the environment may hold any bytes.
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

void AddConfigCommands(CommandTree& tree, ConfigArguments& arguments) {
  CLI::App& config = tree.AddGroup({.name = "config",
                                    .summary = {.en = "Settings: flags, environment, config file.",
                                                .zh = "设置：参数、环境变量、配置文件。"},
                                    .examples = "heng config view --show-origin"});
  CLI::App& view = tree.AddCommand(
      config,
      {.name = "view",
       .summary = {.en = "The settings that count: flag before environment (HENG_SERVER ...) before file "
                         "(~/.config/heng/config.toml) before default.",
                   .zh = "当前生效的设置：参数优先，其次环境变量（HENG_SERVER "
                         "等）、配置文件（~/.config/heng/config.toml）、默认值。"},
       .examples = "heng config view --show-origin\n"
                   "heng config view --show-origin -o json\n"
                   "HENG_SERVER=10.1.2.3:7401 heng config view"},
      [](const Context&) { return kExitOk; });
  view.callback([&arguments] { arguments.chosen = true; });
  view.add_flag("--show-origin", arguments.show_origin,
                In(tree.language(), {.en = "Say what set each of them", .zh = "显示每项设置的来源"}));
}

int ViewSettings(const Io& io, Format format, Language language, const std::vector<Setting>& settings,
                 bool show_origin) {
  if (format == Format::kJson) {
    io.out << JsonOfSettings(settings, show_origin);
    return kExitOk;
  }
  const Table table = TableOfSettings(settings, show_origin);
  io.out << (format == Format::kCsv ? CsvTable(table) : AlignedTable(table, language));
  return kExitOk;
}

}  // namespace heng::cli
