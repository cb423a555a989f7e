// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/text.h"
#include "clients/spreadsheet/file_kind.h"
#include "clients/spreadsheet/refusal.h"

namespace heng::spreadsheet {
namespace {

constexpr absl::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr absl::string_view kSaveAsUtf8 = "save it as CSV UTF-8";
constexpr absl::string_view kSaveAsUtf8Zh = "请另存为“CSV UTF-8”格式";

struct IconvCloser {
  void operator()(iconv_t converter) const { iconv_close(converter); }
};
using Converter = std::unique_ptr<std::remove_pointer_t<iconv_t>, IconvCloser>;

// The bytes in front that are well-formed UTF-8.
size_t Utf8Bytes(absl::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const size_t bytes = Utf8CharacterBytes(text.substr(at));
    if (bytes == 0) break;
    at += bytes;
  }
  return at;
}

absl::Status WrongEncoding(absl::string_view bytes, size_t wrong_at, absl::string_view wanted) {
  const auto line =
      std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(wrong_at), '\n') + 1;
  return Refused({}, {.en = absl::StrCat("line ", line, " is not text in ", wanted, ": ", kSaveAsUtf8),
                      .zh = absl::StrCat("第 ", line, " 行不是 ", wanted, " 文本：", kSaveAsUtf8Zh)});
}

// Converts all; the bytes of `from` that were taken.
size_t Convert(iconv_t converter, absl::string_view from, std::string& to) {
  std::array<char, 64 << 10> buffer;
  char* in = const_cast<char*>(from.data());  // iconv reads only
  size_t in_left = from.size();
  while (in_left > 0) {
    char* out = buffer.data();
    size_t out_left = buffer.size();
    const size_t result = iconv(converter, &in, &in_left, &out, &out_left);
    to.append(buffer.data(), buffer.size() - out_left);
    if (result == static_cast<size_t>(-1) && errno != E2BIG) break;
  }
  return from.size() - in_left;
}

}  // namespace

absl::StatusOr<absl::string_view> ToUtf8(absl::string_view bytes, std::string& converted) {
  if (KindOf(bytes) == FileKind::kUtf16Text) {
    return Refused({}, {.en = absl::StrCat("this is text in UTF-16: ", kSaveAsUtf8),
                        .zh = absl::StrCat("这是 UTF-16 文本：", kSaveAsUtf8Zh)});
  }
  absl::string_view text = bytes;
  const bool marked = absl::ConsumePrefix(&text, kUtf8Mark);
  const size_t well_formed = Utf8Bytes(text);
  if (well_formed == text.size()) return text;
  if (marked) return WrongEncoding(text, well_formed, "UTF-8");
  const iconv_t opened = iconv_open("UTF-8", "GB18030");
  if (opened == reinterpret_cast<iconv_t>(-1)) {
    return Refused(
        {}, {.en = absl::StrCat("this is not UTF-8, and this system cannot convert GB18030: ", kSaveAsUtf8),
             .zh = absl::StrCat("不是 UTF-8 文本，且本系统无法转换 GB18030：", kSaveAsUtf8Zh)});
  }
  const Converter converter(opened);
  converted.reserve(text.size() + text.size() / 2);
  const size_t taken = Convert(opened, text, converted);
  if (taken < text.size()) return WrongEncoding(text, taken, "UTF-8 / GB18030");
  return absl::string_view(converted);
}

}  // namespace heng::spreadsheet
