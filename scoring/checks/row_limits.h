// SPDX-License-Identifier: Apache-2.0
//
// What the weight of a row must be to its rounding, its bands and its bracket table.
#pragma once

#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/row_problem.h"
#include "scoring/rules/band.h"

namespace heng {

// Reads the scheme once, for all rows; refers to it. What is broken there is passed over.
class RowLimits {
 public:
  // enforced: whether weights are right, so that roundings above them and bands without points are faults.
  RowLimits(const v1::Scheme& scheme, bool enforced);

  void Check(const v1::Indicator& indicator, const Decimal& weight_points, const RowRef& row,
             FieldProblems& problems);

 private:
  void CheckBands(const Decimal& weight_points, const RowRef& row, FieldProblems& problems);
  void CheckTable(const v1::Indicator& indicator, const Decimal& weight_points, const RowRef& row,
                  FieldProblems& problems) const;

  struct Table {
    absl::string_view display_name;
    Decimal highest_points;
  };

  const v1::Scheme& scheme_;
  const bool enforced_;
  std::vector<BandRule> bands_;
  // The last weight whose bands were all reachable: rows mostly weigh what their neighbours do.
  std::optional<Decimal> reachable_weight_;
  absl::flat_hash_map<absl::string_view, Table> tables_;
};

}  // namespace heng
