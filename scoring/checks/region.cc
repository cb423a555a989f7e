// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "scoring/checks.h"
#include "scoring/checks/common.h"

namespace heng {
namespace {

// GB/T 2260 has 6 digits in three pairs; codes of other lengths are a finance bureau's own and say no level.
constexpr size_t kNationalDigits = 6;

v1::RegionLevel LevelOfCode(absl::string_view code) {
  if (absl::EndsWith(code, "0000")) return v1::REGION_LEVEL_PROVINCE;
  if (absl::EndsWith(code, "00")) return v1::REGION_LEVEL_PREFECTURE;
  return v1::REGION_LEVEL_COUNTY;
}

struct LevelText {
  absl::string_view en;
  absl::string_view zh;
};

LevelText TextOf(v1::RegionLevel level) {
  switch (level) {
    case v1::REGION_LEVEL_PROVINCE:
      return {"a province", "省级"};
    case v1::REGION_LEVEL_PREFECTURE:
      return {"a prefecture", "地级"};
    default:
      return {"a county", "县级"};
  }
}

void CheckLevel(const v1::Region& region, absl::string_view code, absl::string_view path,
                FieldProblems& problems) {
  const v1::RegionLevel level = region.level();
  const bool follows_code = level == v1::REGION_LEVEL_PROVINCE || level == v1::REGION_LEVEL_PREFECTURE ||
                            level == v1::REGION_LEVEL_COUNTY;
  if (!follows_code || code.size() != kNationalDigits || level == LevelOfCode(code)) return;
  const LevelText got = TextOf(level);
  const LevelText want = TextOf(LevelOfCode(code));
  problems.Add(JoinPath(path, "level"), "OUT_OF_RANGE",
               {absl::StrCat("the level says ", got.en, ", but code ", code, " is that of ", want.en),
                absl::StrCat("级别为", got.zh, "，但代码 ", code, " 属于", want.zh)});
}

}  // namespace

void CheckRegion(const v1::Region& region, absl::string_view path, FieldProblems& problems) {
  CheckFields(region, path, problems);
  const std::optional<ResourceName> name =
      CheckName(region.name(), ResourceKind::kRegion, JoinPath(path, "name"), problems);
  const std::optional<ResourceName> parent =
      CheckName(region.parent(), ResourceKind::kRegion, JoinPath(path, "parent"), problems);
  if (name.has_value()) CheckLevel(region, name->region, path, problems);
  if (name.has_value() && parent.has_value() && name->region == parent->region) {
    problems.Add(JoinPath(path, "parent"), "BAD_TREE",
                 {absl::StrCat("region ", name->region, " is its own parent"),
                  absl::StrCat("行政区划 ", name->region, " 的上级是其自身")});
  }
  CheckYears(region.effective_from_year(), region.effective_until_year(), path, problems);
}

}  // namespace heng
