// SPDX-License-Identifier: Apache-2.0
#include "clients/cpp/src/tls_files.h"

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"

namespace heng::client {
namespace {

absl::StatusOr<std::string> ReadPem(absl::string_view what, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file || content.str().empty()) {
    return MakeError(absl::StatusCode::kInvalidArgument, "NOT_FOUND",
                     {absl::StrCat("cannot read the ", what, " file \"", path,
                                   "\": mutual TLS needs three readable PEM files"),
                      absl::StrCat("无法读取文件“", path, "”：双向 TLS 需要三个可读的 PEM 文件")});
  }
  return content.str();
}

}  // namespace

absl::StatusOr<TlsContents> ReadTlsFiles(const TlsFiles& files) {
  TlsContents contents;
  HENG_ASSIGN_OR_RETURN(contents.ca, ReadPem("CA", files.ca_file));
  HENG_ASSIGN_OR_RETURN(contents.cert, ReadPem("certificate", files.cert_file));
  HENG_ASSIGN_OR_RETURN(contents.key, ReadPem("key", files.key_file));
  return contents;
}

}  // namespace heng::client
