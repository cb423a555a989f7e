// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/score_filter.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/words.h"

namespace heng::cli {
namespace {

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

bool ReadYear(absl::string_view text, int& year) {
  return absl::SimpleAtoi(text, &year) && year >= kFirstYear && year <= kLastYear;
}

// "2024", or "2020-2024" for all years from the first to the last.
absl::Status AddYears(const std::string& typed, v1::ScoreFilter& filter) {
  const std::pair<absl::string_view, absl::string_view> ends = absl::StrSplit(typed, absl::MaxSplits('-', 1));
  int first = 0;
  int last = 0;
  const bool is_range = absl::StrContains(typed, "-");
  if (!ReadYear(ends.first, first) || !ReadYear(is_range ? ends.second : ends.first, last) || last < first) {
    return MakeError(
        absl::StatusCode::kInvalidArgument, "",
        {.en = absl::StrCat("--year: \"", typed, "\" is not a fiscal year: want 2024, or 2020-2024, from ",
                            kFirstYear, " to ", kLastYear),
         .zh = absl::StrCat("--year：“", typed, "”不是年度：应如 2024 或 2020-2024，范围 ", kFirstYear,
                            " 至 ", kLastYear)});
  }
  for (int year = first; year <= last; ++year) {
    const auto& years = filter.fiscal_years();
    if (std::find(years.begin(), years.end(), year) == years.end()) filter.add_fiscal_years(year);
  }
  return absl::OkStatus();
}

// The parent that region and department name; empty if neither is given.
absl::StatusOr<std::string> ParentOf(const ScoreFilterFlags& flags) {
  const std::string department = FullDepartmentName(flags.department);
  if (absl::StrContains(department, '/')) {
    if (flags.region.empty()) return department;
    return MakeError(absl::StatusCode::kInvalidArgument, "",
                     {.en = absl::StrCat("--department=", flags.department,
                                         " names its region: leave out --region, or give the id alone"),
                      .zh = absl::StrCat("--department=", flags.department,
                                         " 已含区划：请去掉 --region，或只写部门编号")});
  }
  if (flags.region.empty() && department.empty()) return "";
  const absl::string_view region = absl::StripPrefix(flags.region, "regions/");
  return absl::StrCat("regions/", region.empty() ? "-" : region, "/departments/",
                      department.empty() ? "-" : department);
}

std::string WithPrefix(absl::string_view prefix, absl::string_view text) {
  return absl::StartsWith(text, prefix) ? std::string(text) : absl::StrCat(prefix, text);
}

}  // namespace

CLI::Option* AddListFlag(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                         const std::string& help) {
  return app.add_option(name, values, help)->take_all()->expected(1);
}

std::vector<std::string> SplitValues(const std::vector<std::string>& typed) {
  std::vector<std::string> values;
  for (const std::string& text : typed) {
    for (const absl::string_view value : absl::StrSplit(text, ',')) values.emplace_back(value);
  }
  return values;
}

void AddScoreFilterFlags(CLI::App& app, Language language, ScoreFilterFlags& flags) {
  const auto text = [&](const Text& help) { return In(language, help); };
  app.add_option(
      "--region", flags.region,
      text({.en = "Only forms filed in this region: a code such as 620602, or a prefix such as 62*",
            .zh = "只计在该区划填报的：代码如 620602，或前缀如 62*"}));
  app.add_option("--under", flags.under,
                 text({.en = "Only forms filed in this region or in any region below it",
                       .zh = "只计该区划及其所有下级区划"}));
  app.add_option("--department", flags.department,
                 text({.en = "Only this department: its id (with --region), or 620602/zonggonghui",
                       .zh = "只计该部门：编号（同时给出 --region），或 620602/zonggonghui"}));
  AddListFlag(app, "--kind", flags.kinds,
              text({.en = "Only this kind: overall or project",
                    .zh = "只计该类表：overall（部门整体）或 project（项目）"}));
  AddListFlag(app, "--category", flags.categories,
              text({.en = "Only departments of these categories: party-organ, school, …, or in Chinese",
                    .zh = "只计这些类别的部门：党委机关、学校等，或 party-organ、school 等"}));
  AddListFlag(app, "--state", flags.states,
              text({.en = "Only this state: draft or submitted",
                    .zh = "只计该状态：draft（草稿）或 submitted（已提交）"}));
  AddListFlag(app, "--grade", flags.grades,
              text({.en = "Only these codes of grades, such as excellent,good",
                    .zh = "只计这些等级代码，如 excellent,good"}));
  AddListFlag(app, "--scheme", flags.schemes,
              text({.en = "Only forms scored by these schemes, with or without @revision",
                    .zh = "只计按这些方案计分的，可带 @版本"}));
  app.add_option("--min-points", flags.min_points,
                 text({.en = "Only totals of at least this many points", .zh = "只计总分不低于此数的"}));
  app.add_option("--max-points", flags.max_points,
                 text({.en = "Only totals of at most this many points", .zh = "只计总分不高于此数的"}));
}

void AddYearsFlag(CLI::App& app, Language language, ScoreFilterFlags& flags) {
  AddListFlag(app, "--year", flags.years,
              In(language, {.en = "Only these fiscal years: 2024, or 2022,2024, or 2020-2024",
                            .zh = "只计这些年度：2024，或 2022,2024，或 2020-2024"}));
}

void AddContinuedFlag(CLI::App& app, Language language, bool& continued) {
  app.add_flag("--continued", continued,
               In(language, {.en = "Count merged and renamed departments under the one that continues them",
                             .zh = "合并、更名的部门计入承接它的部门"}));
}

absl::StatusOr<v1::ScoreFilter> FilterOf(const ScoreFilterFlags& flags) {
  v1::ScoreFilter filter;
  HENG_ASSIGN_OR_RETURN(const std::string parent, ParentOf(flags));
  filter.set_parent(parent);
  if (!flags.under.empty()) filter.set_under_region(WithPrefix("regions/", flags.under));
  for (const std::string& years : SplitValues(flags.years)) {
    HENG_RETURN_IF_ERROR(AddYears(years, filter));
  }
  for (const std::string& kind : SplitValues(flags.kinds)) {
    HENG_ASSIGN_OR_RETURN(const int number, NumberOf(KindWords(), "--kind", kind));
    filter.add_kinds(static_cast<v1::EvaluationKind>(number));
  }
  for (const std::string& category : SplitValues(flags.categories)) {
    HENG_ASSIGN_OR_RETURN(const int number, NumberOf(CategoryWords(), "--category", category));
    filter.add_department_categories(static_cast<v1::DepartmentCategory>(number));
  }
  for (const std::string& state : SplitValues(flags.states)) {
    HENG_ASSIGN_OR_RETURN(const int number, NumberOf(StateWords(), "--state", state));
    filter.add_states(static_cast<v1::EvaluationState>(number));
  }
  for (const std::string& grade : SplitValues(flags.grades)) filter.add_grade_codes(grade);
  for (const std::string& scheme : SplitValues(flags.schemes))
    filter.add_schemes(WithPrefix("schemes/", scheme));
  filter.set_min_points(flags.min_points);
  filter.set_max_points(flags.max_points);
  return filter;
}

std::string FullDepartmentName(absl::string_view typed) {
  const std::vector<absl::string_view> parts = absl::StrSplit(typed, '/');
  const bool is_short = parts.size() == 2 && parts[0] != "regions";
  return is_short ? absl::StrCat("regions/", parts[0], "/departments/", parts[1]) : std::string(typed);
}

std::string NothingFiledText(const google::protobuf::RepeatedField<int32_t>& asked_years,
                             const google::protobuf::RepeatedField<int32_t>& filed_years, Language language) {
  if (filed_years.empty()) {
    return In(language,
              {.en = "heng: no evaluation is filed at all yet\n", .zh = "heng: 尚未提交任何自评表\n"});
  }
  const std::string filed_en = absl::StrJoin(filed_years, ", ");
  const std::string filed_zh = absl::StrJoin(filed_years, "、");
  const bool any_filed = std::any_of(asked_years.begin(), asked_years.end(), [&](int32_t year) {
    return std::find(filed_years.begin(), filed_years.end(), year) != filed_years.end();
  });
  if (asked_years.empty() || any_filed) {
    return In(language,
              {.en = absl::StrCat("heng: no evaluation passes this filter; years filed are ", filed_en, "\n"),
               .zh = absl::StrCat("heng: 没有符合条件的自评表；已有自评表的年度：", filed_zh, "\n")});
  }
  return In(language, {.en = absl::StrCat("heng: nothing is filed for ", absl::StrJoin(asked_years, ", "),
                                          "; years filed are ", filed_en, "\n"),
                       .zh = absl::StrCat("heng: ", absl::StrJoin(asked_years, "、"),
                                          " 年度没有自评表；已有自评表的年度：", filed_zh, "\n")});
}

}  // namespace heng::cli
