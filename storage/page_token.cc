// SPDX-License-Identifier: Apache-2.0
#include "storage/page_token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/status_macros.h"

namespace heng {
namespace {

constexpr size_t kProcessIdBytes = 8;
constexpr size_t kMacBytes = 16;
constexpr size_t kKeyBytes = 32;

absl::Status BadToken(absl::string_view why_en, absl::string_view why_zh) {
  return MakeError(
      absl::StatusCode::kInvalidArgument, "BAD_PAGE_TOKEN",
      {absl::StrCat("the page token ", why_en, "; use the token of the page before with the same query"),
       absl::StrCat("分页标记", why_zh, "；请使用同一查询上一页返回的标记")});
}

// Takes the same time wherever the two differ, so that a mac cannot be guessed byte by byte.
bool EqualInConstantTime(absl::string_view a, absl::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace

PageTokenSealer::PageTokenSealer() : PageTokenSealer(RandomBytes(kProcessIdBytes), RandomBytes(kKeyBytes)) {}

PageTokenSealer::PageTokenSealer(std::string process_id, std::string key)
    : process_id_(std::move(process_id)), key_(std::move(key)) {
  HENG_CHECK(process_id_.size() == kProcessIdBytes);
  HENG_CHECK(key_.size() == kKeyBytes);
}

std::string PageTokenSealer::Mac(absl::string_view page) const {
  return HmacSha256(key_, absl::StrCat(process_id_, page)).substr(0, kMacBytes);
}

std::string PageTokenSealer::Seal(const storage::v1::PageToken& page) const {
  const std::string bytes = page.SerializeAsString();
  return absl::WebSafeBase64Escape(absl::StrCat(process_id_, Mac(bytes), bytes));
}

absl::StatusOr<storage::v1::PageToken> PageTokenSealer::Open(absl::string_view token,
                                                             absl::string_view query_sha256) const {
  std::string bytes;
  // Escaping again refuses what the decoder is lenient about, such as blanks.
  if (!absl::WebSafeBase64Unescape(token, &bytes) || absl::WebSafeBase64Escape(bytes) != token ||
      bytes.size() < kProcessIdBytes + kMacBytes) {
    return BadToken("is damaged", "已损坏");
  }
  const absl::string_view all = bytes;
  if (all.substr(0, kProcessIdBytes) != process_id_) return ListingGone();
  const absl::string_view sealed = all.substr(kProcessIdBytes + kMacBytes);
  if (!EqualInConstantTime(all.substr(kProcessIdBytes, kMacBytes), Mac(sealed))) {
    return BadToken("is damaged", "已损坏");
  }
  storage::v1::PageToken page;
  if (!page.ParseFromArray(sealed.data(), static_cast<int>(sealed.size())))
    return BadToken("is damaged", "已损坏");
  if (page.query_sha256() != query_sha256) return BadToken("belongs to another query", "属于另一个查询");
  return page;
}

absl::Status ListingGone() {
  return MakeError(absl::StatusCode::kAborted, "SNAPSHOT_GONE",
                   {"the listing took too long and its snapshot is gone; begin again without a page token",
                    "列表查询超时，快照已失效；请不带分页标记重新开始"});
}

}  // namespace heng
