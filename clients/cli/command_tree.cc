// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/command_tree.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "clients/cli/error_text.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/suggest.h"

namespace heng::cli {
namespace {

using Examples = std::map<const CLI::App*, std::string>;

class ExamplesFirst final : public CLI::Formatter {
 public:
  ExamplesFirst(Language language, std::shared_ptr<Examples> examples)
      : language_(language), examples_(std::move(examples)) {
    label("Usage", In(language, {.en = "Usage", .zh = "用法"}));
    label("Positionals", In(language, {.en = "Arguments", .zh = "参数"}));
    label("SUBCOMMAND", In(language, {.en = "COMMAND", .zh = "命令"}));
    label("OPTIONS", In(language, {.en = "OPTIONS", .zh = "选项"}));
    label("REQUIRED", In(language, {.en = "REQUIRED", .zh = "必填"}));
    column_width(34);
  }

  std::string make_description(const CLI::App* app) const override {
    const auto it = examples_->find(app);
    std::string text = absl::StrCat(app->get_description(), "\n\n");
    if (it == examples_->end()) return text;
    absl::StrAppend(&text, In(language_, {.en = "Examples:\n", .zh = "示例：\n"}));
    for (const absl::string_view line : absl::StrSplit(it->second, '\n'))
      absl::StrAppend(&text, "  ", line, "\n");
    return absl::StrCat(text, "\n");
  }

 private:
  Language language_;
  std::shared_ptr<Examples> examples_;
};

// The option of this name in the command or those above it.
const CLI::Option* FindOption(const CLI::App* app, const std::string& name) {
  for (; app != nullptr; app = app->get_parent()) {
    if (const CLI::Option* option = app->get_option_no_throw(name)) return option;
  }
  return nullptr;
}

const CLI::App* FindCommand(const CLI::App* app, const std::string& name) {
  for (const CLI::App* sub : app->get_subcommands(nullptr)) {
    if (sub->get_name() == name) return sub;
  }
  return nullptr;
}

std::vector<std::string> CommandNames(const CLI::App* app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app->get_subcommands(nullptr)) names.push_back(sub->get_name());
  return names;
}

}  // namespace

int Context::Fail(const absl::Status& status) const {
  io.err << ErrorText(status, server, language);
  return ExitCodeOf(status);
}

int Context::FailUsage(const absl::Status& status) const {
  io.err << ErrorText(status, server, language);
  return kExitUsage;
}

CommandTree::CommandTree(Language language, const CommandHelp& root)
    : language_(language),
      root_(std::make_unique<CLI::App>(In(language, root.summary), root.name)),
      examples_(std::make_shared<Examples>()) {
  root_->formatter(std::make_shared<ExamplesFirst>(language, examples_));
  root_->option_defaults()->group(In(language, {.en = "Options", .zh = "选项"}));
  root_->set_help_flag("-h,--help", In(language, {.en = "Print this help and exit", .zh = "显示帮助并退出"}));
  root_->require_subcommand(1);
  root_->fallthrough();
  root_->get_help_ptr()->group(root_->option_defaults()->get_group());
  (*examples_)[root_.get()] = root.examples;
}

CLI::App& CommandTree::Add(CLI::App& parent, const CommandHelp& help) {
  CLI::App* app = parent.add_subcommand(help.name, In(language_, help.summary));
  app->group(In(language_, {.en = "Commands", .zh = "命令"}));
  app->get_help_ptr()->group(app->option_defaults()->get_group());
  (*examples_)[app] = help.examples;
  return *app;
}

CLI::App& CommandTree::AddGroup(const CommandHelp& help) {
  CLI::App& app = Add(*root_, help);
  app.require_subcommand(1);
  return app;
}

CLI::App& CommandTree::AddCommand(CLI::App& parent, const CommandHelp& help, Action action) {
  CLI::App& app = Add(parent, help);
  app.require_subcommand(0);
  actions_[&app] = std::move(action);
  return app;
}

std::string CommandTree::ComplaintAboutCommands(const std::vector<std::string>& args) const {
  const CLI::App* app = root_.get();
  for (size_t i = 0; i < args.size() && actions_.count(app) == 0; ++i) {
    if (args[i] == "-h" || args[i] == "--help" || args[i] == "--version") return "";
    if (absl::StartsWith(args[i], "-")) {
      const CLI::Option* option = FindOption(app, args[i]);
      if (option != nullptr && option->get_items_expected_min() > 0) ++i;  // its value
      continue;
    }
    const CLI::App* next = FindCommand(app, args[i]);
    if (next == nullptr) {
      const std::vector<std::string> names = CommandNames(app);
      const std::vector<std::string> near = Suggestions(args[i], names);
      const std::string wanted = absl::StrJoin(near.empty() ? names : near, ", ");
      return near.empty()
                 ? In(language_,
                      {.en = absl::StrCat("unknown command \"", args[i], "\", want one of: ", wanted),
                       .zh = absl::StrCat("未知的命令“", args[i], "”，应为以下之一：", wanted)})
                 : In(language_,
                      {.en = absl::StrCat("unknown command \"", args[i], "\", did you mean ", wanted, "?"),
                       .zh = absl::StrCat("未知的命令“", args[i], "”，是否想输入 ", wanted, "？")});
    }
    app = next;
  }
  if (actions_.count(app) > 0) return "";
  const std::string names = absl::StrJoin(CommandNames(app), ", ");
  return In(language_, {.en = absl::StrCat("a command is missing, want one of: ", names),
                        .zh = absl::StrCat("缺少命令，应为以下之一：", names)});
}

const Action& CommandTree::ParsedAction() const {
  const CLI::App* app = root_.get();
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  const auto action = actions_.find(app);
  HENG_CHECK(action != actions_.end());
  return action->second;
}

}  // namespace heng::cli
