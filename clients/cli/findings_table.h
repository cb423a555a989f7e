// SPDX-License-Identifier: Apache-2.0
//
// Findings for people: what a reviewer would object to.
#pragma once

#include "clients/cli/language.h"
#include "clients/cli/table.h"
#include "heng/v1/evaluation.pb.h"

namespace heng::cli {

// 提示, 警告, 错误; empty if it is not given.
Text SeverityWords(v1::FindingSeverity severity);

// One row for each finding, in the order of the form.
Table FindingsTable(const v1::Evaluation& evaluation, Language language);

// One row for each code, the most severe first: how often it was found, and the sentence of the first one. A form can have
// one finding fifteen times.
Table FindingsByCode(const v1::Evaluation& evaluation, Language language);

// FindingsByCode as text, with a heading; or, if `all`, FindingsTable. Empty if there are none.
std::string FindingsText(const v1::Evaluation& evaluation, bool all, Language language);

}  // namespace heng::cli
