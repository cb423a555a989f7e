// SPDX-License-Identifier: Apache-2.0
//
// The official form (部门整体支出绩效自评表, 项目支出绩效自评表) as finance bureaus print it: which cell stands where, what it says,
// who may change it. xlsx_form.h and csv_form.h write it down.
//
//   A 一级指标  B 二级指标  C 三级指标  D 年度指标值  E 实际完成值  F 计量单位  G 分值  H 完成率  I 得分  J 偏差原因分析及改进措施
//
// The budget block uses the same columns: B and C its labels, D to F the three amounts, G to J as below. An export has two columns
// more: K the points that follow from the rules beside the claimed ones, L the rate.
#pragma once

#include <string>
#include <vector>

#include "clients/forms/form_cells.h"
#include "clients/spreadsheet/cell_address.h"

namespace heng::forms {

enum class FormUse {
  kTemplate,  // to be filled in; sums and rates are formulas
  kExport,    // with what heng computed and found
};

enum class CellRole {
  kTitle,
  kNote,      // a line below the title
  kHeading,   // of a column or block
  kFixed,     // what the goals say: not to be changed
  kTyped,     // what the department fills in
  kComputed,  // what follows from the others
};

struct FormCell {
  spreadsheet::CellRange range;
  std::string text;
  CellRole role = CellRole::kFixed;
  std::string formula;               // of a template's kComputed
  std::vector<std::string> choices;  // a drop-down
  std::string comment;               // findings
  bool centred = false;              // numbers and short texts
};

struct FormLayout {
  std::string sheet;
  std::vector<FormCell> cells;     // row by row, no two of which overlap
  std::vector<int> column_widths;  // in characters
};

// unit: that of the amounts where the evaluation does not say how they were printed.
FormLayout LayOut(const FormContext& context, FormUse use, AmountUnit unit = AmountUnit::kYuan);

// Whether the form is one of a project, not of a department's whole spending.
bool IsProjectForm(const FormContext& context);

// 部门整体支出绩效自评表 or 项目支出绩效自评表.
std::string SheetName(const FormContext& context);

// Labels that an import looks for.
inline constexpr char kDepartmentLabel[] = "部门（单位）名称";
inline constexpr char kNameLabel[] = "自评表编号";
inline constexpr char kAmountUnitLabel[] = "金额单位";
inline constexpr char kFormDateLabel[] = "填表日期";
inline constexpr char kTotalLabel[] = "总分";
inline constexpr char kGradeLabel[] = "自评等级";

}  // namespace heng::forms
