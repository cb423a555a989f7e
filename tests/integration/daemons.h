// SPDX-License-Identifier: Apache-2.0
//
// The real daemons, as processes on ports that the system picks, in a folder that goes away with the test.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "heng/client/client.h"
#include "heng/client/options.h"

namespace heng::integration {

// A folder under the system's temporary one; removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A child process; killed with its owner.
class Process {
 public:
  Process() = default;
  // Starts `arguments[0]` with standard error going to `log_file`.
  Process(const std::vector<std::string>& arguments, const std::string& log_file);
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();

  pid_t pid() const { return pid_; }
  bool running() const;
  // Sends the signal and waits until the process is gone; its exit code, or 128 + the signal that ended it.
  int Stop(int signal);
  void Signal(int signal) const;
  // Waits until the process ends by itself.
  int Wait();

 private:
  pid_t pid_ = -1;
};

// What came of a command that was run to its end.
struct CommandOutcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

// Runs a command with these variables added to the environment.
CommandOutcome RunCommand(const std::vector<std::string>& arguments,
                          const std::vector<std::string>& environment = {});

// Path of a binary of this build: "heng", "heng-scoring", "heng-storage".
std::string BinaryPath(const std::string& name);

// heng-storage and heng-scoring on one data folder. Aborts with the daemon's log if one does not start.
class Daemons {
 public:
  struct Options {
    std::vector<std::string> storage_flags;  // further flags
    std::vector<std::string> scoring_flags;
    std::string data_dir;                  // empty: inside the folder of the test
    std::chrono::seconds start_limit{60};  // a daemon that takes no calls by then has failed
  };

  Daemons() : Daemons(Options()) {}
  explicit Daemons(Options options);

  // Address of heng-scoring.
  const std::string& address() const { return scoring_address_; }
  const std::string& storage_address() const { return storage_address_; }
  const std::string& folder() const { return folder_.path(); }
  std::string StorageLog() const;
  std::string ScoringLog() const;

  // A client of heng-scoring.
  client::Client MakeClient(const client::Options& options = {}) const;

  Process& storage() { return storage_; }
  Process& scoring() { return scoring_; }

  // Starts heng-storage again, on the address that it had.
  void StartStorage();
  void StartScoring();

 private:
  TemporaryFolder folder_;
  Options options_;
  std::string storage_address_ = "127.0.0.1:0";
  std::string scoring_address_ = "127.0.0.1:0";
  Process storage_;
  Process scoring_;
};

}  // namespace heng::integration
