// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/printed_numbers.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/golden/case_messages.h"

namespace heng::golden {
namespace {

// "indicators[4].score" in its parts; index -1 for "printed_total".
struct Ref {
  std::string list;
  int index = -1;
  std::string field;
};

Ref ParseRef(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, absl::ByAnyChar("[]."), absl::SkipEmpty());
  Ref ref{.list = parts.empty() ? "" : parts[0]};
  if (parts.size() == 3 && absl::SimpleAtoi(parts[1], &ref.index)) ref.field = parts[2];
  return ref;
}

Cell Replayed(const Replay& replay, const Ref& ref) {
  if (ref.list == "printed_total") return replay.total;
  if (ref.list == "printed_weight_total") return replay.weight_total;
  const auto index = static_cast<size_t>(ref.index);
  if (ref.list == "budget_rows" && index < replay.budget.size()) {
    return ref.field == "rate" ? replay.budget[index].rate : replay.budget[index].points;
  }
  if (ref.list == "indicators" && index < replay.indicators.size()) {
    return ref.field == "completion" ? replay.indicators[index].completion : replay.indicators[index].points;
  }
  return std::nullopt;
}

// Many forms print a completion above 100 as 100; the transcriber's rule says so.
Cell Capped(const Cell& completion) {
  const std::optional<Decimal> value = PrintedNumber(completion);
  return value.has_value() && *value > Decimal::FromInt(100) ? Cell("100.00") : completion;
}

bool SameNumber(const std::string& printed, const Cell& replayed) {
  const std::optional<Decimal> want = PrintedNumber(printed);
  const std::optional<Decimal> got = PrintedNumber(replayed);
  return want.has_value() && got.has_value() && *want == *got;
}

bool IsPromised(const Check& check) {
  return std::find(check.matches.begin(), check.matches.end(), "2dp_half_up") != check.matches.end();
}

}  // namespace

std::string ToString(const Difference& difference) {
  return absl::StrCat(difference.case_id, " ", difference.ref, ": printed ", difference.printed,
                      ", replayed ", difference.replayed);
}

CheckedNumbers CompareChecks(const Case& source, const Replay& replay) {
  CheckedNumbers result;
  for (const Check& check : source.checks) {
    if (!check.printed.has_value()) continue;
    ++result.compared_count;
    Cell replayed = Replayed(replay, ParseRef(check.ref));
    if (absl::StartsWith(check.rule, "min(actual/target,1)")) replayed = Capped(replayed);
    if (SameNumber(*check.printed, replayed)) continue;
    const Difference difference{source.id, check.ref, *check.printed, replayed.value_or("none")};
    (IsPromised(check) ? result.promised : result.others).push_back(difference);
  }
  return result;
}

PrintedCells CompareCells(const Case& source, const Replay& replay) {
  PrintedCells result;
  const auto compare = [&](const std::string& ref, const Cell& printed) {
    if (!printed.has_value()) return;
    ++result.compared_count;
    const Cell replayed = Replayed(replay, ParseRef(ref));
    if (SameNumber(*printed, replayed)) return;
    result.differences.push_back({source.id, ref, *printed, replayed.value_or("none")});
  };
  for (size_t i = 0; i < source.budget_rows.size(); ++i) {
    compare(absl::StrCat("budget_rows[", i, "].rate"), source.budget_rows[i].rate);
    compare(absl::StrCat("budget_rows[", i, "].score"), source.budget_rows[i].score);
  }
  for (size_t i = 0; i < source.indicators.size(); ++i) {
    compare(absl::StrCat("indicators[", i, "].completion"), source.indicators[i].completion);
    compare(absl::StrCat("indicators[", i, "].score"), source.indicators[i].score);
  }
  compare("printed_weight_total", source.printed_weight_total);
  compare("printed_total", source.printed_total);
  if (source.printed_grade.has_value()) {
    ++result.compared_count;
    if (!replay.grade.has_value() || !absl::StartsWith(*source.printed_grade, *replay.grade)) {
      result.differences.push_back(
          {source.id, "printed_grade", *source.printed_grade, replay.grade.value_or("none")});
    }
  }
  return result;
}

}  // namespace heng::golden
