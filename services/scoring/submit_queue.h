// SPDX-License-Identifier: Apache-2.0
//
// Submissions on their way to storage. Handlers queue and return; a few threads take everything that waits,
// read what the forms refer to in one call, score them, and commit them in one call, so that a crowd of
// submissions shares the hops and the sync.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "heng/v1/evaluation_service.pb.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"
#include "services/scoring/submission.h"

namespace heng {

struct SubmitQueueOptions {
  // Two, so that one scores while the other waits for the sync.
  int threads = 2;
  size_t max_waiting = 20000;
  // At most 500, what one call to storage may carry.
  size_t max_joined = 256;
  // Writes that go into one call to storage, unless a single one is larger.
  size_t max_call_bytes = 4 * 1024 * 1024;
};

// Thread-safe.
class SubmitQueue {
 public:
  // One submission. `request` must live until `done` has been called.
  struct Item {
    const v1::SubmitEvaluationRequest* request = nullptr;
    std::string path = "evaluation";  // what stands before field paths
    std::string actor;
    absl::Time deadline;
    // Called exactly once, on a thread of the queue or, if the queue is full, on the caller's.
    std::function<void(absl::StatusOr<v1::Evaluation>)> done;
  };

  // plans and clock must outlive the queue.
  SubmitQueue(Repository repository, FormPlans& plans, const Clock& clock,
              const SubmitQueueOptions& options = {});
  // Finishes what is queued.
  ~SubmitQueue();

  void Push(Item item);

 private:
  struct Working;

  void Run();
  std::vector<Item> TakeWaiting();
  void Process(std::vector<Item> items);
  void CheckAll(std::vector<Working>& group) const;
  void ScoreAll(std::vector<Working>& group);
  void Score(Working& work, const absl::StatusOr<RecordSet>& records);
  void CommitAll(std::vector<Working>& group);
  void CommitSome(const std::vector<Working*>& sent, storage::v1::CommitRecordsRequest request);
  void FindFirstAnswers(std::vector<Working>& group);
  void ReadBackReplayed(std::vector<Working>& group);
  absl::StatusOr<v1::Evaluation> ScoreOne(Working& work, const RecordSet& records);

  Repository repository_;
  FormPlans& plans_;
  const Clock& clock_;
  const SubmitQueueOptions options_;

  std::mutex mutex_;
  std::condition_variable work_waits_;
  std::deque<Item> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace heng
