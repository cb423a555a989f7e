// SPDX-License-Identifier: Apache-2.0
//
// RankRows: how many rows have each total says where the first ones begin and which place a total has; a second reading
// collects the rows.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "storage/columns/queries.h"
#include "storage/columns/query_checks.h"
#include "storage/columns/query_scope.h"
#include "storage/columns/value_counts.h"

namespace heng {
namespace {

using storage::v1::RankRowsRequest;
using storage::v1::RankRowsResponse;
using storage::v1::SummaryRow;
using RankedRow = RankRowsResponse::RankedRow;

constexpr int64_t kNotGiven = -1;

// A row of the view.
struct RowPlace {
  const Chunk* chunk = nullptr;
  uint32_t row = 0;
  uint32_t year = 0;

  uint32_t total_hundredths() const { return chunk->total_hundredths[row]; }
};

// How many rows have a total, and how many a higher one.
struct TotalCount {
  uint32_t hundredths = 0;
  int64_t better_count = 0;
  int64_t equal_count = 0;
};

// All totals that rows have, ascending.
std::vector<TotalCount> CountTotals(const QueryScope& scope) {
  static constexpr std::array<uint32_t, Chunk::kRows> kOneGroup{};
  const uint64_t width = uint64_t{scope.filter().greatest_hundredths()} + 1;
  std::vector<ValueCounts> counts(scope.worker_count(),
                                  ValueCounts(1, width, scope.costs().counters / scope.worker_count()));
  scope.ForEachChunk([&](int worker, const ChunkRows& rows, const RowList& list) {
    counts[worker].Add(list, kOneGroup.data(),
                       [&chunk = *rows.chunk](uint32_t row) { return chunk.total_hundredths[row]; });
  });
  for (size_t i = 1; i < counts.size(); ++i) counts[0].Merge(counts[i]);

  std::vector<TotalCount> totals;
  counts[0].ForEach(0, [&](uint32_t hundredths, int64_t count) {
    totals.push_back({.hundredths = hundredths, .equal_count = count});
  });
  for (size_t i = totals.size(); i-- > 1;) {
    totals[i - 1].better_count = totals[i].better_count + totals[i].equal_count;
  }
  return totals;
}

class Ranking {
 public:
  Ranking(const QueryScope& scope, const RankRowsRequest& request)
      : scope_(scope), request_(request), totals_(CountTotals(scope)) {}

  RankRowsResponse Run() const {
    RankRowsResponse response;
    if (!totals_.empty()) {
      response.set_evaluation_count(totals_.front().better_count + totals_.front().equal_count);
    }
    for (const RowPlace& place : FirstRows()) Write(place, *response.add_rows());
    for (const std::optional<RowPlace>& place : NamedRows()) {
      RankRowsResponse::Result& result = *response.add_named();
      if (place.has_value()) Write(*place, *result.mutable_ranked());
    }
    *response.mutable_state() = scope_.State();
    return response;
  }

 private:
  using Key = std::pair<uint32_t, uint32_t>;  // department, evaluation id

  bool ComesBefore(const RowPlace& a, const RowPlace& b) const;
  bool NameComesBefore(const RowPlace& a, const RowPlace& b) const;
  TotalCount LastTotal() const;
  std::vector<RowPlace> FirstRows() const;
  std::optional<Key> FindKey(const std::string& name) const;
  std::vector<std::optional<RowPlace>> NamedRows() const;
  void Write(const RowPlace& place, RankedRow& out) const;
  SummaryRow RowAt(const RowPlace& place) const;

  const QueryScope& scope_;
  const RankRowsRequest& request_;
  const std::vector<TotalCount> totals_;
};

// The order of the answer.
bool Ranking::ComesBefore(const RowPlace& a, const RowPlace& b) const {
  if (a.total_hundredths() == b.total_hundredths()) return NameComesBefore(a, b);
  return (a.total_hundredths() < b.total_hundredths()) == request_.worst_first();
}

// Most rows differ in their first part, so the others are looked up only where it is the same.
bool Ranking::NameComesBefore(const RowPlace& a, const RowPlace& b) const {
  const Columns& columns = scope_.columns();
  const uint32_t a_region = a.chunk->region[a.row];
  const uint32_t b_region = b.chunk->region[b.row];
  if (a_region != b_region) return columns.region_code(a_region) < columns.region_code(b_region);
  const uint32_t a_department = a.chunk->department[a.row];
  const uint32_t b_department = b.chunk->department[b.row];
  if (a_department != b_department) {
    return columns.department(a_department).id < columns.department(b_department).id;
  }
  return columns.evaluation_id(a.chunk->evaluation_id[a.row]) <
         columns.evaluation_id(b.chunk->evaluation_id[b.row]);
}

// The total of the last row to return, of which there may be more than are returned.
TotalCount Ranking::LastTotal() const {
  int64_t left = request_.limit();
  const auto takes_last = [&left](const TotalCount& total) { return (left -= total.equal_count) <= 0; };
  if (request_.worst_first()) {
    const auto last = std::find_if(totals_.begin(), totals_.end(), takes_last);
    return last == totals_.end() ? totals_.back() : *last;
  }
  const auto last = std::find_if(totals_.rbegin(), totals_.rend(), takes_last);
  return last == totals_.rend() ? totals_.front() : *last;
}

// Of rows with the last total only as many are kept as can be returned, so that a million equal totals need no room.
std::vector<RowPlace> Ranking::FirstRows() const {
  if (request_.limit() == 0 || totals_.empty()) return {};
  const uint32_t last_total = LastTotal().hundredths;
  const bool worst_first = request_.worst_first();
  const auto limit = static_cast<size_t>(request_.limit());
  const auto before = [this](const RowPlace& a, const RowPlace& b) { return ComesBefore(a, b); };
  std::vector<std::vector<RowPlace>> firsts(scope_.worker_count());  // heaps, the last row on top
  scope_.ForEachChunk([&](int worker, const ChunkRows& rows, const RowList& list) {
    std::vector<RowPlace>& first = firsts[worker];
    const Chunk& chunk = *rows.chunk;
    list.Run([&](uint32_t size, const auto& row_at) {
      for (uint32_t i = 0; i < size; ++i) {
        const uint32_t row = row_at(i);
        const uint32_t total = chunk.total_hundredths[row];
        if (worst_first ? total > last_total : total < last_total) continue;
        const RowPlace place{.chunk = &chunk, .row = row, .year = rows.year};
        if (first.size() == limit) {
          if (!before(place, first.front())) continue;
          std::pop_heap(first.begin(), first.end(), before);
          first.pop_back();
        }
        first.push_back(place);
        std::push_heap(first.begin(), first.end(), before);
      }
    });
  });
  std::vector<RowPlace> all;
  for (const std::vector<RowPlace>& first : firsts) all.insert(all.end(), first.begin(), first.end());
  std::sort(all.begin(), all.end(), before);
  all.resize(std::min(all.size(), limit));
  return all;
}

// Nothing if the view has never heard of one of its parts.
std::optional<Ranking::Key> Ranking::FindKey(const std::string& name) const {
  const Columns& columns = scope_.columns();
  const absl::StatusOr<ResourceName> parsed = ParseResourceName(name, ResourceKind::kEvaluation);
  HENG_CHECK(parsed.ok());  // CheckQuery
  const std::optional<uint32_t> region = columns.FindRegion(parsed->region);
  if (!region) return std::nullopt;
  const std::optional<uint32_t> department = columns.FindDepartment(*region, parsed->department);
  const std::optional<uint32_t> evaluation_id = columns.FindEvaluationId(parsed->id);
  if (!department || *department >= scope_.view().department_count || !evaluation_id) return std::nullopt;
  return Key(*department, *evaluation_id);
}

std::vector<std::optional<RowPlace>> Ranking::NamedRows() const {
  std::vector<std::optional<RowPlace>> places(request_.names_size());
  absl::flat_hash_map<Key, std::vector<size_t>> wanted;
  std::vector<uint8_t> is_wanted(scope_.view().department_count);
  for (int i = 0; i < request_.names_size(); ++i) {
    const std::optional<Key> key = FindKey(request_.names(i));
    if (!key) continue;
    wanted[*key].push_back(i);
    is_wanted[key->first] = 1;
  }
  if (wanted.empty()) return places;
  // A name has one row, so no two workers write to one place.
  scope_.ForEachChunk([&](int, const ChunkRows& rows, const RowList& list) {
    const Chunk& chunk = *rows.chunk;
    list.Run([&](uint32_t size, const auto& row_at) {
      for (uint32_t i = 0; i < size; ++i) {
        const uint32_t row = row_at(i);
        if (is_wanted[chunk.department[row]] == 0) continue;
        const auto found = wanted.find(Key(chunk.department[row], chunk.evaluation_id[row]));
        if (found == wanted.end()) continue;
        for (const size_t name : found->second) {
          places[name] = RowPlace{.chunk = &chunk, .row = row, .year = rows.year};
        }
      }
    });
  });
  return places;
}

void Ranking::Write(const RowPlace& place, RankedRow& out) const {
  const auto total = std::lower_bound(
      totals_.begin(), totals_.end(), place.total_hundredths(),
      [](const TotalCount& count, uint32_t hundredths) { return count.hundredths < hundredths; });
  *out.mutable_row() = RowAt(place);
  out.set_better_count(total->better_count);
  out.set_equal_count(total->equal_count);
}

SummaryRow Ranking::RowAt(const RowPlace& place) const {
  const Columns& columns = scope_.columns();
  const Chunk& chunk = *place.chunk;
  const size_t row = place.row;
  const DepartmentEntry& department = columns.department(chunk.department[row]);
  const Verdict& verdict = columns.verdict(chunk.verdict[row]);
  const auto amount = [given = chunk.given[row]](GivenAmount bit, int64_t fen) {
    return (given & bit) != 0 ? fen : kNotGiven;
  };
  SummaryRow out;
  out.set_name(absl::StrCat("regions/", columns.region_code(department.region), "/departments/",
                            department.id, "/evaluations/", columns.evaluation_id(chunk.evaluation_id[row])));
  out.set_fiscal_year(scope_.view().years[place.year].year);
  out.set_kind(KindOf(chunk.form[row]));
  out.set_state(StateOf(chunk.form[row]));
  out.set_department_category(chunk.category[row]);
  out.set_department_display_name(columns.FiledName(chunk.department[row], chunk.filed_name[row]));
  out.set_scheme(verdict.scheme);
  out.set_grade_code(verdict.grade_code);
  out.set_grade(verdict.grade);
  out.set_total_hundredths(chunk.total_hundredths[row]);
  out.set_initial_fen(amount(kInitialGiven, chunk.initial_fen[row]));
  out.set_adjusted_fen(amount(kAdjustedGiven, chunk.adjusted_fen[row]));
  out.set_executed_fen(amount(kExecutedGiven, chunk.executed_fen[row]));
  return out;
}

}  // namespace

absl::StatusOr<RankRowsResponse> RankRows(const Columns& columns, const RankRowsRequest& request,
                                          const QueryCosts& costs) {
  HENG_RETURN_IF_ERROR(CheckQuery(request));
  HENG_ASSIGN_OR_RETURN(const QueryScope scope,
                        QueryScope::Open(columns, request.filter(), CountDepartments::kAsFiled, costs));
  return Ranking(scope, request).Run();
}

}  // namespace heng
