// SPDX-License-Identifier: Apache-2.0
#include "services/storage/data_commands.h"

#include <unistd.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/backup/backup.h"
#include "storage/data_directory.h"
#include "storage/durable_file.h"
#include "storage/history/anchor.h"
#include "storage/history/checkpoint.h"
#include "storage/history/verify.h"
#include "storage/key_space.h"
#include "storage/open_engine.h"
#include "storage/record_store.h"

namespace heng {
namespace {

absl::StatusOr<std::unique_ptr<Engine>> OpenStopped(const std::string& data_dir) {
  if (!DataDirectory::Exists(data_dir)) {
    return MakeError(
        absl::StatusCode::kNotFound, "NOT_FOUND",
        {absl::StrCat(data_dir, " is no data directory of heng-storage: it has no FORMAT; check --data-dir"),
         absl::StrCat(data_dir, " 不是 heng-storage 的数据目录（缺少 FORMAT），请检查 --data-dir")});
  }
  return OpenEngine("rocksdb", data_dir);
}

std::string Text(const VerifyCounts& counts) {
  return absl::StrCat(counts.region_count, " regions, ", counts.entry_count, " history entries, ",
                      counts.document_count, " documents (", counts.document_bytes >> 20, " MiB), ",
                      counts.row_count, " rows");
}

// Says how far it is: on a terminal in one line, elsewhere every ten seconds.
class Progress {
 public:
  void Show(const std::function<std::string()>& text) {
    const absl::Time now = Clock::System().Now();
    if (now - last_ < (terminal_ ? absl::Milliseconds(200) : absl::Seconds(10))) return;
    last_ = now;
    std::fprintf(stderr, terminal_ ? "\r\033[K%s" : "%s\n", text().c_str());
    std::fflush(stderr);
    shown_ = true;
  }
  void Clear() {
    if (terminal_ && shown_) std::fprintf(stderr, "\r\033[K");
  }

 private:
  const bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  absl::Time last_ = Clock::System().Now();
  bool shown_ = false;
};

void Print(const Misfit& misfit) {
  const std::string where = misfit.entry > 0 ? absl::StrCat("entry ", misfit.entry) : std::string("no entry");
  std::printf("%s  %s (%s): %s\n    %s\n", misfit.reason.c_str(), misfit.name.c_str(), where.c_str(),
              misfit.problem.en.c_str(), misfit.problem.zh.c_str());
}

absl::Status Damaged(int64_t misfit_count) {
  return MakeError(
      absl::StatusCode::kDataLoss, "DAMAGED",
      {absl::StrCat(misfit_count, " records do not fit; keep a copy of the directory and restore a backup"),
       absl::StrCat("有 ", misfit_count, " 处不符，请保留数据目录副本并恢复备份")});
}

}  // namespace

absl::Status VerifyDataDirectory(const std::string& data_dir, const std::string& checkpoint_file) {
  VerifyOptions options;
  if (!checkpoint_file.empty()) {
    HENG_ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(checkpoint_file));
    HENG_ASSIGN_OR_RETURN(options.marks, ParseCheckpoint(text));
  }
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> engine, OpenStopped(data_dir));
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Anchor> anchor,
                        Anchor::Open(DataDirectory::AnchorPath(data_dir)));
  const std::vector<ChainMark> anchored = anchor->Marks();
  options.marks.insert(options.marks.end(), anchored.begin(), anchored.end());

  Progress progress;
  const auto report = VerifyRecords(*engine, options, [&](const VerifyCounts& counts) {
    progress.Show([&] { return "verifying: " + Text(counts); });
    return true;
  });
  progress.Clear();
  HENG_RETURN_IF_ERROR(report.status());
  for (const Misfit& misfit : report->misfits) Print(misfit);
  const int64_t unnamed = report->misfit_count - static_cast<int64_t>(report->misfits.size());
  if (unnamed > 0) std::printf("and %lld more\n", static_cast<long long>(unnamed));
  std::printf("verified %s: %s\n", Text(report->counts).c_str(),
              report->misfit_count == 0 ? "everything fits" : "damaged");
  return report->misfit_count == 0 ? absl::OkStatus() : Damaged(report->misfit_count);
}

absl::Status RestoreDataDirectory(const std::string& data_dir, const std::string& backup_file) {
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<BackupFile> backup, BackupFile::Open(backup_file));
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> engine, OpenEngine("rocksdb", data_dir));
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Anchor> anchor,
                        Anchor::Open(DataDirectory::AnchorPath(data_dir)));
  const std::unique_ptr<RecordStore> store =
      RecordStore::Open(*engine, Clock::System(), {.anchor = anchor.get()});
  Progress progress;
  const absl::Status restored = store->Restore(
      *backup, [&] { return DataDirectory::BeginRestore(data_dir); },
      [&](int64_t row_count) {
        progress.Show([&] {
          return absl::StrCat("restoring: ", row_count, " of ", backup->content().end.row_count(), " rows");
        });
      });
  progress.Clear();
  HENG_RETURN_IF_ERROR(restored);
  HENG_RETURN_IF_ERROR(DataDirectory::EndRestore(data_dir));
  const storage::v1::BackupEnd& end = backup->content().end;
  std::printf("restored %lld rows, %lld regions with %lld history entries; everything fits\n",
              static_cast<long long>(end.row_count()), static_cast<long long>(end.region_count()),
              static_cast<long long>(end.history_entry_count()));
  return absl::OkStatus();
}

absl::Status PrintCheckpoint(const std::string& data_dir) {
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> engine, OpenStopped(data_dir));
  HENG_ASSIGN_OR_RETURN(const ScanPage page,
                        engine->Scan({.begin = SpacePrefix(KeySpace::kRows), .limit = 0}));
  HENG_ASSIGN_OR_RETURN(const std::vector<ChainMark> ends, ReadChainEnds(*engine, page.snapshot));
  std::fputs(CheckpointText(ends).c_str(), stdout);
  return absl::OkStatus();
}

}  // namespace heng
