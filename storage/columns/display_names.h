// SPDX-License-Identifier: Apache-2.0
//
// What regions and departments are called, and were called when they filed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "storage/columns/stable_vector.h"

namespace heng {

// One writer; any number of readers, who take a lock for a moment, as the writer does where it writes. Ids are those of the
// columns.
class DisplayNames {
 public:
  // ---- The writer. Ids come in their order.
  void AddRegion();
  void AddDepartment();
  size_t department_count() const { return departments_.size(); }
  void SetRegion(uint32_t region, absl::string_view name);
  void SetDepartment(uint32_t department, absl::string_view name);
  // Which of its names a department filed with for a year. Past 256 of them the last number is shared: it stands for the
  // one that came last.
  uint8_t InternFiled(uint32_t department, const std::string& name, int fiscal_year);
  size_t bytes() const;  // roughly

  // ---- Readers.
  std::string OfRegion(uint32_t region) const;          // empty if the region is not stored
  std::string OfDepartment(uint32_t department) const;  // of one not stored, that of its last year
  std::string Filed(uint32_t department, uint8_t filed_name) const;

 private:
  struct Department {
    std::string today;               // empty: the department is not stored
    std::vector<std::string> filed;  // in the order in which they came
    uint8_t last_filed = 0;
    int last_year = 0;  // of last_filed
  };

  mutable std::mutex mutex_;
  StableVector<std::string> regions_;
  StableVector<Department> departments_;
};

}  // namespace heng
