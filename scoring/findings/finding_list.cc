// SPDX-License-Identifier: Apache-2.0
#include "scoring/findings/finding_list.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "scoring/findings/findings.h"

namespace heng::findings {
namespace {

constexpr size_t kMaxQuotedBytes = 120;

bool NeedsCleaning(absl::string_view text) {
  return text.size() > kMaxQuotedBytes || std::any_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
         });
}

}  // namespace

std::string AsTyped(absl::string_view text) {
  // Texts of messages are UTF-8 already, so most need no more than a look.
  return NeedsCleaning(text) ? ForPeople(text, kMaxQuotedBytes) : std::string(text);
}

FindingList::FindingList(google::protobuf::RepeatedPtrField<v1::Finding>& findings)
    : findings_(findings), first_(findings.size()), row_begin_(first_) {}

void FindingList::BeginRow(absl::string_view list, int index, absl::string_view row) {
  row_begin_ = findings_.size();
  list_ = list;
  index_ = index;
  row_ = row;
}

bool FindingList::Has(FindingCode code) const {
  const absl::string_view name = EntryOf(code).name;
  return std::any_of(findings_.begin() + row_begin_, findings_.end(),
                     [name](const v1::Finding& finding) { return finding.code() == name; });
}

void FindingList::Add(FindingCode code, FindingDetails details) {
  if (findings_.size() - first_ >= kMaxFindings || Has(code)) return;
  const CatalogueEntry& entry = EntryOf(code);
  v1::Finding& finding = *findings_.Add();
  finding.mutable_code()->assign(entry.name.data(), entry.name.size());
  finding.set_severity(entry.severity);
  std::string& ref = *finding.mutable_ref();
  ref.assign(list_.data(), list_.size());
  if (index_ >= 0) absl::StrAppend(&ref, "[", index_, "]");
  if (!row_.empty()) finding.set_row(AsTyped(row_));
  if (!details.claimed.empty()) finding.set_claimed(std::move(details.claimed));
  if (!details.computed.empty()) finding.set_computed(std::move(details.computed));
  if (!details.arithmetic.empty()) finding.set_arithmetic(std::move(details.arithmetic));
}

}  // namespace heng::findings
