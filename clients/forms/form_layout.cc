// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/form_layout.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "clients/forms/finding_comments.h"
#include "clients/forms/placed_indicators.h"
#include "clients/forms/result_words.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::A1;
using ::heng::spreadsheet::CellPosition;
using ::heng::spreadsheet::CellRange;

constexpr int kFirstTyped = 3;  // D
constexpr int kWeight = 6;      // G
constexpr int kPoints = 8;      // I
constexpr int kReason = 9;      // J, the last column of the printed form
constexpr int kComputedPoints = 10;
constexpr int kComputedRate = 11;

constexpr const char* kBudgetHeadings[kRowCells] = {"年初预算数", "全年预算数", "全年执行数",    "分值",
                                                    "执行率",     "得分",       "未完成原因分析"};
constexpr const char* kIndicatorHeadings[kRowCells] = {
    "年度指标值", "实际完成值", "计量单位", "分值", "完成率", "得分", "偏差原因分析及改进措施"};

FormId FormIdOf(absl::string_view name) {
  const absl::StatusOr<ResourceName> parsed = ParseResourceName(name, ResourceKind::kEvaluation);
  const absl::StatusOr<FormId> id = parsed.ok() ? ParseFormId(parsed->id) : parsed.status();
  return id.value_or(FormId());
}

std::string TextAt(const std::map<std::string, std::string>& texts, const std::string& key) {
  const auto found = texts.find(key);
  return found == texts.end() ? "" : found->second;
}

// Points and rates that heng computed, by code; empty where there is no score.
class ComputedTexts {
 public:
  explicit ComputedTexts(const v1::ScoreReport& score) {
    for (const v1::BudgetLineScore& line : score.budget_lines()) lines_[line.line_code()] = &line;
    for (const v1::IndicatorScore& row : score.indicators()) indicators_[row.code()] = &row;
  }

  std::string LinePoints(const std::string& code) const {
    return Text(lines_, code, &v1::BudgetLineScore::points);
  }
  std::string LineRate(const std::string& code) const {
    return Text(lines_, code, &v1::BudgetLineScore::rate_percent);
  }
  std::string IndicatorPoints(const std::string& code) const {
    return Text(indicators_, code, &v1::IndicatorScore::points);
  }
  std::string Completion(const std::string& code) const {
    return Text(indicators_, code, &v1::IndicatorScore::completion_percent);
  }

 private:
  template <typename Row>
  static std::string Text(const std::map<std::string, const Row*>& rows, const std::string& code,
                          const std::string& (Row::*field)() const) {
    const auto found = rows.find(code);
    return found == rows.end() ? "" : (found->second->*field)();
  }

  std::map<std::string, const v1::BudgetLineScore*> lines_;
  std::map<std::string, const v1::IndicatorScore*> indicators_;
};

class Drawing {
 public:
  Drawing(const FormContext& context, FormUse use, AmountUnit unit)
      : context_(context),
        use_(use),
        shown_(ShownCells(context, unit)),
        comments_(CommentsOf(context.evaluation)),
        computed_(context.evaluation.score()) {}

  FormLayout Draw() {
    DrawHead();
    DrawBudget();
    DrawGoals();
    DrawIndicators();
    DrawFoot();
    layout_.sheet = SheetName(context_);
    layout_.column_widths = {12, 14, 28, 16, 18, 14, 8, 10, 10, 30};
    if (use_ == FormUse::kExport) layout_.column_widths.insert(layout_.column_widths.end(), {12, 12});
    return std::move(layout_);
  }

 private:
  bool project_form() const { return IsProjectForm(context_); }
  const v1::Project& project() const {
    return context_.evaluation.has_project() ? context_.evaluation.project() : context_.goals.project();
  }

  FormCell& Put(int row, int first, int last, std::string text, CellRole role) {
    layout_.cells.push_back({.range = {{row, first}, {row, last}}, .text = std::move(text), .role = role});
    return layout_.cells.back();
  }

  // A heading over `rows` rows at the left edge.
  void PutBlock(int row, int rows, std::string text) {
    layout_.cells.push_back(
        {.range = {{row, 0}, {row + rows - 1, 0}}, .text = std::move(text), .role = CellRole::kHeading});
  }

  FormCell& PutLabelled(int first, int last, const char* label, std::string text,
                        CellRole role = CellRole::kFixed) {
    Put(row_, first, first, label, CellRole::kHeading);
    return Put(row_, first + 1, last, std::move(text), role);
  }

  void DrawHead() {
    Put(row_++, 0, kReason, SheetName(context_), CellRole::kTitle).comment = comments_.form;
    const std::string name = context_.evaluation.name();
    Put(row_++, 0, kReason, absl::StrCat("（", FormIdOf(name).fiscal_year, "年度）"), CellRole::kNote);
    if (project_form()) {
      PutLabelled(0, kReason, "项目名称", project().display_name());
      ++row_;
      PutLabelled(0, 4, "主管部门", project().supervising_department());
      PutLabelled(5, kReason, "实施单位", project().implementing_unit());
      ++row_;
    }
    PutLabelled(0, 4, kDepartmentLabel, context_.department.display_name());
    PutLabelled(5, kReason, kFormDateLabel, shown_.form_date.text, CellRole::kTyped);
    ++row_;
    PutLabelled(0, 4, kNameLabel, name);
    PutLabelled(5, kReason, kAmountUnitLabel, shown_.amount_unit.text, CellRole::kTyped).choices = {"元",
                                                                                                    "万元"};
    ++row_;
  }

  template <typename Text>
  void PutHeadings(const Text (&headings)[kRowCells]) {
    for (size_t i = 0; i < kRowCells; ++i)
      Put(row_, kFirstTyped + static_cast<int>(i), kFirstTyped + static_cast<int>(i), headings[i],
          CellRole::kHeading);
    if (use_ != FormUse::kExport) return;
    Put(row_, kComputedPoints, kComputedPoints, "系统计算得分", CellRole::kHeading);
    Put(row_, kComputedRate, kComputedRate, "系统计算比率(%)", CellRole::kHeading);
  }

  void PutComputed(const std::string& points, const std::string& rate) {
    if (use_ != FormUse::kExport) return;
    Put(row_, kComputedPoints, kComputedPoints, points, CellRole::kComputed);
    Put(row_, kComputedRate, kComputedRate, rate, CellRole::kComputed);
  }

  void PutRow(const RowCells& cells) {
    for (size_t i = 0; i < kRowCells; ++i) {
      const int column = kFirstTyped + static_cast<int>(i);
      Put(row_, column, column, cells.cells[i].text, CellRole::kTyped).centred = column != kReason;
    }
  }
  FormCell& Last(int column) {
    return layout_.cells[layout_.cells.size() - kRowCells + static_cast<size_t>(column - kFirstTyped)];
  }
  void Fix(int column) { Last(column).role = CellRole::kFixed; }
  void Compute(int column, std::string formula) {
    if (use_ != FormUse::kTemplate || !Last(column).text.empty()) return;
    Last(column).role = CellRole::kComputed;
    Last(column).formula = std::move(formula);
  }

  void DrawBudget() {
    if (context_.evaluation.budget().lines().empty()) return;
    const int first = row_;
    Put(row_, 1, 2, "预算资金", CellRole::kHeading);
    PutHeadings(kBudgetHeadings);
    ++row_;
    for (const v1::BudgetLine& line : context_.evaluation.budget().lines()) DrawBudgetLine(line);
    PutBlock(first, row_ - first, project_form() ? "项目资金" : "部门整体支出");
  }

  void DrawBudgetLine(const v1::BudgetLine& line) {
    Put(row_, 1, 2, line.label(), CellRole::kFixed).comment = TextAt(comments_.budget_lines, line.code());
    const RowCells& cells = shown_.budget_lines.at(line.code());
    PutRow(cells);
    Fix(kWeight);
    const std::string rate = RateFormula({row_, kFirstTyped + 1}, {row_, kFirstTyped + 2});
    Compute(kPoints - 1, rate);
    if (!cells[BudgetColumn::kWeight].text.empty()) {
      Compute(kPoints, PointsFormula({row_, kFirstTyped + 1}, {row_, kFirstTyped + 2}, {row_, kWeight}));
      scored_points_ = A1({row_, kPoints});
    }
    PutComputed(computed_.LinePoints(line.code()), computed_.LineRate(line.code()));
    ++row_;
  }

  // What the scheme rounds half to even has no function of its own in a spreadsheet; it is left to heng.
  static std::string Rounded(const v1::RoundingRule& rule, bool given, const std::string& value) {
    const int places = given ? rule.places() : 2;
    return absl::StrCat(rule.mode() == v1::ROUNDING_MODE_TRUNCATE ? "TRUNC(" : "ROUND(", value, ",", places,
                        ")");
  }

  // Typed amounts may be texts: VALUE reads both.
  static std::string Share(CellPosition budget, CellPosition spent) {
    return absl::StrCat("VALUE(", A1(spent), ")/VALUE(", A1(budget), ")");
  }
  static std::string Guarded(CellPosition budget, CellPosition spent, const std::string& value) {
    return absl::StrCat("=IF(OR(", A1(budget), "=\"\",", A1(spent), "=\"\"),\"\",IF(VALUE(", A1(budget),
                        ")=0,0,", value, "))");
  }
  std::string RateFormula(CellPosition budget, CellPosition spent) const {
    const v1::Rounding& rounding = context_.scheme.rounding();
    return Guarded(
        budget, spent,
        Rounded(rounding.execution_rate(), rounding.has_execution_rate(), Share(budget, spent) + "*100"));
  }
  std::string PointsFormula(CellPosition budget, CellPosition spent, CellPosition weight) const {
    const v1::Rounding& rounding = context_.scheme.rounding();
    return Guarded(budget, spent,
                   Rounded(rounding.execution_points(), rounding.has_execution_points(),
                           absl::StrCat("MIN(1,", Share(budget, spent), ")*VALUE(", A1(weight), ")")));
  }

  void DrawGoals() {
    const int first = row_;
    Put(row_, 1, 4, "预期目标", CellRole::kHeading);
    Put(row_, 5, kReason, "实际完成情况", CellRole::kHeading);
    ++row_;
    for (const GoalCells& goal : shown_.goals) {
      Put(row_, 1, 4, goal.expected.text, CellRole::kTyped);
      Put(row_, 5, kReason, goal.achieved.text, CellRole::kTyped);
      ++row_;
    }
    PutBlock(first, row_ - first, "年度总体目标");
  }

  void DrawIndicators() {
    Put(row_, 0, 0, "一级指标", CellRole::kHeading);
    Put(row_, 1, 1, "二级指标", CellRole::kHeading);
    Put(row_, 2, 2, "三级指标", CellRole::kHeading);
    PutHeadings(kIndicatorHeadings);
    first_indicator_ = ++row_;
    ClassSpan level1{.column = 0};
    ClassSpan level2{.column = 1};
    for (const PlacedIndicator& placed : InOrder(context_.goals, context_.scheme)) {
      Extend(level1, placed.level1, placed.level1);
      Extend(level2, placed.level2, absl::StrCat(placed.level1, "\n", placed.level2));
      DrawIndicator(*placed.indicator);
    }
    Close(level1);
    Close(level2);
  }

  // Rows of one class share one merged cell.
  struct ClassSpan {
    int column = 0;
    std::string name;
    std::string path;
    int first = -1;
  };
  void Extend(ClassSpan& span, const std::string& name, const std::string& path) {
    if (span.first >= 0 && span.path == path) return;
    Close(span);
    span.name = name;
    span.path = path;
    span.first = row_;
  }
  void Close(const ClassSpan& span) {
    if (span.first < 0) return;
    layout_.cells.push_back(
        {.range = {{span.first, span.column}, {row_ - 1, span.column}}, .text = span.name});
  }

  void DrawIndicator(const v1::Indicator& indicator) {
    Put(row_, 2, 2, indicator.display_name(), CellRole::kFixed).comment =
        TextAt(comments_.indicators, indicator.code());
    PutRow(shown_.indicators.at(indicator.code()));
    for (const int column : {kFirstTyped, kFirstTyped + 2, kWeight}) Fix(column);
    Last(kFirstTyped + 1).choices = ChoicesFor(indicator);
    PutComputed(computed_.IndicatorPoints(indicator.code()), computed_.Completion(indicator.code()));
    ++row_;
  }

  std::vector<std::string> ChoicesFor(const v1::Indicator& indicator) const {
    if (indicator.rule() == v1::RULE_KIND_EITHER_OR || indicator.rule() == v1::RULE_KIND_VETO)
      return {kReachedWord, kNotReachedWord};
    std::vector<std::string> choices;
    if (indicator.rule() != v1::RULE_KIND_BAND) return choices;
    for (const v1::Band& band : context_.scheme.bands()) choices.push_back(band.display_name());
    return choices;
  }

  void DrawFoot() {
    const v1::ScoreReport& score = context_.evaluation.score();
    Put(row_, 0, kWeight - 1, kTotalLabel, CellRole::kHeading).comment = comments_.total;
    Put(row_, kWeight, kWeight, shown_.total_weight.text, CellRole::kFixed).centred = true;
    Put(row_, kWeight + 1, kWeight + 1, "", CellRole::kFixed);
    FormCell& total = Put(row_, kPoints, kPoints, shown_.total_points.text, CellRole::kTyped);
    total.centred = true;
    if (use_ == FormUse::kTemplate && total.text.empty() && row_ > first_indicator_) {
      total.role = CellRole::kComputed;
      total.formula = absl::StrCat(
          "=IFERROR(", scored_points_.empty() ? "" : absl::StrCat("VALUE(", scored_points_, ")+"),
          "SUMPRODUCT(VALUE(", A1({first_indicator_, kPoints}), ":", A1({row_ - 1, kPoints}), ")),\"\")");
    }
    Put(row_, kReason, kReason, "", CellRole::kFixed);
    PutComputed(score.total_points(), "");
    ++row_;
    PutLabelled(0, kReason, kGradeLabel, shown_.grade.text, CellRole::kTyped).choices = GradeNames();
    PutComputed(score.grade(), "");
    ++row_;
  }

  std::vector<std::string> GradeNames() const {
    std::vector<std::string> names;
    for (const v1::Grade& grade : context_.scheme.grades()) names.push_back(grade.display_name());
    return names;
  }

  FormLayout layout_;
  const FormContext& context_;
  const FormUse use_;
  const FormCells shown_;
  const FormComments comments_;
  const ComputedTexts computed_;
  int row_ = 0;
  int first_indicator_ = 0;
  std::string scored_points_;  // address of the points of the scored budget line
};

}  // namespace

bool IsProjectForm(const FormContext& context) {
  return FormIdOf(context.evaluation.name()).project_code.has_value();
}

std::string SheetName(const FormContext& context) {
  return IsProjectForm(context) ? "项目支出绩效自评表" : "部门整体支出绩效自评表";
}

FormLayout LayOut(const FormContext& context, FormUse use, AmountUnit unit) {
  return Drawing(context, use, unit).Draw();
}

}  // namespace heng::forms
