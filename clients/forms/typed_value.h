// SPDX-License-Identifier: Apache-2.0
//
// From what stands in a cell to what it says: numbers with signs and units, amounts in yuan, dates, and words that stand for a
// result. Nothing is guessed: what cannot be read is for the person who typed it.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "google/type/date.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::forms {

// 元 or 万元.
enum class AmountUnit { kYuan, kWanYuan };

// The unit that a text names; nothing if it names neither. 单位：万元 and （元） do.
std::optional<AmountUnit> AmountUnitIn(absl::string_view text);

// True for an empty cell and for signs that stand for one: - and /.
bool IsBlank(absl::string_view text);

// The decimal in a text such as ≥98%, １,２３４.５０ or 98个; digits are kept as typed. unit: what may stand behind it. Nothing if there
// is more or less than one number, or another unit. 98 99 is two, so blanks do not part thousands.
std::optional<std::string> NumberIn(absl::string_view text, absl::string_view unit);

// An amount in yuan. A unit in the cell itself counts more than that of the form.
std::optional<std::string> YuanIn(absl::string_view text, AmountUnit unit);

// 2024年6月30日, 2024-06-30, 2024/6/30, 2024.6.30, 20240630, and with fewer parts 2024年6月 and 2024年 (day or month 0).
std::optional<google::type::Date> DateIn(absl::string_view text);

// 达到, 是, √ ... or 未达到, 否, ×.
std::optional<v1::Outcome> OutcomeIn(absl::string_view text);

// The band that a text names by its label, code or meaning; null if none.
const v1::Band* BandIn(absl::string_view text, const v1::Scheme& scheme);

}  // namespace heng::forms
