// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/daemons.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

#include "base/status_macros.h"

namespace heng::integration {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

void RedirectTo(const std::string& file, int descriptor) {
  const int opened = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (opened < 0 || dup2(opened, descriptor) < 0) _exit(126);
}

// fork and exec at once: a child of a process with gRPC threads may do nothing else.
pid_t Spawn(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
            const std::string& out_file, const std::string& err_file) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::vector<char*> env;
  for (char** variable = environ; *variable != nullptr; ++variable) env.push_back(*variable);
  for (const std::string& variable : environment) env.push_back(const_cast<char*>(variable.c_str()));
  env.push_back(nullptr);
  const pid_t pid = fork();
  HENG_CHECK(pid >= 0);
  if (pid == 0) {
    if (!out_file.empty()) RedirectTo(out_file, STDOUT_FILENO);
    if (!err_file.empty()) RedirectTo(err_file, STDERR_FILENO);
    execvpe(argv[0], argv.data(), env.data());
    _exit(127);
  }
  return pid;
}

int ExitCodeOf(int wait_status) {
  return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

// Waits a few milliseconds, or until the process ends.
void AwaitEndBriefly(pid_t pid) {
  const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  if (descriptor < 0) return;
  pollfd end = {descriptor, POLLIN, 0};
  poll(&end, 1, 5);
  close(descriptor);
}

// Waits until the daemon has written the address it listens on.
std::string AwaitAddress(const Process& process, const std::string& address_file, const std::string& log_file,
                         std::chrono::seconds limit) {
  const auto give_up = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < give_up && process.running()) {
    std::string address = ReadFile(address_file);
    if (!address.empty() && address.back() == '\n') {
      address.pop_back();
      return address;
    }
    AwaitEndBriefly(process.pid());
  }
  std::cerr << "a daemon did not start; its log:\n" << ReadFile(log_file);
  std::abort();
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string path = (std::filesystem::temp_directory_path() / "heng-test-XXXXXX").string();
  HENG_CHECK(mkdtemp(path.data()) != nullptr);
  path_ = path;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // what is left in the temporary folder harms no test
  std::filesystem::remove_all(path_, ignored);
}

Process::Process(const std::vector<std::string>& arguments, const std::string& log_file)
    : pid_(Spawn(arguments, {}, log_file, log_file)) {}

Process::Process(Process&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

Process& Process::operator=(Process&& other) noexcept {
  if (this != &other) {
    if (pid_ > 0) Stop(SIGKILL);
    pid_ = std::exchange(other.pid_, -1);
  }
  return *this;
}

Process::~Process() {
  if (pid_ > 0) Stop(SIGKILL);
}

bool Process::running() const {
  siginfo_t info = {};
  return pid_ > 0 && waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

void Process::Signal(int signal) const {
  HENG_CHECK(pid_ > 0);
  HENG_CHECK(kill(pid_, signal) == 0);
}

int Process::Stop(int signal) {
  Signal(signal);
  return Wait();
}

int Process::Wait() {
  int status = 0;
  HENG_CHECK(waitpid(pid_, &status, 0) == pid_);
  pid_ = -1;
  return ExitCodeOf(status);
}

CommandOutcome RunCommand(const std::vector<std::string>& arguments,
                          const std::vector<std::string>& environment) {
  const TemporaryFolder folder;
  const std::string out = folder.path() + "/out";
  const std::string err = folder.path() + "/err";
  const pid_t pid = Spawn(arguments, environment, out, err);
  int status = 0;
  HENG_CHECK(waitpid(pid, &status, 0) == pid);
  return {ExitCodeOf(status), ReadFile(out), ReadFile(err)};
}

std::string BinaryPath(const std::string& name) { return std::string(HENG_TEST_BIN_DIR) + "/" + name; }

Daemons::Daemons(Options options) : options_(std::move(options)) {
  if (options_.data_dir.empty()) options_.data_dir = folder_.path() + "/data";
  StartStorage();
  StartScoring();
}

void Daemons::StartStorage() {
  const std::string address_file = folder_.path() + "/storage.address";
  std::filesystem::remove(address_file);
  std::vector<std::string> arguments = {BinaryPath("heng-storage"), "--listen=" + storage_address_,
                                        "--data-dir=" + options_.data_dir, "--address-file=" + address_file};
  arguments.insert(arguments.end(), options_.storage_flags.begin(), options_.storage_flags.end());
  storage_ = Process(arguments, folder_.path() + "/storage.log");
  storage_address_ =
      AwaitAddress(storage_, address_file, folder_.path() + "/storage.log", options_.start_limit);
}

void Daemons::StartScoring() {
  const std::string address_file = folder_.path() + "/scoring.address";
  std::filesystem::remove(address_file);
  std::vector<std::string> arguments = {BinaryPath("heng-scoring"), "--listen=" + scoring_address_,
                                        "--storage=" + storage_address_, "--address-file=" + address_file};
  arguments.insert(arguments.end(), options_.scoring_flags.begin(), options_.scoring_flags.end());
  scoring_ = Process(arguments, folder_.path() + "/scoring.log");
  scoring_address_ =
      AwaitAddress(scoring_, address_file, folder_.path() + "/scoring.log", options_.start_limit);
}

std::string Daemons::StorageLog() const { return ReadFile(folder_.path() + "/storage.log"); }
std::string Daemons::ScoringLog() const { return ReadFile(folder_.path() + "/scoring.log"); }

client::Client Daemons::MakeClient(const client::Options& options) const {
  auto connection = client::MakeConnection({.address = scoring_address_}, options);
  HENG_CHECK(connection.ok());
  return client::Client(*connection, options);
}

}  // namespace heng::integration
