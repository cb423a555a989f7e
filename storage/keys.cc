// SPDX-License-Identifier: Apache-2.0
#include "storage/keys.h"

#include <limits>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "storage/engine_errors.h"

namespace heng {
namespace {

constexpr char kSeparator = '\0';
constexpr char kBehindSeparator = '\x01';
constexpr char kRequests = 'q';
constexpr char kRequestExpiry = 'x';
constexpr char kChainHead = 'h';
constexpr size_t kSpaceBytes = 2;

char KindByte(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::kBudget:
      return 'b';
    case ResourceKind::kDepartment:
      return 'd';
    case ResourceKind::kEvaluation:
      return 'e';
    case ResourceKind::kGoals:
      return 'g';
    case ResourceKind::kRegion:
      return 'r';
    case ResourceKind::kScheme:
      return 's';
  }
  HENG_CHECK(false);
}

// The ids of a name below its region, each with its separator.
std::string Ids(const ResourceName& name) {
  std::string ids;
  for (const std::string& id : {name.department, name.id}) {
    if (!id.empty()) absl::StrAppend(&ids, id, absl::string_view(&kSeparator, 1));
  }
  return ids;
}

std::string KeyOfName(KeySpace space, const ResourceName& name) {
  return absl::StrCat(RegionPrefix(space, name.region), HeadsOfKind(name.kind), Ids(name));
}

std::string RevisionBytes(ResourceKind kind, absl::string_view revision) {
  if (IsAddressedByContent(kind)) return std::string(revision);
  uint64_t number = 0;
  HENG_CHECK(absl::SimpleAtoi(revision, &number));
  return BigEndian(number);
}

absl::Status NotAKey(absl::string_view key, absl::string_view wanted) {
  return StoredBytesDamaged(absl::StrCat("\"", absl::CHexEscape(key), "\" is not the key of ", wanted));
}

// The reverse of BigEndian, for numbers from 1; `key` is where the bytes stand.
absl::StatusOr<int64_t> NumberIn(absl::string_view bytes, absl::string_view key) {
  uint64_t number = 0;
  for (char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  const bool fits = bytes.size() == sizeof number && number >= 1 &&
                    number <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  if (!fits) return NotAKey(key, "something numbered");
  return static_cast<int64_t>(number);
}

// What the heads of a kind have for the name's text, with the ids to be filled in.
absl::StatusOr<std::string> NameText(absl::string_view region, char kind,
                                     const std::vector<std::string>& ids) {
  const std::string prefix = absl::StrCat("regions/", region);
  if (kind == 'r' && ids.empty()) return prefix;
  if (kind == 'd' && ids.size() == 1) return absl::StrCat(prefix, "/departments/", ids[0]);
  if (kind == 's' && ids.size() == 1) return absl::StrCat("schemes/", ids[0]);
  if (ids.size() == 2) {
    const char* collection = kind == 'b'   ? "/budgets/"
                             : kind == 'g' ? "/goals/"
                             : kind == 'e' ? "/evaluations/"
                                           : nullptr;
    if (collection != nullptr) return absl::StrCat(prefix, "/departments/", ids[0], collection, ids[1]);
  }
  return absl::DataLossError("no such kind");
}

}  // namespace

std::string RevisionKey(const ResourceName& name, absl::string_view revision) {
  return KeyOfName(KeySpace::kDocuments, name) + RevisionBytes(name.kind, revision);
}

std::string RevisionsPrefix(const ResourceName& name) { return KeyOfName(KeySpace::kDocuments, name); }

absl::StatusOr<std::string> RevisionOfKey(const ResourceName& name, absl::string_view key) {
  const std::string prefix = RevisionsPrefix(name);
  if (!absl::StartsWith(key, prefix)) return NotAKey(key, "a revision");
  const absl::string_view revision = key.substr(prefix.size());
  if (IsAddressedByContent(name.kind)) return std::string(revision);
  HENG_ASSIGN_OR_RETURN(const int64_t number, NumberIn(revision, key));
  return absl::StrCat(number);
}

std::string HeadKey(const ResourceName& name) { return KeyOfName(KeySpace::kRows, name); }

std::string RequestKey(absl::string_view region, absl::string_view request_id) {
  return absl::StrCat(RegionPrefix(KeySpace::kRows, region), RequestsInRegion(), request_id);
}

std::string RequestExpiryKey(absl::string_view region) {
  return absl::StrCat(RegionPrefix(KeySpace::kRows, region), absl::string_view(&kRequestExpiry, 1));
}

std::string ChainHeadKey(absl::string_view region) {
  return absl::StrCat(RegionPrefix(KeySpace::kRows, region), ChainHeadInRegion());
}

std::string HistoryKey(absl::string_view region, int64_t number) {
  return absl::StrCat(RegionPrefix(KeySpace::kHistory, region), BigEndian(static_cast<uint64_t>(number)));
}

absl::StatusOr<int64_t> NumberOfHistoryKey(absl::string_view key) {
  HENG_ASSIGN_OR_RETURN(const std::string region, RegionOfKey(key));
  if (SpaceOf(key) != KeySpace::kHistory) return NotAKey(key, "a history entry");
  return NumberIn(key.substr(RegionPrefix(KeySpace::kHistory, region).size()), key);
}

std::string SummaryKey(const ResourceName& evaluation, int fiscal_year) {
  return absl::StrCat(RegionPrefix(KeySpace::kSummaries, evaluation.region),
                      SummariesOfDepartment(fiscal_year, evaluation.department), evaluation.id);
}

std::string DepartmentRowKey(const ResourceName& department) {
  return absl::StrCat(RegionPrefix(KeySpace::kSummaries, department.region),
                      HeadsOfKind(ResourceKind::kDepartment), department.department);
}

std::string RegionRowKey(const ResourceName& region) {
  return absl::StrCat(RegionPrefix(KeySpace::kSummaries, region.region), HeadsOfKind(ResourceKind::kRegion));
}

absl::StatusOr<std::string> SummarySpaceKey(const ResourceName& name) {
  switch (name.kind) {
    case ResourceKind::kEvaluation: {
      HENG_ASSIGN_OR_RETURN(const FormId form, ParseFormId(name.id));
      return SummaryKey(name, form.fiscal_year);
    }
    case ResourceKind::kDepartment:
      return DepartmentRowKey(name);
    case ResourceKind::kRegion:
      return RegionRowKey(name);
    default:
      return absl::InvalidArgumentError("nothing goes with such a name");
  }
}

absl::StatusOr<SummaryKind> KindOfSummaryKey(absl::string_view key) {
  // Behind the region stands a year or the letter of a kind. A million keys are asked at start: nothing is copied.
  const size_t separator = key.find(kSeparator, kSpaceBytes);
  if (SpaceOf(key) == KeySpace::kSummaries && separator != key.npos && separator + 1 < key.size()) {
    const char first = key[separator + 1];
    if (absl::ascii_isdigit(static_cast<unsigned char>(first))) return SummaryKind::kEvaluation;
    if (first == KindByte(ResourceKind::kDepartment)) return SummaryKind::kDepartment;
    if (first == KindByte(ResourceKind::kRegion)) return SummaryKind::kRegion;
  }
  return NotAKey(key, "a summary row");
}

absl::StatusOr<ResourceName> NameOfHeadKey(absl::string_view key) {
  HENG_ASSIGN_OR_RETURN(const std::string region, RegionOfKey(key));
  absl::string_view rest = key.substr(kSpaceBytes + region.size() + 1);
  if (SpaceOf(key) != KeySpace::kRows || rest.empty()) return NotAKey(key, "a head");
  std::vector<std::string> ids = absl::StrSplit(rest.substr(1), absl::ByChar(kSeparator));
  if (!ids.back().empty()) return NotAKey(key, "a head");
  ids.pop_back();
  absl::StatusOr<std::string> text = NameText(region, rest[0], ids);
  if (!text.ok()) return NotAKey(key, "a head");
  absl::StatusOr<ResourceName> name = ParseResourceName(*text);
  if (!name.ok()) return NotAKey(key, "a head");
  return name;
}

std::string RegionPrefix(KeySpace space, absl::string_view region) {
  return absl::StrCat(SpacePrefix(space), region, absl::string_view(&kSeparator, 1));
}

std::string RegionEnd(KeySpace space, absl::string_view region) {
  return absl::StrCat(SpacePrefix(space), region, absl::string_view(&kBehindSeparator, 1));
}

absl::StatusOr<std::string> RegionOfKey(absl::string_view key) {
  const size_t separator = key.find(kSeparator, kSpaceBytes);
  if (!SpaceOf(key) || separator == absl::string_view::npos) return NotAKey(key, "anything");
  return std::string(key.substr(kSpaceBytes, separator - kSpaceBytes));
}

std::string RegionsBegin(KeySpace space, absl::string_view code_prefix) {
  if (code_prefix.empty()) return RegionEnd(space, "");
  return absl::StrCat(SpacePrefix(space), code_prefix);
}

std::string RegionsEnd(KeySpace space, absl::string_view code_prefix) {
  return EndOfPrefix(absl::StrCat(SpacePrefix(space), code_prefix));
}

std::string HeadsOfKind(ResourceKind kind) { return std::string(1, KindByte(kind)); }

std::string HeadsOfDepartment(ResourceKind kind, absl::string_view department) {
  return absl::StrCat(HeadsOfKind(kind), department, absl::string_view(&kSeparator, 1));
}

std::string HeadsByIdPrefix(ResourceKind kind, absl::string_view id_prefix) {
  return absl::StrCat(HeadsOfKind(kind), id_prefix);
}

std::string SummariesOfYear(int fiscal_year) {
  return absl::StrCat(absl::StrFormat("%04d", fiscal_year), absl::string_view(&kSeparator, 1));
}

std::string ChainHeadInRegion() { return std::string(1, kChainHead); }

std::string RequestsInRegion() { return std::string(1, kRequests); }

std::string SummariesOfDepartment(int fiscal_year, absl::string_view department) {
  return absl::StrCat(SummariesOfYear(fiscal_year), department, absl::string_view(&kSeparator, 1));
}

std::string BigEndian(uint64_t number) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) bytes[i] = static_cast<char>(number & 0xFF);
  return bytes;
}

std::string EndOfPrefix(absl::string_view prefix) {
  std::string end(prefix);
  HENG_CHECK(!end.empty());
  end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

}  // namespace heng
