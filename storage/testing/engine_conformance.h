// SPDX-License-Identifier: Apache-2.0
//
// One suite for every engine: each promise of engine.h is a test. An engine's own test file says
// INSTANTIATE_TEST_SUITE_P(..., EngineConformance, Values(EngineUnderTest{...})) and is linked with the files of the suite,
// in which the promises stand in the order of engine.h:
//
//   engine_commit_conformance.cc     guards, writes, the order within a call, one answer for each transaction
//   engine_version_conformance.cc    versions, kAbsent, kWrittenEarlier
//   engine_limit_conformance.cc      EngineLimits but for snapshots, keys of no space
//   engine_get_conformance.cc        Get
//   engine_scan_conformance.cc       ScanRequest, ScanPage, Scan
//   engine_snapshot_conformance.cc   how long snapshots live, Release
//   engine_thread_conformance.cc     all of it from several threads at a time
//   engine_random_conformance.cc     all of it against a model
//   engine_trouble_conformance.cc    durability, Check and the statuses that need a disk that fails
//
// Every refusal is compared with its code and reason and must have a text in both languages (IsRefusal). What is no promise
// of an engine but a rule for its callers has no test: that a transaction stays in one partition, that there is no hot key.
//
// engine_conformance_control_test.cc runs the suite against engines with one planted defect each (defective_engine.h) and
// wants every defect found, and every test to find one.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/clock.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/engine.h"

namespace heng::testing {

// What befalls an engine from below.
enum class Trouble {
  kDiskFull,        // Commit answers RESOURCE_EXHAUSTED
  kCannotWrite,     // Commit answers UNAVAILABLE until a restart
  kUnknownOutcome,  // the next Commit answers UNKNOWN; what comes behind it may be refused until a restart
  kDamage,          // what is stored can no longer be read
  kPowerCut,        // what is not durable is gone
};

// What an engine stands on: a disk, or nothing.
class EngineGround {
 public:
  virtual ~EngineGround() = default;

  // An engine that takes its time from the clock. After the first time it has what was committed before, if the ground
  // keeps things. One at a time; the ground must outlive it.
  virtual std::unique_ptr<Engine> Open(const Clock& clock) = 0;
  // OK if committed things outlive the engine; otherwise why not.
  virtual absl::Status Keeps() const { return absl::OkStatus(); }
  // Called before the first Open: OK if this trouble can be made; otherwise why not.
  virtual absl::Status PrepareFor(Trouble trouble) = 0;
  // Makes the trouble that was prepared. The engine is open, but for kDamage: then it was closed.
  virtual void Begin(Engine* engine) = 0;
  // There is room again: for kDiskFull.
  virtual void End() {}
};

// What the suite has to know of an engine.
struct EngineUnderTest {
  std::string name;
  // New and empty ground.
  std::function<std::unique_ptr<EngineGround>()> lay_ground;
};

inline void PrintTo(const EngineUnderTest& engine, std::ostream* out) { *out << engine.name; }

class EngineConformance : public ::testing::TestWithParam<EngineUnderTest> {
 protected:
  // Begins anew on ground that can be brought into this trouble; otherwise says why not.
  absl::Status PrepareFor(Trouble trouble);
  // Ends the engine and opens it again.
  void Reopen();

  FakeClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  std::unique_ptr<EngineGround> ground_ = GetParam().lay_ground();
  std::unique_ptr<Engine> engine_ = ground_->Open(clock_);
};

// Keys of three spaces: rows, documents, summaries.
std::string K(absl::string_view rest);
std::string D(absl::string_view rest);
std::string S(absl::string_view rest);

// The row of one key, and its version; reading must succeed.
std::optional<Row> Read(Engine& engine, const std::string& key);
Version VersionOf(Engine& engine, const std::string& key);

std::vector<std::string> KeysOf(const std::vector<Row>& rows);
std::vector<std::string> ValuesOf(const std::vector<Row>& rows);

// Writes `count` rows K("n000"), K("n001"), ... in one call.
void WriteRows(Engine& engine, int count, const std::string& value);

// All rows from `request` on, page by page. after_page: called behind each one, may be null.
std::vector<Row> ScanPages(Engine& engine, ScanRequest request,
                           const std::function<void()>& after_page = nullptr);

inline auto HasValue(const std::string& value) {
  return ::testing::Optional(::testing::Field(&Row::value, value));
}
inline auto IsAbsent() { return ::testing::Eq(std::nullopt); }

// The code and the reason, and texts in both languages.
MATCHER_P2(IsRefusal, code, reason, std::string("is a refusal with reason ") + reason) {
  const absl::Status& status = StatusOf(arg);
  const std::string chinese = ChineseMessageOf(status);
  *result_listener << status.ToString() << " with reason " << ReasonOf(status) << ", in Chinese " << chinese;
  const bool is_chinese = std::any_of(chinese.begin(), chinese.end(),
                                      [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
  return status.code() == code && ReasonOf(status) == reason && !status.message().empty() && is_chinese;
}
inline auto IsAborted() { return IsRefusal(absl::StatusCode::kAborted, "STALE_ETAG"); }
inline auto IsNotAllowed() { return IsRefusal(absl::StatusCode::kInvalidArgument, "NOT_ALLOWED"); }
inline auto IsTooLong() { return IsRefusal(absl::StatusCode::kInvalidArgument, "TOO_LONG"); }
inline auto IsGone() { return IsRefusal(absl::StatusCode::kFailedPrecondition, "SNAPSHOT_GONE"); }
inline auto IsDiskFull() { return IsRefusal(absl::StatusCode::kResourceExhausted, "DISK_FULL"); }
inline auto IsAway() { return IsRefusal(absl::StatusCode::kUnavailable, "STORAGE_AWAY"); }
inline auto IsDamaged() { return IsRefusal(absl::StatusCode::kDataLoss, "DATA_LOSS"); }
inline auto IsOutcomeUnknown() { return IsRefusal(absl::StatusCode::kUnknown, "OUTCOME_UNKNOWN"); }

// Does something again and again on a thread of its own: with 1, 2, ... until it is destroyed.
class Repeating {
 public:
  explicit Repeating(std::function<void(int)> work)
      : thread_([this, work = std::move(work)] {
          while (!stop_) {
            work(done_ + 1);
            ++done_;
          }
        }) {}
  ~Repeating() {
    stop_ = true;
    thread_.join();
  }
  int done() const { return done_; }

 private:
  std::atomic<bool> stop_ = false;
  std::atomic<int> done_ = 0;
  std::thread thread_;
};

}  // namespace heng::testing
