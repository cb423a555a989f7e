// SPDX-License-Identifier: Apache-2.0
//
// The flags that say which evaluations count, the same for every command that adds up.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/command_tree.h"
#include "clients/cli/language.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng::cli {

// As typed. Where a flag takes several values, they stand behind commas, or the flag is repeated.
struct ScoreFilterFlags {
  std::string region;      // 620602 or 62*
  std::string under;       // 620600
  std::string department;  // zonggonghui, 620602/zonggonghui or the whole name
  std::vector<std::string> years;
  std::vector<std::string> kinds;
  std::vector<std::string> categories;
  std::vector<std::string> states;
  std::vector<std::string> grades;
  std::vector<std::string> schemes;
  std::string min_points;
  std::string max_points;
};

// Adds all of them to a command but --year, which some commands take in a way of their own.
void AddScoreFilterFlags(CLI::App& app, Language language, ScoreFilterFlags& flags);
void AddYearsFlag(CLI::App& app, Language language, ScoreFilterFlags& flags);

// Adds --continued, for departments that merged or were renamed.
void AddContinuedFlag(CLI::App& app, Language language, bool& continued);

// An option of a command that takes values behind commas and may be repeated.
CLI::Option* AddListFlag(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                         const std::string& help);
// All values in their order, without the commas.
std::vector<std::string> SplitValues(const std::vector<std::string>& typed);

// The filter that the flags say. INVALID_ARGUMENT names the flag that cannot be read; what only the server can know, such as
// whether a region exists, is left to it.
absl::StatusOr<v1::ScoreFilter> FilterOf(const ScoreFilterFlags& flags);

// `regions/620602/departments/zonggonghui` from itself or from `620602/zonggonghui`; any other text as it is.
std::string FullDepartmentName(absl::string_view typed);

// Why an answer is empty, for standard error: nothing was filed at all, nothing in these years, or nothing that passes.
std::string NothingFiledText(const google::protobuf::RepeatedField<int32_t>& asked_years,
                             const google::protobuf::RepeatedField<int32_t>& filed_years, Language language);

}  // namespace heng::cli
