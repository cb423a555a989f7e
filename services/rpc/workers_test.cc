// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/workers.h"

#include <atomic>
#include <future>

#include "gtest/gtest.h"

namespace heng::rpc {
namespace {

TEST(Workers, FinishesWhatIsQueuedBeforeItEnds) {
  std::atomic<int> done = 0;
  {
    Workers workers(2);
    for (int i = 0; i < 100; ++i) workers.Run([&] { ++done; });
  }
  EXPECT_EQ(done, 100);
}

TEST(Workers, OnePieceOfWorkMayWaitForAnother) {
  Workers workers(2);
  std::promise<void> first_waits;
  std::promise<void> second_ran;
  workers.Run([&] {
    first_waits.set_value();
    second_ran.get_future().wait();
  });
  first_waits.get_future().wait();
  std::promise<void> both;
  workers.Run([&] {
    second_ran.set_value();
    both.set_value();
  });
  both.get_future().wait();
}

}  // namespace
}  // namespace heng::rpc
