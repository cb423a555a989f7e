// SPDX-License-Identifier: Apache-2.0
//
// One byte of one file of a data directory changed, chosen by a seed.
#pragma once

#include <cstdint>
#include <string>

namespace heng::fault {

struct Flip {
  std::string file;  // below the data directory
  uint64_t offset = 0;
  unsigned char mask = 1;  // exclusive or

  std::string ToString() const;  // db/000012.log@123^40
};

// Of logs, tables, manifests, CURRENT, OPTIONS, IDENTITY, FORMAT and ANCHOR, the first three more often. The same directory,
// seed and number give the same flip.
Flip ChooseFlip(const std::string& data_dir, uint64_t seed, int number);

void Apply(const Flip& flip, const std::string& data_dir);

}  // namespace heng::fault
