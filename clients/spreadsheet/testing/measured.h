// SPDX-License-Identifier: Apache-2.0
//
// What a call costs, measured in a process of its own.
#pragma once

#include <functional>
#include <string>

namespace heng::spreadsheet::testing {

struct Measured {
  std::string text;        // what the function gave
  double cpu_seconds = 0;  // of the child alone
  double peak_mib = 0;     // resident, with what the parent held when it forked
  bool died = false;
};

// Runs `body` in a forked child and waits for it.
Measured Measure(const std::function<std::string()>& body);

}  // namespace heng::spreadsheet::testing
