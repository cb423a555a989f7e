// SPDX-License-Identifier: Apache-2.0
#include "storage/backup/backup.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/history/checkpoint.h"
#include "storage/history/verify.h"
#include "storage/key_space.h"
#include "storage/keys.h"

namespace heng {
namespace {

constexpr size_t kRowsInPage = 200;
// In the order of their letters, so that keys come in order.
constexpr KeySpace kSpaces[] = {KeySpace::kDocuments, KeySpace::kHistory, KeySpace::kRows,
                                KeySpace::kSummaries};

// Gives the snapshot back at the end.
class HeldSnapshot {
 public:
  static absl::StatusOr<HeldSnapshot> Take(Engine& engine) {
    HENG_ASSIGN_OR_RETURN(ScanPage page, engine.Scan({.begin = SpacePrefix(KeySpace::kRows), .limit = 0}));
    return HeldSnapshot(engine, std::move(page.snapshot));
  }
  HeldSnapshot(HeldSnapshot&& other) noexcept
      : engine_(other.engine_), token_(std::exchange(other.token_, "")) {}
  HeldSnapshot& operator=(HeldSnapshot&&) = delete;
  ~HeldSnapshot() {
    if (!token_.empty()) engine_.Release(token_);
  }

  const std::string& token() const { return token_; }

 private:
  HeldSnapshot(Engine& engine, std::string token) : engine_(engine), token_(std::move(token)) {}

  Engine& engine_;
  std::string token_;
};

absl::Status AddSpace(Engine& engine, KeySpace space, const std::string& snapshot, BackupWriter& writer) {
  ScanRequest request{
      .begin = SpacePrefix(space), .end = SpaceEnd(space), .limit = kRowsInPage, .snapshot = snapshot};
  do {
    HENG_ASSIGN_OR_RETURN(ScanPage page, engine.Scan(request));
    for (Row& row : page.rows) HENG_RETURN_IF_ERROR(writer.Add(std::move(row.key), std::move(row.value)));
    request.begin = std::move(page.next);
  } while (!request.begin.empty());
  return absl::OkStatus();
}

// Rows on their way into the engine, as transactions that stay within a region and the engine's limits.
class RowLoader {
 public:
  explicit RowLoader(Engine& engine) : engine_(engine), limits_(engine.limits()) {}

  absl::Status Add(const storage::v1::BackupBlock::Row& row) {
    HENG_ASSIGN_OR_RETURN(const std::string region, RegionOfKey(row.key()));
    const size_t bytes = row.key().size() + row.value().size();
    const bool fits = bytes_ + bytes <= limits_.max_transaction_bytes &&
                      transaction_.writes.size() < limits_.max_transaction_items;
    if (region != region_ || !fits) CloseTransaction();
    region_ = region;
    bytes_ += bytes;
    transaction_.writes.push_back({row.key(), row.value()});
    return absl::OkStatus();
  }

  // Everything that was added is durable afterwards.
  absl::Status Flush() {
    CloseTransaction();
    for (const absl::Status& status : engine_.Commit(transactions_)) HENG_RETURN_IF_ERROR(status);
    transactions_.clear();
    return absl::OkStatus();
  }

 private:
  void CloseTransaction() {
    if (!transaction_.writes.empty()) transactions_.push_back(std::exchange(transaction_, {}));
    bytes_ = 0;
  }

  Engine& engine_;
  const EngineLimits limits_;
  std::vector<Transaction> transactions_;
  Transaction transaction_;
  std::string region_;
  size_t bytes_ = 0;
};

absl::Status CheckRestored(Engine& engine, const BackupFile& backup) {
  VerifyOptions options;
  HENG_ASSIGN_OR_RETURN(options.marks, ParseCheckpoint(backup.content().end.checkpoint()));
  HENG_ASSIGN_OR_RETURN(const VerifyReport report, VerifyRecords(engine, options));
  if (report.misfit_count == 0) return absl::OkStatus();
  const Misfit& first = report.misfits.front();
  return MakeError(absl::StatusCode::kDataLoss, "DAMAGED",
                   {absl::StrCat("the backup was damaged when it was written: ", report.misfit_count,
                                 " records do not fit, the first one ", first.name, ": ", first.problem.en),
                    absl::StrCat("备份在写出时已损坏：有 ", report.misfit_count, " 处不符，第一处为 ",
                                 first.name, "：", first.problem.zh)});
}

}  // namespace

absl::StatusOr<BackupContent> WriteBackup(Engine& engine, const BackupWriter::Sink& sink) {
  HENG_ASSIGN_OR_RETURN(const HeldSnapshot snapshot, HeldSnapshot::Take(engine));
  HENG_ASSIGN_OR_RETURN(const std::vector<ChainMark> ends, ReadChainEnds(engine, snapshot.token()));
  BackupWriter writer(sink);
  for (KeySpace space : kSpaces) HENG_RETURN_IF_ERROR(AddSpace(engine, space, snapshot.token(), writer));
  storage::v1::BackupEnd end;
  end.set_region_count(static_cast<int64_t>(ends.size()));
  for (const ChainMark& mark : ends) end.set_history_entry_count(end.history_entry_count() + mark.number);
  end.set_checkpoint(CheckpointText(ends));
  return writer.Finish(std::move(end));
}

absl::Status CheckIsEmpty(Engine& engine) {
  for (KeySpace space : kSpaces) {
    HENG_ASSIGN_OR_RETURN(const ScanPage page, engine.Scan({.begin = SpacePrefix(space), .limit = 1}));
    engine.Release(page.snapshot);
    if (page.rows.empty()) continue;
    return MakeError(absl::StatusCode::kFailedPrecondition, "NOT_EMPTY",
                     {"something is stored already; restore into an empty data directory",
                      "已存有数据；请恢复到空的数据目录"});
  }
  return absl::OkStatus();
}

absl::Status RestoreBackup(Engine& engine, BackupFile& backup, const RestoreProgress& on_progress) {
  RowLoader loader(engine);
  int64_t row_count = 0;
  const auto put = [&](const storage::v1::BackupBlock& block) -> absl::Status {
    for (const auto& row : block.rows()) HENG_RETURN_IF_ERROR(loader.Add(row));
    HENG_RETURN_IF_ERROR(loader.Flush());
    row_count += block.rows_size();
    if (on_progress) on_progress(row_count);
    return absl::OkStatus();
  };
  HENG_RETURN_IF_ERROR(backup.ForEachBlock(put));
  return CheckRestored(engine, backup);
}

}  // namespace heng
