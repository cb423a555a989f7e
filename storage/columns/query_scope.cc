// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/query_scope.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <utility>

#include "base/status_macros.h"

namespace heng {
namespace {

constexpr unsigned kMaxWorkers = 4;

int WorkersFor(size_t row_count, const QueryCosts& costs) {
  if (row_count <= costs.rows_for_threads) return 1;
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, kMaxWorkers));
}

}  // namespace

// Reads chunks one after another; has the room that this takes.
class QueryScope::Reader {
 public:
  Reader(const QueryScope& scope, int worker) : scope_(scope), worker_(worker) {}

  void Read(const ChunkPlace& place, const Visit& visit) {
    ChunkRows rows{.chunk = place.chunk, .row_count = place.row_count, .year = place.year};
    scope_.continuation_.Resolve(rows, continued_);
    scope_.filter_.Select(rows, scope_.view_->commit, list_);
    if (list_.size() > 0) visit(worker_, rows, list_);
  }

 private:
  const QueryScope& scope_;
  const int worker_;
  ContinuedColumns continued_;
  RowList list_;
};

absl::StatusOr<QueryScope> QueryScope::Open(const Columns& columns, const storage::v1::RowFilter& filter,
                                            CountDepartments departments, const QueryCosts& costs) {
  std::shared_ptr<const ColumnsView> view = columns.View();
  HENG_ASSIGN_OR_RETURN(CompiledFilter compiled, CompiledFilter::Compile(columns, *view, filter));
  Continuation continuation;
  if (departments == CountDepartments::kAsContinued) continuation = Continuation(columns, *view);
  return QueryScope(columns, costs, std::move(view), std::move(compiled), std::move(continuation));
}

QueryScope::QueryScope(const Columns& columns, const QueryCosts& costs,
                       std::shared_ptr<const ColumnsView> view, CompiledFilter filter,
                       Continuation continuation)
    : columns_(&columns),
      costs_(costs),
      view_(std::move(view)),
      filter_(std::move(filter)),
      continuation_(std::move(continuation)) {
  size_t row_count = 0;
  for (const uint32_t place : filter_.years()) {
    const YearView& year = view_->years[place];
    row_count += year.row_count;
    for (size_t i = 0; i < year.chunks->size(); ++i) {
      const Chunk* const chunk = (*year.chunks)[i].chunk.get();
      if (chunk != nullptr) chunks_.push_back({chunk, year.RowsOf(i), place});
    }
  }
  worker_count_ = WorkersFor(row_count, costs);
}

storage::v1::ColumnsState QueryScope::State() const {
  storage::v1::ColumnsState state;
  state.set_token(columns_->TokenOf(*view_));
  for (const YearView& year : view_->years) {
    if (year.row_count > 0) state.add_filed_fiscal_years(year.year);
  }
  return state;
}

void QueryScope::ForEachChunk(const Visit& visit) const {
  std::atomic<size_t> next = 0;
  const auto work = [&](int worker) {
    const auto reader = std::make_unique<Reader>(*this, worker);
    for (size_t i = next++; i < chunks_.size(); i = next++) reader->Read(chunks_[i], visit);
  };
  std::vector<std::jthread> threads;
  try {
    for (int worker = 1; worker < worker_count_; ++worker) threads.emplace_back(work, worker);
  } catch (const std::system_error&) {
    // The system gives no more threads; those there are do the work.
  }
  work(0);
}

}  // namespace heng
