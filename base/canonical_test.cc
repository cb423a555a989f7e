// SPDX-License-Identifier: Apache-2.0
#include "base/canonical.h"

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "base/hash.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng {
namespace {

// The example of docs/canonical-encoding.md.
v1::Scheme Example() {
  v1::Scheme scheme;
  scheme.set_name("schemes/a");
  scheme.set_effective_from_year(2024);
  scheme.set_kind(v1::EVALUATION_KIND_OVERALL);
  scheme.set_total_points("100.0");
  scheme.mutable_execution()->set_weight_points("10");
  v1::IndicatorClass* row = scheme.add_classes();
  row->set_code("1");
  row->add_allowed_rules(v1::RULE_KIND_AT_LEAST);
  row->mutable_rule_options();
  scheme.mutable_rounding()->mutable_total();
  scheme.set_revision("0123456789abcdef");
  return scheme;
}

// What stands in the block of the page that begins with ```{language}.
std::string BlockOfThePage(const std::string& language) {
  std::ifstream page("docs/canonical-encoding.md");
  EXPECT_TRUE(page.is_open());
  std::string block;
  std::string line;
  bool inside = false;
  while (std::getline(page, line)) {
    if (inside && line == "```") break;
    if (inside) block += line + "\n";
    inside = inside || line == "```" + language;
  }
  return block;
}

// Bytes of a listing: hex digits and blanks up to a semicolon on each line.
std::string BytesOfListing(const std::string& listing) {
  std::string digits;
  for (const absl::string_view line : absl::StrSplit(listing, '\n')) {
    for (const char c : line.substr(0, line.find(';'))) {
      if (c != ' ') digits += c;
    }
  }
  return absl::HexStringToBytes(digits);
}

std::string Hex(const google::protobuf::Message& message) {
  return absl::BytesToHexString(CanonicalEncoding(message));
}

TEST(CanonicalEncoding, IsWhatThePageSaysByteByByte) {
  EXPECT_EQ(Hex(Example()), absl::BytesToHexString(BytesOfListing(BlockOfThePage("hex"))));
}

TEST(CanonicalEncoding, HasTheHashThatThePageSays) {
  EXPECT_EQ(absl::BytesToHexString(CanonicalSha256(Example())) + "\n", BlockOfThePage("sha256"));
  EXPECT_EQ(CanonicalSha256(Example()), Sha256(CanonicalEncoding(Example())));
}

TEST(CanonicalEncoding, BeginsWithVersionAndType) {
  EXPECT_EQ(CanonicalEncoding(v1::Scheme()), std::string("\x01\0\0\0\x0Eheng.v1.Scheme", 19));
  EXPECT_NE(CanonicalEncoding(v1::Office()), CanonicalEncoding(v1::CarryOver()));
}

TEST(CanonicalEncoding, EqualDecimalsHaveEqualBytes) {
  v1::CarryOver a;
  v1::CarryOver b;
  a.set_opening_yuan("1.50");
  b.set_opening_yuan("1.5");
  EXPECT_EQ(Hex(a), Hex(b));
  b.set_opening_yuan("1.51");
  EXPECT_NE(Hex(a), Hex(b));
}

TEST(CanonicalEncoding, KeepsADecimalThatDoesNotParse) {
  v1::CarryOver a;
  a.set_opening_yuan("1,5");
  EXPECT_TRUE(absl::StrContains(CanonicalEncoding(a), "1,5"));
}

TEST(CanonicalEncoding, ZeroGivenIsNotTheSameAsNothingGiven) {
  v1::CarryOver given;
  given.set_opening_yuan("0.00");
  EXPECT_NE(Hex(given), Hex(v1::CarryOver()));
}

TEST(CanonicalEncoding, LeavesOtherTextsAsTheyAre) {
  v1::BudgetLine a;
  v1::BudgetLine b;
  a.set_code("1.50");
  b.set_code("1.5");
  EXPECT_NE(Hex(a), Hex(b));
}

TEST(CanonicalEncoding, OutputOnlyFieldsDoNotCount) {
  v1::Scheme scheme = Example();
  scheme.set_content_sha256("ff");
  scheme.mutable_create_time()->set_seconds(5);
  EXPECT_EQ(Hex(scheme), Hex(Example()));
}

TEST(CanonicalEncoding, ASetButEmptyMessageIsTheSameAsNone) {
  v1::Scheme scheme = Example();
  scheme.mutable_rule_options();
  scheme.mutable_rounding()->mutable_execution_rate();
  EXPECT_EQ(Hex(scheme), Hex(Example()));
}

TEST(CanonicalEncoding, AnEmptyElementOfAListCounts) {
  v1::Scheme scheme = Example();
  scheme.add_classes();
  EXPECT_NE(Hex(scheme), Hex(Example()));
}

v1::Department WithAliases(const std::vector<std::string>& aliases) {
  v1::Department department;
  for (const std::string& alias : aliases) department.add_aliases(alias);
  return department;
}

TEST(CanonicalEncoding, TheOrderOfAListCounts) {
  EXPECT_NE(Hex(WithAliases({"x", "y"})), Hex(WithAliases({"y", "x"})));
}

TEST(CanonicalEncoding, TheBoundsOfTextsCount) {
  EXPECT_NE(Hex(WithAliases({"xy", "z"})), Hex(WithAliases({"x", "yz"})));
}

TEST(CanonicalEncoding, WritesBooleansAndNegativeNumbers) {
  v1::BudgetLine line;
  line.set_memo(true);
  EXPECT_TRUE(absl::EndsWith(Hex(line), "000000096201"));
  v1::Staffing staffing;
  staffing.set_authorised_count(-2);
  EXPECT_TRUE(absl::EndsWith(Hex(staffing), "0000000169fffffffffffffffe"));
}

TEST(CanonicalEncodingDeathTest, MapsHaveNone) {
  google::rpc::ErrorInfo info;
  info.mutable_metadata()->insert({"a", "b"});
  EXPECT_DEATH((void)CanonicalEncoding(info), "a map has no canonical encoding");
}

}  // namespace
}  // namespace heng
