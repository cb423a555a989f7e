// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/plain_text.h"

#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace heng::forms {
namespace {

// Longer ones first, where one begins with another.
constexpr std::pair<absl::string_view, absl::string_view> kSigns[] = {
    {"≥", ">="}, {"≧", ">="}, {"≤", "<="},    {"≦", "<="},    {"、", "、"},  {"。", "."},
    {"－", "-"}, {"—", "-"},  {"–", "-"},     {"−", "-"},     {"～", "~"},   {"【", "["},
    {"】", "]"}, {"〔", "("}, {"〕", ")"},    {"“", "\""},    {"”", "\""},   {"‘", "'"},
    {"’", "'"},  {"​", ""}, {"\u00a0", ""}, {"\u3000", ""}, {"\ufeff", ""}};

constexpr absl::string_view kChineseDigits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
constexpr absl::string_view kCircled[] = {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"};

// U+FF01 to U+FF5E are the ASCII characters from ! to ~, full width: EF BC 81 to EF BD 9E.
bool ConsumeFullWidth(absl::string_view& text, std::string& plain) {
  if (text.size() < 3 || text[0] != '\xef') return false;
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  if (second != 0xbc && second != 0xbd) return false;
  const int code = ((second & 0x3f) << 6) | (third & 0x3f);  // the low 12 bits of the code point
  const int ascii = code - 0xf00 + 0x20;
  if (ascii <= ' ' || ascii > '~') return false;
  plain.push_back(static_cast<char>(ascii));
  text.remove_prefix(3);
  return true;
}

bool ConsumeSign(absl::string_view& text, std::string& plain) {
  for (const auto& [sign, replacement] : kSigns) {
    if (!absl::ConsumePrefix(&text, sign)) continue;
    plain.append(replacement.data(), replacement.size());
    return true;
  }
  return false;
}

bool ConsumeChineseNumber(absl::string_view& text) {
  bool any = false;
  for (bool again = true; again;) {
    again = false;
    for (const absl::string_view digit : kChineseDigits) again = again || absl::ConsumePrefix(&text, digit);
    any = any || again;
  }
  return any;
}

bool ConsumeDigits(absl::string_view& text) {
  const size_t before = text.size();
  while (!text.empty() && absl::ascii_isdigit(static_cast<unsigned char>(text[0]))) text.remove_prefix(1);
  return text.size() < before;
}

// `(一)` or `一、`.
bool ConsumeUpperNumber(absl::string_view& text) {
  absl::string_view rest = text;
  const bool bracket = absl::ConsumePrefix(&rest, "(");
  if (!ConsumeChineseNumber(rest)) return false;
  if (bracket ? !absl::ConsumePrefix(&rest, ")")
              : !absl::ConsumePrefix(&rest, "、") && !absl::ConsumePrefix(&rest, "."))
    return false;
  text = rest;
  return true;
}

// `1.`, `1、`, `(1)`, `1)` or `①`.
bool ConsumeLowerNumber(absl::string_view& text) {
  for (const absl::string_view circled : kCircled) {
    if (absl::ConsumePrefix(&text, circled)) return true;
  }
  absl::string_view rest = text;
  absl::ConsumePrefix(&rest, "(");
  if (!ConsumeDigits(rest)) return false;
  if (!absl::ConsumePrefix(&rest, ".") && !absl::ConsumePrefix(&rest, "、") &&
      !absl::ConsumePrefix(&rest, ")"))
    return false;
  text = rest;
  return true;
}

}  // namespace

std::string Plain(absl::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if (absl::ascii_isspace(static_cast<unsigned char>(text[0]))) {
      text.remove_prefix(1);
    } else if (!ConsumeFullWidth(text, plain) && !ConsumeSign(text, plain)) {
      plain.push_back(text[0]);
      text.remove_prefix(1);
    }
  }
  return plain;
}

std::string PlainLabel(absl::string_view text) {
  const std::string plain = Plain(text);
  absl::string_view label = plain;
  absl::ConsumePrefix(&label, "其中:");
  absl::ConsumePrefix(&label, "其中");
  if (!ConsumeUpperNumber(label)) ConsumeLowerNumber(label);
  absl::ConsumeSuffix(&label, ":");
  return std::string(label);
}

int NumberingDepth(absl::string_view text) {
  const std::string plain = Plain(text);
  absl::string_view label = plain;
  if (absl::ConsumePrefix(&label, "其中")) return 1;
  if (ConsumeUpperNumber(label)) return 1;
  return ConsumeLowerNumber(label) ? 2 : 0;
}

}  // namespace heng::forms
