// SPDX-License-Identifier: Apache-2.0
//
// What the dictionaries of the columns hold, and what it is looked up by (dictionary.h).
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/string_view.h"
#include "storage/columns/columns.h"

namespace heng {

struct TextTerms {
  using Value = std::string;
  using View = absl::string_view;
  static View ViewOf(const Value& value) { return value; }
  static Value ValueOf(View view) { return std::string(view); }
};

struct DepartmentTerms {
  using Value = DepartmentEntry;
  using View = std::pair<uint32_t, absl::string_view>;
  static View ViewOf(const Value& value) { return {value.region, value.id}; }
  static Value ValueOf(const View& view) { return {.region = view.first, .id = std::string(view.second)}; }
};

struct VerdictTerms {
  using Value = Verdict;
  using View = std::tuple<absl::string_view, absl::string_view, absl::string_view>;
  static View ViewOf(const Value& value) { return {value.scheme, value.grade_code, value.grade}; }
  static Value ValueOf(const View& view) {
    return {.scheme = std::string(std::get<0>(view)),
            .grade_code = std::string(std::get<1>(view)),
            .grade = std::string(std::get<2>(view))};
  }
};

struct PartTerms {
  using Value = PartKey;
  using View = std::tuple<int, int, absl::string_view, absl::string_view>;
  static View ViewOf(const Value& value) { return {value.kind, value.level, value.code, value.display_name}; }
  static Value ValueOf(const View& view) {
    return {.kind = std::get<0>(view),
            .level = std::get<1>(view),
            .code = std::string(std::get<2>(view)),
            .display_name = std::string(std::get<3>(view))};
  }
};

}  // namespace heng
