// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/resource_tables.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/field_list.h"
#include "clients/cli/words.h"
#include "google/protobuf/util/time_util.h"

namespace heng::cli {
namespace {

// The line that execution is scored on by default; an empty one if there is none.
const v1::BudgetLine& TotalLine(const v1::Budget& budget) {
  for (const v1::BudgetLine& line : budget.lines()) {
    if (line.kind() == v1::BUDGET_LINE_KIND_TOTAL) return line;
  }
  return v1::BudgetLine::default_instance();
}

std::string WithRevision(const std::string& name, const std::string& revision) {
  const bool add = !revision.empty() && name.find('@') == std::string::npos;
  return add ? absl::StrCat(name, "@", revision) : name;
}

std::string NameOf(const v1::Evaluation& evaluation) {
  return WithRevision(evaluation.name(),
                      evaluation.revision() > 0 ? absl::StrCat(evaluation.revision()) : "");
}

Column Left(const char* key, const char* en, const char* zh) {
  return {.key = key, .heading = {.en = en, .zh = zh}};
}

Column Right(const char* key, const char* en, const char* zh) {
  return {.key = key, .heading = {.en = en, .zh = zh}, .align = Align::kRight};
}

// The fields of a message, then a table below them if it has rows.
std::string Details(const google::protobuf::Message& message, const std::string& field_shown_as_table,
                    const Table& rows, Language language) {
  const std::string fields = AlignedTable(FieldList(message, field_shown_as_table), language);
  return rows.rows.empty() ? fields : absl::StrCat(fields, "\n", AlignedTable(rows, language));
}

}  // namespace

Table TableOf(const std::vector<v1::Region>& regions, Language) {
  Table table{.columns = {Left("name", "NAME", "名称"), Left("display_name", "DISPLAY NAME", "全称"),
                          Left("parent", "PARENT", "上级")}};
  for (const v1::Region& region : regions) {
    table.rows.push_back({region.name(), region.display_name(), region.parent()});
  }
  return table;
}

Table TableOf(const std::vector<v1::Department>& departments, Language) {
  Table table{.columns = {Left("name", "NAME", "名称"), Left("display_name", "DISPLAY NAME", "全称"),
                          Right("budget_level", "BUDGET LEVEL", "预算级次"),
                          Right("on_staff", "ON STAFF", "在职人数")}};
  for (const v1::Department& d : departments) {
    table.rows.push_back({d.name(), d.display_name(),
                          d.budget_level() > 0 ? absl::StrCat(d.budget_level()) : "",
                          d.has_staffing() ? absl::StrCat(d.staffing().on_staff_count()) : ""});
  }
  return table;
}

Table TableOf(const std::vector<v1::Budget>& budgets, Language) {
  Table table{.columns = {Left("name", "NAME", "名称"),
                          Right("initial_yuan", "INITIAL (YUAN)", "年初预算数（元）"),
                          Right("adjusted_yuan", "ADJUSTED (YUAN)", "全年预算数（元）"),
                          Right("executed_yuan", "EXECUTED (YUAN)", "全年执行数（元）")}};
  for (const v1::Budget& budget : budgets) {
    const v1::BudgetLine& total = TotalLine(budget);
    table.rows.push_back({budget.name(), total.initial_yuan(), total.adjusted_yuan(), total.executed_yuan()});
  }
  return table;
}

Table TableOf(const std::vector<v1::Scheme>& schemes, Language language) {
  Table table{.columns = {Left("name", "NAME", "名称"), Left("display_name", "DISPLAY NAME", "全称"),
                          Left("kind", "KIND", "类型"), Right("total_points", "TOTAL", "总分"),
                          Right("classes", "CLASSES", "指标分类数")}};
  for (const v1::Scheme& scheme : schemes) {
    table.rows.push_back({WithRevision(scheme.name(), scheme.revision()), scheme.display_name(),
                          In(language, WordOf(KindWords(), scheme.kind()).text),
                          scheme.total_points().empty() ? "100" : scheme.total_points(),
                          absl::StrCat(scheme.classes_size())});
  }
  return table;
}

Table TableOf(const std::vector<v1::Goals>& goals, Language) {
  Table table{.columns = {Left("name", "NAME", "名称"), Left("scheme", "SCHEME", "评价方案"),
                          Right("indicators", "INDICATORS", "指标数"),
                          Left("display_name", "DISPLAY NAME", "标题")}};
  for (const v1::Goals& g : goals) {
    table.rows.push_back({g.name(), g.scheme(), absl::StrCat(g.indicators_size()), g.display_name()});
  }
  return table;
}

Table TableOf(const std::vector<v1::Evaluation>& evaluations, Language language) {
  Table table{.columns = {Left("name", "NAME", "名称"), Left("department", "DEPARTMENT", "部门"),
                          Right("year", "YEAR", "年度"), Left("kind", "KIND", "类型"),
                          Left("state", "STATE", "状态"), Right("total_points", "TOTAL", "总分"),
                          Left("grade", "GRADE", "等级"), Left("update_time", "UPDATED", "更新时间")}};
  for (const v1::Evaluation& e : evaluations) {
    table.rows.push_back(
        {NameOf(e), e.department().display_name(), e.fiscal_year() > 0 ? absl::StrCat(e.fiscal_year()) : "",
         In(language, WordOf(KindWords(), e.kind()).text), In(language, WordOf(StateWords(), e.state()).text),
         e.score().total_points(), e.score().grade(),
         e.has_update_time() ? google::protobuf::util::TimeUtil::ToString(e.update_time()) : ""});
  }
  return table;
}

std::string DetailsOf(const v1::Region& region, Language language) {
  return Details(region, "", {}, language);
}

std::string DetailsOf(const v1::Department& department, Language language) {
  return Details(department, "", {}, language);
}

std::string DetailsOf(const v1::Budget& budget, Language language) {
  Table table{.columns = {Left("code", "CODE", "代码"), Left("label", "LINE", "项目"),
                          Right("initial_yuan", "INITIAL (YUAN)", "年初预算数（元）"),
                          Right("adjusted_yuan", "ADJUSTED (YUAN)", "全年预算数（元）"),
                          Right("executed_yuan", "EXECUTED (YUAN)", "全年执行数（元）"),
                          Left("reason", "REASON", "原因")}};
  for (const v1::BudgetLine& line : budget.lines()) {
    table.rows.push_back({line.code(), line.label(), line.initial_yuan(), line.adjusted_yuan(),
                          line.executed_yuan(), line.reason()});
  }
  return Details(budget, "lines", table, language);
}

std::string DetailsOf(const v1::Scheme& scheme, Language language) {
  Table table{.columns = {Left("code", "CLASS", "分类代码"), Left("parent_code", "PARENT", "上级"),
                          Left("display_name", "NAME", "名称"), Right("weight_points", "WEIGHT", "分值")}};
  for (const v1::IndicatorClass& c : scheme.classes()) {
    table.rows.push_back({c.code(), c.parent_code(), c.display_name(), c.weight_points()});
  }
  return Details(scheme, "classes", table, language);
}

std::string DetailsOf(const v1::Goals& goals, Language language) {
  Table table{.columns = {Left("code", "CODE", "代码"), Left("class_code", "CLASS", "分类"),
                          Left("display_name", "INDICATOR", "指标"), Left("target", "TARGET", "指标值"),
                          Left("unit", "UNIT", "单位"), Right("weight_points", "WEIGHT", "分值")}};
  for (const v1::Indicator& i : goals.indicators()) {
    table.rows.push_back({i.code(), i.class_code(), i.display_name(),
                          i.target_text().empty() ? i.target() : i.target_text(), i.unit(),
                          i.weight_points()});
  }
  return Details(goals, "indicators", table, language);
}

}  // namespace heng::cli
