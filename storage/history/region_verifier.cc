// SPDX-License-Identifier: Apache-2.0
#include "storage/history/region_verifier.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/history/chain.h"
#include "storage/keys.h"
#include "storage/record_info.h"

namespace heng {

using storage::v1::HistoryEntry;
using storage::v1::StoredHistoryEntry;
using storage::v1::StoredRequest;
using storage::v1::StoredRevision;

namespace {

std::string RegionName(absl::string_view region) {
  return region.empty() ? "schemes" : absl::StrCat("regions/", region);
}

std::string WithRevision(absl::string_view name, absl::string_view revision) {
  return absl::StrCat(name, "@", revision);
}

// What lies behind the region in a key.
absl::string_view RestOfKey(absl::string_view key, absl::string_view region) {
  return key.substr(std::min(key.size(), RegionPrefix(KeySpace::kRows, region).size()));
}

}  // namespace

RegionVerifier::RegionVerifier(std::string region, const VerifyOptions& options)
    : region_(std::move(region)), options_(options), chain_digest_(EmptyChainDigest()) {
  for (const ChainMark& mark : options_.marks) {
    if (mark.region == region_) marks_.emplace(mark.number, mark.chain_digest);
  }
}

void RegionVerifier::Report(int64_t entry, std::string name, absl::string_view reason, Problem problem) {
  misfits_.push_back({.region = region_,
                      .entry = entry,
                      .name = std::move(name),
                      .reason = std::string(reason),
                      .problem = std::move(problem)});
}

void RegionVerifier::ReportStray(const Row& row) {
  Report(0, absl::CHexEscape(row.key), "NO_ENTRY",
         {"is stored, but no history entry speaks of it", "已存储，但历史中没有对应条目"});
}

void RegionVerifier::AddHistory(const Row& row) {
  const absl::StatusOr<int64_t> number = NumberOfHistoryKey(row.key);
  if (!number.ok()) return ReportStray(row);
  if (const int64_t wanted = entry_count_ + 1; *number > wanted) {
    Report(wanted, RegionName(region_), "ENTRY_MISSING",
           {absl::StrCat("history entries ", wanted, " to ", *number - 1, " are missing"),
            absl::StrCat("缺少第 ", wanted, " 至 ", *number - 1, " 条历史")});
    marks_.erase(marks_.lower_bound(wanted), marks_.lower_bound(*number));
    chain_digest_.clear();  // nothing to compare the next entry with
  }
  entry_count_ = *number;
  StoredHistoryEntry stored;
  HistoryEntry entry;
  absl::StatusOr<DigestAlgorithm> algorithm = absl::DataLossError("");
  if (stored.ParseFromString(row.value) && entry.ParseFromString(stored.entry())) {
    algorithm = AlgorithmOf(entry.digest_kind());
  }
  if (!algorithm.ok()) {
    Report(entry_count_, RegionName(region_), "ENTRY_CHANGED",
           {absl::StrCat("history entry ", entry_count_, " does not parse"),
            absl::StrCat("第 ", entry_count_, " 条历史无法解析")});
    chain_digest_.clear();
    return CheckMark();
  }
  const std::string digest_before = std::exchange(chain_digest_, stored.chain_digest());
  if (!digest_before.empty() &&
      ChainDigest(*algorithm, digest_before, entry_count_, stored.entry()) != stored.chain_digest()) {
    Report(entry_count_, WithRevision(entry.name(), entry.revision()), "ENTRY_CHANGED",
           {absl::StrCat("history entry ", entry_count_,
                         " does not continue the chain: it or its neighbour was changed"),
            absl::StrCat("第 ", entry_count_, " 条历史与前一条不衔接：该条或其相邻条目被改动")});
  }
  CheckMark();
  AddEntry(entry_count_, entry);
}

// Compares the chain with what was true once.
void RegionVerifier::CheckMark() {
  const auto [begin, end] = marks_.equal_range(entry_count_);
  if (std::any_of(begin, end, [&](const auto& mark) { return mark.second != chain_digest_; })) {
    Report(entry_count_, RegionName(region_), "CHECKPOINT_DIFFERS",
           {absl::StrCat("history entry ", entry_count_, " is not the one that the checkpoint knows"),
            absl::StrCat("第 ", entry_count_, " 条历史与检查点不一致")});
  }
  marks_.erase(begin, end);
}

void RegionVerifier::AddEntry(int64_t number, const HistoryEntry& entry) {
  const auto name = ParseResourceName(entry.name());
  const bool fits = name.ok() && name->revision.empty() && name->region == region_;
  int64_t revision_number = 0;
  const bool revision_fits =
      fits && (IsAddressedByContent(name->kind)
                   ? entry.revision().size() == 16
                   : absl::SimpleAtoi(entry.revision(), &revision_number) && revision_number >= 1);
  if (!revision_fits) {
    Report(number, entry.name(), "ENTRY_CHANGED",
           {absl::StrCat("history entry ", number, " names no record of this region"),
            absl::StrCat("第 ", number, " 条历史的名称不属于本区划")});
    return;
  }
  NameState& state = names_[HeadKey(*name)];
  const std::string record = WithRevision(entry.name(), entry.revision());
  if (entry.document_digest_before() != state.document_digest) {
    Report(number, record, "ENTRY_CHANGED",
           {absl::StrCat("history entry ", number, " follows another document than the one before it"),
            absl::StrCat("第 ", number, " 条历史记录的前一版内容与上一条不一致")});
  }
  if (state.revision_count == 0) state.create_unix_ms = entry.unix_ms();
  state.name = entry.name();
  state.revision = entry.revision();
  state.entry = number;
  state.document_digest = entry.document_digest();
  state.etag.clear();
  ++state.revision_count;

  const bool is_new =
      revisions_
          .try_emplace(RevisionKey(*name, entry.revision()), RevisionState{.entry = entry, .number = number})
          .second;
  if (!is_new) {
    Report(number, record, "ENTRY_CHANGED",
           {absl::StrCat("history entry ", number, " writes a revision that an earlier one has written"),
            absl::StrCat("第 ", number, " 条历史重复写入了已有版本")});
  }
  if (entry.row_digest().empty()) return;
  const absl::StatusOr<std::string> summary_key = SummarySpaceKey(*name);
  if (!summary_key.ok()) return;
  summaries_[*summary_key] = {.entry = number,
                              .name = record,
                              .algorithm = *AlgorithmOf(entry.digest_kind()),
                              .digest = entry.row_digest()};
}

void RegionVerifier::AddDocument(const Row& row) {
  const auto found = revisions_.find(row.key);
  if (found == revisions_.end()) return ReportStray(row);
  RevisionState& state = found->second;
  const HistoryEntry& entry = state.entry;
  state.document_seen = true;
  const std::string record = WithRevision(entry.name(), entry.revision());
  StoredRevision stored;
  if (!stored.ParseFromString(row.value)) {
    return Report(state.number, record, "DOCUMENT_CHANGED", {"the document does not parse", "内容无法解析"});
  }
  if (DigestOf(*AlgorithmOf(entry.digest_kind()), {stored.document()}) != entry.document_digest()) {
    Report(state.number, record, "DOCUMENT_CHANGED",
           {"the document is not the one that was written", "内容与写入时不一致"});
  }
  if (stored.actor() != entry.actor() || stored.update_unix_ms() != entry.unix_ms() ||
      stored.content_sha256() != entry.content_sha256()) {
    Report(
        state.number, record, "DOCUMENT_CHANGED",
        {"its writer, time or content hash is not what was written", "写入者、时间或内容哈希与写入时不一致"});
  }
  const auto name = ParseResourceName(entry.name());
  NameState& current = names_.at(HeadKey(*name));
  if (current.revision == entry.revision()) current.etag = EtagOf(entry.revision(), stored.document());
}

void RegionVerifier::AddRow(const Row& row) {
  if (row.key == ChainHeadKey(region_)) return AddChainHead(row);
  if (row.key == RequestExpiryKey(region_)) return AddRequestExpiry(row);
  const absl::string_view rest = RestOfKey(row.key, region_);
  const std::string requests = RequestsInRegion();
  if (rest.substr(0, requests.size()) == requests) return AddRequest(row, rest.substr(requests.size()));
  AddHead(row);
}

void RegionVerifier::AddChainHead(const Row& row) {
  chain_head_seen_ = true;
  const auto head = ParseChainHead(region_, row);
  if (head.ok() && head->entry_count() == entry_count_ && head->chain_digest() == chain_digest_) return;
  const int64_t count = head.ok() ? head->entry_count() : 0;
  if (count > entry_count_) {
    return Report(entry_count_ + 1, RegionName(region_), "ENTRY_MISSING",
                  {absl::StrCat("the history should end at entry ", count, ", but ends at ", entry_count_),
                   absl::StrCat("历史应止于第 ", count, " 条，实际止于第 ", entry_count_, " 条")});
  }
  Report(entry_count_, RegionName(region_), "CHAIN_END_CHANGED",
         {"the recorded end of the history is not its last entry", "登记的历史末端与最后一条不一致"});
}

void RegionVerifier::AddRequestExpiry(const Row& row) {
  storage::v1::StoredRequestExpiry expiry;
  if (!expiry.ParseFromString(row.value)) {
    return Report(
        0, RegionName(region_), "REQUEST_CHANGED",
        {"the record of how far request records were removed does not parse", "请求记录的清理标记无法解析"});
  }
  requests_kept_since_unix_ms_ = expiry.kept_since_unix_ms();
}

void RegionVerifier::AddRequest(const Row& row, absl::string_view request_id) {
  StoredRequest request;
  if (!request.ParseFromString(row.value)) {
    return Report(0, absl::CHexEscape(row.key), "REQUEST_CHANGED",
                  {"the request record does not parse", "请求记录无法解析"});
  }
  const std::string record = WithRevision(request.name(), request.revision());
  const auto name = ParseResourceName(record);
  const auto found = name.ok() ? revisions_.find(RevisionKey(*name, name->revision)) : revisions_.end();
  const bool fits = found != revisions_.end() &&
                    RequestDigest(*AlgorithmOf(found->second.entry.digest_kind()), request_id, row.value) ==
                        found->second.entry.request_digest();
  if (fits) {
    found->second.request_seen = true;
    return;
  }
  Report(found != revisions_.end() ? found->second.number : 0, record, "REQUEST_CHANGED",
         {absl::StrCat("the record of request id \"", absl::CHexEscape(request_id),
                       "\" is not what was written"),
          absl::StrCat("request_id “", absl::CHexEscape(request_id), "”的记录与写入时不一致")});
}

void RegionVerifier::AddHead(const Row& row) {
  const auto found = names_.find(row.key);
  if (found == names_.end()) return ReportStray(row);
  NameState& state = found->second;
  state.seen = true;
  storage::v1::StoredHead head;
  const bool fits =
      head.ParseFromString(row.value) && head.revision() == state.revision &&
      head.create_unix_ms() == state.create_unix_ms && head.revision_count() == state.revision_count &&
      head.document_digest() == state.document_digest && (state.etag.empty() || head.etag() == state.etag);
  if (fits) return;
  Report(
      state.entry, state.name, "HEAD_CHANGED",
      {absl::StrCat("its head does not say that ", WithRevision(state.name, state.revision), " is current"),
       absl::StrCat("当前版本标记与历史不符，应为 ", WithRevision(state.name, state.revision))});
}

void RegionVerifier::AddSummary(const Row& row) {
  const auto found = summaries_.find(row.key);
  if (found == summaries_.end()) return ReportStray(row);
  SummaryState& state = found->second;
  state.seen = true;
  if (DigestOf(state.algorithm, {row.value}) == state.digest) return;
  Report(state.entry, state.name, "SUMMARY_CHANGED",
         {"the row that lists and sums read is not what was written", "供列表和汇总使用的行与写入时不一致"});
}

void RegionVerifier::AddUnreadable(KeySpace space, const std::string& behind_key, const absl::Status& why) {
  if (space == KeySpace::kDocuments) unreadable_documents_ = true;
  if (space == KeySpace::kRows || space == KeySpace::kHistory) unreadable_rows_ = true;
  if (space == KeySpace::kSummaries) unreadable_summaries_ = true;
  Report(space == KeySpace::kHistory ? entry_count_ + 1 : 0, RegionName(region_), "UNREADABLE",
         {absl::StrCat("what lies behind key \"", absl::CHexEscape(behind_key),
                       "\" cannot be read: ", why.message()),
          absl::StrCat("键“", absl::CHexEscape(behind_key), "”之后的数据无法读取")});
}

void RegionVerifier::Finish() {
  for (auto mark = marks_.begin(); mark != marks_.end(); mark = marks_.upper_bound(mark->first)) {
    const int64_t number = mark->first;
    Report(number, RegionName(region_), "ENTRY_MISSING",
           {absl::StrCat("the checkpoint knows history entry ", number, ", but the history ends at ",
                         entry_count_),
            absl::StrCat("检查点含第 ", number, " 条历史，实际止于第 ", entry_count_, " 条")});
  }
  if (!chain_head_seen_ && !unreadable_rows_ && entry_count_ > 0) {
    Report(entry_count_, RegionName(region_), "CHAIN_END_CHANGED",
           {"the recorded end of the history is missing", "缺少登记的历史末端"});
  }
  for (const auto& [key, state] : revisions_) {
    const std::string record = WithRevision(state.entry.name(), state.entry.revision());
    if (!state.document_seen && !unreadable_documents_) {
      Report(state.number, record, "DOCUMENT_MISSING", {"the document is missing", "内容缺失"});
    }
    const bool request_expected =
        !state.entry.request_digest().empty() && state.entry.unix_ms() >= requests_kept_since_unix_ms_;
    if (request_expected && !state.request_seen && !unreadable_rows_) {
      Report(state.number, record, "REQUEST_MISSING",
             {"the record of its request id is missing", "请求记录缺失"});
    }
  }
  for (const auto& [key, state] : names_) {
    if (state.seen || unreadable_rows_) continue;
    Report(state.entry, state.name, "HEAD_MISSING", {"its head is missing", "当前版本标记缺失"});
  }
  for (const auto& [key, state] : summaries_) {
    if (state.seen || unreadable_summaries_) continue;
    Report(state.entry, state.name, "SUMMARY_MISSING",
           {"the row that lists and sums read is missing", "供列表和汇总使用的行缺失"});
  }
}

std::vector<Misfit> RegionVerifier::TakeMisfits() {
  // What has no entry comes last; of one entry, the chain comes first and what is missing last, as they were found.
  std::stable_sort(misfits_.begin(), misfits_.end(), [](const Misfit& a, const Misfit& b) {
    return std::make_pair(a.entry == 0, a.entry) < std::make_pair(b.entry == 0, b.entry);
  });
  return std::move(misfits_);
}

}  // namespace heng
