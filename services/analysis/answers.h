// SPDX-License-Identifier: Apache-2.0
//
// What storage told, as answers of heng.v1.AnalysisService. Storage tells partial sums; they could come from several storages
// and be merged first (analysis/score_sums.h). Statistics are made here, at the very end.
//
// Errors of all: INTERNAL if storage answered something else than was asked; RESOURCE_EXHAUSTED (TOO_MANY_GROUPS) if the
// answer would be larger than clients accept.
#pragma once

#include "absl/status/status.h"
#include "heng/storage/v1/analysis.pb.h"
#include "heng/v1/analysis_service.pb.h"
#include "services/analysis/score_queries.h"

namespace heng {

// Also INVALID_ARGUMENT for a distribution of too many bins.
absl::Status FillAnswer(const AggregateQuery& query, const storage::v1::AggregateRowsResponse& told,
                        v1::AggregateScoresResponse& out);

absl::Status FillAnswer(const storage::v1::RankRowsRequest& query, const storage::v1::RankRowsResponse& told,
                        v1::RankEvaluationsResponse& out);

absl::Status FillAnswer(const storage::v1::AggregatePartsRequest& query,
                        const storage::v1::AggregatePartsResponse& told, v1::AnalyseIndicatorsResponse& out);

absl::Status FillAnswer(const CompareQuery& query, const storage::v1::AggregateRowsResponse& told,
                        v1::CompareYearsResponse& out);

}  // namespace heng
