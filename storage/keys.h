// SPDX-License-Identifier: Apache-2.0
//
// The byte layout of keys, version 1; keys are built and read here only. What is in the values is in
// records.proto.
//
//   key       = revision-key / head-key / request-key / expiry-key / chain-key / history-key / summary-key
//
//   revision-key = %x01 "d" region %x00 kind *(id %x00) revision    one revision: StoredRevision
//   head-key     = %x01 "r" region %x00 kind *(id %x00)             the newest revision of a name: StoredHead
//   request-key  = %x01 "r" region %x00 "q" request-id              what a request id was used for: StoredRequest
//   expiry-key   = %x01 "r" region %x00 "x"                         how far request records were removed: StoredRequestExpiry
//   chain-key    = %x01 "r" region %x00 "h"                         where the region's chain ends: StoredChainHead
//   history-key  = %x01 "h" region %x00 number                      one write: StoredHistoryEntry
//   summary-key  = %x01 "s" region %x00 year %x00 department %x00 id
//                                                                   a current evaluation: SummaryRow
//                / %x01 "s" region %x00 "d" department              a current department: DepartmentRow
//                / %x01 "s" region %x00 "r"                         a current region: RegionRow
//
//   region      = *DIGIT                                            empty for schemes
//   kind        = "b" budgets / "d" departments / "e" evaluations / "g" goals / "r" regions / "s" schemes
//   *(id %x00)                                                      what the name has below its region: nothing
//                                                                   for a region, the id of a department or a scheme,
//                                                                   or the id of the department and of what it owns
//   revision    = 8 bytes, big-endian, for numbers / 16 hex digits for schemes and goals
//   number      = 8 bytes, big-endian, from 1
//   year        = 4DIGIT
//
// The region is the partition: everything that one commit touches has one region. Ids hold none of the bytes
// %x00 and %x01, so keys of one kind sort as names do, compared part by part: regions/62 before regions/6206,
// department 219 before 2190.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/resource_name.h"
#include "storage/key_space.h"

namespace heng {

// Key of one revision of a name. revision: as in names; a number from 1 or 16 hex digits.
std::string RevisionKey(const ResourceName& name, absl::string_view revision);
// All revisions of a name lie in [prefix, EndOfPrefix(prefix)).
std::string RevisionsPrefix(const ResourceName& name);
// The revision in a key of a name; DATA_LOSS if it is not that of one.
absl::StatusOr<std::string> RevisionOfKey(const ResourceName& name, absl::string_view key);
// Key of the head of a name; its revision is ignored.
std::string HeadKey(const ResourceName& name);
// Key of the answer that a request id got. region: empty for schemes.
std::string RequestKey(absl::string_view region, absl::string_view request_id);
// Key of how far the request records of a region were removed.
std::string RequestExpiryKey(absl::string_view region);
// Key of the end of a region's chain, and of one of its entries; number: from 1.
std::string ChainHeadKey(absl::string_view region);
std::string HistoryKey(absl::string_view region, int64_t number);
// The number of an entry; DATA_LOSS if the key is not that of one.
absl::StatusOr<int64_t> NumberOfHistoryKey(absl::string_view key);
// Key of the summary row of an evaluation.
std::string SummaryKey(const ResourceName& evaluation, int fiscal_year);
// Keys of what adding up reads of a department and of a region.
std::string DepartmentRowKey(const ResourceName& department);
std::string RegionRowKey(const ResourceName& region);

// Key of the row in the summary space that goes with a name. INVALID_ARGUMENT if there is none for its kind, or if an
// evaluation's id names no fiscal year.
absl::StatusOr<std::string> SummarySpaceKey(const ResourceName& name);

// What the value of a summary key is.
enum class SummaryKind { kEvaluation, kDepartment, kRegion };
// DATA_LOSS if the key is not that of anything in the summary space.
absl::StatusOr<SummaryKind> KindOfSummaryKey(absl::string_view key);

// The name whose head has this key. DATA_LOSS if the key is not that of a head.
absl::StatusOr<ResourceName> NameOfHeadKey(absl::string_view key);

// Everything of one region in one space lies in [RegionPrefix, RegionEnd).
std::string RegionPrefix(KeySpace space, absl::string_view region);
std::string RegionEnd(KeySpace space, absl::string_view region);
// The region of a key; DATA_LOSS if it has none.
absl::StatusOr<std::string> RegionOfKey(absl::string_view key);

// Everything of all regions whose code begins with `code_prefix` lies in [RegionsBegin, RegionsEnd); the
// empty region does not.
std::string RegionsBegin(KeySpace space, absl::string_view code_prefix);
std::string RegionsEnd(KeySpace space, absl::string_view code_prefix);

// What lies behind the region in the keys of the heads of one kind, of the summary rows of one year, of the end of the
// chain and of request ids. A
// range of keys within a region is [prefix, EndOfPrefix(prefix)).
std::string HeadsOfKind(ResourceKind kind);
std::string HeadsOfDepartment(ResourceKind kind, absl::string_view department);
std::string HeadsByIdPrefix(ResourceKind kind, absl::string_view id_prefix);
std::string SummariesOfYear(int fiscal_year);
std::string ChainHeadInRegion();
std::string RequestsInRegion();
std::string SummariesOfDepartment(int fiscal_year, absl::string_view department);

// A number as keys have it: 8 bytes, big-endian.
std::string BigEndian(uint64_t number);

// The first key that does not begin with `prefix`; prefix must not be empty or all %xFF.
std::string EndOfPrefix(absl::string_view prefix);

}  // namespace heng
