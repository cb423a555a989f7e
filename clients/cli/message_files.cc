// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/message_files.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/text_width.h"
#include "google/protobuf/util/json_util.h"

namespace heng::cli {
namespace {

constexpr size_t kMaxBytes = 4 * 1024 * 1024;

absl::StatusOr<std::string> ReadStream(const std::string& path, std::istream& stream) {
  std::string text(kMaxBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(stream.gcount()));
  if (stream.bad()) {
    return MakeError(absl::StatusCode::kUnknown, "",
                     {.en = absl::StrCat("cannot read ", path), .zh = absl::StrCat("无法读取 ", path)});
  }
  if (text.size() > kMaxBytes) {
    return MakeError(
        absl::StatusCode::kInvalidArgument, "TOO_LONG",
        {.en = absl::StrCat(path, " is longer than 4 MiB"), .zh = absl::StrCat(path, " 超过 4 MiB")});
  }
  return std::string(absl::StripPrefix(text, "\xef\xbb\xbf"));
}

}  // namespace

absl::StatusOr<std::string> ReadText(const std::string& path, std::istream& in) {
  if (path == "-") return ReadStream("-", in);
  std::ifstream file(path, std::ios::binary);
  std::error_code ignored;
  if (!file || std::filesystem::is_directory(path, ignored)) {
    return MakeError(absl::StatusCode::kUnknown, "",
                     {.en = absl::StrCat("cannot open ", path), .zh = absl::StrCat("无法打开 ", path)});
  }
  return ReadStream(path, file);
}

absl::Status ReadMessage(const std::string& path, std::istream& in, google::protobuf::Message& message) {
  HENG_ASSIGN_OR_RETURN(const std::string text, ReadText(path, in));
  const auto status = google::protobuf::util::JsonStringToMessage(text, &message);
  if (status.ok()) return absl::OkStatus();
  const std::string type = message.GetDescriptor()->full_name();
  const std::string detail = OneLine(std::string(status.message().data(), status.message().size()));
  return MakeError(absl::StatusCode::kInvalidArgument, "",
                   {.en = absl::StrCat(path, " is not the JSON of ", type, ": ", detail),
                    .zh = absl::StrCat(path, " 不是 ", type, " 的 JSON：", detail)});
}

std::string ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  // A message that was parsed or built here always has a JSON form.
  HENG_CHECK(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
  return json;
}

}  // namespace heng::cli
