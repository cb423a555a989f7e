// SPDX-License-Identifier: Apache-2.0
//
// An evaluation as the official form (自评表): budget block, overall goals, three-level indicator table,
// total.
#pragma once

#include <string>

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {

// The form, in Chinese as prescribed, drawn with box lines. scheme and goals are those that the evaluation
// pins; they give the names of classes, bands and indicators. Rows whose code they do not know are printed by
// code. Amounts are yuan as stored.
std::string RenderForm(const v1::Evaluation& evaluation, const v1::Scheme& scheme, const v1::Goals& goals);

}  // namespace heng::cli
