// SPDX-License-Identifier: Apache-2.0
//
// One published table scored anew, and the line that `replay` prints for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "heng/v1/scheme.pb.h"
#include "tests/golden/case_file.h"
#include "tests/golden/case_findings.h"

namespace heng::golden {

// Numbers have 2 places; nothing where there is no such number.
struct ReplayedBudgetRow {
  int no = 0;
  Cell rate;
  Cell points;
};
struct ReplayedIndicator {
  int no = 0;
  Cell points;
  Cell completion;
  bool by_hand = false;
};
struct Replay {
  std::string case_id;
  std::optional<ReplayedBudgetRow> execution;
  std::vector<ReplayedBudgetRow> budget;
  std::vector<ReplayedIndicator> indicators;
  Cell weight_total;  // not printed; for the tests
  Cell total;
  Cell grade;
  std::vector<CaseFinding> findings;
};

// Scores the case, weights not enforced, and raises its findings.
absl::StatusOr<Replay> ReplayCase(const Case& source, const v1::Scheme& gansu);

// One line of JSON without a line break, its keys in a fixed order.
std::string ToJsonLine(const Replay& replay);

// Reads the shipped scheme.
absl::StatusOr<v1::Scheme> ReadScheme(const std::string& path);

}  // namespace heng::golden
