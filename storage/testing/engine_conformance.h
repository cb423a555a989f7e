// SPDX-License-Identifier: Apache-2.0
//
// One suite for every engine: each promise of engine.h is a test. An engine's own test file is linked with
// engine_conformance.cc and says INSTANTIATE_TEST_SUITE_P(..., EngineConformance,
// Values(EngineUnderTest{...})).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "gtest/gtest.h"
#include "storage/engine.h"

namespace heng::testing {

// What the suite has to know of an engine.
struct EngineUnderTest {
  std::string name;
  // A new, empty engine that takes its time from the clock. What it needs beside (a directory) goes away
  // after the test.
  std::function<std::unique_ptr<Engine>(const Clock& clock)> open_empty;
};

inline void PrintTo(const EngineUnderTest& engine, std::ostream* out) { *out << engine.name; }

class EngineConformance : public ::testing::TestWithParam<EngineUnderTest> {
 protected:
  FakeClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  std::unique_ptr<Engine> engine_ = GetParam().open_empty(clock_);
};

}  // namespace heng::testing
