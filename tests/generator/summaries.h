// SPDX-License-Identifier: Apache-2.0
//
// Summary rows of a nation without documents, for benchmarks alone: 31 provinces of 110 counties, 8 fiscal years, 10 forms a
// department. The same rows can be printed as CSV, for databases to be compared with.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "heng/storage/v1/records.pb.h"

namespace heng::generator {

struct SummaryOptions {
  uint64_t seed = 1;
  int64_t rows = 1000000;
  int parts = 0;  // classes of each row, at most kMostParts; with any, clauses and findings come along
};

inline constexpr int kMostParts = 19;
inline constexpr int kFirstSummaryYear = 2018;
inline constexpr int kSummaryYears = 8;

// Calls `visit` with every row, in the order of their keys, until it fails.
absl::Status ForEachSummary(const SummaryOptions& options,
                            const std::function<absl::Status(const storage::v1::SummaryRow&)>& visit);

// One line: region,year,score,category,adjusted,executed. Amounts in yuan, empty where not given.
std::string CsvLine(const storage::v1::SummaryRow& row);

// Writes the rows, and those of their regions and departments, into the data directory of heng-storage, made if it is missing; nobody else may use it meanwhile.
// Where csv_file is not empty, as CSV as well. Errors: those of OpenEngine and Commit; UNKNOWN if the CSV cannot be written.
absl::Status WriteSummaries(const SummaryOptions& options, const std::string& data_dir,
                            const std::string& csv_file);

}  // namespace heng::generator
