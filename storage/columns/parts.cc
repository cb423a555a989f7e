// SPDX-License-Identifier: Apache-2.0
//
// AggregateParts: points by class, clause or finding, over groups of rows.
#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "storage/columns/group_keys.h"
#include "storage/columns/grouping.h"
#include "storage/columns/occurring_groups.h"
#include "storage/columns/part_accumulator.h"
#include "storage/columns/queries.h"
#include "storage/columns/query_checks.h"
#include "storage/columns/query_scope.h"

namespace heng {
namespace {

using storage::v1::AggregatePartsRequest;
using storage::v1::AggregatePartsResponse;
using storage::v1::GroupParts;
using storage::v1::PartSums;
using Pairs = std::vector<PartAccumulator::Pair>;

constexpr char kField[] = "grouping";

// The groups that occur; without dimensions the one group, whether there is a row or not.
OccurringGroups NumberGroups(const QueryScope& scope, const GroupCodes& codes, size_t max_noted) {
  std::vector<OccurringGroups> groups(scope.worker_count(),
                                      OccurringGroups(codes, scope.costs().table_entries, max_noted));
  if (codes.digits().empty()) {
    groups[0].NumberAll();
    return std::move(groups[0]);
  }
  scope.ForEachChunk(
      [&](int worker, const ChunkRows& rows, const RowList& list) { groups[worker].Note(rows, list); });
  for (size_t i = 1; i < groups.size(); ++i) groups[0].Merge(std::move(groups[i]));
  groups[0].Number();
  return std::move(groups[0]);
}

PartAccumulator AddUp(const QueryScope& scope, const OccurringGroups& groups, const WantedParts& parts,
                      size_t max_pairs) {
  using ChunkGroups = std::array<uint32_t, Chunk::kRows>;
  const size_t max_table = scope.costs().table_entries * sizeof(uint32_t) / sizeof(PartAccumulator::Totals);
  std::vector<PartAccumulator> sums(scope.worker_count(),
                                    PartAccumulator(groups.size(), parts, max_table, max_pairs));
  const auto groups_of_rows = std::make_unique<ChunkGroups[]>(scope.worker_count());
  scope.ForEachChunk([&](int worker, const ChunkRows& rows, const RowList& list) {
    uint32_t* const numbers = groups_of_rows[worker].data();
    groups.Fill(rows, list, numbers);
    sums[worker].Add(rows, list, numbers);
  });
  for (size_t i = 1; i < sums.size(); ++i) sums[0].Merge(sums[i]);
  return std::move(sums[0]);
}

void WritePart(const WantedParts& parts, const PartAccumulator::Totals& totals, PartSums& out) {
  const PartKey& key = parts.key(totals.name_place);
  out.set_code(key.code);
  out.set_level(key.level);
  out.set_display_name(key.display_name);
  out.set_evaluation_count(totals.evaluation_count);
  out.set_row_count(totals.row_count);
  out.set_points_hundredths(totals.points_hundredths);
  out.set_weight_tenthousandths(totals.weight_tenthousandths);
}

// pairs: those of one group come together, groups ascending.
void WriteGroup(KeyedGroup& keyed, const WantedParts& parts, const Pairs& pairs, GroupParts& out) {
  for (std::string& key : keyed.keys) out.add_keys(std::move(key));
  auto pair =
      std::lower_bound(pairs.begin(), pairs.end(), keyed.number,
                       [](const PartAccumulator::Pair& p, uint32_t number) { return p.group < number; });
  for (; pair != pairs.end() && pair->group == keyed.number; ++pair) {
    WritePart(parts, pair->totals, *out.add_parts());
  }
}

}  // namespace

absl::StatusOr<AggregatePartsResponse> AggregateParts(const Columns& columns,
                                                      const AggregatePartsRequest& request,
                                                      const QueryCosts& costs) {
  HENG_RETURN_IF_ERROR(CheckQuery(request));
  const CountDepartments departments =
      request.departments_as_continued() ? CountDepartments::kAsContinued : CountDepartments::kAsFiled;
  HENG_ASSIGN_OR_RETURN(const QueryScope scope,
                        QueryScope::Open(columns, request.filter(), departments, costs));
  const auto max_groups = static_cast<size_t>(request.max_groups());

  const GroupCodes codes(columns, scope.view(), request.grouping());
  const size_t max_counted = std::max(max_groups, costs.hashed_groups);
  const OccurringGroups groups = NumberGroups(scope, codes, max_counted);
  if (groups.size() > max_groups) return TooManyGroups(kField, groups.size(), request.max_groups());
  const WantedParts parts(columns, scope.view(), request.part_kind(), request.class_level());
  const PartAccumulator sums = AddUp(scope, groups, parts, max_counted);
  const size_t pair_count = sums.PairCount();
  if (pair_count > max_groups) return TooManyParts(kField, groups.size(), pair_count, request.max_groups());

  AggregatePartsResponse response;
  Labels labels;
  std::vector<uint32_t> numbers(groups.size());
  std::iota(numbers.begin(), numbers.end(), 0);
  const Pairs pairs = sums.Pairs();
  for (KeyedGroup& keyed : SortedByKeys(columns, scope.view(), codes, groups, numbers, labels)) {
    GroupParts& group = *response.add_groups();
    group.set_evaluation_count(sums.EvaluationCount(keyed.number));
    WriteGroup(keyed, parts, pairs, group);
  }
  WriteLabels(labels, *response.mutable_labels());
  *response.mutable_state() = scope.State();
  if (response.ByteSizeLong() > costs.answer_bytes)
    return AnswerTooLarge(kField, groups.size(), costs.answer_bytes);
  return response;
}

}  // namespace heng
