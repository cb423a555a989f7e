// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/grouping.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace heng {
namespace {

constexpr uint32_t kNoDigit = 0xffffffff;

RegionLevel LevelOf(storage::v1::Dimension dimension) {
  switch (dimension) {
    case storage::v1::DIMENSION_PROVINCE:
      return RegionLevel::kProvince;
    case storage::v1::DIMENSION_PREFECTURE:
      return RegionLevel::kPrefecture;
    case storage::v1::DIMENSION_COUNTY:
      return RegionLevel::kCounty;
    default:
      return RegionLevel::kAny;
  }
}

}  // namespace

GroupDigit::GroupDigit(const Columns& columns, const ColumnsView& view, storage::v1::Dimension dimension)
    : dimension_(dimension) {
  switch (dimension) {
    case storage::v1::DIMENSION_YEAR:
      radix_ = static_cast<uint32_t>(view.years.size());
      break;
    case storage::v1::DIMENSION_REGION:
      radix_ = view.region_count;
      break;
    case storage::v1::DIMENSION_DEPARTMENT:
      radix_ = view.department_count;
      break;
    case storage::v1::DIMENSION_CATEGORY:
      radix_ = 256;
      break;
    case storage::v1::DIMENSION_KIND:
      radix_ = kMaxKind + 1;
      break;
    case storage::v1::DIMENSION_STATE:
      radix_ = kMaxState + 1;
      break;
    case storage::v1::DIMENSION_GRADE:
      NumberByTexts(view.verdict_count,
                    [&](uint32_t id) -> absl::string_view { return columns.verdict(id).grade_code; });
      break;
    case storage::v1::DIMENSION_SCHEME:
      NumberByTexts(view.verdict_count,
                    [&](uint32_t id) -> absl::string_view { return columns.verdict(id).scheme; });
      break;
    default:
      NumberByIds(view.region_count, [&](uint32_t id) { return view.regions->At(LevelOf(dimension), id); });
  }
  radix_ = std::max<uint32_t>(radix_, 1);  // of an empty view
}

template <typename IdOf>
void GroupDigit::NumberByIds(uint32_t count, const IdOf& id_of) {
  std::vector<uint32_t> digit_of_id(count, kNoDigit);
  digits_.reserve(count);
  for (uint32_t value = 0; value < count; ++value) {
    const uint32_t id = id_of(value);
    if (digit_of_id[id] == kNoDigit) {
      digit_of_id[id] = static_cast<uint32_t>(values_.size());
      values_.push_back(id);
    }
    digits_.push_back(digit_of_id[id]);
  }
  radix_ = static_cast<uint32_t>(values_.size());
}

template <typename TextOf>
void GroupDigit::NumberByTexts(uint32_t count, const TextOf& text_of) {
  absl::flat_hash_map<absl::string_view, uint32_t> digit_of_text;
  for (uint32_t value = 0; value < count; ++value) {
    const auto [place, is_new] = digit_of_text.try_emplace(text_of(value), values_.size());
    if (is_new) values_.push_back(value);
    digits_.push_back(place->second);
  }
  radix_ = static_cast<uint32_t>(values_.size());
}

template <typename Code>
void GroupDigit::Append(const ChunkRows& rows, const RowList& list, Order order, Code* codes) const {
  const auto append = [&](const auto& digit_of_row) {
    list.Run([&, radix = radix_](uint32_t size, const auto& row_at) {
      if (order == Order::kFirst) {
        for (uint32_t i = 0; i < size; ++i) codes[i] = digit_of_row(row_at(i));
      } else {
        for (uint32_t i = 0; i < size; ++i) codes[i] = codes[i] * radix + digit_of_row(row_at(i));
      }
    });
  };
  const Chunk& chunk = *rows.chunk;
  const uint32_t* const digits = digits_.data();
  switch (dimension_) {
    case storage::v1::DIMENSION_YEAR:
      return append([year = rows.year](uint32_t) { return year; });
    case storage::v1::DIMENSION_REGION:
      return append([region = rows.region](uint32_t row) { return region[row]; });
    case storage::v1::DIMENSION_DEPARTMENT:
      return append([department = rows.department](uint32_t row) { return department[row]; });
    case storage::v1::DIMENSION_CATEGORY:
      return append([&chunk](uint32_t row) { return uint32_t{chunk.category[row]}; });
    case storage::v1::DIMENSION_KIND:
      return append([&chunk](uint32_t row) { return static_cast<uint32_t>(KindOf(chunk.form[row])); });
    case storage::v1::DIMENSION_STATE:
      return append([&chunk](uint32_t row) { return static_cast<uint32_t>(StateOf(chunk.form[row])); });
    case storage::v1::DIMENSION_GRADE:
    case storage::v1::DIMENSION_SCHEME:
      return append([&chunk, digits](uint32_t row) { return digits[chunk.verdict[row]]; });
    default:
      return append([region = rows.region, digits](uint32_t row) { return digits[region[row]]; });
  }
}

GroupCodes::GroupCodes(const Columns& columns, const ColumnsView& view,
                       const storage::v1::Grouping& grouping) {
  for (const int dimension : grouping.dimensions()) {
    digits_.emplace_back(columns, view, static_cast<storage::v1::Dimension>(dimension));
    size_ *= digits_.back().radix();
  }
}

template <typename Code>
void GroupCodes::Fill(const ChunkRows& rows, const RowList& list, Code* codes) const {
  if (digits_.empty()) std::fill_n(codes, list.size(), 0);
  for (const GroupDigit& digit : digits_) {
    const auto order = &digit == &digits_.front() ? GroupDigit::Order::kFirst : GroupDigit::Order::kFurther;
    digit.Append(rows, list, order, codes);
  }
}

template void GroupCodes::Fill(const ChunkRows& rows, const RowList& list, uint32_t* codes) const;
template void GroupCodes::Fill(const ChunkRows& rows, const RowList& list, UInt128* codes) const;

std::vector<uint32_t> GroupCodes::DigitsOf(UInt128 code) const {
  std::vector<uint32_t> digits(digits_.size());
  for (size_t i = digits_.size(); i-- > 0;) {
    digits[i] = static_cast<uint32_t>(code % digits_[i].radix());
    code /= digits_[i].radix();
  }
  return digits;
}

}  // namespace heng
