// SPDX-License-Identifier: Apache-2.0
//
// golden_replay SCHEME_FILE DIRECTORY: scores every case file of the directory anew and prints one line of
// JSON for each. `replay` beside this file finds the program and the scheme.
#include <iostream>

#include "tests/golden/replay_case.h"

namespace heng::golden {
namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

int Run(const std::string& scheme_file, const std::string& directory) {
  const absl::StatusOr<v1::Scheme> gansu = ReadScheme(scheme_file);
  const absl::StatusOr<std::vector<std::string>> files = CaseFiles(directory);
  for (const absl::Status& status : {gansu.status(), files.status()}) {
    if (status.ok()) continue;
    std::cerr << status.message() << "\n";
    return kFailed;
  }
  int exit_code = 0;
  for (const std::string& file : *files) {
    const absl::StatusOr<Case> source = ReadCase(file);
    const absl::StatusOr<Replay> replay = source.ok() ? ReplayCase(*source, *gansu) : source.status();
    if (replay.ok()) {
      std::cout << ToJsonLine(*replay) << "\n";
    } else {
      std::cerr << file << ": " << replay.status().message() << "\n";
      exit_code = kFailed;
    }
  }
  return exit_code;
}

}  // namespace
}  // namespace heng::golden

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: golden_replay SCHEME_FILE DIRECTORY\n";
    return heng::golden::kUsage;
  }
  return heng::golden::Run(argv[1], argv[2]);
}
