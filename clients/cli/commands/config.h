// SPDX-License-Identifier: Apache-2.0
//
// `heng config view`: where each setting comes from. It asks no server, and works where settings are wrong.
#pragma once

#include <vector>

#include "clients/cli/command_tree.h"
#include "clients/cli/settings.h"

namespace heng::cli {

struct ConfigArguments {
  bool chosen = false;  // the command was given
  bool show_origin = false;
};

void AddConfigCommands(CommandTree& tree, ConfigArguments& arguments);

// Prints the settings. Returns the exit code.
int ViewSettings(const Io& io, Format format, Language language, const std::vector<Setting>& settings,
                 bool show_origin);

}  // namespace heng::cli
