// SPDX-License-Identifier: Apache-2.0
//
// The queue of writes and the thread that commits them.
#include "storage/record_store.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/column_writer.h"
#include "storage/columns/load.h"
#include "storage/engine_errors.h"
#include "storage/history/anchor.h"
#include "storage/history/chain.h"
#include "storage/prepared_write.h"
#include "storage/record_lister.h"
#include "storage/record_reader.h"
#include "storage/write_planner.h"

namespace heng {
namespace {

using Outcome = RecordStore::Outcome;

constexpr int kMaxPlans = 4;  // the first one, and three more after somebody else wrote

absl::Status TooBusy(absl::string_view what_en, absl::string_view what_zh) {
  return Unavailable("TOO_BUSY",
                     {absl::StrCat(what_en, "; try again"), absl::StrCat(what_zh, "，请稍后重试")},
                     /*retry_after_ms=*/200);
}

absl::Status OutcomeUnknown() {
  return Unavailable(
      "OUTCOME_UNKNOWN",
      {"the write may or may not have happened; retry with the same request_id, or read the record",
       "写入结果未知：请用相同的 request_id 重试，或读取记录确认"},
      /*retry_after_ms=*/1000);
}

absl::Status RestoreFailed(const absl::Status& why) {
  return Unavailable("STORAGE_AWAY",
                     {absl::StrCat("a restore failed and left a part behind: ", why.message(),
                                   "; stop heng-storage, remove its data directory and restore again"),
                      absl::StrCat("恢复失败，仅写入部分数据：", ChineseMessageOf(why),
                                   "；请停止 heng-storage，删除数据目录后重新恢复")},
                     /*retry_after_ms=*/0);
}

// A write on its way. Answered exactly once.
struct Pending {
  PreparedWrite prepared;
  RecordStore::Done done;
  size_t bytes = 0;
  int plans = 0;

  void Answer(absl::Status status) { done(Outcome{.status = std::move(status)}); }
};

// Writes whose transactions are committed together.
struct PlannedGroup {
  std::vector<size_t> indexes;  // of the writes in their group
  std::vector<Transaction> transactions;
  std::vector<storage::v1::RecordInfo> infos;
  std::vector<std::optional<ColumnRow>> column_rows;
  std::vector<ChainMark> entries;

  void Add(size_t index, PlannedWrite write) {
    indexes.push_back(index);
    transactions.push_back(std::move(write.transaction));
    infos.push_back(std::move(write.info));
    column_rows.push_back(std::move(write.column_row));
    entries.push_back(std::move(write.entry));
  }
};

// Writes that wait, oldest first. Thread-safe.
class WriteQueue {
 public:
  explicit WriteQueue(const RecordStoreOptions& options) : options_(options) {}

  // Takes the write over, unless too many wait.
  absl::Status Push(Pending& pending) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (waiting_.size() >= options_.max_waiting_writes ||
        waiting_bytes_ + pending.bytes > options_.max_waiting_bytes) {
      return TooBusy("too many writes are waiting", "等待写入的请求过多");
    }
    waiting_bytes_ += pending.bytes;
    waiting_.push_back(std::move(pending));
    filled_.notify_one();
    return absl::OkStatus();
  }

  // Puts writes that were taken back to the front.
  void PutBack(std::vector<Pending> writes) {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto it = writes.rbegin(); it != writes.rend(); ++it) {
      waiting_bytes_ += it->bytes;
      waiting_.push_front(std::move(*it));
    }
  }

  // Waits for writes, then takes as many from the front as can be committed together. Empty: the queue was
  // closed.
  std::vector<Pending> TakeGroup() {
    std::unique_lock<std::mutex> lock(mutex_);
    filled_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
    std::vector<Pending> group;
    ChangedByGroup changed;
    size_t bytes = 0;
    while (!waiting_.empty() && group.size() < options_.max_joined_writes) {
      Pending& next = waiting_.front();
      bytes += next.bytes;
      if (!group.empty() && bytes > options_.max_joined_bytes) break;
      if (!changed.Join(next.prepared)) break;
      waiting_bytes_ -= next.bytes;
      group.push_back(std::move(next));
      waiting_.pop_front();
    }
    return group;
  }

  void Close() {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    filled_.notify_one();
  }

 private:
  const RecordStoreOptions options_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Pending> waiting_;
  size_t waiting_bytes_ = 0;
  bool closed_ = false;
};

class RecordStoreOnEngine final : public RecordStore {
 public:
  RecordStoreOnEngine(Engine& engine, const Clock& clock, const RecordStoreOptions& options)
      : engine_(engine),
        clock_(clock),
        history_digest_(options.history_digest),
        anchor_(options.anchor),
        columns_(options.columns),
        reader_(engine),
        lister_(engine),
        queue_(options) {
    if (options.columns != nullptr) column_writer_.emplace(engine, clock, *options.columns);
    committer_ = std::thread([this] { Run(); });
  }

  ~RecordStoreOnEngine() override {
    queue_.Close();
    committer_.join();
  }

  void Commit(storage::v1::RecordWrite write, Done done) override {
    const size_t bytes = write.ByteSizeLong();
    absl::StatusOr<PreparedWrite> prepared =
        PrepareWrite(std::move(write), engine_.limits(), history_digest_);
    if (!prepared.ok()) return done(Outcome{.status = prepared.status()});
    Pending pending{.prepared = *std::move(prepared), .done = std::move(done), .bytes = bytes};
    if (absl::Status queued = queue_.Push(pending); !queued.ok()) pending.Answer(std::move(queued));
  }

  absl::StatusOr<std::vector<std::optional<storage::v1::Record>>> Get(
      absl::Span<const std::string> names) override {
    return reader_.Get(names);
  }
  absl::StatusOr<std::optional<storage::v1::RecordInfo>> FindRequest(
      const storage::v1::FindRequestsRequest::Query& query) override {
    return reader_.FindRequest(query);
  }
  absl::StatusOr<storage::v1::ListRecordsResponse> List(
      const storage::v1::ListRecordsRequest& request) override {
    return lister_.List(request);
  }
  absl::StatusOr<storage::v1::ListSummariesResponse> ListSummaries(
      const storage::v1::ListSummariesRequest& request) override {
    return lister_.ListSummaries(request);
  }
  absl::StatusOr<storage::v1::ListRevisionsResponse> ListRevisions(
      const storage::v1::ListRevisionsRequest& request) override {
    return lister_.ListRevisions(request);
  }
  absl::Status Restore(BackupFile& backup, absl::FunctionRef<absl::Status()> on_begin,
                       const RestoreProgress& on_progress) override;
  absl::Status Check() override {
    HENG_RETURN_IF_ERROR(Restored());
    return engine_.Check();
  }

 private:
  void Run() {
    for (std::vector<Pending> group = queue_.TakeGroup(); !group.empty(); group = queue_.TakeGroup()) {
      std::lock_guard<std::mutex> lock(committing_);
      CommitGroup(std::move(group));
    }
  }

  // By key of the chain head.
  using ChainEnds = absl::flat_hash_map<std::string, ChainEnd>;

  void CommitGroup(std::vector<Pending> group);
  absl::StatusOr<KnownRows> Read(absl::Span<const Pending> group);
  absl::StatusOr<WritePlan> Plan(const PreparedWrite& write, const KnownRows& rows, ChainEnds& chains);
  Outcome ReplayOf(const storage::v1::StoredRequest& first);
  std::optional<Outcome> OutcomeOf(const Pending& pending, absl::Status status, PlannedGroup& planned,
                                   size_t index);
  bool RequestIsStored(const Pending& pending);

  absl::Status FillFrom(BackupFile& backup, const RestoreProgress& on_progress);
  // Not OK: a restore left a part of its rows behind.
  absl::Status Restored() {
    std::lock_guard<std::mutex> lock(restored_mutex_);
    return restored_;
  }

  Engine& engine_;
  const Clock& clock_;
  const DigestAlgorithm history_digest_;
  Anchor* const anchor_;
  Columns* const columns_;
  const RecordReader reader_;
  RecordLister lister_;
  WriteQueue queue_;
  std::mutex committing_;  // held while a group or a backup is written
  std::mutex restored_mutex_;
  absl::Status restored_;
  std::optional<ColumnWriter> column_writer_;
  std::thread committer_;
};

absl::StatusOr<KnownRows> RecordStoreOnEngine::Read(absl::Span<const Pending> group) {
  KnownRows known;
  std::vector<std::string> keys;
  for (const Pending& pending : group) {
    for (std::string& key : KeysToRead(pending.prepared)) {
      if (known.try_emplace(key).second) keys.push_back(std::move(key));
    }
  }
  HENG_ASSIGN_OR_RETURN(std::vector<std::optional<Row>> rows, engine_.Get(keys));
  for (size_t i = 0; i < keys.size(); ++i) known[keys[i]] = std::move(rows[i]);
  return known;
}

absl::StatusOr<WritePlan> RecordStoreOnEngine::Plan(const PreparedWrite& write, const KnownRows& rows,
                                                    ChainEnds& chains) {
  auto chain = chains.find(write.chain_key);
  if (chain == chains.end()) {
    HENG_ASSIGN_OR_RETURN(ChainEnd end, ChainEnd::Of(write.name.region, rows.at(write.chain_key)));
    chain = chains.emplace(write.chain_key, std::move(end)).first;
  }
  return PlanWrite(write, rows, chain->second, absl::ToUnixMillis(clock_.Now()));
}

void RecordStoreOnEngine::CommitGroup(std::vector<Pending> group) {
  if (const absl::Status restored = Restored(); !restored.ok()) {
    for (Pending& pending : group) pending.Answer(restored);
    return;
  }
  absl::StatusOr<KnownRows> rows = Read(group);
  if (!rows.ok() && group.size() == 1) return group[0].Answer(rows.status());
  if (!rows.ok()) {
    // What cannot be read may concern one write only; its neighbours must not fail with it.
    for (Pending& pending : group) {
      std::vector<Pending> alone;
      alone.push_back(std::move(pending));
      CommitGroup(std::move(alone));
    }
    return;
  }

  // Nobody is answered before the columns show what happened: a plan that was refused may rest on a write that came before.
  std::vector<std::optional<Outcome>> outcomes(group.size());
  PlannedGroup planned;
  ChainEnds chains;
  for (size_t i = 0; i < group.size(); ++i) {
    ++group[i].plans;
    absl::StatusOr<WritePlan> plan = Plan(group[i].prepared, *rows, chains);
    if (!plan.ok()) {
      outcomes[i] = Outcome{.status = plan.status()};
    } else if (const auto* first = std::get_if<storage::v1::StoredRequest>(&*plan)) {
      outcomes[i] = ReplayOf(*first);
    } else {
      planned.Add(i, std::get<PlannedWrite>(*std::move(plan)));
    }
  }

  std::vector<absl::Status> statuses;
  if (!planned.transactions.empty()) statuses = engine_.Commit(planned.transactions);
  HENG_CHECK(statuses.size() == planned.transactions.size());
  for (size_t i = 0; i < statuses.size(); ++i) {
    const size_t index = planned.indexes[i];
    outcomes[index] = OutcomeOf(group[index], std::move(statuses[i]), planned, i);
  }
  if (column_writer_) column_writer_->Publish();

  std::vector<Pending> again;
  for (size_t i = 0; i < group.size(); ++i) {
    if (outcomes[i]) {
      group[i].done(*std::move(outcomes[i]));
    } else {
      again.push_back(std::move(group[i]));
    }
  }
  if (!again.empty()) queue_.PutBack(std::move(again));
}

// What to answer for a committed write, whose row goes into the columns if it happened; nothing if it is to be planned
// again.
std::optional<Outcome> RecordStoreOnEngine::OutcomeOf(const Pending& pending, absl::Status status,
                                                      PlannedGroup& planned, size_t index) {
  const std::optional<ColumnRow>& column_row = planned.column_rows[index];
  if (status.ok() || (absl::IsUnknown(status) && RequestIsStored(pending))) {
    if (column_writer_ && column_row) column_writer_->Put(*column_row);
    if (anchor_ != nullptr) anchor_->Put(planned.entries[index]);
    return Outcome{.status = absl::OkStatus(), .info = std::move(planned.infos[index])};
  }
  if (absl::IsUnknown(status)) {
    if (column_writer_ && column_row) column_writer_->Doubt(column_row->key);
    return Outcome{.status = OutcomeUnknown()};
  }
  if (!absl::IsAborted(status)) return Outcome{.status = std::move(status)};
  if (pending.plans < kMaxPlans) return std::nullopt;
  return Outcome{.status = TooBusy("others keep changing what this write rests on", "相关记录正被频繁修改")};
}

absl::Status RecordStoreOnEngine::Restore(BackupFile& backup, absl::FunctionRef<absl::Status()> on_begin,
                                          const RestoreProgress& on_progress) {
  std::lock_guard<std::mutex> lock(committing_);
  HENG_RETURN_IF_ERROR(Restored());
  HENG_RETURN_IF_ERROR(CheckIsEmpty(engine_));
  HENG_RETURN_IF_ERROR(on_begin());
  absl::Status filled = FillFrom(backup, on_progress);
  if (filled.ok()) return filled;
  std::lock_guard<std::mutex> restored_lock(restored_mutex_);
  restored_ = RestoreFailed(filled);
  return filled;
}

absl::Status RecordStoreOnEngine::FillFrom(BackupFile& backup, const RestoreProgress& on_progress) {
  HENG_RETURN_IF_ERROR(RestoreBackup(engine_, backup, on_progress));
  if (columns_ != nullptr) HENG_RETURN_IF_ERROR(LoadColumns(engine_, *columns_));
  if (anchor_ == nullptr) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(const std::vector<ChainMark> ends,
                        ParseCheckpoint(backup.content().end.checkpoint()));
  for (const ChainMark& mark : ends) anchor_->Put(mark);
  return absl::OkStatus();
}

Outcome RecordStoreOnEngine::ReplayOf(const storage::v1::StoredRequest& first) {
  absl::StatusOr<storage::v1::RecordInfo> info = reader_.FirstAnswer(first);
  if (!info.ok()) return {.status = info.status()};
  return {.status = absl::OkStatus(), .info = *std::move(info), .replayed = true};
}

// After an unknown outcome: whether the write is there now. That it is not there settles nothing, it may
// still come.
bool RecordStoreOnEngine::RequestIsStored(const Pending& pending) {
  const PreparedWrite& prepared = pending.prepared;
  if (prepared.request_key.empty()) return false;
  const absl::StatusOr<std::vector<std::optional<Row>>> rows = engine_.Get({prepared.request_key});
  if (!rows.ok() || !rows->front()) return false;
  storage::v1::StoredRequest stored;
  return stored.ParseFromString(rows->front()->value) &&
         stored.request_sha256() == prepared.write.request_sha256();
}

}  // namespace

std::unique_ptr<RecordStore> RecordStore::Open(Engine& engine, const Clock& clock,
                                               const RecordStoreOptions& options) {
  return std::make_unique<RecordStoreOnEngine>(engine, clock, options);
}

}  // namespace heng
