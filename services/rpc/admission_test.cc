// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/admission.h"

#include <optional>
#include <thread>

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng::rpc {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasReason;

absl::Time Soon() { return absl::Now() + absl::Milliseconds(20); }

TEST(Admission, AdmitsUpToTheNumberOfRunningCalls) {
  Admission gate({.running = 2, .waiting = 0});
  absl::StatusOr<Admission::Ticket> first = gate.Enter(Soon());
  absl::StatusOr<Admission::Ticket> second = gate.Enter(Soon());
  EXPECT_OK(first);
  EXPECT_OK(second);
  EXPECT_THAT(gate.Enter(Soon()), HasReason("TOO_BUSY"));
}

TEST(Admission, ATicketGivesItsPlaceBack) {
  Admission gate({.running = 1, .waiting = 0});
  { ASSERT_OK(gate.Enter(Soon())); }
  EXPECT_OK(gate.Enter(Soon()));
}

TEST(Admission, AWaitingCallEntersWhenAPlaceIsFree) {
  Admission gate({.running = 1, .waiting = 1});
  std::optional<Admission::Ticket> first = *gate.Enter(absl::Now() + absl::Seconds(60));
  std::thread leaver([&] { first.reset(); });
  EXPECT_OK(gate.Enter(absl::Now() + absl::Seconds(60)));
  leaver.join();
}

TEST(Admission, AWaitingCallGivesUpAtItsDeadline) {
  Admission gate({.running = 1, .waiting = 1});
  absl::StatusOr<Admission::Ticket> first = gate.Enter(Soon());
  ASSERT_OK(first);
  EXPECT_THAT(gate.Enter(Soon()), HasCode(absl::StatusCode::kDeadlineExceeded));
}

TEST(Admission, CallsWithoutAThreadHaveALimitOfTheirOwn) {
  Admission gate({.running = 0, .waiting = 0, .pending = 1});
  absl::StatusOr<Admission::Ticket> pending = gate.EnterPending(10);
  ASSERT_OK(pending);
  EXPECT_THAT(gate.EnterPending(10), HasCode(absl::StatusCode::kUnavailable));
}

TEST(Admission, CallsWithoutAThreadShareABudgetOfBytes) {
  Admission gate({.pending = 10, .pending_bytes = 100});
  absl::StatusOr<Admission::Ticket> first = gate.EnterPending(60);
  ASSERT_OK(first);
  EXPECT_THAT(gate.EnterPending(60), HasReason("TOO_BUSY"));
  *first = Admission::Ticket();
  EXPECT_OK(gate.EnterPending(60));
}

TEST(Admission, LongCallsHaveAFewPlacesOfTheirOwn) {
  Admission gate({.running = 1, .waiting = 0, .streaming = 1});
  const absl::StatusOr<Admission::Ticket> usual = gate.Enter(Soon());
  ASSERT_OK(usual);
  {
    const absl::StatusOr<Admission::Ticket> streaming = gate.EnterStreaming();
    ASSERT_OK(streaming);
    EXPECT_THAT(gate.EnterStreaming(), HasReason("TOO_BUSY"));
  }
  EXPECT_OK(gate.EnterStreaming());
}

}  // namespace
}  // namespace heng::rpc
