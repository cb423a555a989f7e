// SPDX-License-Identifier: Apache-2.0
//
// Keys of groups as people read them: names of enum values instead of their numbers, and what everything is called.
#pragma once

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "heng/storage/v1/analysis.pb.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng {

class GroupKeys {
 public:
  using Texts = google::protobuf::RepeatedPtrField<std::string>;
  using Messages = google::protobuf::RepeatedPtrField<v1::GroupKey>;

  // The labels must outlive this.
  explicit GroupKeys(const google::protobuf::RepeatedPtrField<storage::v1::KeyLabel>& labels);

  // Adds the keys of a group, of which there are as many as dimensions. first: dimensions before it are left out. sums: of
  // the group, for what its grade is called.
  void Fill(const storage::v1::Grouping& grouping, const Texts& keys, const storage::v1::ScoreSums& sums,
            int first, Messages& out) const;

 private:
  absl::string_view LabelOf(int dimension, absl::string_view key) const;

  absl::flat_hash_map<std::pair<int, absl::string_view>, absl::string_view> labels_;
};

}  // namespace heng
