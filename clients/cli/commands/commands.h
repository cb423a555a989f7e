// SPDX-License-Identifier: Apache-2.0
//
// The commands, one file each.
#pragma once

#include "clients/cli/command_tree.h"

namespace heng::cli {

void AddRegionCommands(CommandTree& tree);
void AddDepartmentCommands(CommandTree& tree);
void AddBudgetCommands(CommandTree& tree);
void AddSchemeCommands(CommandTree& tree);
void AddGoalsCommands(CommandTree& tree);
void AddScoreCommand(CommandTree& tree);
void AddSubmitCommand(CommandTree& tree);
void AddFormCommands(CommandTree& tree);
void AddGetCommand(CommandTree& tree);
void AddExplainCommand(CommandTree& tree);
void AddListCommand(CommandTree& tree);
void AddRescoreCommand(CommandTree& tree);
void AddAggregateCommand(CommandTree& tree);
void AddSummaryCommand(CommandTree& tree);
void AddRankCommand(CommandTree& tree);
void AddLostCommand(CommandTree& tree);
void AddCompareCommand(CommandTree& tree);
void AddHistoryCommand(CommandTree& tree);
void AddDiffCommand(CommandTree& tree);
void AddAdminCommands(CommandTree& tree);

}  // namespace heng::cli
