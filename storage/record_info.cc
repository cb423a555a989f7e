// SPDX-License-Identifier: Apache-2.0
#include "storage/record_info.h"

#include <google/protobuf/util/time_util.h>

#include "absl/strings/numbers.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/status_macros.h"

namespace heng {

std::string EtagOf(absl::string_view revision, absl::string_view document) {
  return absl::StrCat(revision, "-", absl::BytesToHexString(Sha256(document).substr(0, 4)));
}

storage::v1::RecordInfo MakeRecordInfo(const ResourceName& name, absl::string_view revision,
                                       absl::string_view etag, int64_t create_unix_ms,
                                       const storage::v1::StoredRevision& stored) {
  using google::protobuf::util::TimeUtil;
  storage::v1::RecordInfo info;
  info.set_name(absl::StrCat(name.WithoutRevision(), "@", revision));
  info.set_revision(std::string(revision));
  info.set_etag(std::string(etag));
  *info.mutable_create_time() = TimeUtil::MillisecondsToTimestamp(create_unix_ms);
  *info.mutable_update_time() = TimeUtil::MillisecondsToTimestamp(stored.update_unix_ms());
  info.set_actor(stored.actor());
  info.set_content_sha256(stored.content_sha256());
  return info;
}

absl::StatusOr<storage::v1::StoredHead> ParseHead(const Row& row, ResourceKind kind) {
  HENG_ASSIGN_OR_RETURN(storage::v1::StoredHead head, ParseStored<storage::v1::StoredHead>(row));
  int64_t number = 0;
  const bool fits = IsAddressedByContent(kind) ? head.revision().size() == 16
                                               : absl::SimpleAtoi(head.revision(), &number) && number >= 1;
  if (fits) return head;
  return StoredBytesDamaged(
      absl::StrCat("the head at key \"", absl::CHexEscape(row.key), "\" names no revision"));
}

absl::Status CheckRequestId(absl::string_view request_id) {
  if (IsValidRequestId(request_id)) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME",
                   {"request_id must be 1 to 64 printable ASCII characters",
                    "request_id 应为 1 至 64 个可打印 ASCII 字符"});
}

absl::Status RequestIdReused(const std::string& request_id, const storage::v1::StoredRequest& first) {
  const std::string used_for = absl::StrCat(first.name(), "@", first.revision());
  return MakeError(
      absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
      {absl::StrCat("request_id \"", request_id, "\" was used for another request, which stored ", used_for,
                    "; use a new id for a new request"),
       absl::StrCat("request_id “", request_id, "”已用于另一个请求（写入了 ", used_for,
                    "），新请求请使用新的 id")},
      {{"existing", used_for}});
}

}  // namespace heng
