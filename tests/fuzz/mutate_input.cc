// SPDX-License-Identifier: Apache-2.0
//
// Apart from mutator.cc, because only fuzzers can be linked with libFuzzer's own mutation.
#include <cstring>

#include "tests/fuzz/mutator.h"

namespace heng::fuzz {

size_t MutateInput(uint8_t* data, size_t size, size_t max_size, unsigned seed, const Messages& messages) {
  differential::Random random(seed);
  if (random.OneIn(20)) return LLVMFuzzerMutate(data, size, max_size);
  ParseParts(data, size, messages);
  Mutate(messages, random);
  const std::string bytes = SerializeParts(messages);
  if (bytes.size() > max_size) return size;
  std::memcpy(data, bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace heng::fuzz
