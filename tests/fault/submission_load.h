// SPDX-License-Identifier: Apache-2.0
//
// Callers of heng-scoring that submit revision after revision of their own evaluations while daemons die, and a ledger of what
// they were told. Each submission has a mark of its own in the form, so that whatever is read back says which submission
// it came of.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "heng/client/client.h"
#include "heng/v1/evaluation.pb.h"

namespace heng::fault {

// What is known of one submission.
struct Submission {
  std::string name;      // of the evaluation, without revision
  int64_t revision = 0;  // that was answered; 0: none was
};

// What one evaluation reads like: the marks of its revisions, from the first one.
using StoredMarks = std::vector<std::string>;

struct Verdict {
  int64_t acknowledged = 0;
  int64_t lost = 0;            // answered, but not there or under another revision
  int64_t doubled = 0;         // there twice
  int64_t never_answered = 0;  // there, though nobody was told: allowed
  std::vector<std::string> faults;
};

// Thread-safe.
class Ledger {
 public:
  // A submission is about to be sent, for the first time.
  void Sent(const std::string& mark, const std::string& name);
  void Acknowledged(const std::string& mark, int64_t revision);

  int64_t acknowledged_count() const { return acknowledged_count_; }

  // Holds what is stored, by name, against what was answered.
  Verdict Compare(const std::map<std::string, StoredMarks>& stored) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Submission> submissions_;  // by mark
  std::atomic<int64_t> acknowledged_count_ = 0;
};

// Stores departments with goals, numbered from `first`, and before them, if that is 0, a region and the small scheme; returns
// a form of 100 points for each department.
absl::StatusOr<std::vector<v1::Evaluation>> StoreSmallForms(const client::Client& client, int count,
                                                            int first = 0);

// A new mark, and where it stands in a form.
std::string NewMark();
void SetMark(const std::string& mark, v1::Evaluation& form);
const std::string& MarkOf(const v1::Evaluation& form);

// Submits the next revision of all its forms in one call, again and again; with one form by SubmitEvaluation, else by
// BatchSubmitEvaluations. After an error it repeats what was not answered with the same request ids, or, one time in four,
// gives up, reads what is current and goes on from there.
class Submitter {
 public:
  Submitter(client::Client client, std::vector<v1::Evaluation> forms, Ledger& ledger, uint32_t seed);

  void Run(const std::atomic<bool>& stop);

 private:
  struct Form {
    v1::SubmitEvaluationRequest next;
    bool is_open = false;  // sent and not yet answered
  };

  void NewSubmission(Form& form);
  void SendOpen();
  void Took(Form& form, const absl::StatusOr<v1::Evaluation>& answer);
  // Reads where the form stands, and forgets what was sent.
  void StartOver(Form& form);

  client::Client client_;
  std::vector<Form> forms_;
  Ledger& ledger_;
  std::mt19937 random_;
};

// The marks of all revisions of these evaluations. Errors are those of reading, NOT_FOUND if a revision below the newest is
// not there; DATA_LOSS if what lists and sums say of an evaluation is not what its newest revision says.
absl::StatusOr<std::map<std::string, StoredMarks>> ReadMarks(const client::Client& client,
                                                             const std::vector<std::string>& names);

}  // namespace heng::fault
