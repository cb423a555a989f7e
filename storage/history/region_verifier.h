// SPDX-License-Identifier: Apache-2.0
//
// What one region's history says must be stored, and the comparison with what is. No engine: rows come in, misfits go out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/hash.h"
#include "base/resource_name.h"
#include "heng/storage/v1/records.pb.h"
#include "storage/engine.h"
#include "storage/history/verify.h"
#include "storage/key_space.h"

namespace heng {

// Rows of the history come first, in their order; then documents, then the rows of the other spaces; then Finish.
class RegionVerifier {
 public:
  RegionVerifier(std::string region, const VerifyOptions& options);

  void AddHistory(const Row& row);
  void AddDocument(const Row& row);
  // A head, a request record, how far those were removed, or the end of the chain.
  void AddRow(const Row& row);
  void AddSummary(const Row& row);
  // What is in a space cannot be read from some key on: nothing of it is missing then.
  void AddUnreadable(KeySpace space, const std::string& behind_key, const absl::Status& why);
  // Reports what is missing.
  void Finish();

  // By entry.
  std::vector<Misfit> TakeMisfits();
  ChainMark end() const { return {region_, entry_count_, chain_digest_}; }

 private:
  // The newest state of a name.
  struct NameState {
    std::string name;
    std::string revision;
    int64_t entry = 0;
    int64_t create_unix_ms = 0;
    int64_t revision_count = 0;
    std::string document_digest;
    std::string etag;  // known once the document was read
    bool seen = false;
  };
  struct RevisionState {
    storage::v1::HistoryEntry entry;
    int64_t number = 0;
    bool document_seen = false;
    bool request_seen = false;
  };
  struct SummaryState {
    int64_t entry = 0;
    std::string name;
    DigestAlgorithm algorithm = DigestAlgorithm::kSm3;
    std::string digest;
    bool seen = false;
  };

  void AddEntry(int64_t number, const storage::v1::HistoryEntry& entry);
  void CheckMark();
  void AddChainHead(const Row& row);
  void AddRequestExpiry(const Row& row);
  void AddRequest(const Row& row, absl::string_view request_id);
  void AddHead(const Row& row);
  void Report(int64_t entry, std::string name, absl::string_view reason, Problem problem);
  void ReportStray(const Row& row);

  const std::string region_;
  const VerifyOptions& options_;
  std::multimap<int64_t, std::string> marks_;  // of this region and not yet compared: chain digests by number
  int64_t entry_count_ = 0;
  std::string chain_digest_;
  bool chain_head_seen_ = false;
  int64_t requests_kept_since_unix_ms_ = 0;
  bool unreadable_documents_ = false;
  bool unreadable_rows_ = false;
  bool unreadable_summaries_ = false;
  absl::flat_hash_map<std::string, NameState> names_;          // by key of the head
  absl::flat_hash_map<std::string, RevisionState> revisions_;  // by key of the revision
  absl::flat_hash_map<std::string, SummaryState> summaries_;   // by key
  std::vector<Misfit> misfits_;
};

}  // namespace heng
