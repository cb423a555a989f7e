// SPDX-License-Identifier: Apache-2.0
//
// Sums over evaluations, merged. Merging is associative and commutative: the parts of a set give the bytes that the whole
// would give, in any order and any tree shape.
#pragma once

#include "base/int128.h"
#include "heng/storage/v1/analysis.pb.h"

namespace heng {

Int128 FromWide(const storage::v1::WideSum& sum);
void SetWide(Int128 value, storage::v1::WideSum& sum);

// Both must be of the same measures and disjoint sets of evaluations.
void MergeSums(const storage::v1::ScoreSums& from, storage::v1::ScoreSums& into);
// The groups of both, in the order of their keys. They must have no percentiles, which cannot be merged.
void MergeGroups(const storage::v1::GroupedSums& from, storage::v1::GroupedSums& into);
void MergeParts(const storage::v1::GroupParts& from, storage::v1::GroupParts& into);

}  // namespace heng
