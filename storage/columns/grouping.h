// SPDX-License-Identifier: Apache-2.0
//
// Which group a row belongs to, as a number: the digits of its code are what its dimensions are, by tables that are made
// once for a query. What the digits are called is in group_keys.h.
#pragma once

#include <cstdint>
#include <vector>

#include "base/int128.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/columns.h"
#include "storage/columns/row_list.h"

namespace heng {

// One dimension of a grouping: from a row's value, such as the id of its region, to a digit.
class GroupDigit {
 public:
  GroupDigit(const Columns& columns, const ColumnsView& view, storage::v1::Dimension dimension);

  storage::v1::Dimension dimension() const { return dimension_; }
  uint32_t radix() const { return radix_; }  // digits are below; at least 1

  // What a digit stands for: a place among ColumnsView::years, the id of a region, a department or a verdict with this
  // grade or scheme, or a number.
  uint32_t ValueOf(uint32_t digit) const { return values_.empty() ? digit : values_[digit]; }

  // codes[i] = codes[i] * radix + the digit of the i-th row; the first digit finds nothing to multiply.
  enum class Order { kFirst, kFurther };
  template <typename Code>
  void Append(const ChunkRows& rows, const RowList& list, Order order, Code* codes) const;

 private:
  // Digits of the values below count, in the order in which the keys come: equal keys, equal digits.
  template <typename IdOf>
  void NumberByIds(uint32_t count, const IdOf& id_of);
  template <typename TextOf>
  void NumberByTexts(uint32_t count, const TextOf& text_of);

  storage::v1::Dimension dimension_;
  uint32_t radix_ = 1;
  std::vector<uint32_t> digits_;  // by value; empty: the value itself
  std::vector<uint32_t> values_;  // by digit; empty: the digit itself
};

// A grouping for one view.
class GroupCodes {
 public:
  GroupCodes(const Columns& columns, const ColumnsView& view, const storage::v1::Grouping& grouping);

  const std::vector<GroupDigit>& digits() const { return digits_; }
  // Codes are below; 1 without dimensions. Four digits of 32 bits always fit.
  UInt128 size() const { return size_; }

  // The codes of the rows of the list. Code is wide enough for size().
  template <typename Code>
  void Fill(const ChunkRows& rows, const RowList& list, Code* codes) const;

  // The digits of a code, first dimension first.
  std::vector<uint32_t> DigitsOf(UInt128 code) const;

 private:
  std::vector<GroupDigit> digits_;
  UInt128 size_ = 1;
};

}  // namespace heng
