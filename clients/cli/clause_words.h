// SPDX-License-Identifier: Apache-2.0
//
// How the clause that gave a row its points is called.
#pragma once

#include "clients/cli/language.h"
#include "heng/v1/score.pb.h"

namespace heng::cli {

// The clause in two or three words: "pro rata", "按比例得分". Empty for none.
Text ClauseWords(v1::ScoreClause clause);

}  // namespace heng::cli
