// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/aggregate_query.h"

#include "base/errors.h"
#include "base/status_macros.h"

namespace heng::cli {
namespace {

// Where the grouping without dimensions stands; it is added if nobody asked for it.
int PlaceOfAll(v1::AggregateScoresRequest& request) {
  for (int i = 0; i < request.groupings_size(); ++i) {
    if (request.groupings(i).dimensions().empty()) return i;
  }
  request.add_groupings();
  return request.groupings_size() - 1;
}

}  // namespace

absl::StatusOr<AggregateAnswer> AggregateForTable(const client::Client& client,
                                                  const v1::AggregateScoresRequest& request) {
  v1::AggregateScoresRequest extended = request;
  const int all_at = PlaceOfAll(extended);
  const int grades_at = extended.groupings_size();
  extended.add_groupings()->add_dimensions(v1::SCORE_DIMENSION_GRADE);
  AggregateAnswer answer;
  HENG_ASSIGN_OR_RETURN(answer.response, client.AggregateScores(extended));
  if (answer.response.results_size() != extended.groupings_size() ||
      answer.response.results(all_at).groups_size() != 1) {
    return MakeError(absl::StatusCode::kInternal, "",
                     {.en = "the answer of heng-scoring does not fit the question: is it of another version?",
                      .zh = "heng-scoring 的答复与请求不符：版本是否一致？"});
  }
  answer.all = answer.response.results(all_at).groups(0).statistics();
  answer.grades = GradesBestFirst(answer.response.results(grades_at));
  return answer;
}

}  // namespace heng::cli
