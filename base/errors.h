// SPDX-License-Identifier: Apache-2.0
//
// Errors with details. Inside heng an error is an absl::Status whose payloads are google.rpc error details;
// at the RPC boundary services/rpc turns them into google.rpc.Status, and the client turns them back.
//
// A reason is the name of a value of heng.v1.ErrorReason without its prefix, such as "STALE_ETAG".
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace google::protobuf {
class Message;
}
namespace google::rpc {
class Status;
}

namespace heng {

// What went wrong, in both languages. Each text says what was got, what was wanted and what to do.
struct Problem {
  std::string en;
  std::string zh;
};

// A status with ErrorInfo (domain heng, this reason) and a zh-CN LocalizedMessage; its message is problem.en.
absl::Status MakeError(absl::StatusCode code, absl::string_view reason, const Problem& problem,
                       const std::vector<std::pair<std::string, std::string>>& metadata = {});

// NOT_FOUND and ALREADY_EXISTS with ResourceInfo. type: "heng.v1.Scheme"; name: the resource name.
absl::Status NotFound(absl::string_view type, absl::string_view name, absl::string_view zh_kind);
absl::Status AlreadyExists(absl::string_view type, absl::string_view name, absl::string_view zh_kind,
                           absl::string_view hint_en = "", absl::string_view hint_zh = "");
// ABORTED, reason STALE_ETAG, metadata currentEtag.
absl::Status StaleEtag(absl::string_view name, absl::string_view got, absl::string_view current);
// UNAVAILABLE with RetryInfo.
absl::Status Unavailable(absl::string_view reason, const Problem& problem, int retry_after_ms);
// RESOURCE_EXHAUSTED with QuotaFailure.
absl::Status QuotaExceeded(absl::string_view reason, absl::string_view subject, const Problem& problem);

// Adds or replaces one detail.
void SetDetail(absl::Status& status, const google::protobuf::Message& detail);

// The reason in ErrorInfo, or "" if there is none.
std::string ReasonOf(const absl::Status& status);
// The zh-CN text, or "" if there is none.
std::string ChineseMessageOf(const absl::Status& status);

// One field that breaks a rule.
struct FieldProblem {
  std::string field;  // path as the caller wrote it: `evaluation.results[4].actual`
  std::string reason;
  Problem problem;
};

// The field violations of a status; empty if it has none.
std::vector<FieldProblem> FieldProblemsOf(const absl::Status& status);

// Collects every violation, so that a caller sees all of them at once. Past kMaxKept they are dropped: nobody reads
// so many, and a small message can hold millions.
class FieldProblems {
 public:
  static constexpr size_t kMaxKept = 2000;

  void Add(absl::string_view field, absl::string_view reason, Problem problem);

  // Adds the violations of a status. Where two checks overlap, a violation is reported once, in the words of the later
  // one, which knows more. False if the status has none, which is another kind of error.
  bool Merge(const absl::Status& status);

  bool empty() const { return problems_.empty(); }
  size_t size() const { return problems_.size(); }
  const std::vector<FieldProblem>& problems() const { return problems_; }

  // OK if there are none; else INVALID_ARGUMENT, reason INVALID_FIELDS, with BadRequest. The message names
  // the first problem and the number of all. All are kept here; the RPC boundary cuts to 4 KiB.
  absl::Status ToStatus() const;

 private:
  std::vector<FieldProblem> problems_;
};

// To and from google.rpc.Status. ToRpcStatus keeps the whole under max_bytes: it cuts the list of field
// violations and says in a last entry how many are left out. An INTERNAL or UNKNOWN status
// without a reason was not made for a caller: it loses its message and payloads (the log has the rest).
google::rpc::Status ToRpcStatus(const absl::Status& status, size_t max_bytes = 4096);
absl::Status FromRpcStatus(const google::rpc::Status& status);

}  // namespace heng
