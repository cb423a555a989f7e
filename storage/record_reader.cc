// SPDX-License-Identifier: Apache-2.0
#include "storage/record_reader.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "storage/keys.h"
#include "storage/record_info.h"

namespace heng {
namespace {

using storage::v1::Record;
using storage::v1::StoredHead;
using storage::v1::StoredRevision;

Record MakeRecord(const ResourceName& name, absl::string_view revision, const StoredHead& head,
                  StoredRevision stored) {
  const std::string etag = revision == head.revision() ? head.etag() : EtagOf(revision, stored.document());
  Record record;
  *record.mutable_info() = MakeRecordInfo(name, revision, etag, head.create_unix_ms(), stored);
  *record.mutable_document() = std::move(*stored.mutable_document());
  return record;
}

// One name on its way to a record.
struct Lookup {
  ResourceName name;
  std::optional<StoredHead> head;
  std::string revision;  // empty: there is none
};

// Whether the head says that a numbered revision exists.
bool HasNumber(const StoredHead& head, absl::string_view revision) {
  int64_t newest = 0;
  int64_t wanted = 0;
  return absl::SimpleAtoi(head.revision(), &newest) && absl::SimpleAtoi(revision, &wanted) &&
         wanted <= newest;
}

// Which revision of a name is meant, from its head and, for a revision addressed by content, the revision's
// own row.
absl::Status Resolve(const std::optional<Row>& head_row, const std::optional<Row>& revision_row,
                     Lookup& lookup) {
  if (!head_row) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(lookup.head, ParseHead(*head_row, lookup.name.kind));
  const std::string& wanted = lookup.name.revision;
  if (wanted.empty()) {
    lookup.revision = lookup.head->revision();
  } else if (IsAddressedByContent(lookup.name.kind) ? revision_row.has_value()
                                                    : HasNumber(*lookup.head, wanted)) {
    lookup.revision = wanted;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<std::optional<Record>>> RecordReader::Get(
    absl::Span<const std::string> names) const {
  std::vector<Lookup> lookups;
  std::vector<std::string>
      keys;  // two for each name: its head, and the revision that is wanted or the head again
  for (const std::string& text : names) {
    HENG_ASSIGN_OR_RETURN(ResourceName name, ParseResourceName(text));
    keys.push_back(HeadKey(name));
    const bool by_content = IsAddressedByContent(name.kind) && !name.revision.empty();
    keys.push_back(by_content ? RevisionKey(name, name.revision) : keys.back());
    lookups.push_back({.name = std::move(name)});
  }
  HENG_ASSIGN_OR_RETURN(const std::vector<std::optional<Row>> rows, engine_.Get(keys));
  std::vector<std::string> revision_keys;
  for (size_t i = 0; i < lookups.size(); ++i) {
    Lookup& lookup = lookups[i];
    HENG_RETURN_IF_ERROR(Resolve(rows[2 * i], rows[2 * i + 1], lookup));
    if (!lookup.revision.empty()) revision_keys.push_back(RevisionKey(lookup.name, lookup.revision));
  }
  HENG_ASSIGN_OR_RETURN(const std::vector<std::optional<Row>> revisions, engine_.Get(revision_keys));
  std::vector<std::optional<Record>> records(names.size());
  size_t next = 0;
  for (size_t i = 0; i < lookups.size(); ++i) {
    const Lookup& lookup = lookups[i];
    if (lookup.revision.empty()) continue;
    const std::optional<Row>& row = revisions[next++];
    if (!row) {
      return StoredBytesDamaged(
          absl::StrCat(lookup.name.WithoutRevision(), "@", lookup.revision, " is missing"));
    }
    HENG_ASSIGN_OR_RETURN(StoredRevision stored, ParseStored<StoredRevision>(*row));
    records[i] = MakeRecord(lookup.name, lookup.revision, *lookup.head, std::move(stored));
  }
  return records;
}

absl::StatusOr<std::optional<storage::v1::RecordInfo>> RecordReader::FindRequest(
    const storage::v1::FindRequestsRequest::Query& query) const {
  HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(query.name()));
  HENG_RETURN_IF_ERROR(CheckRequestId(query.request_id()));
  HENG_ASSIGN_OR_RETURN(const std::vector<std::optional<Row>> rows,
                        engine_.Get({RequestKey(name.region, query.request_id())}));
  if (!rows.front()) return std::optional<storage::v1::RecordInfo>();
  HENG_ASSIGN_OR_RETURN(const storage::v1::StoredRequest first,
                        ParseStored<storage::v1::StoredRequest>(*rows.front()));
  if (first.request_sha256() != query.request_sha256()) return RequestIdReused(query.request_id(), first);
  HENG_ASSIGN_OR_RETURN(storage::v1::RecordInfo info, FirstAnswer(first));
  return std::optional<storage::v1::RecordInfo>(std::move(info));
}

absl::StatusOr<storage::v1::RecordInfo> RecordReader::FirstAnswer(
    const storage::v1::StoredRequest& first) const {
  const std::string name = absl::StrCat(first.name(), "@", first.revision());
  HENG_ASSIGN_OR_RETURN(const std::vector<std::optional<Record>> records, Get({name}));
  if (!records.front()) return StoredBytesDamaged(absl::StrCat(name, " is missing"));
  storage::v1::RecordInfo info = records.front()->info();
  info.set_etag(first.etag());
  return info;
}

absl::StatusOr<std::vector<Record>> RecordReader::Newest(absl::Span<const Row> heads) const {
  std::vector<ResourceName> names;
  std::vector<StoredHead> stored_heads;
  std::vector<std::string> keys;
  for (const Row& row : heads) {
    HENG_ASSIGN_OR_RETURN(ResourceName name, NameOfHeadKey(row.key));
    HENG_ASSIGN_OR_RETURN(StoredHead head, ParseHead(row, name.kind));
    keys.push_back(RevisionKey(name, head.revision()));
    names.push_back(std::move(name));
    stored_heads.push_back(std::move(head));
  }
  HENG_ASSIGN_OR_RETURN(const std::vector<std::optional<Row>> rows, engine_.Get(keys));
  std::vector<Record> records;
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string& revision = stored_heads[i].revision();
    if (!rows[i]) return StoredBytesDamaged(absl::StrCat(names[i].ToString(), "@", revision, " is missing"));
    HENG_ASSIGN_OR_RETURN(StoredRevision stored, ParseStored<StoredRevision>(*rows[i]));
    records.push_back(MakeRecord(names[i], revision, stored_heads[i], std::move(stored)));
  }
  return records;
}

}  // namespace heng
