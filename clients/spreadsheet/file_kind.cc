// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/file_kind.h"

#include <algorithm>
#include <functional>

#include "absl/strings/match.h"
#include "clients/spreadsheet/refusal.h"

namespace heng::spreadsheet {
namespace {

constexpr absl::string_view kOle2Magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
// "EncryptedPackage" in UTF-16: the stream that holds the workbook (MS-OFFCRYPTO).
constexpr char kEncryptedStream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

}  // namespace

FileKind KindOf(absl::string_view bytes) {
  if (absl::StartsWith(bytes, "PK\x03\x04") || absl::StartsWith(bytes, "PK\x05\x06")) return FileKind::kZip;
  if (absl::StartsWith(bytes, "\xFF\xFE") || absl::StartsWith(bytes, "\xFE\xFF")) return FileKind::kUtf16Text;
  if (!absl::StartsWith(bytes, kOle2Magic)) return FileKind::kOther;
  const std::boyer_moore_horspool_searcher stream(kEncryptedStream,
                                                  kEncryptedStream + sizeof(kEncryptedStream) - 1);
  const bool encrypted = std::search(bytes.begin(), bytes.end(), stream) != bytes.end();
  return encrypted ? FileKind::kEncrypted : FileKind::kOle2;
}

absl::Status RefuseOle2(FileKind kind) {
  if (kind == FileKind::kEncrypted) {
    return Refused(
        {},
        {.en = "the workbook is protected by a password: open it, take the password off and save it as .xlsx",
         .zh = "工作簿设有打开密码：请打开后取消密码，再另存为 .xlsx 文件"});
  }
  if (kind == FileKind::kOle2) {
    return Refused({},
                   {.en = "this is a file of the old format of Excel (.xls), whatever its name is: open it "
                          "in Excel or WPS "
                          "and save it as .xlsx",
                    .zh = "这是旧格式文件（.xls，与扩展名无关）：请用 Excel 或 WPS 打开后另存为 .xlsx 文件"});
  }
  return absl::OkStatus();
}

}  // namespace heng::spreadsheet
