// SPDX-License-Identifier: Apache-2.0
//
// Requests of heng.v1.AnalysisService as queries: what to ask heng-storage, and what of its answer to show.
//
// Errors of all: INVALID_ARGUMENT with every violation, each with its field path.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "heng/storage/v1/analysis.pb.h"
#include "heng/v1/analysis_service.pb.h"
#include "services/analysis/score_statistics.h"

namespace heng {

// More groups in one grouping are refused; a comparison may have as many for each of its two years on average.
inline constexpr int kMaxGroups = 10'000;

struct AggregateQuery {
  storage::v1::AggregateRowsRequest request;
  StatisticsChoice choice;
};
absl::StatusOr<AggregateQuery> ReadQuery(const v1::AggregateScoresRequest& request);

absl::StatusOr<storage::v1::RankRowsRequest> ReadQuery(const v1::RankEvaluationsRequest& request);

absl::StatusOr<storage::v1::AggregatePartsRequest> ReadQuery(const v1::AnalyseIndicatorsRequest& request);

// Both years in one request, grouped by year and then by the dimensions of the caller, so that they are of one state.
struct CompareQuery {
  storage::v1::AggregateRowsRequest request;
  StatisticsChoice choice;
  int32_t fiscal_year = 0;
  int32_t base_fiscal_year = 0;
};
absl::StatusOr<CompareQuery> ReadQuery(const v1::CompareYearsRequest& request);

}  // namespace heng
