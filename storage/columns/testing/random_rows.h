// SPDX-License-Identifier: Apache-2.0
//
// Random regions, departments, rows and queries. Small worlds, so that everything meets everything: regions with parents by
// code and by name, some in circles; departments that merge, split and follow each other; rows that change.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "heng/storage/v1/analysis.pb.h"
#include "heng/storage/v1/records.pb.h"

namespace heng::testing {

class RandomRows {
 public:
  // Draws what this world is like: how many regions and departments, how large totals and amounts are.
  explicit RandomRows(unsigned seed);

  int Below(int n) { return static_cast<int>(std::uniform_int_distribution<>(0, n - 1)(random_)); }
  bool OneIn(int n) { return Below(n) == 0; }

  storage::v1::RegionRow Region();
  storage::v1::DepartmentRow Department();
  storage::v1::SummaryRow Row();

  storage::v1::AggregateRowsRequest AggregateRequest();
  storage::v1::RankRowsRequest RankRequest();
  storage::v1::AggregatePartsRequest PartsRequest();

 private:
  template <typename List>
  const auto& OneOf(const List& list) {
    return list[Below(static_cast<int>(list.size()))];
  }
  std::string RegionName();
  std::string DepartmentName();
  std::string EvaluationName();
  int64_t Total();
  int64_t Fen();
  void AddParts(storage::v1::SummaryRow& row);
  storage::v1::RowFilter Filter();
  std::string Parent();
  storage::v1::Grouping Grouping();
  int MaxGroups();

  std::mt19937 random_;
  std::vector<std::string> regions_;      // codes
  std::vector<std::string> departments_;  // ids
  int64_t greatest_total_ = 0;
  int64_t greatest_fen_ = 0;
};

}  // namespace heng::testing
