// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/province.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "tests/generator/form_filler.h"
#include "tests/generator/indicators.h"
#include "tests/generator/money.h"
#include "tests/generator/seeded.h"

namespace heng::generator {
namespace {

constexpr char kOverallScheme[] = "gansu-overall";
constexpr char kProjectScheme[] = "national-project";
// Department codes are three digits, units below them three more.
constexpr int kFirstDepartmentCode = 101;
constexpr int kDepartmentCodes = 899;
// A region has so many departments or none, so that a small province is not made of finance bureaus alone.
constexpr int kFewestBodies = 12;

// Seats of a region that are numbered alike have the same code in every region.
std::string CodeOf(int number) {
  return absl::StrFormat("%03d%03d", kFirstDepartmentCode + number % kDepartmentCodes,
                         1 + number / kDepartmentCodes);
}

v1::Scheme ReadScheme(const std::string& id) {
  std::ifstream file(absl::StrCat(HENG_SOURCE_DIR, "/schemes/", id, ".json"));
  std::ostringstream json;
  json << file.rdbuf();
  v1::Scheme scheme;
  HENG_CHECK(google::protobuf::util::JsonStringToMessage(json.str(), &scheme).ok());
  return scheme;
}

std::vector<IndicatorRow> RowsOf(const ProjectKind* project, Random& random) {
  return project == nullptr ? OverallRows(random) : ProjectRows(*project, random);
}

// What the goals of a department are drawn from: the rows, and for a project what it is about.
struct Draft {
  const ProjectKind* project = nullptr;
  std::vector<IndicatorRow> rows;
};

Draft DraftOf(uint64_t seed, int department, int project) {
  Random random = RandomFor(seed, Stream::kGoals, {department, project});
  Draft draft;
  const int kind = random.Below(static_cast<int>(ProjectKinds().size()));
  if (project > 0) draft.project = &ProjectKinds()[kind];
  draft.rows = RowsOf(draft.project, random);
  return draft;
}

}  // namespace

Province::Province(const ProvinceOptions& options) : options_(options), places_(MakePlaces(options.seed)) {
  HENG_CHECK(options.departments > 0 && options.years > 0);
}

v1::Region Province::region(int region) const { return RegionOf(places_[region]); }

int Province::GroupCount() const {
  return std::clamp(options_.departments / kFewestBodies, 1, region_count());
}

int64_t Province::FirstDepartment(int group) const {
  return int64_t{options_.departments} * group / GroupCount();
}

Province::Seat Province::SeatOf(int department) const {
  int group = static_cast<int>(int64_t{department} * GroupCount() / options_.departments);
  while (FirstDepartment(group + 1) <= department) ++group;
  const int region = static_cast<int>(int64_t{group} * region_count() / GroupCount());
  return {region, static_cast<int>(department - FirstDepartment(group))};
}

bool Province::HasReform(int region) const {
  return options_.years > 1 && RandomFor(options_.seed, Stream::kReform, {region}).OneIn(2);
}

Body Province::BodyAt(const Seat& seat) const {
  return BodyOf(places_[seat.region], HasReform(seat.region), seat.number);
}

std::string Province::department_name(int department) const {
  const Seat seat = SeatOf(department);
  return absl::StrCat("regions/", places_[seat.region].code, "/departments/", CodeOf(seat.number));
}

v1::Department Province::department(int department) const {
  const Seat seat = SeatOf(department);
  const Place& place = places_[seat.region];
  const Body body = BodyAt(seat);
  const std::string region = absl::StrCat("regions/", place.code, "/departments/");
  v1::Department made;
  made.set_name(absl::StrCat(region, CodeOf(seat.number)));
  made.set_display_name(absl::StrCat(place.short_name, body.name));
  made.set_category(body.category);
  v1::BudgetCode& code = *made.add_budget_codes();
  code.set_fiscal_year(first_year(department));
  code.set_code(CodeOf(seat.number));
  made.set_budget_level(body.supervisor < 0 ? 1 : 2);
  made.set_funding_source(v1::FUNDING_SOURCE_FULL_APPROPRIATION);
  Random random = RandomFor(options_.seed, Stream::kDepartment, {department});
  const int64_t posts = random.Between(6, 240);
  made.mutable_staffing()->set_authorised_count(static_cast<int>(posts));
  made.mutable_staffing()->set_on_staff_count(static_cast<int>(posts - random.Below(5)));
  made.mutable_staffing()->set_retired_count(random.Below(60));
  if (body.supervisor >= 0) made.set_parent_department(absl::StrCat(region, CodeOf(body.supervisor)));
  for (const int predecessor : body.predecessors) {
    made.add_predecessors(absl::StrCat(region, CodeOf(predecessor)));
  }
  if (body.lifetime == Lifetime::kSinceReform) made.set_effective_from_year(first_year(department));
  if (body.lifetime == Lifetime::kUntilReform) made.set_effective_until_year(last_year(department));
  return made;
}

int Province::first_year(int department) const {
  const bool since_reform = BodyAt(SeatOf(department)).lifetime == Lifetime::kSinceReform;
  return options_.first_year + (since_reform ? options_.years / 2 : 0);
}

int Province::last_year(int department) const {
  const bool until_reform = BodyAt(SeatOf(department)).lifetime == Lifetime::kUntilReform;
  return options_.first_year + (until_reform ? options_.years / 2 : options_.years) - 1;
}

Form Province::form(int department, int number) const {
  const int first = first_year(department);
  const int years = last_year(department) - first + 1;
  return {department, first + number % years, number / years};
}

// 21 characters: region, year, T for a project with a goal of its own, serial number.
std::string Province::ProjectCode(int department, int project) const {
  const Seat seat = SeatOf(department);
  return absl::StrFormat("%s%02dT%06d%06d", places_[seat.region].code, first_year(department) % 100,
                         seat.number, project);
}

std::string Province::GoalsName(int department, int project) const {
  const std::string id = absl::StrCat(first_year(department), project == 0 ? "-overall" : "-project-");
  return absl::StrCat(department_name(department), "/goals/", id,
                      project == 0 ? "" : ProjectCode(department, project));
}

v1::Goals Province::goals(int department, int project) const {
  const Draft draft = DraftOf(options_.seed, department, project);
  const Seat seat = SeatOf(department);
  const std::string owner = absl::StrCat(places_[seat.region].short_name, BodyAt(seat).name);
  v1::Goals goals;
  goals.set_name(GoalsName(department, project));
  if (draft.project == nullptr) {
    goals.set_scheme(absl::StrCat("schemes/", kOverallScheme));
    goals.set_display_name(absl::StrCat(owner, "部门整体支出绩效目标"));
    goals.add_overall_goals()->set_expected(
        "按年初预算执行，完成年度重点工作，管好用好财政资金，提高服务水平。");
  } else {
    goals.set_scheme(absl::StrCat("schemes/", kProjectScheme));
    goals.set_display_name(absl::StrCat(draft.project->name, "项目绩效目标"));
    v1::Project& project_message = *goals.mutable_project();
    project_message.set_code(ProjectCode(department, project));
    project_message.set_display_name(absl::StrCat(draft.project->name, "项目"));
    project_message.set_implementing_unit(owner);
    goals.add_overall_goals()->set_expected(
        absl::StrCat("按计划完成", draft.project->name, "任务，", draft.project->served, "满意。"));
  }
  for (const IndicatorRow& row : draft.rows) AddIndicator(row, draft.project, goals);
  return goals;
}

v1::Budget Province::budget(int department, int fiscal_year) const {
  const v1::DepartmentCategory category = BodyAt(SeatOf(department)).category;
  v1::Budget budget = BudgetOf(MoneyOf(options_.seed, department, category, fiscal_year));
  budget.set_name(absl::StrCat(department_name(department), "/budgets/", fiscal_year));
  return budget;
}

v1::Evaluation Province::evaluation(const Form& form) const {
  const Draft draft = DraftOf(options_.seed, form.department, form.project);
  const std::string suffix =
      form.project == 0 ? "-overall" : absl::StrCat("-project-", ProjectCode(form.department, form.project));
  v1::Evaluation evaluation;
  evaluation.set_name(
      absl::StrCat(department_name(form.department), "/evaluations/", form.fiscal_year, suffix));
  evaluation.set_goals(GoalsName(form.department, form.project));
  Random random =
      RandomFor(options_.seed, Stream::kEvaluation, {form.department, form.fiscal_year, form.project});
  // Some departments do better than others, every year.
  Random of_department = RandomFor(options_.seed, Stream::kDepartment, {form.department, 1});
  const bool weak = of_department.OneIn(12);
  const Diligence diligence{
      .percent = static_cast<int>(weak ? of_department.Between(0, 50) : of_department.Between(60, 99))};
  Rates rates;
  if (form.project == 0) {
    const v1::DepartmentCategory category = BodyAt(SeatOf(form.department)).category;
    const DepartmentMoney money = MoneyOf(options_.seed, form.department, category, form.fiscal_year);
    rates = {ExecutionRate(money.personnel + money.upkeep),
             ExecutionRate(money.general_project + money.key_project), ExecutionRate(money.three_public)};
  } else {
    *evaluation.mutable_budget() =
        BudgetOf(ProjectMoneyOf(options_.seed, form.department, form.project, form.fiscal_year));
  }
  FillResults(draft.rows, diligence, rates, random, evaluation);
  FillWords(form.project == 0, random, evaluation);
  return evaluation;
}

std::vector<v1::Scheme> ShippedSchemes() { return {ReadScheme(kOverallScheme), ReadScheme(kProjectScheme)}; }

}  // namespace heng::generator
