// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/summaries.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "heng/v1/evaluation.pb.h"
#include "tests/generator/seeded.h"

namespace heng::generator {
namespace {

constexpr int kProvinces = 31;
constexpr int kPrefectures = 11;
constexpr int kCounties = 10;
constexpr int kRegions = kProvinces * kPrefectures * kCounties;
constexpr int kFirstProvince = 11;
constexpr int kFormsOfDepartment = 10;  // an overall form each year, and a project in two of them
constexpr int kCategories = 9;
constexpr int64_t kNotGiven = -1;

struct Class {
  const char* code;
  const char* name;
  int level;
  int64_t weight_tenthousandths;
};

// Those of schemes/gansu-overall.
constexpr Class kClasses[kMostParts] = {
    {"management", "部门管理", 1, 200000},
    {"effect", "履职效果", 1, 500000},
    {"satisfaction", "服务对象满意度", 1, 100000},
    {"capacity", "能力建设", 1, 100000},
    {"funding", "资金投入", 2, 80000},
    {"finance", "财务管理", 2, 40000},
    {"procurement", "采购管理", 2, 20000},
    {"staff", "人员管理", 2, 20000},
    {"key-work", "重点工作管理", 2, 20000},
    {"assets", "资产管理", 2, 20000},
    {"duty-goals", "部门履职目标", 2, 250000},
    {"effect-goals", "部门效果目标", 2, 150000},
    {"social-influence", "社会影响", 2, 100000},
    {"long-term", "长效管理", 2, 40000},
    {"human-resources", "人力资源建设", 2, 30000},
    {"archives", "档案管理", 2, 30000},
    {"quantity", "数量指标", 3, 100000},
    {"quality", "质量指标", 3, 100000},
    {"timeliness", "时效指标", 3, 50000},
};

struct Grade {
  const char* code;
  const char* name;
  int64_t least_hundredths;
};
constexpr Grade kGrades[] = {
    {"excellent", "优", 9000}, {"good", "良", 8000}, {"fair", "中", 6000}, {"poor", "差", 0}};

std::string RegionCode(int region) {
  const int province = kFirstProvince + region / (kPrefectures * kCounties);
  const int prefecture = 1 + region / kCounties % kPrefectures;
  return absl::StrFormat("%02d%02d%02d", province, prefecture, 1 + region % kCounties);
}

// Which departments of a region there are.
struct Range {
  int64_t first = 0;
  int64_t end = 0;
};

void AddParts(int parts, Random& random, storage::v1::SummaryRow& row) {
  const int64_t total = row.total_hundredths();
  for (int i = 0; i < parts; ++i) {
    storage::v1::SummaryRow::ClassPoints& points = *row.add_classes();
    points.set_class_code(kClasses[i].code);
    points.set_display_name(kClasses[i].name);
    points.set_level(kClasses[i].level);
    points.set_weight_tenthousandths(kClasses[i].weight_tenthousandths);
    points.set_points_hundredths(kClasses[i].weight_tenthousandths * total / 1000000);
  }
  if (parts == 0) return;
  row.set_execution_weight_tenthousandths(100000);
  row.set_execution_points_hundredths(total / 10);
  for (const int clause : {int{v1::SCORE_CLAUSE_TARGET_MET}, int{v1::SCORE_CLAUSE_PRO_RATA},
                           int{v1::SCORE_CLAUSE_BAND_SHARE}, int{v1::SCORE_CLAUSE_EXECUTION_RATIO}}) {
    storage::v1::SummaryRow::ClausePoints& points = *row.add_clauses();
    points.set_clause(clause);
    points.set_row_count(1 + random.Below(12));
    points.set_points_hundredths(total / 4);
    points.set_weight_tenthousandths(250000);
  }
  for (const char* code : {"BAND_WITHOUT_EVIDENCE", "REASON_MISSING"}) {
    if (random.OneIn(3)) continue;
    storage::v1::SummaryRow::FindingCount& finding = *row.add_findings();
    finding.set_code(code);
    finding.set_finding_count(1 + random.Below(6));
    finding.set_row_count(finding.finding_count());
    finding.set_points_hundredths(200);
    finding.set_weight_tenthousandths(40000);
  }
}

void SetAmounts(Random& random, storage::v1::SummaryRow& row) {
  const int64_t adjusted = random.Between(100000, 2000000000);
  const int64_t rate = random.Between(6000, 10500);
  const int64_t initial = adjusted - random.Between(0, adjusted / 8);
  const bool left_out = random.OneIn(50);
  row.set_initial_fen(initial);
  row.set_adjusted_fen(left_out ? kNotGiven : adjusted);
  row.set_executed_fen(adjusted * rate / 10000);
}

// Totals crowd towards 100, as they do on forms.
int64_t DrawTotal(Random& random) {
  const int64_t a = random.Below(4001);
  const int64_t b = random.Below(4001);
  const int64_t d = random.Below(2001);
  return 10000 - std::min(a, b) - d / 4;
}

// Form `number` of a department, which files its overall form of each year and the project of two.
storage::v1::SummaryRow MakeRow(const SummaryOptions& options, int region, int64_t department, int number,
                                int year) {
  Random random = RandomFor(options.seed, Stream::kSummary, {department, number});
  Random of_department = RandomFor(options.seed, Stream::kSummary, {department});
  const bool project = number >= kSummaryYears;
  storage::v1::SummaryRow row;
  row.set_name(absl::StrCat("regions/", RegionCode(region), "/departments/",
                            absl::StrFormat("%07d", department), "/evaluations/", year,
                            project ? "-project-1" : "-overall"));
  row.set_revision(1);
  row.set_etag("1");
  row.set_fiscal_year(year);
  row.set_kind(project ? v1::EVALUATION_KIND_PROJECT : v1::EVALUATION_KIND_OVERALL);
  row.set_state(v1::EVALUATION_STATE_SUBMITTED);
  row.set_department_category(1 + of_department.Below(kCategories));
  row.set_department_display_name(absl::StrCat("第", department, "预算单位"));
  row.set_scheme(project ? "schemes/national-project@0123456789abcdef"
                         : "schemes/gansu-overall@0123456789abcdef");
  row.set_total_hundredths(DrawTotal(random));
  for (const Grade& grade : kGrades) {
    if (row.total_hundredths() < grade.least_hundredths) continue;
    row.set_grade_code(grade.code);
    row.set_grade(grade.name);
    break;
  }
  SetAmounts(random, row);
  AddParts(options.parts, random, row);
  row.set_create_unix_ms(int64_t{1740000000000} + department);
  row.set_update_unix_ms(row.create_unix_ms());
  return row;
}

// The rows of one region and year.
absl::Status VisitYear(const SummaryOptions& options, int region, const Range& departments, int year,
                       const std::function<absl::Status(const storage::v1::SummaryRow&)>& visit) {
  for (int64_t department = departments.first; department < departments.end; ++department) {
    // Departments begin in different years, so that years are alike.
    const int first = static_cast<int>((year - kFirstSummaryYear + department) % kSummaryYears);
    for (int number = first; number < kFormsOfDepartment; number += kSummaryYears) {
      if (department * kFormsOfDepartment + number >= options.rows) continue;
      HENG_RETURN_IF_ERROR(visit(MakeRow(options, region, department, number, year)));
    }
  }
  return absl::OkStatus();
}

std::string Yuan(int64_t fen) {
  return fen == kNotGiven ? "" : absl::StrFormat("%d.%02d", fen / 100, fen % 100);
}

}  // namespace

absl::Status ForEachSummary(const SummaryOptions& options,
                            const std::function<absl::Status(const storage::v1::SummaryRow&)>& visit) {
  HENG_CHECK(options.parts >= 0 && options.parts <= kMostParts);
  const int64_t departments = (options.rows + kFormsOfDepartment - 1) / kFormsOfDepartment;
  for (int region = 0; region < kRegions; ++region) {
    const Range range = {departments * region / kRegions, departments * (region + 1) / kRegions};
    for (int year = kFirstSummaryYear; year < kFirstSummaryYear + kSummaryYears; ++year) {
      HENG_RETURN_IF_ERROR(VisitYear(options, region, range, year, visit));
    }
  }
  return absl::OkStatus();
}

std::string CsvLine(const storage::v1::SummaryRow& row) {
  const absl::StatusOr<ResourceName> name = ParseResourceName(row.name());
  HENG_CHECK(name.ok());
  return absl::StrFormat("%s,%d,%d.%02d,%d,%s,%s\n", name->region, row.fiscal_year(),
                         row.total_hundredths() / 100, row.total_hundredths() % 100,
                         row.department_category(), Yuan(row.adjusted_fen()), Yuan(row.executed_fen()));
}

}  // namespace heng::generator
