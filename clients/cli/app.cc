// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/app.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/command_tree.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/config.h"
#include "clients/cli/error_text.h"
#include "clients/cli/exit_code.h"

namespace heng::cli {
namespace {

struct GlobalFlags {
  SettingValues settings;
  std::string output = "table";
  std::string deadline = "10s";
};

// Help is printed before flags are parsed, so its language is looked up first.
void FindLanguageFlag(const std::vector<std::string>& args, SettingValues& flags) {
  for (size_t i = 0; i < args.size(); ++i) {
    absl::string_view arg = args[i];
    if (arg == "--lang" && i + 1 < args.size()) flags["lang"] = args[i + 1];
    if (absl::ConsumePrefix(&arg, "--lang=")) flags["lang"] = std::string(arg);
  }
}

void AddGlobalFlags(CommandTree& tree, GlobalFlags& flags) {
  const Language language = tree.language();
  const auto add = [&](const char* key, const Text& help) {
    tree.root().add_option_function<std::string>(
        absl::StrCat("--", key), [&flags, key](const std::string& value) { flags.settings[key] = value; },
        In(language, help));
  };
  add("server",
      {.en = "Address of heng-scoring [127.0.0.1:7401]", .zh = "heng-scoring 的地址 [127.0.0.1:7401]"});
  add("ca", {.en = "Mutual TLS: file of the CA, PEM", .zh = "双向 TLS：CA 证书文件（PEM）"});
  add("cert", {.en = "Mutual TLS: file of your certificate, PEM", .zh = "双向 TLS：本方证书文件（PEM）"});
  add("key", {.en = "Mutual TLS: file of its key, PEM", .zh = "双向 TLS：本方私钥文件（PEM）"});
  add("lang", {.en = "Language: zh or en [by locale]", .zh = "语言：zh 或 en [随系统]"});
  tree.root()
      .add_option("-o,--output", flags.output,
                  In(language,
                     {.en = "Output: table, json or csv [table]", .zh = "输出：table、json 或 csv [table]"}))
      ->check(CLI::IsMember({"table", "json", "csv"}));
  tree.root().add_option("--deadline", flags.deadline,
                         In(language, {.en = "Longest wait for an answer, at most 120s [10s]",
                                       .zh = "等待答复的时限，至多 120s [10s]"}));
  tree.root().set_version_flag("--version", "heng " HENG_VERSION,
                               In(language, {.en = "Print the version and exit", .zh = "显示版本并退出"}));
}

void AddCommands(CommandTree& tree) {
  AddSubmitCommand(tree);
  AddScoreCommand(tree);
  AddFormCommands(tree);
  AddGetCommand(tree);
  AddExplainCommand(tree);
  AddListCommand(tree);
  AddHistoryCommand(tree);
  AddDiffCommand(tree);
  AddRescoreCommand(tree);
  AddAggregateCommand(tree);
  AddSummaryCommand(tree);
  AddRankCommand(tree);
  AddLostCommand(tree);
  AddCompareCommand(tree);
  AddRegionCommands(tree);
  AddDepartmentCommands(tree);
  AddBudgetCommands(tree);
  AddSchemeCommands(tree);
  AddGoalsCommands(tree);
  AddAdminCommands(tree);
}

Format FormatOf(const std::string& output) {
  return output == "json" ? Format::kJson : output == "csv" ? Format::kCsv : Format::kTable;
}

absl::StatusOr<absl::Duration> DeadlineOf(const std::string& text) {
  absl::Duration deadline;
  if (absl::ParseDuration(text, &deadline) && deadline > absl::ZeroDuration() &&
      deadline <= absl::Seconds(120)) {
    return deadline;
  }
  return MakeError(
      absl::StatusCode::kInvalidArgument, "",
      {.en = absl::StrCat("\"", text, "\" is not a deadline: want a duration up to 120s, such as 10s"),
       .zh = absl::StrCat("“", text, "”不是有效的时限：应为不超过 120s 的时长，如 10s")});
}

int UsageError(const World& world, Language language, const absl::Status& status) {
  world.io.err << "heng: " << MessageText(status, "", language) << "\n";
  return kExitUsage;
}

// CLI11 reports by exception; this is the only place where one is caught.
int Parse(CommandTree& tree, const std::vector<std::string>& args, const World& world, bool& parsed) {
  parsed = false;
  const std::string complaint = tree.ComplaintAboutCommands(args);
  if (!complaint.empty()) {
    world.io.err << "heng: " << complaint << "\n";
    return kExitUsage;
  }
  try {
    tree.root().parse(std::vector<std::string>(args.rbegin(), args.rend()));
  } catch (const CLI::ParseError& error) {
    return tree.root().exit(error, world.io.out, world.io.err) == 0 ? kExitOk : kExitUsage;
  }
  parsed = true;
  return kExitOk;
}

absl::StatusOr<Context> Prepare(const GlobalFlags& flags, const SettingValues& config, const World& world) {
  const SettingValues settings = MergeSettings(flags.settings, world.environment, config);
  HENG_ASSIGN_OR_RETURN(const Language language, LanguageOf(settings, world.environment));
  HENG_ASSIGN_OR_RETURN(const absl::Duration deadline, DeadlineOf(flags.deadline));
  HENG_ASSIGN_OR_RETURN(const client::ConnectionOptions connection, ConnectionOf(settings));
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<client::Connection> connected,
                        world.connect(connection, {.deadline = deadline}));
  return Context{.client = client::Client(std::move(connected)),
                 .io = world.io,
                 .format = FormatOf(flags.output),
                 .language = language,
                 .server = connection.address};
}

}  // namespace

int Run(const std::vector<std::string>& args, const World& world) {
  GlobalFlags flags;
  FindLanguageFlag(args, flags.settings);
  const absl::StatusOr<SettingValues> config = ReadConfig(ConfigPath(world.environment));
  const absl::StatusOr<Language> language =
      LanguageOf(MergeSettings(flags.settings, world.environment, config.ok() ? *config : SettingValues()),
                 world.environment);
  if (!config.ok()) return UsageError(world, language.value_or(Language::kEnglish), config.status());
  if (!language.ok()) return UsageError(world, Language::kEnglish, language.status());

  CommandTree tree(*language,
                   {.name = "heng",
                    .summary = {.en = "Scores, files and reads self-evaluations of departments' spending.",
                                .zh = "预算绩效自评表的计分、提交与查询。"},
                    .examples = "heng score form.json --scheme=scheme.json --goals=goals.json\n"
                                "heng submit forms/2024/\n"
                                "heng get regions/620602/departments/zonggonghui/evaluations/2024-overall\n"
                                "heng list --parent=regions/62*/departments/- --year=2024 -o csv"});
  AddGlobalFlags(tree, flags);
  AddCommands(tree);
  ConfigArguments config_view;
  AddConfigCommands(tree, config_view);
  bool parsed = false;
  const int exit_code = Parse(tree, args, world, parsed);
  if (!parsed) return exit_code;
  if (config_view.chosen) {
    return ViewSettings(
        world.io, FormatOf(flags.output), *language,
        EffectiveSettings(flags.settings, world.environment, *config, ConfigPath(world.environment)),
        config_view.show_origin);
  }
  const absl::StatusOr<Context> context = Prepare(flags, *config, world);
  if (!context.ok()) return UsageError(world, *language, context.status());
  return tree.ParsedAction()(*context);
}

}  // namespace heng::cli
