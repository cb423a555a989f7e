// SPDX-License-Identifier: Apache-2.0
//
// DuckDB as a child process that runs queries on command (aggregate_duck.mjs).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace heng::benchmark {

class Duck {
 public:
  // module_dir: where npm has installed @duckdb/node-api. Returns when the rows are loaded.
  Duck(const std::string& module_dir, const std::string& csv_file, int threads);
  ~Duck();
  Duck(const Duck&) = delete;
  Duck& operator=(const Duck&) = delete;

  const std::string& version() const { return version_; }
  int64_t row_count() const { return row_count_; }

  struct Answer {
    double milliseconds = 0;  // inside its process
    std::vector<std::vector<std::string>> rows;
  };
  // query: a name in aggregate_duck.mjs.
  Answer Run(const std::string& query);

 private:
  std::string ReadLine();

  pid_t pid_ = -1;
  FILE* to_ = nullptr;
  FILE* from_ = nullptr;
  std::string version_;
  int64_t row_count_ = 0;
};

}  // namespace heng::benchmark
