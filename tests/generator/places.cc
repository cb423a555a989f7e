// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/places.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/generator/seeded.h"

namespace heng::generator {
namespace {

constexpr int kProvince = 620000;
constexpr int kPrefectures = 14;
constexpr int kFewestCounties = 4;
constexpr int kMostCounties = 8;
constexpr int kDirectCounties = 3;
// Codes within a prefecture: 02 and on for counties, 81 for a county-level city, 71 for a zone; within the province 9001 and
// on for counties without a prefecture.
constexpr int kFirstCounty = 2;
constexpr int kCity = 81;
constexpr int kZone = 71;
constexpr int kFirstDirectCounty = 9001;

const std::vector<const char*>& FirstSyllables() {
  static const auto* const kList =
      new std::vector<const char*>{"安", "宁", "永", "清", "平", "兴", "和", "长", "金", "石",
                                   "白", "青", "凤", "玉", "泰", "昌", "丰", "德", "云", "松"};
  return *kList;
}

const std::vector<const char*>& SecondSyllables() {
  static const auto* const kList = new std::vector<const char*>{
      "川", "原", "泉", "阳", "陵", "源", "水", "台", "山", "谷", "河", "岭", "城", "江", "门", "州"};
  return *kList;
}

// Names that do not repeat.
class Names {
 public:
  explicit Names(Random random) {
    for (const char* first : FirstSyllables()) {
      for (const char* second : SecondSyllables()) names_.push_back(absl::StrCat(first, second));
    }
    random.Shuffle(names_);
  }
  std::string Next() { return names_[next_++ % names_.size()]; }

 private:
  std::vector<std::string> names_;
  size_t next_ = 0;
};

Place PlaceOf(int code, const Place& above, const std::string& short_name, v1::RegionLevel level) {
  return {absl::StrFormat("%06d", code), short_name, absl::StrCat(above.display_name, short_name), level, ""};
}

void AddPrefecture(int code, const Place& province, Random& random, Names& names,
                   std::vector<Place>& places) {
  const Place prefecture =
      PlaceOf(code, province, absl::StrCat(names.Next(), "市"), v1::REGION_LEVEL_PREFECTURE);
  places.push_back(prefecture);
  const int counties = static_cast<int>(random.Between(kFewestCounties, kMostCounties));
  for (int i = 0; i < counties; ++i) {
    const std::string name = absl::StrCat(names.Next(), i == 0 ? "区" : "县");
    places.push_back(PlaceOf(code + kFirstCounty + i, prefecture, name, v1::REGION_LEVEL_COUNTY));
  }
  const int number = (code - kProvince) / 100;
  if (number % 7 == 1) {
    Place zone =
        PlaceOf(code + kZone, prefecture, absl::StrCat(names.Next(), "经济开发区"), v1::REGION_LEVEL_ZONE);
    zone.parent_code = prefecture.code;
    places.push_back(zone);
  }
  if (number % 3 == 0) {
    places.push_back(
        PlaceOf(code + kCity, prefecture, absl::StrCat(names.Next(), "市"), v1::REGION_LEVEL_COUNTY));
  }
}

}  // namespace

std::vector<Place> MakePlaces(uint64_t seed) {
  Random random = RandomFor(seed, Stream::kPlaces);
  Names names(RandomFor(seed, Stream::kPlaces, {1}));
  const Place province = {absl::StrCat(kProvince), "云岭省", "云岭省", v1::REGION_LEVEL_PROVINCE, ""};
  std::vector<Place> places = {province};
  for (int i = 1; i <= kPrefectures; ++i) {
    AddPrefecture(kProvince + 100 * i, province, random, names, places);
  }
  for (int i = 0; i < kDirectCounties; ++i) {
    Place county = PlaceOf(kProvince + kFirstDirectCounty + i, province, absl::StrCat(names.Next(), "市"),
                           v1::REGION_LEVEL_COUNTY);
    county.parent_code = province.code;
    places.push_back(county);
  }
  return places;
}

v1::Region RegionOf(const Place& place) {
  v1::Region region;
  region.set_name(absl::StrCat("regions/", place.code));
  region.set_display_name(place.display_name);
  region.set_level(place.level);
  if (!place.parent_code.empty()) region.set_parent(absl::StrCat("regions/", place.parent_code));
  return region;
}

}  // namespace heng::generator
