// SPDX-License-Identifier: Apache-2.0
//
// One byte of a stored file is wrong. Opening refuses, or the anchor, a read or the verifier says so, or nothing of what was
// acknowledged has changed; never silently wrong, never a death by signal.
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "storage/testing/temporary_directory.h"
#include "tests/fault/count.h"

extern char** environ;

namespace heng::fault {
namespace {

using ::heng::testing::TemporaryDirectory;

constexpr char kProgram[] = HENG_TEST_BIN_DIR "/heng-fault-damage";
constexpr uint64_t kSeed = 31;

// Runs the program to its end; its wait status. RocksDB is never used in this process.
int RunProgram(const std::vector<std::string>& arguments) {
  std::vector<char*> argv = {const_cast<char*>(kProgram)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t child = 0;
  EXPECT_EQ(::posix_spawn(&child, kProgram, nullptr, nullptr, argv.data(), environ), 0);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

struct Trial {
  std::string flip;
  std::string outcome;  // empty: it did not come to its end
  std::string details;
};

// By number.
std::map<int, Trial> ReadReport(const std::string& path) {
  std::map<int, Trial> trials;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string word;
    int number = 0;
    fields >> word >> number;
    Trial& trial = trials[number];
    if (word == "begin") {
      fields >> trial.flip;
    } else {
      fields >> trial.outcome;
      std::getline(fields, trial.details);
    }
  }
  return trials;
}

std::string HowItEnded(int status) {
  return WIFSIGNALED(status) ? absl::StrCat("of signal ", WTERMSIG(status))
                             : absl::StrCat("with exit code ", WEXITSTATUS(status));
}

// All trials, each in one process or another: a new one begins behind the trial that one died of.
std::map<int, Trial> TryAll(const std::string& directory, int count) {
  const std::string report = directory + "/report";
  std::map<int, Trial> trials;
  for (int next = 0; next < count;) {
    const int status =
        RunProgram({"try", directory, absl::StrCat(kSeed), absl::StrCat(next), absl::StrCat(count), report});
    trials = ReadReport(report);
    if (trials.empty() || trials.rbegin()->first < next) {
      ADD_FAILURE() << "the program ended before its first trial, wait status " << status;
      break;
    }
    Trial& last = trials.rbegin()->second;
    next = trials.rbegin()->first + 1;
    if (last.outcome.empty()) {
      // The report has no end of it, so that the next reading finds it again.
      std::ofstream(report, std::ios::app) << "end " << next - 1 << " died " << HowItEnded(status) << "\n";
    }
  }
  return ReadReport(report);
}

// "log", "table" and so on.
std::string KindOf(const std::string& flip) {
  const std::string file = flip.substr(0, flip.find('@'));
  if (file.find(".log") != std::string::npos) return "log";
  if (file.find(".sst") != std::string::npos) return "table";
  const std::string name = file.substr(file.rfind('/') + 1);
  return name.substr(0, name.find('-'));
}

TEST(DamagedFiles, AreNeverSilentlyWrong) {
  const int count = CountFromEnvironment("HENG_FLIPS", 105);
  const TemporaryDirectory directory;
  ASSERT_EQ(RunProgram({"build", directory.path()}), 0);
  std::map<std::string, int> outcomes;
  std::map<std::string, std::map<std::string, int>> outcomes_of_kinds;
  const std::map<int, Trial> trials = TryAll(directory.path(), count);
  for (const auto& [number, trial] : trials) {
    ++outcomes[trial.outcome];
    ++outcomes_of_kinds[KindOf(trial.flip)][trial.outcome];
    EXPECT_TRUE(trial.outcome != "silent" && trial.outcome != "died")
        << "flip " << number << ", " << trial.flip << ": " << trial.outcome << trial.details;
  }
  EXPECT_EQ(static_cast<int>(trials.size()), count);
  for (const auto& [kind, counts] : outcomes_of_kinds) {
    std::printf("  %-9s", kind.c_str());
    for (const auto& [outcome, number] : counts) std::printf(" %s %d", outcome.c_str(), number);
    std::printf("\n");
  }
  std::printf(
      "flips %d: refused %d, named by the anchor %d, by a read %d, by the verifier %d, harmless %d, silent "
      "%d, died %d\n",
      count, outcomes["refused"], outcomes["anchor"], outcomes["reading"], outcomes["verify"],
      outcomes["harmless"], outcomes["silent"], outcomes["died"]);
}

// What the checker must find.
TEST(DamagedFiles, SilentLossesAndDeathsAreReported) {
  const TemporaryDirectory directory;
  ASSERT_EQ(RunProgram({"build", directory.path()}), 0);
  const std::string report = directory.path() + "/report";
  const int status = RunProgram({"control", directory.path(), report});
  const std::map<int, Trial> trials = ReadReport(report);
  ASSERT_EQ(trials.size(), 2u);
  EXPECT_EQ(trials.at(0).outcome, "silent");
  EXPECT_EQ(trials.at(1).outcome, "") << "it did not come to its end";
  EXPECT_EQ(HowItEnded(status), absl::StrCat("of signal ", SIGABRT));
}

}  // namespace
}  // namespace heng::fault
