// SPDX-License-Identifier: Apache-2.0
//
// Filing forms from files, so that doing it twice stores nothing twice.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "heng/client/client.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/evaluation_service.pb.h"

namespace heng::cli {

// The files behind the arguments: a folder stands for every *.json, *.xlsx and *.csv file in and below it, sorted by path, without
// those that spreadsheet programs keep beside open ones (~$form.xlsx, .~lock.form.xlsx#); @FILE for the paths in FILE, one a line, where
// lines that begin with # are remarks. INVALID_ARGUMENT if a folder has none; UNKNOWN if something cannot be read.
absl::StatusOr<std::vector<std::string>> ExpandPaths(const std::vector<std::string>& arguments);

// The request id of a submission: the same for the same bytes after the same revision. The bytes and not
// their meaning, since a server refuses an id that comes back with another body, and 1.50 is another body
// than 1.5.
std::string RequestIdOf(const v1::Evaluation& evaluation, const std::string& etag);

// The request that stores an evaluation as a new one, with the request id of its content.
v1::SubmitEvaluationRequest SubmissionOf(v1::Evaluation evaluation, v1::View view);

struct SubmitOptions {
  // Follow the revision whose etag the evaluation has; without one the current revision, if there is one.
  bool replace = false;
  bool dry_run = false;
};

// Submits one evaluation and answers with it as stored. With `replace`, a form that would be stored just as
// it already is comes back without a new revision.
absl::StatusOr<v1::Evaluation> Submit(const client::Client& client, const v1::Evaluation& evaluation,
                                      const SubmitOptions& options);

}  // namespace heng::cli
