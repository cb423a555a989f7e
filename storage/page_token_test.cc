// SPDX-License-Identifier: Apache-2.0
#include "storage/page_token.h"

#include "absl/strings/escaping.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"

namespace heng::testing {
namespace {

storage::v1::PageToken SomePage() {
  storage::v1::PageToken page;
  page.set_query_sha256("query");
  page.set_snapshot("snapshot");
  page.set_next_key(std::string("\x01r\0k", 4));
  return page;
}

PageTokenSealer FixedSealer() { return {"process1", std::string(32, 'k')}; }

TEST(PageToken, HasTheseBytes) {
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(FixedSealer().Seal(SomePage()), &bytes));
  EXPECT_EQ(bytes.substr(0, 8), "process1");
  EXPECT_EQ(bytes.substr(24), SomePage().SerializeAsString());
}

TEST(PageToken, OpensWhatItSealed) {
  const PageTokenSealer sealer;
  ASSERT_OK_AND_ASSIGN(const storage::v1::PageToken page, sealer.Open(sealer.Seal(SomePage()), "query"));
  EXPECT_EQ(page.SerializeAsString(), SomePage().SerializeAsString());
}

TEST(PageToken, RefusesATokenOfAnotherQuery) {
  const PageTokenSealer sealer;
  EXPECT_THAT(sealer.Open(sealer.Seal(SomePage()), "other"), HasReason("BAD_PAGE_TOKEN"));
}

TEST(PageToken, RefusesEveryChangedByte) {
  const PageTokenSealer sealer;
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(sealer.Seal(SomePage()), &bytes));
  for (size_t i = 8; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] ^= 1;
    EXPECT_THAT(sealer.Open(absl::WebSafeBase64Escape(changed), "query"), HasReason("BAD_PAGE_TOKEN")) << i;
  }
}

TEST(PageToken, RefusesWhatIsNoToken) {
  const PageTokenSealer sealer;
  const std::string good = sealer.Seal(SomePage());
  for (const std::string& token : {std::string("x"), std::string("not base64!"), good.substr(0, 20),
                                   good + "A", " " + good, std::string(10'000, 'A')}) {
    EXPECT_THAT(sealer.Open(token, "query"), ::testing::Not(IsOk())) << token;
  }
}

TEST(PageToken, OfAnotherProcessMeansThatTheSnapshotIsGone) {
  const PageTokenSealer mine;
  const PageTokenSealer other;
  EXPECT_THAT(mine.Open(other.Seal(SomePage()), "query"), HasReason("SNAPSHOT_GONE"));
  EXPECT_THAT(mine.Open(other.Seal(SomePage()), "query"), HasCode(absl::StatusCode::kAborted));
}

}  // namespace
}  // namespace heng::testing
