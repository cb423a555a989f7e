// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/message_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/json_types.h"
#include "clients/cli/text_width.h"
#include "google/protobuf/util/json_util.h"

namespace heng::cli {
namespace {

constexpr size_t kMaxMiB = 4;
constexpr size_t kMaxSpreadsheetMiB = 64;

absl::Status TooLong(const std::string& path, size_t max_mib) {
  return MakeError(absl::StatusCode::kInvalidArgument, "TOO_LONG",
                   {.en = absl::StrCat(path, " is longer than ", max_mib, " MiB"),
                    .zh = absl::StrCat(path, " 超过 ", max_mib, " MiB")});
}

// In pieces, of which each is as long as all before it, so that a short file takes little memory.
absl::StatusOr<std::string> ReadStream(const std::string& path, std::istream& stream, size_t max_mib) {
  constexpr size_t kFirstPiece = 16 << 10;
  const size_t max_bytes = max_mib << 20;
  std::string text;
  while (stream && text.size() <= max_bytes) {
    const size_t before = text.size();
    const size_t piece = std::max(kFirstPiece, before);
    text.resize(before + piece);
    stream.read(text.data() + before, static_cast<std::streamsize>(piece));
    text.resize(before + static_cast<size_t>(stream.gcount()));
  }
  if (stream.bad()) {
    return MakeError(absl::StatusCode::kUnknown, "",
                     {.en = absl::StrCat("cannot read ", path), .zh = absl::StrCat("无法读取 ", path)});
  }
  if (text.size() > max_bytes) return TooLong(path, max_mib);
  return text;
}

absl::StatusOr<std::string> ReadAll(const std::string& path, std::istream& in, size_t max_mib) {
  if (path == "-") return ReadStream("-", in, max_mib);
  std::ifstream file(path, std::ios::binary);
  std::error_code ignored;
  if (!file || std::filesystem::is_directory(path, ignored)) {
    return MakeError(absl::StatusCode::kUnknown, "",
                     {.en = absl::StrCat("cannot open ", path), .zh = absl::StrCat("无法打开 ", path)});
  }
  return ReadStream(path, file, max_mib);
}

}  // namespace

absl::StatusOr<std::string> ReadText(const std::string& path, std::istream& in) {
  HENG_ASSIGN_OR_RETURN(const std::string text, ReadAll(path, in, kMaxMiB));
  return std::string(absl::StripPrefix(text, "\xef\xbb\xbf"));
}

absl::StatusOr<std::string> ReadBytes(const std::string& path, std::istream& in) {
  return ReadAll(path, in, kMaxSpreadsheetMiB);
}

absl::Status ParseMessage(const std::string& path, absl::string_view text,
                          google::protobuf::Message& message) {
  if (text.size() > kMaxMiB << 20) return TooLong(path, kMaxMiB);
  absl::ConsumePrefix(&text, "\xef\xbb\xbf");
  std::string binary;
  const auto status = google::protobuf::util::JsonToBinaryString(
      &JsonTypes(), TypeUrl(*message.GetDescriptor()), {text.data(), text.size()}, &binary);
  if (status.ok() && message.ParseFromString(binary)) return absl::OkStatus();
  const std::string type = message.GetDescriptor()->full_name();
  const std::string detail = status.ok()
                                 ? "a text is not UTF-8"
                                 : OneLine(std::string(status.message().data(), status.message().size()));
  return MakeError(absl::StatusCode::kInvalidArgument, "",
                   {.en = absl::StrCat(path, " is not the JSON of ", type, ": ", detail),
                    .zh = absl::StrCat(path, " 不是 ", type, " 的 JSON：", detail)});
}

absl::Status ReadMessage(const std::string& path, std::istream& in, google::protobuf::Message& message) {
  HENG_ASSIGN_OR_RETURN(const std::string text, ReadText(path, in));
  return ParseMessage(path, text, message);
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
