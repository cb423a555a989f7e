// SPDX-License-Identifier: Apache-2.0
//
// Resources as rows of a table: what `list` and `create` print.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/table.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/region.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {

// One row each. language: that of words such as 项目 or project; headings exist in both.
Table TableOf(const std::vector<v1::Region>& regions, Language language);
Table TableOf(const std::vector<v1::Department>& departments, Language language);
Table TableOf(const std::vector<v1::Budget>& budgets, Language language);
Table TableOf(const std::vector<v1::Scheme>& schemes, Language language);
Table TableOf(const std::vector<v1::Goals>& goals, Language language);
Table TableOf(const std::vector<v1::Evaluation>& evaluations, Language language);

// Everything in one resource for people: its fields by path, then its rows as a table.
std::string DetailsOf(const v1::Region& region, Language language);
std::string DetailsOf(const v1::Department& department, Language language);
std::string DetailsOf(const v1::Budget& budget, Language language);
std::string DetailsOf(const v1::Scheme& scheme, Language language);
std::string DetailsOf(const v1::Goals& goals, Language language);

}  // namespace heng::cli
