// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "scoring/checks/interval.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

constexpr IntervalWords kBandWords = {"band", "档次", "from the highest to the lowest", "由高到低"};
constexpr int kMaxBands = 100;

std::optional<Interval> IntervalOf(const v1::Band& band) {
  std::optional<Interval> interval =
      ReadInterval(band.lower_share(), band.lower_inclusive(), band.upper_share(), band.upper_inclusive());
  if (interval.has_value() && interval->lower.has_value() && interval->upper.has_value()) return interval;
  return std::nullopt;
}

void CheckOneBand(const v1::Band& band, const RowRef& row, FieldProblems& problems) {
  const std::optional<Interval> interval = IntervalOf(band);
  if (!interval.has_value()) return;
  if (interval->IsEmpty())
    return CheckReachable(*interval, std::nullopt, kBandWords, row, "lower_share", problems);
  const std::optional<Decimal> share = TryDecimal(band.share());
  if (!share.has_value() || interval->Contains(*share)) return;
  AddRowProblem(row, "share", "OUT_OF_RANGE",
                {absl::StrCat("share ", share->ToString(), " lies outside ", interval->ToString()),
                 absl::StrCat("比例 ", share->ToString(), " 不在区间 ", interval->ToString(), " 内")},
                problems);
}

void CheckShares(const v1::Band& above, const v1::Band& below, const RowRef& row, FieldProblems& problems) {
  const std::optional<Decimal> high = TryDecimal(above.share());
  const std::optional<Decimal> low = TryDecimal(below.share());
  if (!high.has_value() || !low.has_value() || *high > *low) return;
  AddRowProblem(
      row, "share", "NOT_MONOTONE",
      {absl::StrCat("share ", low->ToString(), " is not below ", high->ToString(), " of the higher band ",
                    Quoted(above.display_name()), ": want shares that fall from band to band"),
       absl::StrCat("比例 ", low->ToString(), " 不低于上一档 ", Quoted(above.display_name()), " 的 ",
                    high->ToString(), "：比例应逐档递减")},
      problems);
}

void CheckOuterEnds(const CodedList& list, const Interval& top, const Interval& bottom,
                    FieldProblems& problems) {
  if (*top.upper != Decimal::FromInt(1) || !top.upper_inclusive) {
    AddRowProblem(list.Ref(0), "upper_share", "OPEN_END",
                  {absl::StrCat("the highest band is ", top.ToString(), ": want it to end at 1, inclusive"),
                   absl::StrCat("最高档为 ", top.ToString(), "：上限应为 1（含）")},
                  problems);
  }
  if (!bottom.lower->is_zero() || !bottom.lower_inclusive) {
    AddRowProblem(
        list.Ref(static_cast<int>(list.rows.size()) - 1), "lower_share", "OPEN_END",
        {absl::StrCat("the lowest band is ", bottom.ToString(), ": want it to begin at 0, inclusive"),
         absl::StrCat("最低档为 ", bottom.ToString(), "：下限应为 0（含）")},
        problems);
  }
}

}  // namespace

void CheckBands(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (!CheckCount(scheme.bands_size(), 0, kMaxBands, JoinPath(path, "bands"), problems)) return;
  if (scheme.bands().empty()) return;
  CodedList list{path, "bands", {}};
  for (const v1::Band& band : scheme.bands()) list.rows.push_back({band.code(), band.display_name(), ""});
  CheckCodes(list, "code", problems);
  bool in_order = true;
  for (int i = 0; i < scheme.bands_size(); ++i) {
    CheckOneBand(scheme.bands(i), list.Ref(i), problems);
    if (i == 0) continue;
    const std::optional<Interval> low = IntervalOf(scheme.bands(i));
    const std::optional<Interval> high = IntervalOf(scheme.bands(i - 1));
    if (!low.has_value() || !high.has_value()) continue;
    if (CheckMeeting(*low, *high, kBandWords, list.Ref(i), "upper_share", problems)) {
      CheckShares(scheme.bands(i - 1), scheme.bands(i), list.Ref(i), problems);
    } else {
      in_order = false;
    }
  }
  const std::optional<Interval> top = IntervalOf(scheme.bands(0));
  const std::optional<Interval> bottom = IntervalOf(scheme.bands(scheme.bands_size() - 1));
  if (in_order && top.has_value() && bottom.has_value()) CheckOuterEnds(list, *top, *bottom, problems);
}

}  // namespace heng
