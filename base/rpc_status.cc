// SPDX-License-Identifier: Apache-2.0
//
// The half of errors.h that crosses the wire: what fits is decided here.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/text.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace heng {
namespace {

using Violation = google::rpc::BadRequest::FieldViolation;

constexpr char kTypeUrlPrefix[] = "type.googleapis.com/";
// Past 8 KiB of trailers gRPC drops an error, so no single text may take much of what there is.
constexpr size_t kMaxMessageBytes = 512;
constexpr size_t kMaxChineseMessageBytes = 1024;
constexpr size_t kMaxFieldPathBytes = 256;

template <typename Detail>
std::string TypeUrl() {
  return absl::StrCat(kTypeUrlPrefix, Detail::descriptor()->full_name());
}

// What is kept longest when space runs out comes first.
int Rank(absl::string_view type_url) {
  if (type_url == TypeUrl<google::rpc::ErrorInfo>()) return 0;
  if (type_url == TypeUrl<google::rpc::LocalizedMessage>()) return 1;
  return type_url == TypeUrl<google::rpc::BadRequest>() ? 3 : 2;
}

struct Payload {
  std::string type_url;
  std::string bytes;
};

// Abseil gives payloads in no order; the wire wants one, so that equal errors have equal bytes.
std::vector<Payload> SortedPayloads(const absl::Status& status) {
  std::vector<Payload> payloads;
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& bytes) {
    payloads.push_back({std::string(type_url), std::string(bytes)});
  });
  std::sort(payloads.begin(), payloads.end(), [](const Payload& a, const Payload& b) {
    return std::make_pair(Rank(a.type_url), a.type_url) < std::make_pair(Rank(b.type_url), b.type_url);
  });
  return payloads;
}

std::string Cut(const std::string& text, size_t max_bytes) { return std::string(CutUtf8(text, max_bytes)); }

std::string CutChineseMessage(const std::string& bytes) {
  google::rpc::LocalizedMessage localized;
  if (!localized.ParseFromString(bytes)) return bytes;
  localized.set_message(Cut(localized.message(), kMaxChineseMessageBytes));
  return localized.SerializeAsString();
}

void AddDetail(google::rpc::Status& status, const std::string& type_url, std::string bytes) {
  google::protobuf::Any* any = status.add_details();
  any->set_type_url(type_url);
  any->set_value(std::move(bytes));
}

Violation CutViolation(Violation violation) {
  violation.set_field(Cut(violation.field(), kMaxFieldPathBytes));
  violation.set_description(Cut(violation.description(), kMaxMessageBytes));
  if (violation.has_localized_message()) {
    violation.mutable_localized_message()->set_message(
        Cut(violation.localized_message().message(), kMaxMessageBytes));
  }
  return violation;
}

Violation LeftOut(int count) {
  Violation note;
  note.set_description(
      absl::StrCat(count, " further problems are left out here: mend those above and send it again"));
  note.set_reason("INVALID_FIELDS");
  note.mutable_localized_message()->set_locale("zh-CN");
  note.mutable_localized_message()->set_message(
      absl::StrCat("另有 ", count, " 处问题未列出：请先改正以上各处，再重新提交"));
  return note;
}

// The first `count` violations, and a note about the rest.
google::rpc::BadRequest FirstOf(const google::rpc::BadRequest& request, int count) {
  google::rpc::BadRequest first;
  for (int i = 0; i < count; ++i) *first.add_field_violations() = CutViolation(request.field_violations(i));
  const int left_out = request.field_violations_size() - count;
  if (left_out > 0) *first.add_field_violations() = LeftOut(left_out);
  return first;
}

google::rpc::Status WithViolations(google::rpc::Status status, const google::rpc::BadRequest& request,
                                   int count) {
  AddDetail(status, TypeUrl<google::rpc::BadRequest>(), FirstOf(request, count).SerializeAsString());
  return status;
}

// How many violations could fit if only they were counted; keeps the search below off lists of thousands.
int UpperBound(const google::rpc::BadRequest& request, size_t max_bytes) {
  size_t bytes = 0;
  int count = 0;
  while (count < request.field_violations_size() && bytes <= max_bytes) {
    bytes += CutViolation(request.field_violations(count)).ByteSizeLong();
    ++count;
  }
  return count;
}

// Adds as many violations as fit; none, not even a note, if the note does not fit.
google::rpc::Status AddViolations(const google::rpc::Status& status, const std::string& bytes,
                                  size_t max_bytes) {
  google::rpc::BadRequest request;
  if (!request.ParseFromString(bytes)) return status;
  for (int count = UpperBound(request, max_bytes); count >= 0; --count) {
    google::rpc::Status candidate = WithViolations(status, request, count);
    if (candidate.ByteSizeLong() <= max_bytes) return candidate;
  }
  return status;
}

// The last means: details from the end, then the facts in ErrorInfo, then the message.
void Shrink(google::rpc::Status& status, size_t max_bytes) {
  const auto is_too_large = [&] { return status.ByteSizeLong() > max_bytes; };
  while (is_too_large() && status.details_size() > 1) status.mutable_details()->RemoveLast();
  google::rpc::ErrorInfo info;
  if (is_too_large() && status.details_size() == 1 && info.ParseFromString(status.details(0).value())) {
    info.clear_metadata();
    status.mutable_details(0)->set_value(info.SerializeAsString());
  }
  if (is_too_large()) status.clear_message();
  if (is_too_large()) status.clear_details();
}

bool IsOurBug(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown;
}

google::rpc::Status WithoutSecrets(const absl::Status& status) {
  google::rpc::Status result;
  result.set_code(static_cast<int>(status.code()));
  result.set_message("internal error: see the log of the server");
  return result;
}

}  // namespace

google::rpc::Status ToRpcStatus(const absl::Status& status, size_t max_bytes) {
  google::rpc::Status result;
  if (status.ok()) return result;
  if (IsOurBug(status.code()) && ReasonOf(status).empty()) {
    result = WithoutSecrets(status);
    Shrink(result, max_bytes);
    return result;
  }
  result.set_code(static_cast<int>(status.code()));
  result.set_message(std::string(CutUtf8(status.message(), kMaxMessageBytes)));
  std::string violations;
  for (Payload& payload : SortedPayloads(status)) {
    if (payload.type_url == TypeUrl<google::rpc::BadRequest>()) {
      violations = std::move(payload.bytes);
      continue;
    }
    if (payload.type_url == TypeUrl<google::rpc::LocalizedMessage>())
      payload.bytes = CutChineseMessage(payload.bytes);
    AddDetail(result, payload.type_url, std::move(payload.bytes));
  }
  Shrink(result, max_bytes);
  return violations.empty() ? result : AddViolations(result, violations, max_bytes);
}

absl::Status FromRpcStatus(const google::rpc::Status& status) {
  const bool is_known =
      status.code() >= 0 && status.code() <= static_cast<int>(absl::StatusCode::kUnauthenticated);
  absl::Status result(is_known ? static_cast<absl::StatusCode>(status.code()) : absl::StatusCode::kUnknown,
                      status.message());
  for (const google::protobuf::Any& detail : status.details()) {
    result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

}  // namespace heng
