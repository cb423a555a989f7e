// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {

void CheckVeto(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (!scheme.has_veto()) return;
  const std::optional<Decimal> limit = TryDecimal(scheme.veto().max_total_points());
  if (!limit.has_value()) return;
  const std::string field = JoinPath(path, "veto.max_total_points");
  if (const std::optional<Problem> between = BetweenTotals(scheme, *limit))
    problems.Add(field, "OUT_OF_RANGE", *between);
  const Decimal whole = WholePointsOf(scheme);
  if (*limit < whole) return;
  problems.Add(
      field, "DEAD_THRESHOLD",
      {absl::StrCat("limit ", limit->ToString(),
                    " of a veto never takes anything: want less than the total of ", whole.ToString()),
       absl::StrCat("一票否决的封顶 ", limit->ToString(), " 不起作用：应低于总分 ", whole.ToString())});
}

}  // namespace heng
