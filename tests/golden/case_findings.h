// SPDX-License-Identifier: Apache-2.0
//
// The findings of a replayed case, in the words of the case: `budget_rows[3]`, `indicators[4]`, `printed_total`.
#pragma once

#include <string>
#include <vector>

#include "heng/v1/finding.pb.h"
#include "tests/golden/case_file.h"

namespace heng::golden {

struct CaseFinding {
  std::string code;
  std::string ref;

  friend bool operator==(const CaseFinding& a, const CaseFinding& b) {
    return a.code == b.code && a.ref == b.ref;
  }
};

// Maps the findings back to the case, one a row and code. Left out are those of the row that stands for an execution block
// without amounts, and, where the table is not complete, those of the form as a whole: rows that nobody could read are
// missing from its sums.
std::vector<CaseFinding> FindingsOfCase(const Case& source,
                                        const google::protobuf::RepeatedPtrField<v1::Finding>& findings);

// The codes and refs that the case demands and `found` lacks; see cases/README.md and the rule in the comment of Required.
std::vector<CaseFinding> MissingFindings(const Case& source, const std::vector<CaseFinding>& found);

// Those of `found` that the case does not list.
std::vector<CaseFinding> ExtraFindings(const Case& source, const std::vector<CaseFinding>& found);

// How many the case demands.
int RequiredCount(const Case& source);

}  // namespace heng::golden
