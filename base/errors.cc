// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"

#include <algorithm>
#include <map>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace heng {
namespace {

constexpr absl::string_view kTypeUrlPrefix = "type.googleapis.com/";
constexpr absl::string_view kDomain = "heng";
constexpr absl::string_view kChinese = "zh-CN";
constexpr size_t kMaxMessageBytes = 512;

std::string TypeUrl(const google::protobuf::Message& detail) {
  return absl::StrCat(kTypeUrlPrefix, detail.GetTypeName());
}

// The detail of this type; false if the status has none, or bytes that do not parse.
template <typename Detail>
bool GetDetail(const absl::Status& status, Detail& detail) {
  const absl::optional<absl::Cord> payload = status.GetPayload(TypeUrl(detail));
  return payload.has_value() && detail.ParseFromString(std::string(*payload));
}

google::rpc::LocalizedMessage InChinese(absl::string_view text) {
  google::rpc::LocalizedMessage localized;
  localized.set_locale(std::string(kChinese));
  localized.set_message(std::string(text));
  return localized;
}

absl::Status WithResource(absl::Status status, absl::string_view type, absl::string_view name) {
  google::rpc::ResourceInfo resource;
  resource.set_resource_type(std::string(type));
  resource.set_resource_name(std::string(name));
  resource.set_description(std::string(status.message()));
  SetDetail(status, resource);
  return status;
}

google::rpc::BadRequest::FieldViolation ToViolation(const FieldProblem& problem) {
  google::rpc::BadRequest::FieldViolation violation;
  violation.set_field(problem.field);
  violation.set_description(problem.problem.en);
  violation.set_reason(problem.reason);
  *violation.mutable_localized_message() = InChinese(problem.problem.zh);
  return violation;
}

FieldProblem FromViolation(const google::rpc::BadRequest::FieldViolation& violation) {
  return {.field = violation.field(),
          .reason = violation.reason(),
          .problem = {violation.description(), violation.localized_message().message()}};
}

// `text` and `suffix`, with the end of `text` cut so that both fit a status message.
std::string WithSuffix(absl::string_view text, absl::string_view suffix) {
  return absl::StrCat(CutUtf8(text, kMaxMessageBytes - suffix.size()), suffix);
}

}  // namespace

absl::Status MakeError(absl::StatusCode code, absl::string_view reason, const Problem& problem,
                       const std::vector<std::pair<std::string, std::string>>& metadata) {
  absl::Status status(code, problem.en);
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kDomain));
  for (const auto& [name, value] : metadata) (*info.mutable_metadata())[name] = value;
  SetDetail(status, info);
  SetDetail(status, InChinese(problem.zh));
  return status;
}

absl::Status NotFound(absl::string_view type, absl::string_view name, absl::string_view zh_kind) {
  const Problem problem{
      .en = absl::StrCat("there is no ", type, " named \"", name, "\": check the name, or create it first"),
      .zh = absl::StrCat("没有名为“", name, "”的", zh_kind, "：请核对名称，或先创建")};
  return WithResource(MakeError(absl::StatusCode::kNotFound, "NOT_FOUND", problem), type, name);
}

absl::Status AlreadyExists(absl::string_view type, absl::string_view name, absl::string_view zh_kind,
                           absl::string_view hint_en, absl::string_view hint_zh) {
  if (hint_en.empty()) hint_en = "choose another name, or update the one that is there";
  if (hint_zh.empty()) hint_zh = "请换一个名称，或更新已有的内容";
  const Problem problem{.en = absl::StrCat(type, " \"", name, "\" already exists: ", hint_en),
                        .zh = absl::StrCat(zh_kind, "“", name, "”已存在：", hint_zh)};
  return WithResource(MakeError(absl::StatusCode::kAlreadyExists, "ALREADY_EXISTS", problem), type, name);
}

absl::Status StaleEtag(absl::string_view name, absl::string_view got, absl::string_view current) {
  const Problem problem{
      .en = absl::StrCat("etag \"", ForPeople(got), "\" of \"", name, "\" is stale, the current one is \"",
                         current, "\": read it again and repeat the change on what is there now"),
      .zh = absl::StrCat("“", name, "”已被他人修改：提交的 etag 为“", ForPeople(got), "”，当前为“", current,
                         "”，请重新读取后再修改")};
  return MakeError(absl::StatusCode::kAborted, "STALE_ETAG", problem,
                   {{"currentEtag", std::string(current)}});
}

absl::Status Unavailable(absl::string_view reason, const Problem& problem, int retry_after_ms) {
  absl::Status status = MakeError(absl::StatusCode::kUnavailable, reason, problem);
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(retry_after_ms / 1000);
  retry.mutable_retry_delay()->set_nanos(retry_after_ms % 1000 * 1'000'000);
  SetDetail(status, retry);
  return status;
}

absl::Status QuotaExceeded(absl::string_view reason, absl::string_view subject, const Problem& problem) {
  absl::Status status = MakeError(absl::StatusCode::kResourceExhausted, reason, problem);
  google::rpc::QuotaFailure failure;
  google::rpc::QuotaFailure::Violation* violation = failure.add_violations();
  violation->set_subject(std::string(subject));
  violation->set_description(problem.en);
  SetDetail(status, failure);
  return status;
}

void SetDetail(absl::Status& status, const google::protobuf::Message& detail) {
  status.SetPayload(TypeUrl(detail), absl::Cord(detail.SerializeAsString()));
}

std::string ReasonOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  return GetDetail(status, info) ? info.reason() : "";
}

std::string ChineseMessageOf(const absl::Status& status) {
  google::rpc::LocalizedMessage localized;
  return GetDetail(status, localized) && localized.locale() == std::string(kChinese) ? localized.message()
                                                                                     : "";
}

std::vector<FieldProblem> FieldProblemsOf(const absl::Status& status) {
  std::vector<FieldProblem> problems;
  google::rpc::BadRequest request;
  if (!GetDetail(status, request)) return problems;
  for (const auto& violation : request.field_violations()) problems.push_back(FromViolation(violation));
  return problems;
}

void FieldProblems::Add(absl::string_view field, absl::string_view reason, Problem problem) {
  if (problems_.size() >= kMaxKept) return;
  problems_.push_back(
      {.field = std::string(field), .reason = std::string(reason), .problem = std::move(problem)});
}

bool FieldProblems::Merge(const absl::Status& status) {
  std::vector<FieldProblem> others = FieldProblemsOf(status);
  if (others.empty()) return false;
  std::map<std::pair<std::string, std::string>, size_t> known;
  for (size_t i = 0; i < problems_.size(); ++i)
    known.emplace(std::pair(problems_[i].field, problems_[i].reason), i);
  for (FieldProblem& problem : others) {
    const auto [place, is_new] = known.emplace(std::pair(problem.field, problem.reason), problems_.size());
    if (is_new) {
      problems_.push_back(std::move(problem));
    } else {
      problems_[place->second] = std::move(problem);
    }
  }
  return true;
}

absl::Status FieldProblems::ToStatus() const {
  if (problems_.empty()) return absl::OkStatus();
  const FieldProblem& first = problems_.front();
  const size_t further = problems_.size() - 1;
  const Problem summary{.en = WithSuffix(absl::StrCat(first.field, ": ", first.problem.en),
                                         further == 0 ? "" : absl::StrCat("; and ", further, " more")),
                        .zh = WithSuffix(absl::StrCat(first.field, "：", first.problem.zh),
                                         further == 0 ? "" : absl::StrCat("；另有 ", further, " 处问题"))};
  absl::Status status = MakeError(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS", summary);
  google::rpc::BadRequest request;
  for (const FieldProblem& problem : problems_) *request.add_field_violations() = ToViolation(problem);
  SetDetail(status, request);
  return status;
}

}  // namespace heng
