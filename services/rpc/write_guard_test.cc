// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/write_guard.h"

#include <future>

#include "gtest/gtest.h"

namespace heng::rpc {
namespace {

TEST(WriteGuard, EndsAWriteThatNobodyReads) {
  std::promise<void> given_up;
  WriteGuard guard(absl::Milliseconds(20), [&given_up] { given_up.set_value(); });
  // As a write to a caller who does not read: it ends when the call is cancelled, and only then.
  EXPECT_FALSE(guard.Write([&given_up] {
    given_up.get_future().wait();
    return false;
  }));
}

TEST(WriteGuard, LeavesWritesAloneThatEnd) {
  int given_up_count = 0;
  {
    WriteGuard guard(absl::Minutes(1), [&given_up_count] { ++given_up_count; });
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(guard.Write([] { return true; }));
  }
  EXPECT_EQ(given_up_count, 0);
}

TEST(WriteGuard, TimeBetweenWritesDoesNotCount) {
  std::promise<void> given_up;
  WriteGuard guard(absl::Milliseconds(1), [&given_up] { given_up.set_value(); });
  std::future<void> ended = given_up.get_future();
  // Nothing is written for far longer than the guard's patience.
  EXPECT_EQ(ended.wait_for(std::chrono::milliseconds(30)), std::future_status::timeout);
}

}  // namespace
}  // namespace heng::rpc
