// SPDX-License-Identifier: Apache-2.0
//
// Published forms with every fact that an import must find again.
#pragma once

#include <string>

#include "clients/forms/form_cells.h"

namespace heng::forms {

// The form of Liangzhou's federation of trade unions for 2024, in which three indicators ask for a date, for one of two outcomes and
// for points by hand, so that there is every kind of cell. Its rows, as an official form has them:
//
//   1 title, 2 year, 3 department and date, 4 name and unit
//   5 headings of the budget, 6 to 12 its lines
//   13 headings of the goals, 14 the goal
//   15 headings of the indicators, 16 to 36 indicators, of which
//      20 财务管理制度健全 asks for a band, 28 产出时效指标 for a date, 32 单位获奖情况 for an outcome,
//      33 服务对象满意度 for a number, 36 档案管理完备性 for points
//   37 total, 38 grade
FormContext FormOfEveryKind();

// A published form as it is, by the name of its file.
FormContext PublishedForm(const std::string& id);

// What is known before a form is read: its name and the budget lines, without amounts. All else of the context stays.
FormContext BeforeImport(const FormContext& form);

// The result of an indicator with another text in 实际完成值; facts are left for the caller.
v1::IndicatorResult& TypeActual(FormContext& form, const std::string& indicator, const std::string& text);

// Prints amounts in 万元 and leaves them as they are.
void PrintInWanYuan(FormContext& form);

}  // namespace heng::forms
