// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/stream_watch.h"

#include <atomic>
#include <future>

#include "absl/time/clock.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng::rpc {
namespace {

using ::heng::testing::HasReason;

TEST(StreamWatch, EndsAStreamOnWhichNothingMoves) {
  std::promise<absl::Status> over;
  const absl::Time begin = absl::Now();
  StreamWatch watch(absl::InfiniteFuture(), absl::Milliseconds(30),
                    [&over](const absl::Status& status) { over.set_value(status); });
  EXPECT_THAT(over.get_future().get(), HasReason("STREAM_IDLE"));
  EXPECT_GE(absl::Now() - begin, absl::Milliseconds(30));
}

TEST(StreamWatch, EndsAStreamAtItsDeadlineThoughItMoves) {
  std::atomic<bool> ended = false;
  std::promise<absl::Status> over;
  StreamWatch watch(absl::Now() + absl::Milliseconds(100), absl::Milliseconds(20),
                    [&](const absl::Status& status) {
                      ended = true;
                      over.set_value(status);
                    });
  while (!ended) watch.Moved();
  EXPECT_THAT(over.get_future().get(), HasReason("DEADLINE"));
}

TEST(StreamWatch, OfAStreamThatHasEndedSaysNothing) {
  std::atomic<int> calls = 0;
  std::promise<void> later;
  {
    StreamWatch watch(absl::InfiniteFuture(), absl::Milliseconds(50),
                      [&calls](const absl::Status&) { ++calls; });
  }
  // Set after the other one and due after it.
  StreamWatch other(absl::InfiniteFuture(), absl::Milliseconds(100),
                    [&later](const absl::Status&) { later.set_value(); });
  later.get_future().wait();
  EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace heng::rpc
