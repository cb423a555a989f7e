// SPDX-License-Identifier: Apache-2.0
//
// AggregateRows: groups of rows, added up.
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/columns/group_accumulator.h"
#include "storage/columns/group_keys.h"
#include "storage/columns/grouping.h"
#include "storage/columns/occurring_groups.h"
#include "storage/columns/queries.h"
#include "storage/columns/query_checks.h"
#include "storage/columns/query_scope.h"

namespace heng {
namespace {

using storage::v1::AggregateRowsRequest;
using storage::v1::AggregateRowsResponse;
using storage::v1::GroupedSums;
using storage::v1::GroupSums;

// While all groups that could occur take no more than these shares of what tables and counters may take, sums are kept for
// all of them: cheaper than finding out which do occur.
constexpr size_t kUnseenTableShare = 1024;
constexpr size_t kUnseenCounterShare = 16;
// An entry of a histogram takes 2 to 10 bytes.
constexpr size_t kMinEntryBytes = 2;
constexpr size_t kMaxEntryBytes = 10;
// So many groups without histograms always fit a message.
constexpr size_t kMaxUnmeasuredGroups = 1000;

Measures MeasuresOf(const AggregateRowsRequest& request) {
  Measures measures;
  for (const int measure : request.measures()) {
    measures.points |= measure == storage::v1::MEASURE_POINTS;
    measures.histogram |= measure == storage::v1::MEASURE_HISTOGRAM;
    measures.grades |= measure == storage::v1::MEASURE_GRADES;
    measures.amounts |= measure == storage::v1::MEASURE_AMOUNTS;
  }
  measures.percents_millionths.assign(request.percents_millionths().begin(),
                                      request.percents_millionths().end());
  return measures;
}

// One grouping, while it is computed.
struct OneGrouping {
  std::string field;  // for errors
  GroupCodes codes;
  std::vector<OccurringGroups> groups;  // by worker; the first one is what they come to
  std::vector<GroupAccumulator> sums;   // likewise
};

class Aggregation {
 public:
  Aggregation(const QueryScope& scope, const AggregateRowsRequest& request);

  absl::StatusOr<AggregateRowsResponse> Run();

 private:
  bool KeepsUnseen(const GroupCodes& codes) const;
  OccurringGroups NoGroups(const GroupCodes& codes) const;
  absl::Status NumberGroups();
  void AddUp();
  absl::Status Write(OneGrouping& grouping, GroupedSums& result, Labels& labels);
  absl::Status CheckSize(const AggregateRowsResponse& response) const;

  const QueryScope& scope_;
  const int max_groups_;
  const Measures measures_;
  const GradeTexts grades_;
  std::vector<OneGrouping> groupings_;
  size_t written_groups_ = 0;
  size_t written_entries_ = 0;  // of histograms
};

Aggregation::Aggregation(const QueryScope& scope, const AggregateRowsRequest& request)
    : scope_(scope),
      max_groups_(request.max_groups()),
      measures_(MeasuresOf(request)),
      grades_(scope.columns(), scope.view()) {
  groupings_.reserve(request.groupings_size());
  for (int i = 0; i < request.groupings_size(); ++i) {
    groupings_.push_back(
        {.field = request.groupings_size() == 1 ? "grouping" : absl::StrCat("groupings[", i, "]"),
         .codes = GroupCodes(scope.columns(), scope.view(), request.groupings(i))});
  }
}

absl::StatusOr<AggregateRowsResponse> Aggregation::Run() {
  HENG_RETURN_IF_ERROR(NumberGroups());
  AddUp();
  AggregateRowsResponse response;
  Labels labels;
  for (OneGrouping& grouping : groupings_) {
    HENG_RETURN_IF_ERROR(Write(grouping, *response.add_results(), labels));
  }
  WriteLabels(labels, *response.mutable_labels());
  *response.mutable_state() = scope_.State();
  HENG_RETURN_IF_ERROR(CheckSize(response));
  return response;
}

bool Aggregation::KeepsUnseen(const GroupCodes& codes) const {
  if (codes.size() == 1) return true;
  if (codes.size() > scope_.costs().table_entries / kUnseenTableShare) return false;
  uint64_t width = 1;
  if (measures_.counts_totals()) width = std::max(width, uint64_t{scope_.filter().greatest_hundredths()} + 1);
  if (measures_.grades) width = std::max<uint64_t>(width, grades_.size());
  return codes.size() <= scope_.costs().counters / kUnseenCounterShare / width;
}

// To note groups in.
OccurringGroups Aggregation::NoGroups(const GroupCodes& codes) const {
  const size_t share = scope_.costs().hashed_groups / groupings_.size();
  return OccurringGroups(codes, scope_.costs().table_entries, std::max<size_t>(max_groups_, share));
}

absl::Status Aggregation::NumberGroups() {
  std::vector<OneGrouping*> unknown;
  for (OneGrouping& grouping : groupings_) {
    if (KeepsUnseen(grouping.codes)) {
      grouping.groups.push_back(NoGroups(grouping.codes));
      grouping.groups.back().NumberAll();
    } else {
      grouping.groups.assign(scope_.worker_count(), NoGroups(grouping.codes));
      unknown.push_back(&grouping);
    }
  }
  if (unknown.empty()) return absl::OkStatus();

  scope_.ForEachChunk([&](int worker, const ChunkRows& rows, const RowList& list) {
    for (OneGrouping* grouping : unknown) grouping->groups[worker].Note(rows, list);
  });
  for (OneGrouping* grouping : unknown) {
    OccurringGroups& groups = grouping->groups.front();
    for (size_t i = 1; i < grouping->groups.size(); ++i) groups.Merge(std::move(grouping->groups[i]));
    groups.Number();
    if (groups.size() > static_cast<size_t>(max_groups_)) {
      return TooManyGroups(grouping->field, groups.size(), max_groups_);
    }
  }
  return absl::OkStatus();
}

void Aggregation::AddUp() {
  const size_t workers = scope_.worker_count();
  const size_t counts_per_group = (measures_.counts_totals() ? 1 : 0) + (measures_.grades ? 1 : 0);
  const size_t shares = std::max<size_t>(workers * groupings_.size() * counts_per_group, 1);
  for (OneGrouping& grouping : groupings_) {
    for (size_t worker = 0; worker < workers; ++worker) {
      grouping.sums.emplace_back(
          GroupAccumulator::Options{.group_count = grouping.groups.front().size(),
                                    .measures = measures_,
                                    .greatest_hundredths = scope_.filter().greatest_hundredths(),
                                    .grades = &grades_,
                                    .max_counters = scope_.costs().counters / shares});
    }
  }

  using ChunkGroups = std::array<uint32_t, Chunk::kRows>;
  const auto groups_of_rows = std::make_unique<ChunkGroups[]>(workers);
  scope_.ForEachChunk([&](int worker, const ChunkRows& rows, const RowList& list) {
    uint32_t* const groups = groups_of_rows[worker].data();
    for (OneGrouping& grouping : groupings_) {
      grouping.groups.front().Fill(rows, list, groups);
      grouping.sums[worker].Add(rows, list, groups);
    }
  });
  for (OneGrouping& grouping : groupings_) {
    for (size_t i = 1; i < workers; ++i) grouping.sums.front().Merge(grouping.sums[i]);
  }
}

absl::Status Aggregation::Write(OneGrouping& grouping, GroupedSums& result, Labels& labels) {
  const OccurringGroups& groups = grouping.groups.front();
  GroupAccumulator& sums = grouping.sums.front();
  // A grouping without dimensions has one group, whether there is a row or not.
  const bool writes_all = !groups.numbers_all() || grouping.codes.digits().empty();
  std::vector<uint32_t> numbers;
  for (uint32_t i = 0; i < groups.size(); ++i) {
    if (writes_all || sums.RowCount(i) > 0) numbers.push_back(i);
  }
  if (numbers.size() > static_cast<size_t>(max_groups_)) {
    return TooManyGroups(grouping.field, numbers.size(), max_groups_);
  }
  result.mutable_groups()->Reserve(static_cast<int>(numbers.size()));
  for (KeyedGroup& keyed :
       SortedByKeys(scope_.columns(), scope_.view(), grouping.codes, groups, numbers, labels)) {
    GroupSums& group = *result.add_groups();
    for (std::string& key : keyed.keys) group.add_keys(std::move(key));
    sums.Write(keyed.number, group);
    written_entries_ += group.sums().histogram().counts_size();
    if (written_entries_ * kMinEntryBytes > scope_.costs().answer_bytes) {
      return AnswerTooLarge(grouping.field, numbers.size(), scope_.costs().answer_bytes);
    }
  }
  written_groups_ += numbers.size();
  return absl::OkStatus();
}

// Weighs the answer only where it may be too large.
absl::Status Aggregation::CheckSize(const AggregateRowsResponse& response) const {
  if (written_groups_ <= kMaxUnmeasuredGroups &&
      written_entries_ * kMaxEntryBytes <= scope_.costs().answer_bytes / 2) {
    return absl::OkStatus();
  }
  if (response.ByteSizeLong() <= scope_.costs().answer_bytes) return absl::OkStatus();
  const auto largest = std::max_element(
      response.results().begin(), response.results().end(),
      [](const GroupedSums& a, const GroupedSums& b) { return a.ByteSizeLong() < b.ByteSizeLong(); });
  return AnswerTooLarge(groupings_[largest - response.results().begin()].field, largest->groups_size(),
                        scope_.costs().answer_bytes);
}

}  // namespace

absl::StatusOr<AggregateRowsResponse> AggregateRows(const Columns& columns,
                                                    const AggregateRowsRequest& request,
                                                    const QueryCosts& costs) {
  HENG_RETURN_IF_ERROR(CheckQuery(request));
  const CountDepartments departments =
      request.departments_as_continued() ? CountDepartments::kAsContinued : CountDepartments::kAsFiled;
  HENG_ASSIGN_OR_RETURN(const QueryScope scope,
                        QueryScope::Open(columns, request.filter(), departments, costs));
  return Aggregation(scope, request).Run();
}

}  // namespace heng
