// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/file_or_name.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/message_files.h"

namespace heng::cli {

absl::StatusOr<bool> ReadIfFile(const std::string& text, ResourceKind kind, std::istream& in,
                                google::protobuf::Message& message) {
  std::error_code ignored;
  if (text == "-" || std::filesystem::exists(text, ignored)) {
    HENG_RETURN_IF_ERROR(ReadMessage(text, in, message));
    return true;
  }
  if (ParseResourceName(text, kind).ok()) return false;
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME",
                   {.en = absl::StrCat(text, " is neither a file nor the name of a stored resource"),
                    .zh = absl::StrCat(text, " 既不是文件，也不是已存内容的名称")});
}

}  // namespace heng::cli
