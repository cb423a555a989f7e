// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/score_filter.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/decimal.h"
#include "base/decimal_kind.h"
#include "base/text.h"

namespace heng {
namespace {

// As in names of evaluations (base/resource_name.h).
constexpr int kMaxFilterValues = 1000;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;
constexpr size_t kMinRegionDigits = 2;
constexpr size_t kMaxRegionDigits = 12;
constexpr absl::string_view kAny = "-";

std::string FieldOf(absl::string_view path, absl::string_view field) {
  return absl::StrCat(path, ".", field);
}

std::string ItemOf(absl::string_view path, absl::string_view field, int index) {
  return absl::StrCat(path, ".", field, "[", index, "]");
}

bool IsRegionPattern(absl::string_view text) {
  if (text == kAny) return true;
  const size_t least = absl::ConsumeSuffix(&text, "*") ? 1 : kMinRegionDigits;
  return text.size() >= least && text.size() <= kMaxRegionDigits &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
}

bool IsParent(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  return parts.size() == 4 && parts[0] == "regions" && IsRegionPattern(parts[1]) &&
         parts[2] == "departments" && (parts[3] == kAny || IsValidCode(parts[3]));
}

void CheckParent(const std::string& parent, const std::string& path, FieldProblems& problems) {
  if (parent.empty() || IsParent(parent)) return;
  constexpr absl::string_view kShape = "regions/{region}/departments/{department}";
  const std::string shown = ForPeople(parent, 128);
  problems.Add(path, "BAD_NAME",
               {absl::StrCat("\"", shown, "\" is not a parent of evaluations: want ", kShape,
                             "; {region} a code, a prefix such as 62*, or -; {department} an id or -"),
                absl::StrCat("“", shown, "”不是自评表的上级：应为 ", kShape,
                             "，其中 {region} 为区划代码、62* 这样的前缀或 -，{department} 为部门编号或 -")});
}

// Points in hundredths; nothing for a text that is empty or that CheckFields has refused.
std::optional<int64_t> ReadPoints(const std::string& text, const std::string& path, FieldProblems& problems) {
  if (text.empty() || CheckDecimal(text, v1::DECIMAL_KIND_WEIGHT).has_value()) return std::nullopt;
  const absl::StatusOr<Decimal> points = Decimal::Parse(text);
  const absl::StatusOr<int64_t> hundredths = points.ok() ? points->ToUnits(2) : points.status();
  if (hundredths.ok()) return *hundredths;
  problems.Add(path, "OUT_OF_RANGE",
               {absl::StrCat("\"", text, "\" has more than 2 places: totals have 2"),
                absl::StrCat("“", text, "”的小数超过 2 位：总分最多 2 位小数")});
  return std::nullopt;
}

void ReadPointsRange(const v1::ScoreFilter& filter, absl::string_view path, storage::v1::RowFilter& out,
                     FieldProblems& problems) {
  const std::string min_path = FieldOf(path, "min_points");
  const std::optional<int64_t> least = ReadPoints(filter.min_points(), min_path, problems);
  const std::optional<int64_t> greatest =
      ReadPoints(filter.max_points(), FieldOf(path, "max_points"), problems);
  if (least.has_value()) out.set_min_hundredths(*least);
  if (greatest.has_value()) out.set_max_hundredths(*greatest);
  if (!least.has_value() || !greatest.has_value() || *least <= *greatest) return;
  problems.Add(min_path, "OUT_OF_RANGE",
               {absl::StrCat("min_points ", filter.min_points(), " is above max_points ", filter.max_points(),
                             ": swap them"),
                absl::StrCat("min_points ", filter.min_points(), " 大于 max_points ", filter.max_points(),
                             "：请交换两者")});
}

template <typename Values>
void CopyEnums(const Values& values, const google::protobuf::EnumDescriptor& type, absl::string_view path,
               absl::string_view field, google::protobuf::RepeatedField<int32_t>& out,
               FieldProblems& problems) {
  for (int i = 0; i < values.size(); ++i) {
    if (values[i] == 0) AddNotGiven(type, ItemOf(path, field, i), problems);
    out.Add(values[i]);
  }
}

bool CheckCounts(const v1::ScoreFilter& filter, absl::string_view path, FieldProblems& problems) {
  const auto fits = [&](int count, absl::string_view field) {
    return CheckCount(count, kMaxFilterValues, FieldOf(path, field), problems);
  };
  bool all_fit = fits(filter.fiscal_years_size(), "fiscal_years");
  all_fit &= fits(filter.kinds_size(), "kinds");
  all_fit &= fits(filter.department_categories_size(), "department_categories");
  all_fit &= fits(filter.states_size(), "states");
  all_fit &= fits(filter.grade_codes_size(), "grade_codes");
  all_fit &= fits(filter.schemes_size(), "schemes");
  return all_fit;
}

}  // namespace

void CheckName(const std::string& name, ResourceKind kind, Revisions revisions, absl::string_view path,
               FieldProblems& problems) {
  const absl::StatusOr<ResourceName> parsed = ParseResourceName(name, kind);
  if (!parsed.ok()) {
    problems.Add(path, "BAD_NAME",
                 {std::string(parsed.status().message()), ChineseMessageOf(parsed.status())});
  } else if (revisions == Revisions::kRefused && !parsed->revision.empty()) {
    problems.Add(path, "BAD_NAME",
                 {absl::StrCat("\"", ForPeople(name, 128), "\" names a revision: leave out what follows @"),
                  absl::StrCat("“", ForPeople(name, 128), "”带有版本号：请去掉 @ 之后的部分")});
  }
}

void CheckYear(int year, absl::string_view path, FieldProblems& problems) {
  if (year >= kFirstYear && year <= kLastYear) return;
  problems.Add(path, "OUT_OF_RANGE",
               {absl::StrCat("the fiscal year is ", year, ": want one from ", kFirstYear, " to ", kLastYear),
                absl::StrCat("年度为 ", year, "：应为 ", kFirstYear, " 至 ", kLastYear, " 年")});
}

void AddNotGiven(const google::protobuf::EnumDescriptor& type, absl::string_view path,
                 FieldProblems& problems) {
  const std::string& first = type.value(1)->name();
  const std::string& last = type.value(type.value_count() - 1)->name();
  problems.Add(path, "REQUIRED",
               {absl::StrCat(type.value(0)->name(), " is no choice: want one from ", first, " to ", last),
                absl::StrCat("不能为 ", type.value(0)->name(), "：请用 ", first, " 至 ", last, " 中的一个")});
}

bool CheckCount(int count, int most, absl::string_view path, FieldProblems& problems) {
  if (count <= most) return true;
  problems.Add(path, "TOO_LONG",
               {absl::StrCat(path, " has ", count, " items, want at most ", most),
                absl::StrCat(path, " 有 ", count, " 项，最多 ", most, " 项")});
  return false;
}

storage::v1::RowFilter ReadFilter(const v1::ScoreFilter& filter, absl::string_view path,
                                  FieldProblems& problems) {
  storage::v1::RowFilter out;
  if (!CheckCounts(filter, path, problems)) return out;
  CheckParent(filter.parent(), FieldOf(path, "parent"), problems);
  out.set_parent(filter.parent());
  if (!filter.under_region().empty()) {
    CheckName(filter.under_region(), ResourceKind::kRegion, Revisions::kRefused,
              FieldOf(path, "under_region"), problems);
    out.set_under_region(filter.under_region());
  }
  for (int i = 0; i < filter.fiscal_years_size(); ++i) {
    CheckYear(filter.fiscal_years(i), ItemOf(path, "fiscal_years", i), problems);
  }
  *out.mutable_fiscal_years() = filter.fiscal_years();
  CopyEnums(filter.kinds(), *v1::EvaluationKind_descriptor(), path, "kinds", *out.mutable_kinds(), problems);
  CopyEnums(filter.department_categories(), *v1::DepartmentCategory_descriptor(), path,
            "department_categories", *out.mutable_department_categories(), problems);
  CopyEnums(filter.states(), *v1::EvaluationState_descriptor(), path, "states", *out.mutable_states(),
            problems);
  *out.mutable_grade_codes() = filter.grade_codes();
  for (int i = 0; i < filter.schemes_size(); ++i) {
    CheckName(filter.schemes(i), ResourceKind::kScheme, Revisions::kAllowed, ItemOf(path, "schemes", i),
              problems);
  }
  *out.mutable_schemes() = filter.schemes();
  ReadPointsRange(filter, path, out, problems);
  return out;
}

storage::v1::Grouping ReadGrouping(const v1::ScoreGrouping& grouping, int max_dimensions,
                                   absl::string_view path, FieldProblems& problems) {
  storage::v1::Grouping out;
  if (!CheckCount(grouping.dimensions_size(), max_dimensions, FieldOf(path, "dimensions"), problems))
    return out;
  for (int i = 0; i < grouping.dimensions_size(); ++i) {
    const int dimension = grouping.dimensions(i);
    const std::string item = ItemOf(path, "dimensions", i);
    if (dimension == 0) AddNotGiven(*v1::ScoreDimension_descriptor(), item, problems);
    if (std::find(out.dimensions().begin(), out.dimensions().end(), dimension) != out.dimensions().end()) {
      const std::string& name = v1::ScoreDimension_Name(grouping.dimensions(i));
      problems.Add(item, "DUPLICATE_CODE",
                   {absl::StrCat(name, " stands twice: want each dimension once"),
                    absl::StrCat(name, " 重复：每个维度只能出现一次")});
    }
    out.add_dimensions(static_cast<storage::v1::Dimension>(dimension));  // the numbers are the same
  }
  return out;
}

}  // namespace heng
