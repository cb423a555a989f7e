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

uint8_t DisplayNames::InternFiled(uint32_t department, const std::string& name) {
  // Nobody else writes, so looking needs no lock.
  Department& names = departments_[department];
  if (names.last_filed < names.filed.size() && names.filed[names.last_filed] == name) return names.last_filed;
  const auto found = std::find(names.filed.begin(), names.filed.end(), name);
  std::lock_guard<std::mutex> lock(mutex_);
  if (found != names.filed.end()) {
    names.last_filed = static_cast<uint8_t>(found - names.filed.begin());
  } else if (names.filed.size() < kMaxFiledNames) {
    names.last_filed = static_cast<uint8_t>(names.filed.size());
    names.filed.push_back(name);
  } else {
    names.last_filed = kMaxFiledNames - 1;
    names.filed.back() = name;
  }
  return names.last_filed;
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
