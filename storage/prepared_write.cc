// SPDX-License-Identifier: Apache-2.0
#include "storage/prepared_write.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/columns/columns.h"
#include "storage/keys.h"
#include "storage/record_info.h"

namespace heng {
namespace {

using storage::v1::RecordWrite;

constexpr size_t kSha256Bytes = 32;
constexpr size_t kMaxActorBytes = 512;
constexpr size_t kMaxSummaryBytes = 512 * 1024;
constexpr int kMaxRequiredNames = 64;
// What a transaction holds beside document and summary: keys, head, request record, fields of the revision.
constexpr size_t kOverheadBytes = 8 * 1024;

absl::Status Refused(absl::string_view reason, Problem problem) {
  return MakeError(absl::StatusCode::kInvalidArgument, reason, problem);
}

absl::Status Missing(absl::string_view field) {
  return Refused("REQUIRED", {absl::StrCat(field, " must be given"), absl::StrCat("缺少字段 ", field)});
}

absl::Status CheckLength(absl::string_view field, size_t got, size_t limit) {
  if (got <= limit) return absl::OkStatus();
  return Refused("TOO_LONG", {absl::StrCat(field, " has ", got, " bytes, want at most ", limit),
                              absl::StrCat(field, " 长度为 ", got, " 字节，上限为 ", limit, " 字节")});
}

absl::Status CheckHash(absl::string_view field, absl::string_view hash) {
  if (hash.size() == kSha256Bytes) return absl::OkStatus();
  if (hash.empty()) return Missing(field);
  return Refused("OUT_OF_RANGE", {absl::StrCat(field, " has ", hash.size(), " bytes, want 32"),
                                  absl::StrCat(field, " 应为 32 字节，实际 ", hash.size(), " 字节")});
}

absl::Status CheckCondition(const RecordWrite& write, ResourceKind kind) {
  switch (write.condition()) {
    case storage::v1::WRITE_CONDITION_ABSENT:
      return absl::OkStatus();
    case storage::v1::WRITE_CONDITION_ETAG:
      break;
    default:
      return Missing("condition");
  }
  if (IsAddressedByContent(kind)) {
    return Refused("NOT_ALLOWED",
                   {absl::StrCat(write.name(), " is immutable: store other content as a new revision"),
                    absl::StrCat(write.name(), " 不可修改，请将新内容另存为新版本")});
  }
  return write.etag().empty() ? Missing("etag") : absl::OkStatus();
}

absl::Status CheckSizes(const RecordWrite& write, const EngineLimits& limits) {
  HENG_RETURN_IF_ERROR(CheckLength("actor", write.actor().size(), kMaxActorBytes));
  const size_t summary_bytes = write.summary().ByteSizeLong();
  HENG_RETURN_IF_ERROR(CheckLength("summary", summary_bytes, kMaxSummaryBytes));
  HENG_RETURN_IF_ERROR(CheckLength("region", write.region().ByteSizeLong(), kMaxSummaryBytes));
  HENG_RETURN_IF_ERROR(CheckLength("department", write.department().ByteSizeLong(), kMaxSummaryBytes));
  HENG_RETURN_IF_ERROR(CheckLength("document", write.document().size(),
                                   limits.max_transaction_bytes - kMaxSummaryBytes - kOverheadBytes));
  if (write.required_names_size() <= kMaxRequiredNames) return absl::OkStatus();
  return Refused(
      "TOO_LONG",
      {absl::StrCat(write.required_names_size(), " required names, want at most ", kMaxRequiredNames),
       absl::StrCat("必需名称 ", write.required_names_size(), " 个，上限 ", kMaxRequiredNames, " 个")});
}

absl::Status CheckRequest(const RecordWrite& write) {
  if (write.request_id().empty()) return absl::OkStatus();
  HENG_RETURN_IF_ERROR(CheckRequestId(write.request_id()));
  return CheckHash("request_sha256", write.request_sha256());
}

// Names in rows are taken apart without another look when they are read back.
absl::Status CheckNameInRow(absl::string_view field, const std::string& text, ResourceKind kind) {
  HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(text, kind));
  if (name.revision.empty()) return absl::OkStatus();
  return Refused("BAD_NAME", {absl::StrCat(field, " is ", text, ", want a name without revision"),
                              absl::StrCat(field, " 为 ", text, "，名称不得带版本")});
}

absl::Status CheckOwnName(absl::string_view field, const std::string& text, const RecordWrite& write) {
  if (text == write.name()) return absl::OkStatus();
  return Refused("BAD_NAME",
                 {absl::StrCat(field, " is \"", text, "\", want the name of the write, ", write.name()),
                  absl::StrCat(field, " 为“", text, "”，应与写入的名称 ", write.name(), " 一致")});
}

absl::Status CheckRegionRow(const RecordWrite& write, ResourceKind kind) {
  if (!write.has_region()) return absl::OkStatus();
  if (kind != ResourceKind::kRegion) {
    return Refused("NOT_ALLOWED", {"only regions have a row `region`", "只有行政区划才有 region 行"});
  }
  const storage::v1::RegionRow& row = write.region();
  HENG_RETURN_IF_ERROR(CheckOwnName("region.name", row.name(), write));
  if (row.level() < 0 || row.level() > static_cast<int>(RegionLevel::kZone)) {
    return Refused("OUT_OF_RANGE", {absl::StrCat("region.level is ", row.level(), ", want 0 to 5"),
                                    absl::StrCat("region.level 为 ", row.level(), "，应为 0 至 5")});
  }
  if (row.parent().empty()) return absl::OkStatus();
  return CheckNameInRow("region.parent", row.parent(), ResourceKind::kRegion);
}

absl::Status CheckDepartmentRow(const RecordWrite& write, ResourceKind kind) {
  if (!write.has_department()) return absl::OkStatus();
  if (kind != ResourceKind::kDepartment) {
    return Refused("NOT_ALLOWED", {"only departments have a row `department`", "只有部门才有 department 行"});
  }
  HENG_RETURN_IF_ERROR(CheckOwnName("department.name", write.department().name(), write));
  for (const std::string& name : write.department().predecessors()) {
    HENG_RETURN_IF_ERROR(CheckNameInRow("department.predecessors", name, ResourceKind::kDepartment));
  }
  return absl::OkStatus();
}

absl::Status CheckContent(const RecordWrite& write, ResourceKind kind) {
  if (write.document().empty()) return Missing("document");
  if (kind == ResourceKind::kEvaluation && !write.has_summary()) return Missing("summary");
  if (kind != ResourceKind::kEvaluation && write.has_summary()) {
    return Refused("NOT_ALLOWED", {"only evaluations have a summary", "只有自评表才有汇总行"});
  }
  HENG_RETURN_IF_ERROR(Columns::Check(write.summary()));
  HENG_RETURN_IF_ERROR(CheckRegionRow(write, kind));
  HENG_RETURN_IF_ERROR(CheckDepartmentRow(write, kind));
  if (IsAddressedByContent(kind)) return CheckHash("content_sha256", write.content_sha256());
  if (write.content_sha256().empty()) return absl::OkStatus();
  return Refused("NOT_ALLOWED",
                 {"only schemes and goals have a content_sha256", "只有评价方案和绩效目标才有内容哈希"});
}

absl::StatusOr<RequiredName> PrepareRequired(const std::string& text, const ResourceName& writer) {
  HENG_ASSIGN_OR_RETURN(ResourceName name, ParseResourceName(text));
  if (name.kind != ResourceKind::kScheme && name.region != writer.region) {
    return Refused("NOT_ALLOWED", {absl::StrCat(text, " is in another region than ", writer.ToString()),
                                   absl::StrCat(text, " 与 ", writer.ToString(), " 不在同一区划")});
  }
  std::string key = name.revision.empty() ? HeadKey(name) : RevisionKey(name, name.revision);
  return RequiredName{.name = std::move(name), .key = std::move(key)};
}

}  // namespace

absl::StatusOr<PreparedWrite> PrepareWrite(RecordWrite write, const EngineLimits& limits,
                                           DigestAlgorithm digest_algorithm) {
  PreparedWrite prepared;
  HENG_ASSIGN_OR_RETURN(prepared.name, ParseResourceName(write.name()));
  const ResourceName& name = prepared.name;
  if (!name.revision.empty()) {
    return Refused("BAD_NAME", {absl::StrCat(write.name(), " has a revision; want a name without one"),
                                absl::StrCat("写入时名称不得带版本：", write.name())});
  }
  HENG_RETURN_IF_ERROR(CheckCondition(write, name.kind));
  HENG_RETURN_IF_ERROR(CheckContent(write, name.kind));
  HENG_RETURN_IF_ERROR(CheckSizes(write, limits));
  HENG_RETURN_IF_ERROR(CheckRequest(write));
  for (const std::string& text : write.required_names()) {
    HENG_ASSIGN_OR_RETURN(RequiredName required, PrepareRequired(text, name));
    prepared.required.push_back(std::move(required));
  }
  prepared.head_key = HeadKey(name);
  if (!write.request_id().empty()) prepared.request_key = RequestKey(name.region, write.request_id());
  if (IsAddressedByContent(name.kind)) {
    prepared.revision = absl::BytesToHexString(write.content_sha256().substr(0, 8));
    prepared.revision_key = RevisionKey(name, prepared.revision);
  }
  prepared.chain_key = ChainHeadKey(name.region);
  prepared.digest_algorithm = digest_algorithm;
  prepared.document_digest = DigestOf(digest_algorithm, {write.document()});
  prepared.write = std::move(write);
  return prepared;
}

std::vector<std::string> KeysToRead(const PreparedWrite& write) {
  std::vector<std::string> keys = {write.head_key, write.chain_key};
  if (!write.request_key.empty()) keys.push_back(write.request_key);
  if (!write.revision_key.empty()) keys.push_back(write.revision_key);
  for (const RequiredName& required : write.required) keys.push_back(required.key);
  return keys;
}

bool ChangedByGroup::Join(const PreparedWrite& write) {
  // A head stands for everything below its name.
  std::vector<std::string> read = {write.head_key};
  if (!write.request_key.empty()) read.push_back(write.request_key);
  const size_t changed_count = read.size();
  for (const RequiredName& required : write.required) read.push_back(HeadKey(required.name));
  for (const std::string& key : read) {
    if (keys_.contains(key)) return false;
  }
  keys_.insert(read.begin(), read.begin() + changed_count);
  return true;
}

}  // namespace heng
