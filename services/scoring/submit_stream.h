// SPDX-License-Identifier: Apache-2.0
//
// A stream of submissions: items go to the submit queue as they come, answers go out as items are on disk.
#pragma once

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "heng/v1/evaluation_service.pb.h"
#include "services/rpc/calls.h"
#include "services/rpc/stream_watch.h"
#include "services/scoring/submit_queue.h"

namespace heng {

// The reactor of one call. It reads on only while few of its items are under way, from the reading until the answer is
// sent, so that neither a fast sender nor a slow reader makes it hold much more than a window. It ends a call that stands
// still for a while (services/rpc/stream_watch.h). It owns itself until the call is over; items that are still queued then are stored all the same, and their answers go nowhere.
class SubmitStream final
    : public grpc::ServerBidiReactor<v1::StreamSubmitEvaluationsRequest, v1::StreamSubmitEvaluationsResponse>,
      public std::enable_shared_from_this<SubmitStream> {
 public:
  // Begins the call and returns its reactor. calls and queue must outlive it.
  static SubmitStream* Start(rpc::Calls& calls, SubmitQueue& queue, grpc::CallbackServerContext* context);

  SubmitStream(rpc::Calls& calls, SubmitQueue& queue) : calls_(calls), queue_(queue) {}

 private:
  // An item from its reading until its answer is sent.
  struct Item {
    int64_t index = 0;
    size_t bytes = 0;
    v1::SubmitEvaluationRequest request;
  };
  struct Answer {
    size_t bytes = 0;  // as they count in the window
    v1::StreamSubmitEvaluationsResponse response;
  };

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  void Submit(std::shared_ptr<Item> item);
  void OnOutcome(const Item& item, absl::StatusOr<v1::Evaluation> outcome);
  // Starts what can be started now: the next read, the next answer, the end. Needs the lock.
  void GoOn();
  void Finish(const absl::Status& status);

  rpc::Calls& calls_;
  SubmitQueue& queue_;
  std::shared_ptr<SubmitStream> self_;  // until OnDone
  std::shared_ptr<rpc::PendingCall> call_;
  std::unique_ptr<rpc::StreamWatch> watch_;

  std::mutex mutex_;
  v1::StreamSubmitEvaluationsRequest incoming_;  // of the read under way
  std::deque<Answer> answers_;                   // the first one is being written if writing_
  int64_t next_index_ = 0;
  int under_way_ = 0;
  size_t bytes_under_way_ = 0;
  bool reading_ = false;
  bool reads_ended_ = false;
  bool writing_ = false;
  bool finished_ = false;
};

}  // namespace heng
