// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/error_text.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "clients/cli/text_width.h"
#include "google/rpc/error_details.pb.h"

namespace heng::cli {
namespace {

// An error without ErrorInfo comes from the network, not from heng-scoring.
bool FromNetwork(const absl::Status& status, absl::StatusCode code) {
  return status.code() == code && ReasonOf(status).empty();
}

// Kind of the resource that the error speaks about, such as heng.v1.Region; empty if it names none.
std::string ResourceTypeOf(const absl::Status& status) {
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ResourceInfo");
  google::rpc::ResourceInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  return info.resource_type();
}

Text AdviceOnTakenName(const std::string& type) {
  if (type == "heng.v1.Evaluation") {
    return {.en = "to store it as the next revision, add --replace",
            .zh = "如需作为新版本提交，请加 --replace"};
  }
  if (type == "heng.v1.Region" || type == "heng.v1.Department" || type == "heng.v1.Budget") {
    return {.en = "to replace what is stored, add --update", .zh = "如需替换已有内容，请加 --update"};
  }
  return {};
}

Text AdviceOnReason(const std::string& reason) {
  static const auto& advice = *new std::map<std::string, Text>{
      {"INVALID_FIELDS",
       {.en = "correct these fields and run the command again", .zh = "请改正以上各项后重新运行"}},
      {"STALE_ETAG",
       {.en = "another version was stored meanwhile: get it, repeat your change on it and run the command "
              "again",
        .zh = "期间已存入其他版本：请取回最新版本，在其上重做修改后再运行"}},
      {"SNAPSHOT_GONE", {.en = "run the command again", .zh = "请重新运行"}},
      {"TOO_BUSY", {.en = "run the command again in a moment", .zh = "请稍后重试"}},
      {"NOT_SERVING", {.en = "run the command again in a moment", .zh = "请稍后重试"}},
      {"STORAGE_AWAY",
       {.en = "check that heng-storage runs, then run the command again",
        .zh = "请确认 heng-storage 正在运行后重试"}},
      {"OUTCOME_UNKNOWN",
       {.en = "run the same command again: the same form is stored once",
        .zh = "请原样重新运行：同一份表只会存入一次"}},
      {"PERMISSION", {.en = "check --cert and --key", .zh = "请检查 --cert 与 --key"}},
  };
  const auto it = advice.find(reason);
  return it == advice.end() ? Text() : it->second;
}

Text AdviceOn(const absl::Status& status) {
  if (FromNetwork(status, absl::StatusCode::kUnavailable)) {
    return {.en = "start heng-scoring there, or say where it is with --server or HENG_SERVER",
            .zh = "请在该地址启动 heng-scoring，或用 --server 或 HENG_SERVER 指明地址"};
  }
  if (FromNetwork(status, absl::StatusCode::kDeadlineExceeded)) {
    return {
        .en = "run the same command again, with a longer --deadline if need be: the same form is stored once",
        .zh = "请原样重新运行，必要时用 --deadline 延长时限：同一份表只会存入一次"};
  }
  if (absl::IsAlreadyExists(status)) return AdviceOnTakenName(ResourceTypeOf(status));
  return AdviceOnReason(ReasonOf(status));
}

}  // namespace

std::string MessageText(const absl::Status& status, absl::string_view server, Language language) {
  const std::string message = OneLine(status.message());
  if (FromNetwork(status, absl::StatusCode::kUnavailable)) {
    return In(language, {.en = absl::StrCat("cannot reach heng-scoring at ", server, " (", message, ")"),
                         .zh = absl::StrCat("无法连接 ", server, " 上的 heng-scoring（", message, "）")});
  }
  if (FromNetwork(status, absl::StatusCode::kDeadlineExceeded)) {
    return In(language, {.en = absl::StrCat("no answer in time from heng-scoring at ", server),
                         .zh = absl::StrCat(server, " 上的 heng-scoring 未在时限内答复")});
  }
  const std::string chinese = OneLine(ChineseMessageOf(status));
  if (language == Language::kChinese && !chinese.empty()) return chinese;
  return message.empty() ? absl::StatusCodeToString(status.code()) : message;
}

std::string ErrorText(const absl::Status& status, absl::string_view server, Language language) {
  std::string text = absl::StrCat("heng: ", MessageText(status, server, language), "\n");
  for (const FieldProblem& field : FieldProblemsOf(status)) {
    const bool chinese = language == Language::kChinese && !field.problem.zh.empty();
    const std::string problem = OneLine(chinese ? field.problem.zh : field.problem.en);
    const std::string path = field.field.empty() ? "" : absl::StrCat(OneLine(field.field), ": ");
    absl::StrAppend(&text, "  ", path, problem, "\n");
  }
  const Text advice = AdviceOn(status);
  if (!advice.en.empty()) absl::StrAppend(&text, In(language, advice), "\n");
  return text;
}

}  // namespace heng::cli
