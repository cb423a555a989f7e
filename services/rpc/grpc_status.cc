// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/grpc_status.h"

#include <grpcpp/support/status.h>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/log.h"
#include "base/resource_name.h"
#include "google/rpc/status.pb.h"

namespace heng::rpc {
namespace {

bool IsOurFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

absl::Status WithIncident(const absl::Status& status) {
  const std::string incident = NewRequestId();
  Log(LogLevel::kError, "incident",
      {{"incident", incident},
       {"code", absl::StatusCodeToString(status.code())},
       {"message", std::string(status.message())}});
  const bool data_loss = status.code() == absl::StatusCode::kDataLoss;
  const Problem problem =
      data_loss
          ? Problem{absl::StrCat("stored data is damaged; the operator finds more in the log under incident ",
                                 incident),
                    absl::StrCat("存储的数据已损坏，请联系运维人员，日志编号 ", incident)}
          : Problem{
                absl::StrCat("internal error; the operator finds more in the log under incident ", incident),
                absl::StrCat("服务内部错误，请联系运维人员，日志编号 ", incident)};
  return MakeError(data_loss ? absl::StatusCode::kDataLoss : absl::StatusCode::kInternal,
                   data_loss ? "DATA_LOSS" : "INTERNAL", problem, {{"incident", incident}});
}

// A status that came up without details, as from a library.
absl::Status WithReason(const absl::Status& status) {
  const std::string text(status.message());
  switch (status.code()) {
    case absl::StatusCode::kDeadlineExceeded:
      return MakeError(status.code(), "DEADLINE", {text, "请求超时，请稍后重试"});
    case absl::StatusCode::kUnavailable:
      return Unavailable("STORAGE_AWAY", {text, "存储服务暂时不可用，请稍后重试"}, 1000);
    case absl::StatusCode::kResourceExhausted:
      return MakeError(status.code(), "TOO_BUSY", {text, "超出服务的容量限制"});
    case absl::StatusCode::kCancelled:
      return MakeError(status.code(), "DEADLINE", {text, "请求已被取消"});
    default:
      return WithIncident(status);
  }
}

}  // namespace

absl::Status ForCaller(const absl::Status& status) {
  if (status.ok()) return status;
  if (IsOurFault(status.code())) return WithIncident(status);
  if (ReasonOf(status).empty()) return WithReason(status);
  return status;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status details = ToRpcStatus(status);
  return grpc::Status(static_cast<grpc::StatusCode>(details.code()), details.message(),
                      details.SerializeAsString());
}

google::rpc::Status ToItemStatus(const absl::Status& status) { return ToRpcStatus(ForCaller(status)); }

}  // namespace heng::rpc
