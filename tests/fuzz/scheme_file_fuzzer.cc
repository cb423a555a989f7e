// SPDX-License-Identifier: Apache-2.0
//
// Scheme files: JSON of whatever origin becomes a scheme or an error, and every scheme an answer of the checker.
#include <cstring>

#include "base/canonical.h"
#include "google/protobuf/util/json_util.h"
#include "scoring/checks.h"
#include "tests/fuzz/known_trees.h"
#include "tests/fuzz/mutator.h"

namespace {

bool Read(const uint8_t* data, size_t size, heng::v1::Scheme& scheme) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  return google::protobuf::util::JsonStringToMessage(text, &scheme).ok();
}

std::string Write(const heng::v1::Scheme& scheme) {
  std::string text;
  return google::protobuf::util::MessageToJsonString(scheme, &text).ok() ? text : "{}";
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  heng::differential::Random random(seed);
  heng::v1::Scheme scheme;
  if (random.OneIn(4) || !Read(data, size, scheme)) return LLVMFuzzerMutate(data, size, max_size);
  heng::fuzz::Mutate({&scheme}, random);
  const std::string text = Write(scheme);
  if (text.size() > max_size) return size;
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  heng::v1::Scheme scheme;
  if (!Read(data, size, scheme)) return 0;
  heng::FieldProblems problems;
  heng::CheckScheme(scheme, "scheme", problems);
  const std::string bytes = heng::CanonicalEncoding(scheme);
  heng::v1::Scheme again;
  const std::string text = Write(scheme);
  if (!Read(reinterpret_cast<const uint8_t*>(text.data()), text.size(), again))
    return 0;  // texts that are not UTF-8
  heng::fuzz::Expect(heng::CanonicalEncoding(again) == bytes, "a scheme written and read is the same");
  return 0;
}
