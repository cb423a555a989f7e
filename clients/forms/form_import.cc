// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/form_import.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "clients/forms/form_blocks.h"
#include "clients/forms/form_layout.h"
#include "clients/forms/form_reader.h"
#include "clients/forms/indicator_facts.h"
#include "clients/forms/kept_form.h"
#include "clients/forms/sheet_view.h"

namespace heng::forms {
namespace {

absl::Status TooLarge(const std::string& sheet) {
  return MakeError(absl::StatusCode::kInvalidArgument, "TOO_LONG",
                   {.en = absl::StrCat("the sheet ", sheet, " is larger than a form can be (",
                                       SheetView::kMaxRows, " rows, ", SheetView::kMaxColumns,
                                       " columns): delete what does not belong to the form"),
                    .zh = absl::StrCat("工作表“", sheet, "”超出自评表的最大范围（", SheetView::kMaxRows,
                                       " 行、", SheetView::kMaxColumns, " 列）：请删除与自评表无关的内容")});
}

absl::Status NoForm(const spreadsheet::Workbook& workbook) {
  const std::string names = absl::StrJoin(
      workbook.sheets, ", ",
      [](std::string* out, const spreadsheet::Sheet& sheet) { absl::StrAppend(out, sheet.name); });
  return MakeError(
      absl::StatusCode::kInvalidArgument, "",
      {.en = absl::StrCat("no sheet has a table with the headings 三级指标 and 实际完成值; sheets: ", names),
       .zh = absl::StrCat("没有工作表含有“三级指标”和“实际完成值”列；工作表：", names)});
}

// The cell that names the evaluation, if there is one.
std::string NameOn(const SheetView& view) {
  for (int row = 0; row < view.rows(); ++row) {
    for (int column = 0; column < view.columns(); ++column) {
      const std::string& text = view.PlainText({row, column});
      if (text.size() > 8 && text.compare(0, 8, "regions/") == 0 &&
          ParseResourceName(text, ResourceKind::kEvaluation).ok())
        return text;
    }
  }
  return "";
}

// Lays the cells of a sheet over an evaluation.
class Import {
 public:
  Import(const FormContext& context, bool kept, CellProblems& problems)
      : context_(context),
        kept_(kept),
        shown_(ShownCells(context)),
        problems_(problems),
        evaluation_(context.evaluation) {}

  v1::Evaluation Run(const ReadForm& form) {
    SetUnit(form.cells.amount_unit);
    for (const v1::BudgetLine& line : form.new_lines) *evaluation_.mutable_budget()->add_lines() = line;
    for (v1::BudgetLine& line : *evaluation_.mutable_budget()->mutable_lines()) {
      if (const auto row = form.cells.budget_lines.find(line.code()); row != form.cells.budget_lines.end())
        SetLine(row->second, line);
    }
    if (evaluation_.budget().lines().empty()) evaluation_.clear_budget();
    for (const v1::Indicator& indicator : context_.goals.indicators()) {
      if (const auto row = form.cells.indicators.find(indicator.code()); row != form.cells.indicators.end())
        SetIndicator(indicator, row->second);
    }
    SetGoals(form.cells.goals);
    SetForm(form.cells);
    return std::move(evaluation_);
  }

 private:
  // Whether a claim is to be written: always for a form that heng does not know, else where the text is not the one shown.
  bool IsTyped(const TypedCell& cell, const TypedCell& shown) const {
    return kept_ ? cell.text != shown.text : !cell.text.empty();
  }

  void SetUnit(const TypedCell& cell) {
    unit_ = AmountUnitIn(cell.text).value_or(AmountUnit::kYuan);
    const AmountUnit shown = AmountUnitIn(shown_.amount_unit.text).value_or(AmountUnit::kYuan);
    unit_changed_ = unit_ != shown;
    if (!cell.text.empty() && !AmountUnitIn(cell.text)) {
      problems_.Add(cell.at, "OUT_OF_RANGE",
                    {.en = absl::StrCat("the unit of amounts is \"", cell.text, "\": want 元 or 万元"),
                     .zh = absl::StrCat("金额单位为“", cell.text, "”：应为元或万元")});
    }
    if (IsTyped(cell, shown_.amount_unit)) evaluation_.mutable_claim()->set_amount_unit_text(cell.text);
  }

  v1::BudgetLineClaim& ClaimOf(const std::string& line_code) {
    auto& claims = *evaluation_.mutable_claim()->mutable_budget_lines();
    const auto found = std::find_if(claims.begin(), claims.end(), [&](const v1::BudgetLineClaim& claim) {
      return claim.line_code() == line_code;
    });
    if (found != claims.end()) return *found;
    claims.Add()->set_line_code(line_code);
    return claims[claims.size() - 1];
  }

  void SetLine(const RowCells& row, v1::BudgetLine& line) {
    const auto found = shown_.budget_lines.find(line.code());
    const RowCells shown = found == shown_.budget_lines.end() ? RowCells() : found->second;
    SetAmount(row[BudgetColumn::kInitial], shown[BudgetColumn::kInitial], *line.mutable_initial_yuan());
    SetAmount(row[BudgetColumn::kAdjusted], shown[BudgetColumn::kAdjusted], *line.mutable_adjusted_yuan());
    SetAmount(row[BudgetColumn::kExecuted], shown[BudgetColumn::kExecuted], *line.mutable_executed_yuan());
    const auto claim = [&](BudgetColumn column, std::string* (v1::BudgetLineClaim::*field)()) {
      if (IsTyped(row[column], shown[column])) *(ClaimOf(line.code()).*field)() = row[column].text;
    };
    claim(BudgetColumn::kInitial, &v1::BudgetLineClaim::mutable_initial_text);
    claim(BudgetColumn::kAdjusted, &v1::BudgetLineClaim::mutable_adjusted_text);
    claim(BudgetColumn::kExecuted, &v1::BudgetLineClaim::mutable_executed_text);
    claim(BudgetColumn::kWeight, &v1::BudgetLineClaim::mutable_weight_text);
    claim(BudgetColumn::kRate, &v1::BudgetLineClaim::mutable_rate_text);
    claim(BudgetColumn::kPoints, &v1::BudgetLineClaim::mutable_points_text);
    claim(BudgetColumn::kReason, &v1::BudgetLineClaim::mutable_reason_text);
    if (row[BudgetColumn::kReason].text != shown[BudgetColumn::kReason].text)
      line.set_reason(row[BudgetColumn::kReason].text);
  }

  void SetAmount(const TypedCell& cell, const TypedCell& shown, std::string& yuan) {
    if (cell.text == shown.text && !unit_changed_) return;
    yuan.clear();
    if (IsBlank(cell.text)) return;
    if (std::optional<std::string> amount = YuanIn(cell.text, unit_)) {
      problems_.AddIfBeyond(cell.at, *amount, v1::DECIMAL_KIND_AMOUNT_YUAN);
      yuan = *std::move(amount);
      return;
    }
    problems_.Add(cell.at, "NOT_A_DECIMAL",
                  {.en = absl::StrCat("\"", cell.text, "\" is no amount: want a number such as 1234567.89"),
                   .zh = absl::StrCat("“", cell.text, "”不是金额：应为数字，如 1234567.89")});
  }

  v1::IndicatorResult& ResultOf(const std::string& code) {
    auto& results = *evaluation_.mutable_results();
    const auto found = std::find_if(results.begin(), results.end(),
                                    [&](const v1::IndicatorResult& result) { return result.code() == code; });
    if (found != results.end()) return *found;
    results.Add()->set_code(code);
    return results[results.size() - 1];
  }

  void SetIndicator(const v1::Indicator& indicator, const RowCells& row) {
    const RowCells& shown = shown_.indicators.at(indicator.code());
    v1::IndicatorResult& result = ResultOf(indicator.code());
    const auto changed = [&](IndicatorColumn column) { return row[column].text != shown[column].text; };
    if (changed(IndicatorColumn::kActual))
      SetFacts(indicator, context_.scheme, row[IndicatorColumn::kActual], problems_, result);
    if (indicator.rule() == v1::RULE_KIND_BY_HAND && changed(IndicatorColumn::kPoints))
      SetGivenPoints(row[IndicatorColumn::kPoints], problems_, result);
    if (changed(IndicatorColumn::kReason)) result.set_reason(row[IndicatorColumn::kReason].text);
    const auto claim = [&](IndicatorColumn column, std::string* (v1::IndicatorClaim::*field)()) {
      if (IsTyped(row[column], shown[column])) *(result.mutable_claim()->*field)() = row[column].text;
    };
    claim(IndicatorColumn::kTarget, &v1::IndicatorClaim::mutable_target_text);
    claim(IndicatorColumn::kActual, &v1::IndicatorClaim::mutable_actual_text);
    claim(IndicatorColumn::kUnit, &v1::IndicatorClaim::mutable_unit_text);
    claim(IndicatorColumn::kWeight, &v1::IndicatorClaim::mutable_weight_text);
    claim(IndicatorColumn::kCompletion, &v1::IndicatorClaim::mutable_completion_text);
    claim(IndicatorColumn::kPoints, &v1::IndicatorClaim::mutable_points_text);
  }

  void SetGoals(const std::vector<GoalCells>& cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
      const GoalCells shown = i < shown_.goals.size() ? shown_.goals[i] : GoalCells();
      if (cells[i].expected.text == shown.expected.text && cells[i].achieved.text == shown.achieved.text)
        continue;
      while (evaluation_.goal_completions_size() <= static_cast<int>(i)) AddGoal();
      v1::GoalCompletion& goal = *evaluation_.mutable_goal_completions(static_cast<int>(i));
      if (cells[i].expected.text != shown.expected.text) goal.set_expected(cells[i].expected.text);
      goal.set_achieved(cells[i].achieved.text);
    }
  }

  // Goals stand on the form in the order of GoalRows: those with a completion, then the others of the goals.
  void AddGoal() {
    const int index = evaluation_.goal_completions_size();
    v1::GoalCompletion& goal = *evaluation_.add_goal_completions();
    if (index < context_.goals.overall_goals_size())
      goal.set_goal_code(context_.goals.overall_goals(index).code());
  }

  void SetForm(const FormCells& cells) {
    v1::FormClaim& claim = *evaluation_.mutable_claim();
    if (IsTyped(cells.total_weight, shown_.total_weight))
      claim.set_total_weight_text(cells.total_weight.text);
    if (IsTyped(cells.total_points, shown_.total_points))
      claim.set_total_points_text(cells.total_points.text);
    if (IsTyped(cells.grade, shown_.grade)) claim.set_grade_text(cells.grade.text);
    if (claim.ByteSizeLong() == 0) evaluation_.clear_claim();
    if (cells.form_date.text == shown_.form_date.text) return;
    evaluation_.clear_form_date();
    if (IsBlank(cells.form_date.text)) return;
    const std::optional<google::type::Date> date = DateIn(cells.form_date.text);
    if (date) *evaluation_.mutable_form_date() = *date;
    if (!date) {
      problems_.Add(
          cells.form_date.at, "OUT_OF_RANGE",
          {.en = absl::StrCat("\"", cells.form_date.text, "\" is no date: want 2024-06-30 or 2024年6月30日"),
           .zh = absl::StrCat("“", cells.form_date.text, "”不是日期：应为 2024-06-30 或 2024年6月30日")});
    }
  }

  const FormContext& context_;
  const bool kept_;
  const FormCells shown_;
  CellProblems& problems_;
  v1::Evaluation evaluation_;
  AmountUnit unit_ = AmountUnit::kYuan;
  bool unit_changed_ = false;
};

}  // namespace

absl::StatusOr<FoundForm> FindForm(const spreadsheet::Workbook& workbook) {
  FoundForm found;
  HENG_ASSIGN_OR_RETURN(found.kept, KeptEvaluation(workbook));
  absl::Status too_large;
  for (size_t i = 0; i < workbook.sheets.size(); ++i) {
    const spreadsheet::Sheet& sheet = workbook.sheets[i];
    if (sheet.name == kKeptSheet || sheet.rows() == 0) continue;
    if (!SheetView::Fits(sheet)) {
      too_large = TooLarge(sheet.name);
      continue;
    }
    const SheetView view(sheet, workbook.date1904);
    if (!FindBlocks(view)) continue;
    found.sheet = i;
    const std::string on_sheet = NameOn(view);
    found.name = on_sheet.empty() ? found.kept.name() : on_sheet;
    // Another form's sheet was copied here: what is kept belongs to the other one.
    if (found.name != found.kept.name()) found.kept.Clear();
    return found;
  }
  return too_large.ok() ? NoForm(workbook) : too_large;
}

absl::StatusOr<ImportedForm> ImportForm(const spreadsheet::Workbook& workbook, const FoundForm& found,
                                        const FormContext& context) {
  const SheetView view(workbook.sheets[found.sheet], workbook.date1904);
  const std::optional<FormBlocks> blocks = FindBlocks(view);
  HENG_CHECK(blocks.has_value());
  CellProblems problems(view);
  const ReadForm form = ReadCells(view, *blocks, context, problems);
  ImportedForm imported;
  imported.evaluation = Import(context, !found.kept.name().empty(), problems).Run(form);
  imported.notices = form.notices;
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  return imported;
}

}  // namespace heng::forms
