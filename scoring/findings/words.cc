// SPDX-License-Identifier: Apache-2.0
#include "scoring/findings/words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "scoring/findings/printed_number.h"

namespace heng::findings {
namespace {

constexpr absl::string_view kFillers[] = {"无", "没有", "0",  "/",    "-",   "—",
                                          "--", "——",   "\\", "无。", "/无", "暂无"};
constexpr absl::string_view kAmountUnits[] = {"", "元", "万元", "万", "亿元"};
constexpr absl::string_view kNumberingEnds[] = {")", "）", ".", "．", "、", ":", "："};
constexpr unsigned char kFullWidth[] = {0xEF, 0xBC, 0x90,
                                        0x99};  // two bytes, then the first and the last digit

}  // namespace

bool IsFiller(absl::string_view text) {
  const absl::string_view stripped = absl::StripAsciiWhitespace(text);
  return stripped.empty() || IsOneOf(stripped, kFillers);
}

bool HasAnyDigit(absl::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (absl::ascii_isdigit(byte)) return true;
    if (byte != kFullWidth[0] || i + 2 >= text.size()) continue;
    const auto last = static_cast<unsigned char>(text[i + 2]);
    if (static_cast<unsigned char>(text[i + 1]) == kFullWidth[1] && last >= kFullWidth[2] &&
        last <= kFullWidth[3])
      return true;
  }
  return false;
}

bool IsAmountOnly(absl::string_view text) {
  const std::optional<PrintedNumber> number = ReadPrintedNumber(text);
  return number.has_value() && !number->is_percent && IsOneOf(number->unit, kAmountUnits);
}

absl::string_view BareLabel(absl::string_view label) {
  size_t begin = 0;
  for (absl::string_view end : kNumberingEnds) {
    const size_t found = label.rfind(end);
    if (found != absl::string_view::npos && found + end.size() < label.size())
      begin = std::max(begin, found + end.size());
  }
  return absl::StripAsciiWhitespace(label.substr(begin));
}

}  // namespace heng::findings
