// SPDX-License-Identifier: Apache-2.0
//
// The answers of queries.h once more, for comparison: from the rows as they were put, with maps and loops, sharing nothing
// with the columns but the schema. Slow, and meant to be read.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "heng/storage/v1/analysis.pb.h"
#include "heng/storage/v1/records.pb.h"

namespace heng::testing {

// What was put, at one moment.
struct NaiveRows {
  std::map<std::string, storage::v1::SummaryRow> rows;            // by name
  std::map<std::string, storage::v1::RegionRow> regions;          // by code
  std::map<std::string, storage::v1::DepartmentRow> departments;  // by name
  std::set<std::string> heard_regions;                            // codes; with those above by code
  std::set<std::string> heard_departments;                        // names
  std::map<std::string, std::pair<int, std::string>>
      last_filed_names;  // with the year, by name of the department

  void Put(const storage::v1::SummaryRow& row);
  void Put(const storage::v1::RegionRow& row);
  void Put(const storage::v1::DepartmentRow& row);

 private:
  void HearOfRegion(const std::string& code);
  void HearOfDepartment(const std::string& name);
};

// Answers for requests that satisfy the schema. The token of the state is left empty. published: what is counted; latest:
// where names for people come from, which may be newer. The only errors are NOT_FOUND and RESOURCE_EXHAUSTED without texts.
class NaiveQueries {
 public:
  NaiveQueries(const NaiveRows& published, const NaiveRows& latest);

  absl::StatusOr<storage::v1::AggregateRowsResponse> Aggregate(
      const storage::v1::AggregateRowsRequest& request) const;
  absl::StatusOr<storage::v1::RankRowsResponse> Rank(const storage::v1::RankRowsRequest& request) const;
  absl::StatusOr<storage::v1::AggregatePartsResponse> Parts(
      const storage::v1::AggregatePartsRequest& request) const;

 private:
  // A row, and where it counts.
  struct Counted {
    const storage::v1::SummaryRow* row = nullptr;
    std::string region;      // code
    std::string department;  // name
  };
  using Keys = std::vector<std::string>;
  using Groups = std::map<Keys, std::vector<Counted>>;
  using Labels = std::map<std::pair<int, std::string>, std::string>;

  // Regions from this one upwards, until there is none or one comes again.
  std::vector<std::string> WayUp(const std::string& region) const;
  std::string RegionAt(int place, const std::string& region) const;
  int PlaceOf(const std::string& region) const;
  std::string CurrentDepartment(const std::string& department) const;

  absl::StatusOr<std::vector<Counted>> Select(const storage::v1::RowFilter& filter, bool as_continued) const;
  bool Passes(const storage::v1::RowFilter& filter, const Counted& counted) const;
  absl::Status CheckKnown(const storage::v1::RowFilter& filter) const;

  std::string KeyOf(int dimension, const Counted& counted, Labels& labels) const;
  Groups GroupBy(const storage::v1::Grouping& grouping, const std::vector<Counted>& rows,
                 Labels& labels) const;
  storage::v1::ColumnsState State() const;

  const NaiveRows& published_;
  const NaiveRows& latest_;
  std::map<std::string, std::string> followers_;  // of departments that exactly one other continues
};

}  // namespace heng::testing
