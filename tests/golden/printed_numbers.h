// SPDX-License-Identifier: Apache-2.0
//
// Printed numbers against replayed ones: which differ.
#pragma once

#include <string>
#include <vector>

#include "tests/golden/case_file.h"
#include "tests/golden/replay_case.h"

namespace heng::golden {

// A printed number that the replay does not give.
struct Difference {
  std::string case_id;
  std::string ref;
  std::string printed;
  std::string replayed;  // "none" where the replay has no such number

  friend bool operator==(const Difference& a, const Difference& b) {
    return a.case_id == b.case_id && a.ref == b.ref && a.printed == b.printed && a.replayed == b.replayed;
  }
};

// "case ref: printed 9, replayed 9.80"
std::string ToString(const Difference& difference);

// Every number in `checks` that was found to follow from half up at 2 places, and of all others.
struct CheckedNumbers {
  std::vector<Difference> promised;  // differences where the transcriber found none: must be empty
  std::vector<Difference> others;    // the form rounds otherwise, or follows no rule
  int compared_count = 0;
};
CheckedNumbers CompareChecks(const Case& source, const Replay& replay);

// Every number in a cell of the form: rates, points, completions, weight total, total, grade. A grade is
// printed with or without 秀 and the like, so its first character counts.
struct PrintedCells {
  std::vector<Difference> differences;
  int compared_count = 0;
};
PrintedCells CompareCells(const Case& source, const Replay& replay);

}  // namespace heng::golden
