// SPDX-License-Identifier: Apache-2.0
//
// The parts of a workbook as one input of the fuzzer: those that matter most in front, with a separator between them.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "clients/spreadsheet/testing/minimal_workbook.h"

namespace heng::fuzz {

inline constexpr absl::string_view kPartSeparator = "\n%%\n";

inline constexpr const char* kWorkbookParts[] = {spreadsheet::testing::kSheetPart,
                                                 spreadsheet::testing::kStringsPart,
                                                 spreadsheet::testing::kStylesPart,
                                                 spreadsheet::testing::kWorkbookPart,
                                                 spreadsheet::testing::kWorkbookRelationshipsPart,
                                                 spreadsheet::testing::kContentTypesPart,
                                                 spreadsheet::testing::kPackageRelationshipsPart};

}  // namespace heng::fuzz
