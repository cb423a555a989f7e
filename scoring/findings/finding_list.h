// SPDX-License-Identifier: Apache-2.0
//
// Collects the findings of a form: one a row and code, at most kMaxFindings.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "heng/v1/finding.pb.h"
#include "scoring/findings/catalogue.h"

namespace heng::findings {

// The fields of a finding beside its code and its row.
struct FindingDetails {
  std::string claimed;
  std::string computed;
  std::string arithmetic;
};

class FindingList {
 public:
  explicit FindingList(google::protobuf::RepeatedPtrField<v1::Finding>& findings);

  // What follows is about this row: `list`[`index`], or `list` itself if index is negative. row: its own words; lives until
  // the next call.
  void BeginRow(absl::string_view list, int index, absl::string_view row);

  // Adds a finding about the row, unless it has one with this code already.
  void Add(FindingCode code, FindingDetails details = {});

  // Whether the row has a finding with this code.
  bool Has(FindingCode code) const;

 private:
  google::protobuf::RepeatedPtrField<v1::Finding>& findings_;
  const int first_;
  int row_begin_ = 0;
  absl::string_view list_;
  int index_ = -1;
  absl::string_view row_;
};

// What a person typed or what a form calls a row, cut and cleaned for people.
std::string AsTyped(absl::string_view text);

}  // namespace heng::findings
