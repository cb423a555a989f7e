// SPDX-License-Identifier: Apache-2.0
#include "storage/write_planner.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "google/rpc/error_details.pb.h"
#include "storage/keys.h"
#include "storage/record_info.h"

namespace heng {
namespace {

using storage::v1::HistoryEntry;
using storage::v1::StoredHead;
using storage::v1::StoredRequest;
using storage::v1::StoredRevision;
using storage::v1::SummaryRow;

const std::optional<Row>& RowOf(const KnownRows& rows, const std::string& key) {
  auto found = rows.find(key);
  HENG_CHECK(found != rows.end());
  return found->second;
}

template <typename Message>
absl::StatusOr<std::optional<Message>> Find(const KnownRows& rows, const std::string& key) {
  const std::optional<Row>& row = RowOf(rows, key);
  if (!row) return std::optional<Message>();
  HENG_ASSIGN_OR_RETURN(Message message, ParseStored<Message>(*row));
  return std::optional<Message>(std::move(message));
}

Version VersionIn(const KnownRows& rows, const std::string& key) {
  const std::optional<Row>& row = RowOf(rows, key);
  return row ? row->version : kAbsent;
}

absl::Status NameTaken(const ResourceName& name, absl::string_view existing, absl::string_view hint_en,
                       absl::string_view hint_zh) {
  absl::Status status = AlreadyExists(ResourceTypeName(name.kind), name.ToString(),
                                      ResourceKindInChinese(name.kind), hint_en, hint_zh);
  google::rpc::ErrorInfo info;
  info.set_reason("ALREADY_EXISTS");
  info.set_domain("heng");
  (*info.mutable_metadata())["existing"] = std::string(existing);
  SetDetail(status, info);
  return status;
}

absl::Status CheckRequired(const PreparedWrite& write, const KnownRows& rows) {
  for (const RequiredName& required : write.required) {
    if (RowOf(rows, required.key)) continue;
    const ResourceKind kind = required.name.kind;
    return NotFound(ResourceTypeName(kind), required.name.ToString(), ResourceKindInChinese(kind));
  }
  return absl::OkStatus();
}

// Schemes and goals: this content must not be stored under the name.
absl::Status CheckContentIsNew(const PreparedWrite& write, const KnownRows& rows) {
  HENG_ASSIGN_OR_RETURN(const std::optional<StoredRevision> stored,
                        Find<StoredRevision>(rows, write.revision_key));
  if (!stored) return absl::OkStatus();
  const std::string existing = absl::StrCat(write.name.ToString(), "@", write.revision);
  if (stored->content_sha256() == write.write.content_sha256()) {
    return NameTaken(write.name, existing, absl::StrCat("this very content is stored as ", existing),
                     absl::StrCat("相同内容已存为 ", existing));
  }
  return NameTaken(
      write.name, existing,
      absl::StrCat(existing, " holds other content whose hash begins with the same 16 digits; change a ",
                   "word, such as the description, to get another hash"),
      absl::StrCat(existing, " 存有哈希前 16 位相同的其他内容；请改动一处文字（如说明）以得到不同的哈希"));
}

// Numbered kinds.
absl::Status CheckCondition(const PreparedWrite& write, const std::optional<StoredHead>& head) {
  const ResourceName& name = write.name;
  if (write.write.condition() == storage::v1::WRITE_CONDITION_ABSENT) {
    if (!head) return absl::OkStatus();
    const std::string existing = absl::StrCat(name.ToString(), "@", head->revision());
    return NameTaken(name, existing,
                     absl::StrCat("the newest revision is ", existing, "; update it with its etag"),
                     absl::StrCat("最新版本为 ", existing, "，如需修改请携带其 etag 更新"));
  }
  if (!head) return NotFound(ResourceTypeName(name.kind), name.ToString(), ResourceKindInChinese(name.kind));
  if (head->etag() != write.write.etag()) return StaleEtag(name.ToString(), write.write.etag(), head->etag());
  return absl::OkStatus();
}

std::string NextNumber(const std::optional<StoredHead>& head) {
  int64_t number = 0;
  if (head) HENG_CHECK(absl::SimpleAtoi(head->revision(), &number));
  return absl::StrCat(number + 1);
}

absl::StatusOr<std::optional<StoredHead>> FindHead(const PreparedWrite& write, const KnownRows& rows) {
  const std::optional<Row>& row = RowOf(rows, write.head_key);
  if (!row) return std::optional<StoredHead>();
  HENG_ASSIGN_OR_RETURN(StoredHead head, ParseHead(*row, write.name.kind));
  return std::optional<StoredHead>(std::move(head));
}

// Adds writes to a transaction, each with the guard that it needs.
class TransactionBuilder {
 public:
  // A key that must not exist yet.
  void Insert(const std::string& key, std::string value) { Replace(key, kAbsent, std::move(value)); }
  // A key that must still be as it was read.
  void Replace(const std::string& key, Version read_version, std::string value) {
    transaction_.guards.push_back({key, read_version});
    transaction_.writes.push_back({key, std::move(value)});
  }
  // A key that changes only together with a guarded one.
  void Put(const std::string& key, std::string value) {
    transaction_.writes.push_back({key, std::move(value)});
  }

  // An entry at the end of the history.
  void Append(const HistoryEntry& entry, ChainEnd& chain) { chain.Append(entry, transaction_); }

  Transaction Build() { return std::move(transaction_); }

 private:
  Transaction transaction_;
};

SummaryRow FilledSummary(const PreparedWrite& write, const StoredHead& head, int fiscal_year,
                         int64_t now_unix_ms) {
  SummaryRow row = write.write.summary();
  row.set_name(write.name.ToString());
  int64_t revision = 0;
  HENG_CHECK(absl::SimpleAtoi(head.revision(), &revision));
  row.set_revision(revision);
  row.set_fiscal_year(fiscal_year);
  row.set_create_unix_ms(head.create_unix_ms());
  row.set_update_unix_ms(now_unix_ms);
  row.set_etag(head.etag());
  return row;
}

// Nothing for schemes, goals and budgets, and where an older caller gave no row.
absl::StatusOr<std::optional<ColumnRow>> ColumnRowOf(const PreparedWrite& write, const StoredHead& head,
                                                     int64_t now_unix_ms) {
  std::optional<ColumnRow> row;
  if (write.name.kind == ResourceKind::kEvaluation) {
    HENG_ASSIGN_OR_RETURN(const FormId form, ParseFormId(write.name.id));
    row = {.key = SummaryKey(write.name, form.fiscal_year),
           .row = FilledSummary(write, head, form.fiscal_year, now_unix_ms)};
  } else if (write.write.has_region()) {
    row = {.key = RegionRowKey(write.name), .row = write.write.region()};
  } else if (write.write.has_department()) {
    row = {.key = DepartmentRowKey(write.name), .row = write.write.department()};
  }
  return row;
}

StoredRequest RequestOf(const PreparedWrite& write, const StoredHead& head, int64_t now_unix_ms) {
  StoredRequest request;
  request.set_request_sha256(write.write.request_sha256());
  request.set_name(write.name.ToString());
  request.set_revision(head.revision());
  request.set_etag(head.etag());
  request.set_unix_ms(now_unix_ms);
  return request;
}

// Without the digests of what else the transaction writes.
HistoryEntry EntryOf(const PreparedWrite& write, const StoredRevision& stored, const std::string& revision,
                     const std::optional<StoredHead>& old_head) {
  HistoryEntry entry;
  entry.set_digest_kind(KindOf(write.digest_algorithm));
  entry.set_unix_ms(stored.update_unix_ms());
  entry.set_actor(stored.actor());
  entry.set_name(write.name.ToString());
  entry.set_revision(revision);
  if (old_head) entry.set_document_digest_before(old_head->document_digest());
  entry.set_document_digest(write.document_digest);
  entry.set_content_sha256(stored.content_sha256());
  return entry;
}

absl::StatusOr<PlannedWrite> PlanRevision(const PreparedWrite& write, const std::string& revision,
                                          const std::optional<StoredHead>& old_head, Version head_version,
                                          ChainEnd& chain, int64_t now_unix_ms) {
  StoredRevision stored;
  stored.set_document(write.write.document());
  stored.set_update_unix_ms(now_unix_ms);
  stored.set_actor(write.write.actor());
  stored.set_content_sha256(write.write.content_sha256());

  StoredHead head;
  head.set_revision(revision);
  head.set_etag(EtagOf(revision, stored.document()));
  head.set_create_unix_ms(old_head ? old_head->create_unix_ms() : now_unix_ms);
  head.set_revision_count(old_head ? old_head->revision_count() + 1 : 1);
  head.set_document_digest(write.document_digest);

  TransactionBuilder builder;
  builder.Insert(RevisionKey(write.name, revision), stored.SerializeAsString());
  builder.Replace(write.head_key, head_version, head.SerializeAsString());
  HENG_ASSIGN_OR_RETURN(std::optional<ColumnRow> column_row, ColumnRowOf(write, head, now_unix_ms));
  HistoryEntry entry = EntryOf(write, stored, revision, old_head);
  if (column_row) {
    const auto serialize = [](const auto& row) { return row.SerializeAsString(); };
    std::string value = std::visit(serialize, column_row->row);
    entry.set_row_digest(DigestOf(write.digest_algorithm, {value}));
    builder.Put(column_row->key, std::move(value));
  }
  if (!write.request_key.empty()) {
    std::string value = RequestOf(write, head, now_unix_ms).SerializeAsString();
    entry.set_request_digest(RequestDigest(write.digest_algorithm, write.write.request_id(), value));
    builder.Insert(write.request_key, std::move(value));
  }
  builder.Append(entry, chain);
  return PlannedWrite{
      .transaction = builder.Build(),
      .info = MakeRecordInfo(write.name, revision, head.etag(), head.create_unix_ms(), stored),
      .column_row = std::move(column_row),
      .entry = chain.mark()};
}

}  // namespace

absl::StatusOr<WritePlan> PlanWrite(const PreparedWrite& write, const KnownRows& rows, ChainEnd& chain,
                                    int64_t now_unix_ms) {
  if (!write.request_key.empty()) {
    HENG_ASSIGN_OR_RETURN(const std::optional<StoredRequest> first,
                          Find<StoredRequest>(rows, write.request_key));
    if (first && first->request_sha256() != write.write.request_sha256()) {
      return RequestIdReused(write.write.request_id(), *first);
    }
    if (first) return WritePlan(*first);
  }
  HENG_RETURN_IF_ERROR(CheckRequired(write, rows));
  HENG_ASSIGN_OR_RETURN(const std::optional<StoredHead> head, FindHead(write, rows));
  std::string revision = write.revision;
  if (revision.empty()) {
    HENG_RETURN_IF_ERROR(CheckCondition(write, head));
    revision = NextNumber(head);
  } else {
    HENG_RETURN_IF_ERROR(CheckContentIsNew(write, rows));
  }
  HENG_ASSIGN_OR_RETURN(
      PlannedWrite planned,
      PlanRevision(write, revision, head, VersionIn(rows, write.head_key), chain, now_unix_ms));
  return WritePlan(std::move(planned));
}

}  // namespace heng
