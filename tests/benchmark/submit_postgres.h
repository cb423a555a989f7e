// SPDX-License-Identifier: Apache-2.0
//
// PostgreSQL as the peer of the submission benchmark: a cluster that submit.sh has started, driven by psql and pgbench.
#pragma once

#include <string>
#include <vector>

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"

namespace heng::benchmark {

class Postgres {
 public:
  struct Options {
    std::string socket_dir;  // where the server's socket is
    std::string bin_dir;     // of psql and pgbench
  };

  // Makes the tables and the function (submit_postgres.sql), stores the goals and writes scripts that submit the forms into
  // `folder`. At most kMostForms are used.
  Postgres(const Options& options, const std::string& folder, const std::vector<v1::Evaluation>& forms,
           const std::vector<v1::Goals>& goals);
  static constexpr size_t kMostForms = 100;

  // Submits each of the forms once; the totals that PostgreSQL makes of them.
  std::vector<std::string> SubmitOnce() const;

  // Submits for so many seconds with so many clients; transactions a second.
  double Run(int clients, int seconds) const;

  std::string Version() const;

 private:
  std::string Query(const std::vector<std::string>& arguments) const;

  const Options options_;
  std::vector<std::string> scripts_;
};

}  // namespace heng::benchmark
