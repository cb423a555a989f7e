// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/blocking_guard.h"

#include <future>

#include "gtest/gtest.h"

namespace heng::rpc {
namespace {

TEST(BlockingGuard, EndsAWriteThatNobodyReads) {
  std::promise<void> given_up;
  BlockingGuard guard(absl::Milliseconds(20), [&given_up] { given_up.set_value(); });
  // As a write to a caller who does not read: it ends when the call is cancelled, and only then.
  EXPECT_FALSE(guard.Run([&given_up] {
    given_up.get_future().wait();
    return false;
  }));
}

TEST(BlockingGuard, LeavesWritesAloneThatEnd) {
  int given_up_count = 0;
  {
    BlockingGuard guard(absl::Minutes(1), [&given_up_count] { ++given_up_count; });
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(guard.Run([] { return true; }));
  }
  EXPECT_EQ(given_up_count, 0);
}

TEST(BlockingGuard, TimeBetweenWritesDoesNotCount) {
  std::promise<void> given_up;
  BlockingGuard guard(absl::Milliseconds(1), [&given_up] { given_up.set_value(); });
  std::future<void> ended = given_up.get_future();
  // Nothing is written for far longer than the guard's patience.
  EXPECT_EQ(ended.wait_for(std::chrono::milliseconds(30)), std::future_status::timeout);
}

}  // namespace
}  // namespace heng::rpc
