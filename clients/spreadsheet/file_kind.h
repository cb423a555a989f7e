// SPDX-License-Identifier: Apache-2.0
//
// What kind of file the bytes are, whatever the name says: people rename files and hope.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace heng::spreadsheet {

enum class FileKind {
  kZip,        // .xlsx, .xlsm, .xlsb, .ods, .docx
  kOle2,       // .xls, .doc
  kEncrypted,  // an .xlsx with a password, wrapped in OLE2
  kUtf16Text,
  kOther,
};

FileKind KindOf(absl::string_view bytes);

// INVALID_ARGUMENT for kOle2 and kEncrypted, which no reader takes.
absl::Status RefuseOle2(FileKind kind);

}  // namespace heng::spreadsheet
