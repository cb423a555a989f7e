// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/indicator_facts.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/forms/plain_text.h"
#include "clients/forms/result_words.h"

namespace heng::forms {
namespace {

class FactReader {
 public:
  FactReader(const v1::Indicator& indicator, const v1::Scheme& scheme, const TypedCell& cell,
             CellProblems& problems, v1::IndicatorResult& result)
      : indicator_(indicator), scheme_(scheme), cell_(cell), problems_(problems), result_(result) {}

  void Read() {
    result_.clear_status();
    result_.clear_actual();
    result_.clear_band();
    result_.clear_outcome();
    result_.clear_completed_date();
    const std::string plain = Plain(cell_.text);
    if (IsBlank(cell_.text)) return;
    if (plain == kNotApplicableWord) return result_.set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
    if (plain == kNoEvidenceWord) return result_.set_status(v1::RESULT_STATUS_NO_EVIDENCE);
    switch (indicator_.rule()) {
      case v1::RULE_KIND_BAND:
        return ReadBand();
      case v1::RULE_KIND_DATE:
        return ReadDate();
      case v1::RULE_KIND_EITHER_OR:
      case v1::RULE_KIND_VETO:
        return ReadOutcome();
      case v1::RULE_KIND_BY_HAND:
        return;  // words; the points are in 得分
      default:
        return ReadNumber();
    }
  }

 private:
  void Report(absl::string_view reason, const std::string& want_en, const std::string& want_zh) {
    problems_.Add(
        cell_.at, reason,
        {.en = absl::StrCat(indicator_.display_name(), ": got \"", cell_.text, "\", want ", want_en),
         .zh = absl::StrCat(indicator_.display_name(), "：填写为“", cell_.text, "”，应为", want_zh)});
  }

  void ReadNumber() {
    if (std::optional<std::string> number = NumberIn(cell_.text, indicator_.unit())) {
      problems_.AddIfBeyond(cell_.at, *number, v1::DECIMAL_KIND_VALUE);
      result_.set_actual(*std::move(number));
      return;
    }
    // A plain text is as good as a number where nothing is scored.
    if (indicator_.rule() == v1::RULE_KIND_INFORMATION) return;
    const std::string& unit = indicator_.unit();
    Report("NOT_A_DECIMAL", unit.empty() ? "a number" : absl::StrCat("a number in ", unit),
           unit.empty() ? "数字" : absl::StrCat("以“", unit, "”为单位的数字"));
  }

  void ReadBand() {
    if (const v1::Band* band = BandIn(cell_.text, scheme_)) {
      result_.set_band(band->code());
      return;
    }
    const std::string labels = absl::StrJoin(
        scheme_.bands(), ", ",
        [](std::string* out, const v1::Band& band) { absl::StrAppend(out, band.display_name()); });
    Report("UNKNOWN_CODE", absl::StrCat("one of the bands ", labels), absl::StrCat("档次之一：", labels));
  }

  void ReadDate() {
    if (const std::optional<google::type::Date> date = DateIn(cell_.text)) {
      *result_.mutable_completed_date() = *date;
      return;
    }
    Report("OUT_OF_RANGE", "a date such as 2024-06-30 or 2024年6月30日",
           "日期，如 2024-06-30 或 2024年6月30日");
  }

  void ReadOutcome() {
    if (const std::optional<v1::Outcome> outcome = OutcomeIn(cell_.text)) {
      result_.set_outcome(*outcome);
      return;
    }
    Report("OUT_OF_RANGE", absl::StrCat(kReachedWord, " or ", kNotReachedWord),
           absl::StrCat(kReachedWord, "或", kNotReachedWord));
  }

  const v1::Indicator& indicator_;
  const v1::Scheme& scheme_;
  const TypedCell& cell_;
  CellProblems& problems_;
  v1::IndicatorResult& result_;
};

}  // namespace

void SetFacts(const v1::Indicator& indicator, const v1::Scheme& scheme, const TypedCell& cell,
              CellProblems& problems, v1::IndicatorResult& result) {
  FactReader(indicator, scheme, cell, problems, result).Read();
}

void SetGivenPoints(const TypedCell& cell, CellProblems& problems, v1::IndicatorResult& result) {
  result.clear_given_points();
  if (IsBlank(cell.text)) return;
  if (std::optional<std::string> points = NumberIn(cell.text, "分")) {
    problems.AddIfBeyond(cell.at, *points, v1::DECIMAL_KIND_WEIGHT);
    result.set_given_points(*std::move(points));
    return;
  }
  problems.Add(cell.at, "NOT_A_DECIMAL",
               {.en = absl::StrCat("\"", cell.text, "\" are no points: want a number"),
                .zh = absl::StrCat("“", cell.text, "”不是得分：应为数字")});
}

}  // namespace heng::forms
