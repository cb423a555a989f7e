// SPDX-License-Identifier: Apache-2.0
#include "base/resource_name.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace heng {
namespace {

constexpr size_t kMaxIdBytes = 64;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

// How each kind is written, and how it is called.
struct KindText {
  absl::string_view type;
  absl::string_view en;
  absl::string_view zh;
  absl::string_view collection;  // the last one of its path
  absl::string_view shape;
  absl::string_view example;
};

const KindText& TextOf(ResourceKind kind) {
  static constexpr KindText kTexts[] = {
      {"heng.v1.Region", "a region", "行政区划", "regions", "regions/{2 to 12 digits}", "regions/620602"},
      {"heng.v1.Department", "a department", "部门", "departments",
       "regions/{region}/departments/{department}", "regions/620602/departments/219001"},
      {"heng.v1.Budget", "a budget", "预算", "budgets",
       "regions/{region}/departments/{department}/budgets/{year}",
       "regions/620602/departments/219001/budgets/2024"},
      {"heng.v1.Goals", "goals", "绩效目标", "goals",
       "regions/{region}/departments/{department}/goals/{year}-overall or …/{year}-project-{code}",
       "regions/620602/departments/219001/goals/2024-overall"},
      {"heng.v1.Evaluation", "an evaluation", "自评表", "evaluations",
       "regions/{region}/departments/{department}/evaluations/{year}-overall or …/{year}-project-{code}",
       "regions/620602/departments/219001/evaluations/2024-overall"},
      {"heng.v1.Scheme", "a scheme", "评价方案", "schemes", "schemes/{scheme}", "schemes/gansu-overall"},
  };
  return kTexts[static_cast<size_t>(kind)];
}

absl::string_view RevisionShape(ResourceKind kind) {
  return IsAddressedByContent(kind) ? "@{16 hex digits}" : "@{number}";
}

absl::Status BadName(const Problem& problem) {
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME", problem);
}

absl::Status NotANameOf(absl::string_view name, ResourceKind kind) {
  const KindText& text = TextOf(kind);
  const std::string shown = ForPeople(name, 128);
  return BadName(
      {.en = absl::StrCat("\"", shown, "\" is not the name of ", text.en, ": want ", text.shape, ", and ",
                          RevisionShape(kind), " behind it for one revision, such as ", text.example),
       .zh = absl::StrCat("“", shown, "”不是合法的", text.zh, "名称：应为 ", text.shape, "，指定版本时后加 ",
                          RevisionShape(kind), "，例如 ", text.example)});
}

absl::Status NotAName(absl::string_view name) {
  constexpr absl::string_view kShapes =
      "regions/{region}, regions/{region}/departments/{department}, "
      "regions/{region}/departments/{department}/{budgets, goals or evaluations}/{id}, schemes/{scheme}";
  const std::string shown = ForPeople(name, 128);
  return BadName({.en = absl::StrCat("\"", shown, "\" is not a resource name: want one of ", kShapes),
                  .zh = absl::StrCat("“", shown, "”不是合法的资源名称：应为以下之一：", kShapes)});
}

bool IsDigits(absl::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
}

bool IsRegionCode(absl::string_view code) { return code.size() >= 2 && code.size() <= 12 && IsDigits(code); }

std::optional<int> ParseYear(absl::string_view text) {
  int year = 0;
  if (text.size() != 4 || !IsDigits(text) || !absl::SimpleAtoi(text, &year)) return std::nullopt;
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  return year;
}

std::optional<FormId> ReadFormId(absl::string_view id) {
  if (!IsValidCode(id) || id.size() < 5) return std::nullopt;
  const std::optional<int> year = ParseYear(id.substr(0, 4));
  absl::string_view rest = id.substr(4);
  if (!year.has_value()) return std::nullopt;
  if (rest == "-overall") return FormId{.fiscal_year = *year};
  if (!absl::ConsumePrefix(&rest, "-project-") || rest.empty()) return std::nullopt;
  return FormId{.fiscal_year = *year, .project_code = std::string(rest)};
}

// One spelling a revision: no leading zeros, no capitals.
bool IsRevision(absl::string_view revision, ResourceKind kind) {
  if (!IsAddressedByContent(kind)) return revision.size() <= 18 && IsDigits(revision) && revision[0] != '0';
  return revision.size() == 16 && std::all_of(revision.begin(), revision.end(), [](unsigned char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

// What the collections of a path say; the ids are not read yet.
std::optional<ResourceKind> KindOfPath(const std::vector<absl::string_view>& segments) {
  const auto is = [&](size_t i, ResourceKind kind) { return segments[i] == TextOf(kind).collection; };
  if (segments.size() == 2 && is(0, ResourceKind::kScheme)) return ResourceKind::kScheme;
  if (segments.size() % 2 != 0 || segments.size() > 6 || !is(0, ResourceKind::kRegion)) return std::nullopt;
  if (segments.size() == 2) return ResourceKind::kRegion;
  if (!is(2, ResourceKind::kDepartment)) return std::nullopt;
  if (segments.size() == 4) return ResourceKind::kDepartment;
  for (const ResourceKind kind : {ResourceKind::kBudget, ResourceKind::kGoals, ResourceKind::kEvaluation}) {
    if (is(4, kind)) return kind;
  }
  return std::nullopt;
}

bool IsIdOf(absl::string_view id, ResourceKind kind) {
  if (kind == ResourceKind::kBudget) return ParseYear(id).has_value();
  if (kind == ResourceKind::kScheme) return IsValidCode(id);
  return ReadFormId(id).has_value();
}

// The ids of a path whose collections fit `kind`; nothing if one of them does not.
std::optional<ResourceName> ReadIds(const std::vector<absl::string_view>& segments, ResourceKind kind) {
  ResourceName name{.kind = kind};
  if (kind != ResourceKind::kScheme) {
    if (!IsRegionCode(segments[1])) return std::nullopt;
    name.region = std::string(segments[1]);
  }
  if (segments.size() >= 4) {
    if (!IsValidCode(segments[3])) return std::nullopt;
    name.department = std::string(segments[3]);
  }
  if (kind != ResourceKind::kRegion && kind != ResourceKind::kDepartment) {
    if (!IsIdOf(segments.back(), kind)) return std::nullopt;
    name.id = std::string(segments.back());
  }
  return name;
}

}  // namespace

std::string ResourceName::WithoutRevision() const {
  switch (kind) {
    case ResourceKind::kRegion:
      return absl::StrCat("regions/", region);
    case ResourceKind::kScheme:
      return absl::StrCat("schemes/", id);
    case ResourceKind::kDepartment:
      return DepartmentName();
    case ResourceKind::kBudget:
    case ResourceKind::kGoals:
    case ResourceKind::kEvaluation:
      break;
  }
  return absl::StrCat(DepartmentName(), "/", TextOf(kind).collection, "/", id);
}

std::string ResourceName::ToString() const {
  return revision.empty() ? WithoutRevision() : absl::StrCat(WithoutRevision(), "@", revision);
}

std::string ResourceName::DepartmentName() const {
  return absl::StrCat("regions/", region, "/departments/", department);
}

absl::StatusOr<ResourceName> ParseResourceName(absl::string_view name) {
  const size_t at = std::min(name.find('@'), name.size());
  const std::vector<absl::string_view> segments = absl::StrSplit(name.substr(0, at), '/');
  const std::optional<ResourceKind> kind = KindOfPath(segments);
  if (!kind.has_value()) return NotAName(name);
  std::optional<ResourceName> parsed = ReadIds(segments, *kind);
  if (!parsed.has_value()) return NotANameOf(name, *kind);
  if (at < name.size()) {
    parsed->revision = std::string(name.substr(at + 1));
    if (!IsRevision(parsed->revision, *kind)) return NotANameOf(name, *kind);
  }
  return *std::move(parsed);
}

absl::StatusOr<ResourceName> ParseResourceName(absl::string_view name, ResourceKind kind) {
  absl::StatusOr<ResourceName> parsed = ParseResourceName(name);
  if (!parsed.ok() || parsed->kind != kind) return NotANameOf(name, kind);
  return parsed;
}

absl::string_view ResourceTypeName(ResourceKind kind) { return TextOf(kind).type; }

absl::string_view ResourceKindInChinese(ResourceKind kind) { return TextOf(kind).zh; }

bool IsAddressedByContent(ResourceKind kind) {
  return kind == ResourceKind::kScheme || kind == ResourceKind::kGoals;
}

absl::StatusOr<FormId> ParseFormId(absl::string_view id) {
  std::optional<FormId> form = ReadFormId(id);
  if (form.has_value()) return *std::move(form);
  constexpr absl::string_view kShape = "{year}-overall or {year}-project-{code}";
  const std::string shown = ForPeople(id, 128);
  return BadName({.en = absl::StrCat("\"", shown, "\" is not the id of a form: want ", kShape,
                                     ", the year from 1990 to 2100, such as 2024-overall"),
                  .zh = absl::StrCat("“", shown, "”不是合法的表格编号：应为 ", kShape,
                                     "，年度为 1990 至 2100，例如 2024-overall")});
}

bool IsValidCode(absl::string_view code) {
  return !code.empty() && code.size() <= kMaxIdBytes &&
         std::all_of(code.begin(), code.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
         });
}

bool IsValidRequestId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxIdBytes &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) { return absl::ascii_isprint(c); });
}

std::string NewRequestId() { return absl::BytesToHexString(RandomBytes(16)); }

}  // namespace heng
