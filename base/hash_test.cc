// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

// FIPS 180-4 examples.
TEST(Sha256, MatchesThePublishedVectors) {
  EXPECT_EQ(absl::BytesToHexString(Sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(absl::BytesToHexString(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// GB/T 32905-2016, appendix A.
TEST(DigestOf, MatchesThePublishedVectorsOfSm3) {
  EXPECT_EQ(absl::BytesToHexString(DigestOf(DigestAlgorithm::kSm3, {"abc"})),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string abcd;
  for (int i = 0; i < 16; ++i) abcd += "abcd";
  EXPECT_EQ(absl::BytesToHexString(DigestOf(DigestAlgorithm::kSm3, {abcd})),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(DigestOf, TakesPartsAsOneText) {
  EXPECT_EQ(DigestOf(DigestAlgorithm::kSha256, {"a", "", "bc"}), Sha256("abc"));
  EXPECT_EQ(DigestOf(DigestAlgorithm::kSm3, {"ab", "c"}), DigestOf(DigestAlgorithm::kSm3, {"abc"}));
  EXPECT_EQ(DigestOf(DigestAlgorithm::kSha256, {}), Sha256(""));
}

// RFC 4231, cases 1, 2 and 6.
TEST(HmacSha256, MatchesThePublishedVectors) {
  EXPECT_EQ(absl::BytesToHexString(HmacSha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(absl::BytesToHexString(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(absl::BytesToHexString(HmacSha256(std::string(131, '\xaa'),
                                              "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(HmacSha256, TakesEmptyKeysAndTexts) {
  EXPECT_EQ(absl::BytesToHexString(HmacSha256(absl::string_view(), absl::string_view())),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(RandomBytes, HasTheLengthAskedForAndDiffersEachTime) {
  EXPECT_EQ(RandomBytes(0), "");
  EXPECT_EQ(RandomBytes(16).size(), 16u);
  EXPECT_NE(RandomBytes(16), RandomBytes(16));
}

}  // namespace
}  // namespace heng
