// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/rescore_pages.h"

#include <utility>

namespace heng {

std::optional<RescorePages::Page> RescorePages::Next() {
  std::lock_guard<std::mutex> turn(listing_);
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(
      lock, [this] { return stopped_ || listed_all_ || listed_count_ < taken_count_ + pages_in_flight_; });
  if (stopped_ || listed_all_) return std::nullopt;
  const std::string page_token = page_token_;
  lock.unlock();
  absl::StatusOr<storage::v1::ListSummariesResponse> rows = list_(page_token);
  lock.lock();
  if (!rows.ok()) {
    if (error_.ok()) error_ = rows.status();
    stopped_ = true;
    changed_.notify_all();
    return std::nullopt;
  }
  page_token_ = rows->next_page_token();
  listed_all_ = page_token_.empty();
  return Page{listed_count_++, *std::move(rows)};
}

void RescorePages::Done(int64_t number, absl::StatusOr<RescoredPage> page) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (page.ok()) {
    done_.emplace(number, *std::move(page));
  } else {
    if (error_.ok()) error_ = page.status();
    stopped_ = true;
  }
  changed_.notify_all();
}

absl::StatusOr<RescorePages::Waited> RescorePages::Take(absl::Duration patience, RescoredPage& page) {
  std::unique_lock<std::mutex> lock(mutex_);
  const auto ready = [this] {
    return !error_.ok() || done_.count(taken_count_) > 0 || (listed_all_ && taken_count_ == listed_count_);
  };
  if (!changed_.wait_for(lock, absl::ToChronoNanoseconds(patience), ready)) return Waited::kNotYet;
  if (!error_.ok()) return error_;
  const auto next = done_.find(taken_count_);
  if (next == done_.end()) return Waited::kEnd;
  page = std::move(next->second);
  done_.erase(next);
  ++taken_count_;
  changed_.notify_all();
  return Waited::kPage;
}

void RescorePages::Stop() {
  std::lock_guard<std::mutex> lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

bool RescorePages::stopped() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return stopped_;
}

}  // namespace heng
