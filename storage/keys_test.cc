// SPDX-License-Identifier: Apache-2.0
#include "storage/keys.h"

#include <algorithm>
#include <vector>

#include "absl/strings/escaping.h"
#include "base/status_macros.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"

namespace heng::testing {
namespace {

ResourceName Name(absl::string_view text) {
  auto name = ParseResourceName(text);
  HENG_CHECK(name.ok());
  return *std::move(name);
}

std::string Hex(absl::string_view bytes) { return absl::BytesToHexString(bytes); }
std::string TextHex(absl::string_view text) { return absl::BytesToHexString(text); }

// Golden bytes: what is on disks already. A change here needs a new layout version.
TEST(Keys, HeadsHaveTheseBytes) {
  const std::string liangzhou = "0172" + TextHex("620602") + "00";
  EXPECT_EQ(Hex(HeadKey(Name("regions/620602"))), liangzhou + "72");
  EXPECT_EQ(Hex(HeadKey(Name("regions/620602/departments/219001"))),
            liangzhou + "64" + TextHex("219001") + "00");
  EXPECT_EQ(Hex(HeadKey(Name("regions/620602/departments/219001/budgets/2024"))),
            liangzhou + "62" + TextHex("219001") + "00" + TextHex("2024") + "00");
  EXPECT_EQ(Hex(HeadKey(Name("regions/620602/departments/219001/goals/2024-overall"))),
            liangzhou + "67" + TextHex("219001") + "00" + TextHex("2024-overall") + "00");
  EXPECT_EQ(Hex(HeadKey(Name("regions/620602/departments/219001/evaluations/2024-overall"))),
            liangzhou + "65" + TextHex("219001") + "00" + TextHex("2024-overall") + "00");
  EXPECT_EQ(Hex(HeadKey(Name("schemes/gansu"))), "01720073" + TextHex("gansu") + "00");
}

TEST(Keys, RevisionsHaveTheseBytes) {
  EXPECT_EQ(Hex(RevisionKey(Name("regions/62"), "258")),
            "0164" + TextHex("62") + "0072" + "0000000000000102");
  EXPECT_EQ(Hex(RevisionKey(Name("schemes/gansu"), "0123456789abcdef")),
            "01640073" + TextHex("gansu") + "00" + TextHex("0123456789abcdef"));
}

TEST(Keys, RequestsAndSummariesHaveTheseBytes) {
  EXPECT_EQ(Hex(RequestKey("62", "r-1")), "0172" + TextHex("62") + "0071" + TextHex("r-1"));
  EXPECT_EQ(Hex(RequestKey("", "r-1")), "01720071" + TextHex("r-1"));
  EXPECT_EQ(
      Hex(SummaryKey(Name("regions/62/departments/a/evaluations/2024-overall"), 2024)),
      "0173" + TextHex("62") + "00" + TextHex("2024") + "00" + TextHex("a") + "00" + TextHex("2024-overall"));
}

TEST(Keys, RowsOfRegionsAndDepartmentsHaveTheseBytes) {
  EXPECT_EQ(Hex(RegionRowKey(Name("regions/62"))), "0173" + TextHex("62") + "00" + TextHex("r"));
  EXPECT_EQ(Hex(DepartmentRowKey(Name("regions/62/departments/219"))),
            "0173" + TextHex("62") + "00" + TextHex("d219"));
}

TEST(Keys, TellSummaryRowsApart) {
  EXPECT_THAT(KindOfSummaryKey(SummaryKey(Name("regions/62/departments/a/evaluations/2024-overall"), 2024)),
              IsOkAndHolds(SummaryKind::kEvaluation));
  EXPECT_THAT(KindOfSummaryKey(RegionRowKey(Name("regions/62"))), IsOkAndHolds(SummaryKind::kRegion));
  EXPECT_THAT(KindOfSummaryKey(DepartmentRowKey(Name("regions/62/departments/2024"))),
              IsOkAndHolds(SummaryKind::kDepartment));
  for (const std::string& key : {std::string(), std::string("\x01s62"), std::string("\x01s62\0", 5),
                                 std::string("\x01s62\0x", 6), HeadKey(Name("regions/62"))}) {
    EXPECT_THAT(KindOfSummaryKey(key), HasCode(absl::StatusCode::kDataLoss)) << absl::CHexEscape(key);
  }
}

TEST(Keys, SortAsNamesDo) {
  const std::vector<std::string> names = {
      "regions/62/departments/219/budgets/2023",   "regions/62/departments/219/budgets/2024",
      "regions/62/departments/219-1/budgets/2020", "regions/62/departments/2190/budgets/2020",
      "regions/62/departments/A/budgets/2020",     "regions/62/departments/a/budgets/2020",
      "regions/6206/departments/1/budgets/2020",   "regions/63/departments/1/budgets/2020"};
  std::vector<std::string> keys;
  for (const std::string& name : names) keys.push_back(HeadKey(Name(name)));
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
}

TEST(Keys, RevisionsSortByNumber) {
  const ResourceName region = Name("regions/62");
  EXPECT_LT(RevisionKey(region, "9"), RevisionKey(region, "10"));
  EXPECT_LT(RevisionKey(region, "255"), RevisionKey(region, "256"));
  EXPECT_LT(RevisionKey(region, "256"), RevisionKey(region, "999999999999999999"));
}

TEST(Keys, SummariesSortByRegionYearDepartmentAndId) {
  const auto key = [](absl::string_view name, int year) { return SummaryKey(Name(name), year); };
  const std::vector<std::string> keys = {key("regions/62/departments/b/evaluations/2023-overall", 2023),
                                         key("regions/62/departments/a/evaluations/2024-overall", 2024),
                                         key("regions/62/departments/a/evaluations/2024-project-1", 2024),
                                         key("regions/62/departments/b/evaluations/2024-overall", 2024),
                                         key("regions/6206/departments/a/evaluations/2020-overall", 2020)};
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
}

TEST(Keys, AHeadKeyGivesItsNameBack) {
  for (const std::string text :
       {"regions/620602", "regions/620602/departments/219001",
        "regions/620602/departments/219001/budgets/2024",
        "regions/620602/departments/219001/goals/2024-overall",
        "regions/620602/departments/219001/evaluations/2024-project-x", "schemes/gansu-overall"}) {
    ASSERT_OK_AND_ASSIGN(const ResourceName name, NameOfHeadKey(HeadKey(Name(text))));
    EXPECT_EQ(name.ToString(), text);
  }
}

TEST(Keys, OtherKeysGiveNoName) {
  for (const std::string& key :
       {std::string(), std::string("\x01r"), std::string("\x01r62"), std::string("\x01r62\0", 5),
        RequestKey("62", "r"), RevisionKey(Name("regions/62"), "1"), std::string("\x01r62\0dx", 7),
        std::string("\x01rxx\0r", 6)}) {
    EXPECT_THAT(NameOfHeadKey(key), HasCode(absl::StatusCode::kDataLoss)) << absl::CHexEscape(key);
  }
}

TEST(Keys, ARegionHoldsItsKeysAndNoOthers) {
  const std::string begin = RegionPrefix(KeySpace::kRows, "62");
  const std::string end = RegionEnd(KeySpace::kRows, "62");
  for (const std::string& key : {HeadKey(Name("regions/62")), RequestKey("62", "~")}) {
    EXPECT_LE(begin, key);
    EXPECT_LT(key, end);
  }
  EXPECT_GE(HeadKey(Name("regions/620")), end);
  EXPECT_LT(RequestKey("", "r"), RegionsBegin(KeySpace::kRows, ""));
  EXPECT_LE(RegionsBegin(KeySpace::kRows, "62"), begin);
  EXPECT_LT(HeadKey(Name("regions/6299")), RegionsEnd(KeySpace::kRows, "62"));
  EXPECT_GE(HeadKey(Name("regions/63")), RegionsEnd(KeySpace::kRows, "62"));
}

}  // namespace
}  // namespace heng::testing
