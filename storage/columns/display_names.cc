// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/display_names.h"

#include <algorithm>

#include "base/status_macros.h"

namespace heng {
namespace {

constexpr size_t kMaxFiledNames = 256;  // that one byte tells apart

}  // namespace

void DisplayNames::AddRegion() {
  std::lock_guard<std::mutex> lock(mutex_);
  regions_.PushBack("");
}

void DisplayNames::AddDepartment() {
  std::lock_guard<std::mutex> lock(mutex_);
  departments_.PushBack({});
}

void DisplayNames::SetRegion(uint32_t region, absl::string_view name) {
  std::lock_guard<std::mutex> lock(mutex_);
  regions_[region] = std::string(name);
}

void DisplayNames::SetDepartment(uint32_t department, absl::string_view name) {
  std::lock_guard<std::mutex> lock(mutex_);
  departments_[department].today = std::string(name);
}

uint8_t DisplayNames::InternFiled(uint32_t department, const std::string& name, int fiscal_year) {
  // Nobody else writes, so looking needs no lock.
  Department& names = departments_[department];
  const bool is_last = names.last_year == fiscal_year && names.last_filed < names.filed.size() &&
                       names.filed[names.last_filed] == name;
  if (is_last) return names.last_filed;
  const auto found = std::find(names.filed.begin(), names.filed.end(), name);
  auto place = static_cast<size_t>(found - names.filed.begin());
  std::lock_guard<std::mutex> lock(mutex_);
  if (place == kMaxFiledNames) {
    names.filed[--place] = name;
  } else if (found == names.filed.end()) {
    names.filed.push_back(name);
  }
  if (fiscal_year >= names.last_year) {
    names.last_filed = static_cast<uint8_t>(place);
    names.last_year = fiscal_year;
  }
  return static_cast<uint8_t>(place);
}

size_t DisplayNames::bytes() const {
  size_t bytes = regions_.bytes() + departments_.bytes();
  for (size_t i = 0; i < departments_.size(); ++i) {
    const Department& names = departments_[i];
    bytes += names.today.capacity() + names.filed.capacity() * sizeof(std::string);
    for (const std::string& name : names.filed) bytes += name.capacity();
  }
  return bytes;
}

std::string DisplayNames::OfRegion(uint32_t region) const {
  std::lock_guard<std::mutex> lock(mutex_);
  return regions_[region];
}

std::string DisplayNames::OfDepartment(uint32_t department) const {
  std::lock_guard<std::mutex> lock(mutex_);
  const Department& names = departments_[department];
  if (!names.today.empty() || names.filed.empty()) return names.today;
  return names.filed[names.last_filed];
}

std::string DisplayNames::Filed(uint32_t department, uint8_t filed_name) const {
  std::lock_guard<std::mutex> lock(mutex_);
  const Department& names = departments_[department];
  HENG_CHECK(filed_name < names.filed.size());
  return names.filed[filed_name];
}

}  // namespace heng
