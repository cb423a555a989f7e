// SPDX-License-Identifier: Apache-2.0
#include "storage/record_lister.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "storage/collection.h"
#include "storage/keys.h"
#include "storage/record_info.h"

namespace heng {
namespace {

using storage::v1::ListRecordsRequest;
using storage::v1::ListRecordsResponse;
using storage::v1::ListRevisionsRequest;
using storage::v1::ListRevisionsResponse;
using storage::v1::ListSummariesRequest;
using storage::v1::ListSummariesResponse;
using storage::v1::Record;
using storage::v1::StoredHead;
using storage::v1::StoredRevision;
using storage::v1::SummaryRow;

constexpr int kMaxPageSize = 1000;
constexpr size_t kMaxPageBytes = 3 * 1024 * 1024;
constexpr size_t kDocumentsAtOnce = 16;  // read ahead of knowing whether they fit the page
constexpr size_t kMaxRowsReadPerPage = 4 * kMaxPageSize;

absl::Status CheckPageSize(int page_size) {
  if (page_size >= 1 && page_size <= kMaxPageSize) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "OUT_OF_RANGE",
                   {absl::StrCat("page_size is ", page_size, ", want 1 to ", kMaxPageSize),
                    absl::StrCat("page_size 为 ", page_size, "，应为 1 至 ", kMaxPageSize)});
}

absl::Status BadRevisionName(const std::string& name) {
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME",
                   {absl::StrCat("\"", name, "\" names one revision; want the name without \"@...\""),
                    absl::StrCat("“", name, "”指定了单个版本，请去掉“@…”")});
}

// What a token belongs to: the request without what may differ from page to page.
template <typename Request>
std::string QueryHash(Request request) {
  request.clear_page_size();
  request.clear_page_token();
  // The list stands in the hash, so that a token of records is not taken for one of summaries.
  return Sha256(absl::StrCat(Request::descriptor()->name(), "\n", request.SerializeAsString())).substr(0, 16);
}

// A list on its way through its pages. A list of one page gives its snapshot back at once; that of a longer one stays
// until it expires, so that any page may be asked for again.
class Listing {
 public:
  explicit Listing(Engine& engine) : engine_(engine) {}
  Listing(const Listing&) = delete;
  Listing& operator=(const Listing&) = delete;
  ~Listing() {
    if (!goes_on_ && begun_here_) engine_.Release(page_.snapshot());
  }

  absl::Status Begin(const WalkRange& range, const std::string& query_sha256) {
    page_.set_query_sha256(query_sha256);
    HENG_ASSIGN_OR_RETURN(std::string snapshot, TakeSnapshot(engine_, range));
    page_.set_snapshot(std::move(snapshot));
    begun_here_ = true;
    return absl::OkStatus();
  }
  void GoOnFrom(storage::v1::PageToken page) {
    page_ = std::move(page);
    goes_on_ = true;
  }

  absl::StatusOr<WalkPage> Walk(const WalkRange& range, size_t limit) {
    absl::StatusOr<WalkPage> rows = WalkRegions(engine_, range, page_.next_key(), page_.snapshot(), limit);
    if (absl::IsFailedPrecondition(rows.status())) return ListingGone();
    return rows;
  }

  // The token of the page that begins at `next`; empty if there is none.
  std::string NextToken(const std::string& next, const PageTokenSealer& sealer) {
    goes_on_ = !next.empty();
    if (!goes_on_) return "";
    page_.set_next_key(next);
    return sealer.Seal(page_);
  }
  void MoveTo(const std::string& next) { page_.set_next_key(next); }

 private:
  Engine& engine_;
  storage::v1::PageToken page_;
  bool begun_here_ = false;
  bool goes_on_ = false;
};

template <typename Request>
absl::Status BeginOrGoOn(const Request& request, const WalkRange& range, const PageTokenSealer& sealer,
                         Listing& listing) {
  const std::string query = QueryHash(request);
  if (request.page_token().empty()) return listing.Begin(range, query);
  HENG_ASSIGN_OR_RETURN(storage::v1::PageToken page, sealer.Open(request.page_token(), query));
  listing.GoOnFrom(std::move(page));
  return absl::OkStatus();
}

// Fills the page with the records of these heads. Returns how many fit.
absl::StatusOr<size_t> AddRecords(const RecordReader& reader, absl::Span<const Row> heads,
                                  ListRecordsResponse& response) {
  size_t bytes = 0;
  for (size_t taken = 0; taken < heads.size();) {
    const absl::Span<const Row> some = heads.subspan(taken, kDocumentsAtOnce);
    HENG_ASSIGN_OR_RETURN(std::vector<Record> records, reader.Newest(some));
    for (Record& record : records) {
      bytes += record.ByteSizeLong();
      if (bytes > kMaxPageBytes && taken > 0) return taken;
      *response.add_records() = std::move(record);
      ++taken;
    }
  }
  return heads.size();
}

bool Wanted(const SummaryRow& row, const SummaryRange& range, const ListSummariesRequest& request) {
  if (request.kind() != 0 && row.kind() != request.kind()) return false;
  if (!range.department.empty()) {
    const absl::StatusOr<ResourceName> name = ParseResourceName(row.name());
    if (!name.ok() || name->department != range.department) return false;
  }
  const auto& grades = request.grade_codes();
  return grades.empty() || std::find(grades.begin(), grades.end(), row.grade_code()) != grades.end();
}

}  // namespace

absl::StatusOr<ListRecordsResponse> RecordLister::List(const ListRecordsRequest& request) {
  HENG_RETURN_IF_ERROR(CheckPageSize(request.page_size()));
  HENG_ASSIGN_OR_RETURN(const WalkRange range, ParseCollection(request.collection()));
  Listing listing(engine_);
  HENG_RETURN_IF_ERROR(BeginOrGoOn(request, range, sealer_, listing));
  HENG_ASSIGN_OR_RETURN(const WalkPage walked, listing.Walk(range, request.page_size()));
  ListRecordsResponse response;
  HENG_ASSIGN_OR_RETURN(const size_t taken, AddRecords(reader_, walked.rows, response));
  const std::string& next = taken < walked.rows.size() ? walked.rows[taken].key : walked.next;
  response.set_next_page_token(listing.NextToken(next, sealer_));
  return response;
}

absl::StatusOr<ListSummariesResponse> RecordLister::ListSummaries(const ListSummariesRequest& request) {
  HENG_RETURN_IF_ERROR(CheckPageSize(request.page_size()));
  HENG_ASSIGN_OR_RETURN(const SummaryRange range,
                        ParseSummaryParent(request.parent(), request.fiscal_year()));
  Listing listing(engine_);
  HENG_RETURN_IF_ERROR(BeginOrGoOn(request, range.walk, sealer_, listing));
  ListSummariesResponse response;
  size_t read = 0;
  std::string next;
  do {
    HENG_ASSIGN_OR_RETURN(const WalkPage walked,
                          listing.Walk(range.walk, request.page_size() - response.rows_size()));
    for (const Row& row : walked.rows) {
      // Without a year the walk goes through everything in the space.
      HENG_ASSIGN_OR_RETURN(const SummaryKind kind, KindOfSummaryKey(row.key));
      if (kind != SummaryKind::kEvaluation) continue;
      HENG_ASSIGN_OR_RETURN(SummaryRow summary, ParseStored<SummaryRow>(row));
      if (Wanted(summary, range, request)) *response.add_rows() = std::move(summary);
    }
    read += walked.rows.size();
    next = walked.next;
    listing.MoveTo(next);
    // A walk that met nothing has spent its seeks: the next page goes on from there.
    if (walked.rows.empty()) break;
  } while (!next.empty() && response.rows_size() < request.page_size() && read < kMaxRowsReadPerPage);
  response.set_next_page_token(listing.NextToken(next, sealer_));
  return response;
}

absl::StatusOr<ListRevisionsResponse> RecordLister::ListRevisions(const ListRevisionsRequest& request) {
  HENG_RETURN_IF_ERROR(CheckPageSize(request.page_size()));
  HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(request.name()));
  if (!name.revision.empty()) return BadRevisionName(request.name());
  storage::v1::PageToken page;
  page.set_query_sha256(QueryHash(request));
  if (!request.page_token().empty()) {
    HENG_ASSIGN_OR_RETURN(page, sealer_.Open(request.page_token(), page.query_sha256()));
  }
  HENG_ASSIGN_OR_RETURN(const std::vector<std::optional<Row>> heads, engine_.Get({HeadKey(name)}));
  if (!heads.front()) {
    return NotFound(ResourceTypeName(name.kind), name.ToString(), ResourceKindInChinese(name.kind));
  }
  HENG_ASSIGN_OR_RETURN(const StoredHead head, ParseHead(*heads.front(), name.kind));
  const std::string prefix = RevisionsPrefix(name);
  HENG_ASSIGN_OR_RETURN(const ScanPage scanned,
                        engine_.Scan({.begin = page.next_key().empty() ? prefix : page.next_key(),
                                      .end = EndOfPrefix(prefix),
                                      .limit = static_cast<size_t>(request.page_size())}));
  engine_.Release(scanned.snapshot);
  ListRevisionsResponse response;
  response.set_current_revision(head.revision());
  for (const Row& row : scanned.rows) {
    HENG_ASSIGN_OR_RETURN(const std::string revision, RevisionOfKey(name, row.key));
    HENG_ASSIGN_OR_RETURN(const StoredRevision stored, ParseStored<StoredRevision>(row));
    *response.add_revisions() =
        MakeRecordInfo(name, revision, EtagOf(revision, stored.document()), head.create_unix_ms(), stored);
  }
  if (!scanned.next.empty()) {
    page.set_next_key(scanned.next);
    response.set_next_page_token(sealer_.Seal(page));
  }
  return response;
}

}  // namespace heng
