// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/aggregate_duck.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"

namespace heng::benchmark {

Duck::Duck(const std::string& module_dir, const std::string& csv_file, int threads) {
  int to_child[2];
  int from_child[2];
  HENG_CHECK(pipe2(to_child, O_CLOEXEC) == 0 && pipe2(from_child, O_CLOEXEC) == 0);
  const std::string thread_count = absl::StrCat(threads);
  HENG_CHECK(setenv("DUCKDB_DIR", module_dir.c_str(), 1) == 0);
  pid_ = fork();
  HENG_CHECK(pid_ >= 0);
  if (pid_ == 0) {
    dup2(to_child[0], STDIN_FILENO);
    dup2(from_child[1], STDOUT_FILENO);
    execlp("node", "node", "tests/benchmark/aggregate_duck.mjs", csv_file.c_str(), thread_count.c_str(),
           nullptr);
    _exit(127);
  }
  close(to_child[0]);
  close(from_child[1]);
  to_ = fdopen(to_child[1], "w");
  from_ = fdopen(from_child[0], "r");
  const std::vector<std::string> ready = absl::StrSplit(ReadLine(), ' ');
  HENG_CHECK(ready.size() == 3 && ready[0] == "ready" && absl::SimpleAtoi(ready[2], &row_count_));
  version_ = ready[1];
}

// It ends when its standard input does.
Duck::~Duck() {
  std::fclose(to_);
  std::fclose(from_);
  waitpid(pid_, nullptr, 0);
}

Duck::Answer Duck::Run(const std::string& query) {
  std::fprintf(to_, "%s\n", query.c_str());
  std::fflush(to_);
  Answer answer;
  const std::vector<std::string> head = absl::StrSplit(ReadLine(), ' ');
  HENG_CHECK(head.size() == 2 && head[0] == "ms" && absl::SimpleAtod(head[1], &answer.milliseconds));
  for (std::string line = ReadLine(); line != "end"; line = ReadLine()) {
    answer.rows.push_back(absl::StrSplit(line, '|'));
  }
  return answer;
}

// Without its line break. Aborts if the process has ended; what it had to say stands on standard error.
std::string Duck::ReadLine() {
  char* line = nullptr;
  size_t capacity = 0;
  const ssize_t length = getline(&line, &capacity, from_);
  HENG_CHECK(length > 0);
  std::string text(line, static_cast<size_t>(length - 1));
  std::free(line);
  return text;
}

}  // namespace heng::benchmark
