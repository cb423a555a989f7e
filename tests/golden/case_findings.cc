// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/case_findings.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace heng::golden {
namespace {

// Codes that need text or knowledge outside the form, or that the transcription has repaired.
constexpr absl::string_view kExcused[] = {"ROW_SHIFT", "PARTS_NOT_SUM_IN_TEXT", "TEMPLATE_GAP",
                                          "ILLEGIBLE", "WRONG_OPERATOR",        "TARGET_NOT_A_RESULT",
                                          "UNIT_ERROR"};
// Of a narrative the form holds nothing.
constexpr absl::string_view kNarrative = "narrative";
// Codes about the sum of all rows.
constexpr absl::string_view kOfTheWhole[] = {"WEIGHT_SUM_NOT_100", "WEIGHTS_DIFFER_FROM_RULE",
                                             "TOTAL_NOT_SUM_OF_PARTS", "TOTAL_NOT_BY_RULE",
                                             "GRADE_NOT_BY_TOTAL"};

template <size_t size>
bool IsIn(absl::string_view word, const absl::string_view (&words)[size]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsRequired(const ExpectedFinding& finding) {
  return !IsIn(finding.code, kExcused) && finding.ref != kNarrative;
}

// `list[first..last]`: a row has first = last, a list as a whole has first = -1.
struct Rows {
  std::string list;
  int first = -1;
  int last = -1;

  bool Contains(const Rows& row) const {
    return list == row.list && (first < 0 || (row.first >= first && row.last <= last));
  }
};

Rows ParseRows(absl::string_view ref) {
  const std::vector<std::string> parts = absl::StrSplit(ref, absl::ByAnyChar("[].,"), absl::SkipEmpty());
  Rows rows{.list = parts.empty() ? "" : parts[0]};
  if (parts.size() < 2 || !absl::SimpleAtoi(parts[1], &rows.first)) return rows;
  if (parts.size() < 3 || !absl::SimpleAtoi(parts[2], &rows.last)) rows.last = rows.first;
  return rows;
}

// The case's name for a path into the evaluation; empty for what the case has no row for.
std::string RefOf(const Case& source, const std::string& ref) {
  if (ref == "budget.lines" || ref == "claim.budget_lines") return "budget_rows";
  if (ref == "results" || ref == "claim.total_weight_text") return "indicators";
  if (ref == "claim.total_points_text") return "printed_total";
  if (ref == "claim.grade_text") return "printed_grade";
  if (absl::StartsWith(ref, "goal_completions")) return "overall_goal";
  const size_t bracket = ref.find('[');
  if (absl::StartsWith(ref, "budget.lines[")) return absl::StrCat("budget_rows", ref.substr(bracket));
  if (!absl::StartsWith(ref, "results[")) return "";
  const Rows rows = ParseRows(absl::StrCat("results", ref.substr(bracket)));
  return rows.first < static_cast<int>(source.indicators.size())
             ? absl::StrCat("indicators", ref.substr(bracket))
             : "";
}

bool HasRow(const std::vector<CaseFinding>& found, const std::string& code, const Rows& wanted) {
  return std::any_of(found.begin(), found.end(), [&](const CaseFinding& finding) {
    return finding.code == code && wanted.Contains(ParseRows(finding.ref));
  });
}

}  // namespace

std::vector<CaseFinding> FindingsOfCase(const Case& source,
                                        const google::protobuf::RepeatedPtrField<v1::Finding>& findings) {
  std::vector<CaseFinding> result;
  for (const v1::Finding& finding : findings) {
    CaseFinding mapped{.code = finding.code(), .ref = RefOf(source, finding.ref())};
    if (mapped.ref.empty()) continue;
    if (!source.is_complete && IsIn(mapped.code, kOfTheWhole)) continue;
    if (std::find(result.begin(), result.end(), mapped) == result.end()) result.push_back(std::move(mapped));
  }
  return result;
}

// A range demands each of its rows, a list as a whole at least one.
std::vector<CaseFinding> MissingFindings(const Case& source, const std::vector<CaseFinding>& found) {
  std::vector<CaseFinding> missing;
  for (const ExpectedFinding& expected : source.findings) {
    if (!IsRequired(expected)) continue;
    const Rows wanted = ParseRows(expected.ref);
    for (int i = wanted.first; i <= wanted.last; ++i) {
      const Rows row{.list = wanted.list, .first = i, .last = i};
      if (HasRow(found, expected.code, row)) continue;
      missing.push_back({expected.code, i < 0 ? wanted.list : absl::StrCat(wanted.list, "[", i, "]")});
    }
  }
  return missing;
}

std::vector<CaseFinding> ExtraFindings(const Case& source, const std::vector<CaseFinding>& found) {
  std::vector<CaseFinding> extra;
  for (const CaseFinding& finding : found) {
    const Rows row = ParseRows(finding.ref);
    const bool is_listed = std::any_of(
        source.findings.begin(), source.findings.end(),
        [&](const ExpectedFinding& e) { return e.code == finding.code && ParseRows(e.ref).Contains(row); });
    if (!is_listed) extra.push_back(finding);
  }
  return extra;
}

int RequiredCount(const Case& source) {
  int count = 0;
  for (const ExpectedFinding& expected : source.findings) {
    if (!IsRequired(expected)) continue;
    const Rows wanted = ParseRows(expected.ref);
    count += wanted.last - wanted.first + 1;
  }
  return count;
}

}  // namespace heng::golden
