// SPDX-License-Identifier: Apache-2.0
#include "clients/cpp/src/backoff.h"

#include <vector>

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::client {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kStart = absl::FromUnixSeconds(1'700'000'000);

// A world in which sleeping moves the clock and chance always says `random`.
struct FakeWorld {
  FakeClock clock{kStart};
  std::vector<absl::Duration> pauses;
  double random = 0;

  RetryEnvironment environment() {
    return {.clock = &clock,
            .sleep =
                [this](absl::Duration pause) {
                  pauses.push_back(pause);
                  clock.Advance(pause);
                },
            .random = [this] { return random; }};
  }
};

// An attempt that fails with these statuses in turn and then succeeds.
std::function<absl::Status(absl::Time)> FailingWith(std::vector<absl::Status> statuses, int& attempts) {
  return [statuses, &attempts](absl::Time) {
    const size_t attempt = attempts++;
    return attempt < statuses.size() ? statuses[attempt] : absl::OkStatus();
  };
}

struct PauseCase {
  const char* name;
  int attempt;
  absl::Duration retry_info;
  double random;
  absl::Duration want;
};

class PauseAfterTable : public ::testing::TestWithParam<PauseCase> {};

TEST_P(PauseAfterTable, Says) {
  const PauseCase& c = GetParam();
  EXPECT_EQ(PauseAfter(c.attempt, CallSettings(), c.retry_info, c.random), c.want);
}

INSTANTIATE_TEST_SUITE_P(
    Backoff, PauseAfterTable,
    ::testing::Values(PauseCase{"FirstAtLeastHalf", 1, absl::ZeroDuration(), 0.0, absl::Milliseconds(25)},
                      PauseCase{"FirstAtMostWhole", 1, absl::ZeroDuration(), 1.0, absl::Milliseconds(50)},
                      PauseCase{"SecondDoubles", 2, absl::ZeroDuration(), 0.0, absl::Milliseconds(50)},
                      PauseCase{"ThirdDoublesAgain", 3, absl::ZeroDuration(), 0.5, absl::Milliseconds(150)},
                      PauseCase{"CappedAtMaxBackoff", 40, absl::ZeroDuration(), 1.0, absl::Seconds(2)},
                      PauseCase{"RetryInfoIsTheLowerBound", 1, absl::Milliseconds(300), 1.0,
                                absl::Milliseconds(300)},
                      PauseCase{"RetryInfoBelowTheBackoffChangesNothing", 1, absl::Milliseconds(1), 0.0,
                                absl::Milliseconds(25)}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(RunWithRetry, TriesAgainOnUnavailableUntilItSucceeds) {
  FakeWorld world;
  int attempts = 0;
  EXPECT_OK(RunWithRetry({}, Repeatable::kYes, world.environment(),
                         FailingWith({absl::UnavailableError("1"), absl::UnavailableError("2")}, attempts)));
  EXPECT_EQ(attempts, 3);
  EXPECT_THAT(world.pauses, ElementsAre(absl::Milliseconds(25), absl::Milliseconds(50)));
}

TEST(RunWithRetry, GivesUpAfterMaxAttemptsWithTheLastStatus) {
  FakeWorld world;
  int attempts = 0;
  const absl::Status status =
      RunWithRetry({.max_attempts = 2}, Repeatable::kYes, world.environment(),
                   FailingWith({absl::UnavailableError("1"), absl::UnavailableError("2")}, attempts));
  EXPECT_EQ(status, absl::UnavailableError("2"));
  EXPECT_EQ(attempts, 2);
}

TEST(RunWithRetry, NeverSendsAnUnrepeatableRequestTwice) {
  FakeWorld world;
  int attempts = 0;
  EXPECT_THAT(RunWithRetry({}, Repeatable::kNo, world.environment(),
                           FailingWith({absl::UnavailableError("away")}, attempts)),
              HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(attempts, 1);
}

TEST(RunWithRetry, DoesNotTryAgainOnOtherErrors) {
  for (const absl::StatusCode code :
       {absl::StatusCode::kDeadlineExceeded, absl::StatusCode::kAborted, absl::StatusCode::kResourceExhausted,
        absl::StatusCode::kInternal, absl::StatusCode::kNotFound}) {
    FakeWorld world;
    int attempts = 0;
    EXPECT_THAT(RunWithRetry({}, Repeatable::kYes, world.environment(),
                             FailingWith({absl::Status(code, "no")}, attempts)),
                HasCode(code));
    EXPECT_EQ(attempts, 1);
  }
}

TEST(RunWithRetry, HonoursTheServersRetryInfo) {
  FakeWorld world;
  int attempts = 0;
  const absl::Status busy = Unavailable("TOO_BUSY", {.en = "busy", .zh = "忙"}, 700);
  EXPECT_OK(RunWithRetry({}, Repeatable::kYes, world.environment(), FailingWith({busy}, attempts)));
  EXPECT_THAT(world.pauses, ElementsAre(absl::Milliseconds(700)));
}

TEST(RunWithRetry, DoesNotSleepPastTheDeadline) {
  FakeWorld world;
  int attempts = 0;
  const absl::Status busy = Unavailable("TOO_BUSY", {.en = "busy", .zh = "忙"}, 700);
  EXPECT_THAT(RunWithRetry({.deadline = absl::Milliseconds(700)}, Repeatable::kYes, world.environment(),
                           FailingWith({busy}, attempts)),
              HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(world.pauses, IsEmpty());
}

TEST(RunWithRetry, GivesEveryAttemptTheDeadlineOfTheWholeCall) {
  FakeWorld world;
  std::vector<absl::Time> deadlines;
  const absl::Status status = RunWithRetry({.deadline = absl::Seconds(3), .max_attempts = 3},
                                           Repeatable::kYes, world.environment(), [&](absl::Time deadline) {
                                             deadlines.push_back(deadline);
                                             return absl::UnavailableError("away");
                                           });
  const absl::Time want = kStart + absl::Seconds(3);
  EXPECT_THAT(deadlines, ElementsAre(want, want, want));
}

TEST(ResolveSettings, CallWinsOverClientAndClientOverDefault) {
  const CallSettings settings =
      ResolveSettings({.deadline = absl::Seconds(1)}, {.deadline = absl::Seconds(2), .max_attempts = 7});
  EXPECT_EQ(settings.deadline, absl::Seconds(1));
  EXPECT_EQ(settings.max_attempts, 7);
  EXPECT_EQ(settings.max_backoff, absl::Seconds(2));
}

}  // namespace
}  // namespace heng::client
