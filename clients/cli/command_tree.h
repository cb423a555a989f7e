// SPDX-License-Identifier: Apache-2.0
//
// The commands, their help and what runs when one is given. CLI11 does the parsing; what it lacks is here:
// help that leads with examples, texts in two languages, one action a command.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "clients/cli/io.h"
#include "clients/cli/language.h"
#include "heng/client/client.h"

namespace heng::cli {

enum class Format { kTable, kJson, kCsv };

// What an action works with.
struct Context {
  client::Client client;
  const Io& io;
  Format format = Format::kTable;
  Language language = Language::kEnglish;
  std::string server;  // for messages

  // Prints the error and returns its exit code.
  int Fail(const absl::Status& status) const;
  // The same for a command line that is wrong by itself: nothing was asked of a server.
  int FailUsage(const absl::Status& status) const;
};

// Runs a command; the result is the exit code.
using Action = std::function<int(const Context&)>;

struct CommandHelp {
  std::string name;
  Text summary;
  std::string examples;  // one a line
};

class CommandTree {
 public:
  CommandTree(Language language, const CommandHelp& root);

  CLI::App& root() { return *root_; }
  Language language() const { return language_; }

  // A word that needs another one behind it, such as `region`.
  CLI::App& AddGroup(const CommandHelp& help);
  CLI::App& AddCommand(CLI::App& parent, const CommandHelp& help, Action action);

  // A word of `args` that stands where a command is expected and is none, with suggestions, or that none stands there. Empty if
  // all is well.
  std::string ComplaintAboutCommands(const std::vector<std::string>& args) const;

  // The action of the command that was parsed.
  const Action& ParsedAction() const;

 private:
  CLI::App& Add(CLI::App& parent, const CommandHelp& help);

  Language language_;
  std::unique_ptr<CLI::App> root_;
  std::shared_ptr<std::map<const CLI::App*, std::string>> examples_;
  std::map<const CLI::App*, Action> actions_;
};

}  // namespace heng::cli
