// SPDX-License-Identifier: Apache-2.0
//
// PERIOD_NOT_CLOSED: figures that stop before the year does.
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "google/type/date.pb.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

constexpr int kLastMonth = 12;
constexpr int kLastDay = 31;
constexpr absl::string_view kSoFar[] = {"截止目前", "截至目前", "目前为止"};

// The fiscal year, from the field that the service fills, else from the name: `.../evaluations/2024-overall`. 0 if neither
// says it.
int FiscalYear(const v1::Evaluation& evaluation) {
  if (evaluation.fiscal_year() > 0) return evaluation.fiscal_year();
  const absl::string_view name = evaluation.name();
  const size_t id = name.rfind('/') + 1;
  int year = 0;
  return absl::SimpleAtoi(name.substr(id, name.find('-', id) - id), &year) ? year : 0;
}

// Whether a date lies before the last day of the year; months and days may be left open.
bool IsBeforeEnd(const google::type::Date& date, int year) {
  if (date.year() == 0 || year == 0) return false;
  if (date.year() != year) return date.year() < year;
  if (date.month() == 0) return false;
  return date.month() < kLastMonth || (date.day() > 0 && date.day() < kLastDay);
}

std::string DateText(const google::type::Date& date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

// What the period calls its early end; empty if it has none.
std::string EarlyEnd(const v1::Period& period, int year) {
  for (absl::string_view words : kSoFar) {
    if (absl::StrContains(period.text(), words)) return AsTyped(period.text());
  }
  if (!IsBeforeEnd(period.until_date(), year)) return "";
  return period.text().empty() ? DateText(period.until_date()) : AsTyped(period.text());
}

void Add(absl::string_view ref, int index, absl::string_view row, std::string end, FindingList& findings) {
  if (end.empty()) return;
  findings.BeginRow(ref, index, row);
  findings.Add(FindingCode::kPeriodNotClosed, {.claimed = std::move(end)});
}

}  // namespace

void AddPeriodFindings(const Form& form, FindingList& findings) {
  const v1::Evaluation& evaluation = form.evaluation;
  const int year = FiscalYear(evaluation);
  const auto early = [year](const google::type::Date& date) {
    return IsBeforeEnd(date, year) ? DateText(date) : "";
  };
  Add("budget.as_of_date", -1, "预算执行数截止日", early(evaluation.budget().as_of_date()), findings);
  Add("form_date", -1, "填表日期", early(evaluation.form_date()), findings);
  Add("report.period", -1, "自评报告", EarlyEnd(evaluation.report().period(), year), findings);
  for (int i = 0; i < evaluation.report().key_tasks_size(); ++i) {
    const v1::KeyTask& task = evaluation.report().key_tasks(i);
    for (const v1::QuantifiedResult& result : task.results()) {
      std::string end = EarlyEnd(result.period(), year);
      if (end.empty()) continue;
      Add("report.key_tasks", i, task.title(), std::move(end), findings);
      break;
    }
  }
}

}  // namespace heng::findings
