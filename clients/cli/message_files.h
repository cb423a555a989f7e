// SPDX-License-Identifier: Apache-2.0
//
// Files of proto3 JSON: what the command reads and prints.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace heng::cli {

// A file's text, or that of `in` for "-", without a byte order mark. INVALID_ARGUMENT if it is longer than 4
// MiB, more than a server takes; UNKNOWN if it cannot be read.
absl::StatusOr<std::string> ReadText(const std::string& path, std::istream& in);

// The bytes of a file that may be a spreadsheet, as they are. INVALID_ARGUMENT if it is longer than 64 MiB.
absl::StatusOr<std::string> ReadBytes(const std::string& path, std::istream& in);

// The message in the JSON of a file; errors name the file. INVALID_ARGUMENT also if the text is longer than 4 MiB.
absl::Status ParseMessage(const std::string& path, absl::string_view text,
                          google::protobuf::Message& message);

// Reads one message. INVALID_ARGUMENT names the file and what is wrong; an unknown field is wrong.
absl::Status ReadMessage(const std::string& path, std::istream& in, google::protobuf::Message& message);

// proto3 JSON, indented, with a line break at the end.
std::string ToJson(const google::protobuf::Message& message);

// One JSON array of the messages.
template <typename T>
std::string ToJsonArray(const std::vector<T>& messages) {
  if (messages.empty()) return "[]\n";
  std::string text = "[\n";
  for (const T& message : messages) text += (text.size() > 2 ? ",\n" : "") + ToJson(message);
  return text + "]\n";
}

}  // namespace heng::cli
