// SPDX-License-Identifier: Apache-2.0
//
// Bytes on disk for each evaluation: everything that evaluations have stored in the data directory of a stopped heng-storage
// (documents, heads, request records, history entries, summary rows) is copied into an empty one with the same options, which
// is then compacted, so that nothing else and nothing left over is counted. Run with tests/benchmark/disk.sh.
#include <rocksdb/db.h>
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "heng/storage/v1/records.pb.h"
#include "storage/keys.h"
#include "storage/open_engine.h"
#include "storage/rocksdb/options.h"

namespace heng {
namespace {

constexpr size_t kPage = 1000;
// PostgreSQL 15 with the same forms, history and indexes.
constexpr double kPostgresBytes = 8192;
constexpr double kWantedShare = 0.15;

struct Share {
  int64_t rows = 0;
  int64_t raw_bytes = 0;
};
using Shares = std::map<std::string, Share>;

bool NamesEvaluation(absl::string_view name) { return absl::StrContains(name, "/evaluations/"); }

// What of an evaluation a row holds; empty: it is not of an evaluation.
std::string PartOf(KeySpace space, const Row& row) {
  const absl::string_view key = row.key;
  const absl::string_view rest = key.substr(key.find('\0') + 1);
  if (space == KeySpace::kDocuments) {
    return absl::StartsWith(rest, HeadsOfKind(ResourceKind::kEvaluation)) ? "documents" : "";
  }
  if (space == KeySpace::kSummaries) {
    const auto kind = KindOfSummaryKey(key);
    return kind.ok() && *kind == SummaryKind::kEvaluation ? "summary rows" : "";
  }
  if (space == KeySpace::kHistory) {
    storage::v1::StoredHistoryEntry stored;
    storage::v1::HistoryEntry entry;
    HENG_CHECK(stored.ParseFromString(row.value) && entry.ParseFromString(stored.entry()));
    return NamesEvaluation(entry.name()) ? "history entries" : "";
  }
  if (absl::StartsWith(rest, HeadsOfKind(ResourceKind::kEvaluation))) return "heads";
  storage::v1::StoredRequest request;
  const bool is_request = absl::StartsWith(rest, RequestsInRegion()) && request.ParseFromString(row.value);
  return is_request && NamesEvaluation(request.name()) ? "request records" : "";
}

absl::Status Copy(Engine& from, Engine& to, Shares& shares) {
  for (KeySpace space : {KeySpace::kDocuments, KeySpace::kHistory, KeySpace::kRows, KeySpace::kSummaries}) {
    ScanRequest request{.begin = SpacePrefix(space), .end = SpaceEnd(space), .limit = kPage};
    do {
      HENG_ASSIGN_OR_RETURN(ScanPage page, from.Scan(request));
      std::vector<Transaction> transactions;
      for (Row& row : page.rows) {
        const std::string part = PartOf(space, row);
        if (part.empty()) continue;
        ++shares[part].rows;
        shares[part].raw_bytes += static_cast<int64_t>(row.key.size() + row.value.size());
        transactions.push_back({.writes = {{std::move(row.key), std::move(row.value)}}});
      }
      for (const absl::Status& status : to.Commit(transactions)) HENG_RETURN_IF_ERROR(status);
      request.begin = page.next;
      request.snapshot = page.snapshot;
    } while (!request.begin.empty());
    from.Release(request.snapshot);
  }
  return absl::OkStatus();
}

// Brings everything to the level where it comes to rest.
void Compact(const std::string& path) {
  const auto cache = rocksdb::NewLRUCache(8 << 20);
  rocksdb::DBOptions options;
  std::vector<rocksdb::ColumnFamilyDescriptor> families = {
      {"default", {}}, {"documents", DocumentsOptions(cache)}, {"rows", RowsOptions(cache)}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  HENG_CHECK(rocksdb::DB::Open(options, path, families, &handles, &opened).ok());
  const std::unique_ptr<rocksdb::DB> database(opened);
  rocksdb::CompactRangeOptions compaction;
  compaction.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    HENG_CHECK(database->CompactRange(compaction, handle, nullptr, nullptr).ok());
    HENG_CHECK(database->DestroyColumnFamilyHandle(handle).ok());
  }
}

int64_t TableBytes(const std::string& path) {
  int64_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() == ".sst") bytes += static_cast<int64_t>(entry.file_size());
  }
  return bytes;
}

absl::StatusOr<Shares> CopyEvaluations(const std::string& from_dir, const std::string& to_dir) {
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> from, OpenEngine("rocksdb", from_dir));
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> to, OpenEngine("rocksdb", to_dir));
  Shares shares;
  HENG_RETURN_IF_ERROR(Copy(*from, *to, shares));
  return shares;
}

int Run(const std::string& data_dir, const std::string& work_dir) {
  const std::string copy = work_dir + "/evaluations";
  const absl::StatusOr<Shares> shares = CopyEvaluations(data_dir, copy);
  if (!shares.ok()) {
    std::fprintf(stderr, "%s\n", std::string(shares.status().message()).c_str());
    return 1;
  }
  Compact(copy + "/db");
  const auto documents = shares->find("documents");
  if (documents == shares->end()) {
    std::fprintf(stderr, "there are no evaluations in %s\n", data_dir.c_str());
    return 1;
  }
  const auto count = static_cast<double>(documents->second.rows);
  std::printf("%-16s %10s %24s\n", "of evaluations", "rows", "bytes each, uncompressed");
  for (const auto& [part, share] : *shares) {
    std::printf("%-16s %10" PRId64 " %24.0f\n", part.c_str(), share.rows,
                static_cast<double>(share.raw_bytes) / static_cast<double>(share.rows));
  }
  const double bytes = static_cast<double>(TableBytes(copy + "/db")) / count;
  const double share = bytes / kPostgresBytes;
  std::printf(
      "on disk, compacted: %.0f bytes for each evaluation revision, %.3f of PostgreSQL's %.0f, <= %.2f: %s\n",
      bytes, share, kPostgresBytes, kWantedShare, share <= kWantedShare ? "reached" : "NOT REACHED");
  return 0;
}

}  // namespace
}  // namespace heng

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s DATA_DIR WORK_DIR\n", argv[0]);
    return 2;
  }
  return heng::Run(argv[1], argv[2]);
}
