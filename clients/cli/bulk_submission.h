// SPDX-License-Identifier: Apache-2.0
//
// Many forms at once: read, sent in batches side by side, and remembered by file. Whatever ends a run, a form that was sent and not
// answered is sent again with the same request id, by this run or by the next one, and so is stored once.
#pragma once

#include <string>
#include <vector>

#include "base/errors.h"
#include "clients/cli/command_tree.h"
#include "clients/cli/submission.h"
#include "heng/v1/evaluation.pb.h"

namespace heng::cli {

struct BulkOptions {
  SubmitOptions submit;
  // Calls at a time: batches, or forms by themselves where they are replaced or only checked.
  int parallel = 4;
  // What comes back of a stored form.
  v1::View view = v1::VIEW_TERSE;
  // How long to go on trying while the server is away, before it ever answered and after.
  absl::Duration first_patience = absl::Seconds(10);
  absl::Duration patience = absl::Minutes(2);
};

struct FailedFile {
  std::string path;
  absl::Status status;
};

struct NoticedFile {
  std::string path;
  std::vector<Problem> notices;
};

// What came of the files, each list in the order in which they were given.
struct BulkOutcome {
  std::vector<v1::Evaluation> stored;
  std::vector<FailedFile> failed;
  // Forms that were read otherwise than they stand there.
  std::vector<NoticedFile> noticed;
  // Not answered when the run ended: sent or not, they may be submitted again.
  std::vector<std::string> untried;
  bool interrupted = false;
  // Why the run ended early, if it did and nobody interrupted it.
  absl::Status ended_by;
  absl::Duration duration;
};

// Shows progress with rate and time left on a terminal. Ends early on Ctrl-C, on an error that every further file would meet, or
// when the server stays away.
BulkOutcome SubmitInBulk(const Context& context, const std::vector<std::string>& paths,
                         const BulkOptions& options);

}  // namespace heng::cli
