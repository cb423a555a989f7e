// SPDX-License-Identifier: Apache-2.0
//
// The check character of GB 32100-2015: 17 characters weighted by powers of 3 modulo 31, over an alphabet
// without the letters that look like digits. docs/scoring-rules.md#unified-social-credit-code.
#include <array>

#include "scoring/checks.h"

namespace heng {
namespace {

constexpr absl::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr size_t kLength = 18;
constexpr size_t kModulus = 31;
constexpr std::array<size_t, kLength - 1> kWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                      29, 25, 13, 8,  24, 10, 30, 28};
static_assert(kAlphabet.size() == kModulus);

}  // namespace

bool IsValidSocialCreditCode(absl::string_view code) {
  if (code.size() != kLength) return false;
  size_t sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) {
    const size_t value = kAlphabet.find(code[i]);
    if (value == absl::string_view::npos) return false;
    sum += value * kWeights[i];
  }
  return code[kLength - 1] == kAlphabet[(kModulus - sum % kModulus) % kModulus];
}

}  // namespace heng
