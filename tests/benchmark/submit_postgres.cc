// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/submit_postgres.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "tests/integration/daemons.h"

namespace heng::benchmark {
namespace {

std::string Quoted(const std::string& text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "''"}}), "'");
}

std::string OrNull(const std::string& number) { return number.empty() ? "null" : number; }

std::string JsonOf(const v1::Evaluation& form) {
  std::string json;
  HENG_CHECK(google::protobuf::util::MessageToJsonString(form, &json).ok());
  return json;
}

std::string GoalRows(const std::vector<v1::Goals>& goals) {
  std::string sql;
  for (const v1::Goals& one : goals) {
    for (int i = 0; i < one.indicators_size(); ++i) {
      const v1::Indicator& row = one.indicators(i);
      absl::StrAppend(&sql, "insert into goal_rows values (", Quoted(one.name()), ", ", Quoted(row.code()),
                      ", ", i, ", ", Quoted(v1::RuleKind_Name(row.rule())), ", ", OrNull(row.target()), ", ",
                      OrNull(row.target_upper()), ", ", OrNull(row.weight_points()), ");\n");
    }
  }
  return sql;
}

std::string RunOrDie(const std::vector<std::string>& arguments) {
  const integration::CommandOutcome outcome = integration::RunCommand(arguments);
  if (outcome.exit_code != 0) std::fprintf(stderr, "%s: %s\n", arguments[0].c_str(), outcome.err.c_str());
  HENG_CHECK(outcome.exit_code == 0);
  return outcome.out;
}

}  // namespace

Postgres::Postgres(const Options& options, const std::string& folder,
                   const std::vector<v1::Evaluation>& forms, const std::vector<v1::Goals>& goals)
    : options_(options) {
  const std::string goals_file = folder + "/goals.sql";
  std::ofstream(goals_file) << "begin;\n" << GoalRows(goals) << "commit;\nanalyze;\n";
  Query({"-v", "ON_ERROR_STOP=1", "-f", "tests/benchmark/submit_postgres.sql", "-f", goals_file});
  for (size_t i = 0; i < std::min(kMostForms, forms.size()); ++i) {
    scripts_.push_back(absl::StrCat(folder, "/submit-", i, ".sql"));
    std::ofstream(scripts_.back()) << "select submit(" << Quoted(JsonOf(forms[i])) << ");\n";
  }
}

std::string Postgres::Query(const std::vector<std::string>& arguments) const {
  std::vector<std::string> command = {options_.bin_dir + "/psql", "-X", "-q",      "-A", "-t", "-h",
                                      options_.socket_dir,        "-U", "postgres"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  command.push_back("postgres");
  return RunOrDie(command);
}

std::vector<std::string> Postgres::SubmitOnce() const {
  std::vector<std::string> arguments = {"-v", "ON_ERROR_STOP=1"};
  for (const std::string& script : scripts_) {
    arguments.push_back("-f");
    arguments.push_back(script);
  }
  return absl::StrSplit(Query(arguments), '\n', absl::SkipEmpty());
}

std::string Postgres::Version() const {
  std::string version = Query({"-c", "show server_version"});
  absl::StripTrailingAsciiWhitespace(&version);
  return version;
}

double Postgres::Run(int clients, int seconds) const {
  std::vector<std::string> command = {options_.bin_dir + "/pgbench",
                                      "-n",
                                      "-h",
                                      options_.socket_dir,
                                      "-U",
                                      "postgres",
                                      "-c",
                                      absl::StrCat(clients),
                                      "-j",
                                      "2",
                                      "-T",
                                      absl::StrCat(seconds)};
  for (const std::string& script : scripts_) {
    command.push_back("-f");
    command.push_back(script);
  }
  command.push_back("postgres");
  const std::string out = RunOrDie(command);
  // "tps = 1072.123 (without initial connection time)"
  const size_t begin = out.find("tps = ");
  HENG_CHECK(begin != std::string::npos);
  double rate = 0;
  const std::vector<std::string> words = absl::StrSplit(out.substr(begin), ' ');
  HENG_CHECK(words.size() > 2 && absl::SimpleAtod(words[2], &rate));
  return rate;
}

}  // namespace heng::benchmark
