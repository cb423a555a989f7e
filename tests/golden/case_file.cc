// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/case_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace heng::golden {
namespace {

using Json = nlohmann::json;

// The member of an object, or null.
const Json& Member(const Json& object, const char* name) {
  static const Json kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

Cell Text(const Json& object, const char* name) {
  const Json& value = Member(object, name);
  return value.is_string() ? Cell(value.get<std::string>()) : std::nullopt;
}

int Number(const Json& object, const char* name) {
  const Json& value = Member(object, name);
  return value.is_number_integer() ? value.get<int>() : 0;
}

BudgetRow ReadBudgetRow(const Json& json) {
  return {.no = Number(json, "no"),
          .label = Text(json, "label").value_or(""),
          .initial = Text(json, "initial"),
          .adjusted = Text(json, "adjusted"),
          .executed = Text(json, "executed"),
          .weight = Text(json, "weight"),
          .rate = Text(json, "rate"),
          .score = Text(json, "score"),
          .reason = Text(json, "reason"),
          .level = Number(json, "level"),
          .counts_toward_total = Member(json, "counts_toward_total") == true};
}

IndicatorRow ReadIndicatorRow(const Json& json) {
  const Json& reading = Member(json, "reading");
  const Cell weight = Text(json, "weight");
  return {.no = Number(json, "no"),
          .level1 = Text(json, "level1"),
          .level2 = Text(json, "level2"),
          .level3 = Text(json, "level3"),
          .weight = weight.has_value() ? weight : Text(json, "weight_inferred"),
          .completion = Text(json, "completion"),
          .score = Text(json, "score"),
          .reason = Text(json, "reason"),
          .unit = Text(json, "unit"),
          .printed_weight = weight,
          .printed_target = Text(json, "target"),
          .printed_actual = Text(json, "actual"),
          .kind = Text(reading, "kind").value_or("unknown"),
          .target = Text(reading, "target"),
          .actual = Text(reading, "actual")};
}

Check ReadCheck(const Json& json) {
  Check check{.ref = Text(json, "ref").value_or(""),
              .rule = Text(json, "rule").value_or(""),
              .printed = Text(json, "printed"),
              .matches = {}};
  for (const Json& mode : Member(json, "matches")) {
    if (mode.is_string()) check.matches.push_back(mode.get<std::string>());
  }
  return check;
}

}  // namespace

absl::StatusOr<Case> ReadCase(const std::string& path) {
  std::ifstream file(path);
  const Json json = Json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || Text(json, "schema") != "self-evaluation-case/1") {
    return absl::InvalidArgumentError(absl::StrCat(path, " is not a file of schema self-evaluation-case/1"));
  }
  Case result;
  result.id = Text(json, "id").value_or("");
  result.is_project = Text(json, "kind") == "project";
  result.fiscal_year = Number(json, "fiscal_year");
  result.region_code = Text(Member(json, "region"), "code").value_or("");
  result.in_wan_yuan = Text(json, "money_unit") == "wan_yuan";
  result.scheme_template = Text(json, "template").value_or("");
  result.is_complete = Member(json, "complete") == true;
  result.expected_goal = Text(Member(json, "overall_goal"), "expected");
  result.achieved_goal = Text(Member(json, "overall_goal"), "actual");
  result.execution_weight = Text(json, "execution_weight");
  for (const Json& row : Member(json, "budget_rows")) result.budget_rows.push_back(ReadBudgetRow(row));
  for (const Json& row : Member(json, "indicators")) result.indicators.push_back(ReadIndicatorRow(row));
  result.printed_weight_total = Text(json, "printed_weight_total");
  result.printed_total = Text(json, "printed_total");
  result.printed_grade = Text(json, "printed_grade");
  for (const Json& rule : Member(json, "printed_rules")) {
    if (rule.is_string()) result.printed_rules.push_back(rule.get<std::string>());
  }
  for (const Json& check : Member(json, "checks")) result.checks.push_back(ReadCheck(check));
  for (const Json& finding : Member(json, "findings")) {
    result.findings.push_back(
        {.code = Text(finding, "code").value_or(""), .ref = Text(finding, "ref").value_or("")});
  }
  return result;
}

absl::StatusOr<std::vector<std::string>> CaseFiles(const std::string& directory) {
  std::error_code error;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  if (error) return absl::NotFoundError(absl::StrCat(directory, ": ", error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace heng::golden
