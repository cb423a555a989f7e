// SPDX-License-Identifier: Apache-2.0
//
// What an error says beyond its code and its message: what a program acts on, and what a person is shown.
//
//   const ErrorDetails error = DetailsOf(stored.status());
//   for (const FieldProblem& field : error.fields) std::cerr << field.path << ": " << field.chinese << "\n";
//
// The message of the status is English; every text comes in Chinese as well, so no call says which language it wants.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace google::rpc {
class Status;
}

namespace heng::client {

// One field that breaks a rule. The texts say what was got, what is wanted and what to do.
struct FieldProblem {
  // As in the proto files, rows from 0: `evaluation.results[4].actual`. Empty in a note about others that are left out.
  std::string path;
  std::string reason;  // of errors.proto, without its prefix: `NOT_A_DECIMAL`
  std::string english;
  std::string chinese;
};

struct ErrorDetails {
  // A value of heng.v1.ErrorReason without its prefix, such as `STALE_ETAG`; empty if the error is not one of heng's, such
  // as a connection that failed.
  std::string reason;
  std::string chinese;               // the message for people; empty likewise
  std::vector<FieldProblem> fields;  // of INVALID_FIELDS: all that fit into 4 KiB
  // Facts by name: `currentEtag` of STALE_ETAG, `existing` of ALREADY_EXISTS, `incident` of INTERNAL and DATA_LOSS.
  std::map<std::string, std::string> metadata;
  absl::Duration retry_delay;  // of UNAVAILABLE: when to try again; zero if the server does not say
};

// The details of an error; empty for OK.
ErrorDetails DetailsOf(const absl::Status& status);

// The error of one item of a batch or a stream, with its details; OK for a status without code.
absl::Status ToStatus(const google::rpc::Status& error);

// An error as a server sends it, for tests with a mock of the connection.
absl::Status MakeError(absl::StatusCode code, absl::string_view message, const ErrorDetails& details);

}  // namespace heng::client
