// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/certificate_file.h"

#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/canonical.h"
#include "base/errors.h"
#include "base/hash.h"

namespace heng::cli {

absl::Status WriteCertificate(const v1::Certificate& certificate, const std::string& sha256,
                              const std::string& path, const Io& io) {
  const std::string bytes = CanonicalEncoding(certificate);
  const std::string computed = absl::BytesToHexString(Sha256(bytes));
  if (computed != sha256) {
    return MakeError(
        absl::StatusCode::kDataLoss, "",
        {.en = absl::StrCat("the certificate that came has the SHA-256 ", computed, ", but the server says ",
                            sha256, "; is heng older than the server?"),
         .zh = absl::StrCat("收到的计分证书 SHA-256 为 ", computed, "，服务端给出的是 ", sha256,
                            "；heng 版本是否低于服务端？")});
  }
  if (path == "-") {
    io.out << bytes;
    return absl::OkStatus();
  }
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (file.good()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kUnknown, "",
                   {.en = absl::StrCat("cannot write ", path), .zh = absl::StrCat("无法写入 ", path)});
}

void AddCertificateOption(CLI::App& app, Language language, std::string& path) {
  app.add_option(
      "--certificate", path,
      In(language, {.en = "Write the certificate's canonical bytes to this file, - for standard output, and "
                          "print nothing else",
                    .zh = "将计分证书的规范字节写入该文件（- 为标准输出），不显示其他内容"}));
}

}  // namespace heng::cli
