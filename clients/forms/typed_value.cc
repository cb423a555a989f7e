// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/typed_value.h"

#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "base/decimal.h"
#include "clients/forms/plain_text.h"
#include "clients/forms/shown_text.h"

namespace heng::forms {
namespace {

constexpr absl::string_view kComparisons[] = {">=", "<=", "=>", "=<", ">", "<", "="};
constexpr absl::string_view kReached[] = {"达到", "已达到", "达标", "完成", "已完成",
                                          "是",   "√",      "有",   "合格"};
constexpr absl::string_view kNotReached[] = {"未达到", "没有达到", "未达标", "未完成", "否", "×", "不合格"};

// 1,234,567.89 without its commas; nothing changes where they do not part thousands.
std::string WithoutThousands(const std::string& text) {
  const std::vector<std::string> groups = absl::StrSplit(text.substr(0, text.find('.')), ',');
  if (groups.size() < 2) return text;
  for (size_t i = 0; i < groups.size(); ++i) {
    const size_t digits = groups[i].size() - (i == 0 && absl::StartsWith(groups[i], "-") ? 1 : 0);
    if (i == 0 ? digits < 1 || digits > 3 : digits != 3) return text;
  }
  return absl::StrReplaceAll(text, {{",", ""}});
}

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// A blank between two digits: without it, two numbers would be one.
bool HoldsTwoNumbers(absl::string_view text) {
  const std::string spaced = absl::StrReplaceAll(text, {{"\u3000", " "}, {"\u00a0", " "}});
  char before = '\0';
  for (const absl::string_view piece :
       absl::StrSplit(spaced, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty())) {
    const std::string plain = Plain(piece);
    if (plain.empty()) continue;
    if (IsDigit(before) && IsDigit(plain.front())) return true;
    before = plain.back();
  }
  return false;
}

std::optional<std::string> Number(absl::string_view plain) {
  const std::string text = WithoutThousands(std::string(plain));
  if (!Decimal::IsWellFormed(text)) return std::nullopt;
  return text;
}

// What stands in brackets at the end, as in 98%(含).
void ConsumeRemark(absl::string_view& plain) {
  const size_t open = plain.rfind('(');
  if (open != absl::string_view::npos && open > 0 && absl::EndsWith(plain, ")"))
    plain = plain.substr(0, open);
}

std::optional<google::type::Date> Date(absl::string_view year, absl::string_view month,
                                       absl::string_view day) {
  google::type::Date date;
  int y = 0;
  int m = 0;
  int d = 0;
  if (year.size() != 4 || !absl::SimpleAtoi(year, &y)) return std::nullopt;
  if (!month.empty() && (!absl::SimpleAtoi(month, &m) || m < 1 || m > 12)) return std::nullopt;
  if (!day.empty() && (!absl::SimpleAtoi(day, &d) || d < 1 || absl::CivilDay(y, m, d).day() != d))
    return std::nullopt;
  date.set_year(y);
  date.set_month(m);
  date.set_day(d);
  return date;
}

}  // namespace

std::optional<AmountUnit> AmountUnitIn(absl::string_view text) {
  const std::string plain = Plain(text);
  if (absl::StrContains(plain, "亿元") || absl::StrContains(plain, "百万元") ||
      absl::StrContains(plain, "千元"))
    return std::nullopt;
  if (absl::StrContains(plain, "万元")) return AmountUnit::kWanYuan;
  if (absl::StrContains(plain, "元")) return AmountUnit::kYuan;
  return std::nullopt;
}

bool IsBlank(absl::string_view text) {
  const std::string plain = Plain(text);
  return plain.empty() || plain.find_first_not_of('-') == std::string::npos || plain == "/";
}

std::optional<std::string> NumberIn(absl::string_view text, absl::string_view unit) {
  if (HoldsTwoNumbers(text)) return std::nullopt;
  const std::string plain = Plain(text);
  absl::string_view rest = plain;
  for (const absl::string_view sign : kComparisons) {
    if (absl::ConsumePrefix(&rest, sign)) break;
  }
  if (std::optional<std::string> number = Number(rest)) return number;
  ConsumeRemark(rest);
  const std::string plain_unit = Plain(unit);
  if (!plain_unit.empty()) absl::ConsumeSuffix(&rest, plain_unit);
  return Number(rest);
}

std::optional<std::string> YuanIn(absl::string_view text, AmountUnit unit) {
  if (HoldsTwoNumbers(text)) return std::nullopt;
  std::string plain = Plain(text);
  absl::string_view rest = plain;
  absl::ConsumePrefix(&rest, "¥");
  absl::ConsumePrefix(&rest, "￥");
  if (absl::ConsumeSuffix(&rest, "万元") || absl::ConsumeSuffix(&rest, "万")) {
    unit = AmountUnit::kWanYuan;
  } else if (absl::ConsumeSuffix(&rest, "元")) {
    unit = AmountUnit::kYuan;
  }
  std::optional<std::string> number = Number(rest);
  if (number && unit == AmountUnit::kWanYuan) return MovePoint(*number, 4);
  return number;
}

std::optional<google::type::Date> DateIn(absl::string_view text) {
  std::string plain =
      absl::StrReplaceAll(Plain(text), {{"年", "-"}, {"月", "-"}, {"日", ""}, {"/", "-"}, {".", "-"}});
  absl::string_view rest = plain;
  absl::ConsumeSuffix(&rest, "-");
  if (rest.size() == 8 && rest.find_first_not_of("0123456789") == absl::string_view::npos)
    return Date(rest.substr(0, 4), rest.substr(4, 2), rest.substr(6, 2));
  const std::vector<absl::string_view> parts = absl::StrSplit(rest, '-');
  if (parts.size() > 3) return std::nullopt;
  for (const absl::string_view part : parts) {
    if (part.empty() || part.find_first_not_of("0123456789") != absl::string_view::npos) return std::nullopt;
  }
  return Date(parts[0], parts.size() > 1 ? parts[1] : "", parts.size() > 2 ? parts[2] : "");
}

std::optional<v1::Outcome> OutcomeIn(absl::string_view text) {
  const std::string plain = Plain(text);
  for (const absl::string_view word : kReached) {
    if (plain == word) return v1::OUTCOME_REACHED;
  }
  for (const absl::string_view word : kNotReached) {
    if (plain == word) return v1::OUTCOME_NOT_REACHED;
  }
  return std::nullopt;
}

const v1::Band* BandIn(absl::string_view text, const v1::Scheme& scheme) {
  const std::string plain = Plain(text);
  for (const v1::Band& band : scheme.bands()) {
    if (plain == Plain(band.display_name()) || plain == Plain(band.code()) ||
        (!band.description().empty() && plain == Plain(band.description())))
      return &band;
  }
  return nullptr;
}

}  // namespace heng::forms
