// SPDX-License-Identifier: Apache-2.0
//
// Changes messages field by field, so that inputs stay messages and get deep; bytes changed blindly seldom would.
// Texts are drawn from what the rules look at: decimals on their limits, and codes that stand elsewhere in the message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "tests/differential/random.h"

namespace heng::fuzz {

using Messages = std::vector<google::protobuf::Message*>;

// Changes a few fields, anywhere in the messages.
void Mutate(const Messages& messages, differential::Random& random);

// Several messages in one input: each its length (u32, little-endian) and its bytes. What is missing or does not parse
// stays empty.
void ParseParts(const uint8_t* data, size_t size, const Messages& messages);
std::string SerializeParts(const Messages& messages);

// LLVMFuzzerCustomMutator for such inputs: mostly fields, now and then bytes.
size_t MutateInput(uint8_t* data, size_t size, size_t max_size, unsigned seed, const Messages& messages);

}  // namespace heng::fuzz

// libFuzzer's own mutation of bytes.
extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);
