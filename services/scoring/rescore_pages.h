// SPDX-License-Identifier: Apache-2.0
//
// The pages of a what-if: who works on which, which wait for the caller, and when to stop.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "heng/v1/scoring_service.pb.h"
#include "services/scoring/rescore_tally.h"

namespace heng {

// A page that is done.
struct RescoredPage {
  v1::RescoreEvaluationsResponse response;  // without progress
  RescoreTally tally;
};

// Thread-safe: workers call Next and Done, the caller's thread the others.
class RescorePages {
 public:
  // Fetches the page of a token; "" is the first one.
  using List =
      std::function<absl::StatusOr<storage::v1::ListSummariesResponse>(const std::string& page_token)>;

  RescorePages(List list, int pages_in_flight) : list_(std::move(list)), pages_in_flight_(pages_in_flight) {}

  struct Page {
    int64_t number = 0;
    storage::v1::ListSummariesResponse rows;
  };
  // The next page, once there is room for it. Nothing if there is none, or no more are wanted.
  std::optional<Page> Next();
  // Hands in page `number`. An error ends everything.
  void Done(int64_t number, absl::StatusOr<RescoredPage> page);

  // Waits for the page that comes next in order, at most for `patience`.
  enum class Waited { kPage, kNotYet, kEnd };
  absl::StatusOr<Waited> Take(absl::Duration patience, RescoredPage& page);

  // No more pages are wanted; workers find none.
  void Stop();
  bool stopped() const;

 private:
  const List list_;
  const int pages_in_flight_;

  std::mutex listing_;  // held while a page is listed, since each page's token comes from the one before
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string page_token_;
  bool listed_all_ = false;
  bool stopped_ = false;
  absl::Status error_;
  int64_t listed_count_ = 0;
  int64_t taken_count_ = 0;
  std::map<int64_t, RescoredPage> done_;
};

}  // namespace heng
