// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/catalog_writes.h"

#include <memory>
#include <string>

#include "base/canonical.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/testing/problems.h"
#include "services/scoring/testing/fake_storage.h"
#include "services/scoring/testing/small_case.h"

namespace heng {
namespace {

using ::heng::testing::Brief;
using ::heng::testing::FakeStorage;
using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::heng::testing::ReferenceBudget;
using ::heng::testing::ReferenceDepartment;
using ::heng::testing::ReferenceRegion;
using ::heng::testing::SmallGoalsOf;
using ::heng::testing::SmallScheme;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr char kDepartment[] = "regions/620602/departments/zonggonghui";

struct Catalog {
  FakeClock clock{kNow};
  std::shared_ptr<FakeStorage> storage = std::make_shared<FakeStorage>(clock);
  FormPlans plans{Repository(client::StorageClient(storage), clock)};
};

WriteRequest Request(const std::string& request_id = "id", const std::string& etag = "") {
  return {.request_id = request_id, .etag = etag, .actor = "bureau", .deadline = kNow + absl::Seconds(10)};
}

template <typename Resource>
Resource DocumentOf(const storage::v1::RecordWrite& write) {
  Resource resource;
  EXPECT_TRUE(resource.ParseFromString(write.document()));
  return resource;
}

TEST(MakeWrite, MakesTheRecordOfARegion) {
  Catalog catalog;
  ASSERT_OK_AND_ASSIGN(const auto write,
                       MakeWrite(ReferenceRegion(), "region", Request("my-id"), catalog.plans));

  EXPECT_EQ(write.name(), "regions/620602");
  EXPECT_EQ(write.condition(), storage::v1::WRITE_CONDITION_ABSENT);
  EXPECT_EQ(write.document(), ReferenceRegion().SerializeAsString());
  EXPECT_EQ(write.request_id(), "my-id");
  EXPECT_THAT(write.request_sha256(), SizeIs(32));
  EXPECT_EQ(write.actor(), "bureau");
  EXPECT_EQ(write.content_sha256(), "");
  EXPECT_FALSE(write.has_summary());
  EXPECT_THAT(write.required_names(), IsEmpty());
}

TEST(MakeWrite, GivesARegionTheRowThatAddingUpReads) {
  Catalog catalog;
  v1::Region region = ReferenceRegion();
  region.clear_parent();
  ASSERT_OK_AND_ASSIGN(const auto plain, MakeWrite(region, "region", Request(), catalog.plans));
  EXPECT_EQ(plain.region().name(), region.name());
  EXPECT_EQ(plain.region().display_name(), region.display_name());
  EXPECT_EQ(plain.region().parent(), "");

  region.set_name("regions/62067101");
  region.set_level(v1::REGION_LEVEL_ZONE);
  region.set_parent("regions/620600@3");
  ASSERT_OK_AND_ASSIGN(const auto zone, MakeWrite(region, "region", Request(), catalog.plans));
  EXPECT_EQ(zone.region().level(), v1::REGION_LEVEL_ZONE);
  EXPECT_EQ(zone.region().parent(), "regions/620600") << "of whatever revision";
  EXPECT_FALSE(zone.has_department());
}

TEST(MakeWrite, GivesADepartmentTheRowThatAddingUpReads) {
  Catalog catalog;
  v1::Department department = ReferenceDepartment();
  department.add_predecessors("regions/620602/departments/old");
  department.add_predecessors("");
  department.add_predecessors("regions/620600/departments/older@2");
  ASSERT_OK_AND_ASSIGN(const auto write, MakeWrite(department, "department", Request(), catalog.plans));
  EXPECT_EQ(write.department().name(), kDepartment);
  EXPECT_EQ(write.department().display_name(), department.display_name());
  EXPECT_THAT(write.department().predecessors(),
              ElementsAre("regions/620602/departments/old", "regions/620600/departments/older"));
  EXPECT_FALSE(write.has_region());
}

// The store refuses rows that do not belong to their write.
TEST(MakeWrite, MakesRowsThatTheStoreTakes) {
  Catalog catalog;
  storage::v1::CommitRecordsRequest request;
  v1::Department department = ReferenceDepartment();
  department.add_predecessors("regions/620602/departments/old@1");
  ASSERT_OK_AND_ASSIGN(*request.add_writes(),
                       MakeWrite(ReferenceRegion(), "region", Request("1"), catalog.plans));
  ASSERT_OK_AND_ASSIGN(*request.add_writes(),
                       MakeWrite(department, "department", Request("2"), catalog.plans));
  ASSERT_OK_AND_ASSIGN(const auto response, catalog.storage->CommitRecords(request, {}));
  for (const auto& result : response.results()) EXPECT_TRUE(result.has_info()) << result.DebugString();
}

TEST(MakeWrite, AnUpdateExpectsTheEtag) {
  Catalog catalog;
  ASSERT_OK_AND_ASSIGN(const auto write,
                       MakeWrite(ReferenceRegion(), "region", Request("id", "etag-1"), catalog.plans));

  EXPECT_EQ(write.condition(), storage::v1::WRITE_CONDITION_ETAG);
  EXPECT_EQ(write.etag(), "etag-1");
}

TEST(MakeWrite, RequiresWhatAResourceLiesBelow) {
  Catalog catalog;
  const std::string scheme = catalog.storage->Store(SmallScheme()).name();
  ASSERT_OK_AND_ASSIGN(const auto department,
                       MakeWrite(ReferenceDepartment(), "department", Request(), catalog.plans));
  ASSERT_OK_AND_ASSIGN(const auto budget, MakeWrite(ReferenceBudget(), "budget", Request(), catalog.plans));
  ASSERT_OK_AND_ASSIGN(const auto goals,
                       MakeWrite(SmallGoalsOf("zonggonghui", scheme), "goals", Request(), catalog.plans));

  EXPECT_THAT(department.required_names(), ElementsAre("regions/620602"));
  EXPECT_THAT(budget.required_names(), ElementsAre(kDepartment));
  EXPECT_THAT(goals.required_names(), Contains(kDepartment));
}

TEST(MakeWrite, GivesAWriteWithoutRequestIdARandomOne) {
  Catalog catalog;
  ASSERT_OK_AND_ASSIGN(const auto first, MakeWrite(ReferenceRegion(), "region", Request(""), catalog.plans));
  ASSERT_OK_AND_ASSIGN(const auto second, MakeWrite(ReferenceRegion(), "region", Request(""), catalog.plans));

  EXPECT_NE(first.request_id(), "");
  EXPECT_NE(first.request_id(), second.request_id());
}

TEST(MakeWrite, LeavesOutWhatOnlyTheServiceWrites) {
  Catalog catalog;
  v1::Department department = ReferenceDepartment();
  department.set_etag("made-up");
  department.mutable_create_time()->set_seconds(1);

  ASSERT_OK_AND_ASSIGN(const auto write, MakeWrite(department, "department", Request(), catalog.plans));

  EXPECT_EQ(write.document(), ReferenceDepartment().SerializeAsString());
}

// Storage refuses a request id that comes with another hash.
TEST(MakeWrite, KnowsARetryByItsHashAndAnotherRequestToo) {
  Catalog catalog;
  const auto hash_of = [&](const v1::Department& department, const WriteRequest& request) {
    const auto write = MakeWrite(department, "department", request, catalog.plans);
    EXPECT_OK(write);
    return write->request_sha256();
  };
  v1::Department other = ReferenceDepartment();
  other.set_display_name("武威市总工会");
  const std::string hash = hash_of(ReferenceDepartment(), Request());

  EXPECT_EQ(hash_of(ReferenceDepartment(), Request()), hash);
  EXPECT_NE(hash_of(other, Request()), hash);
  EXPECT_NE(hash_of(ReferenceDepartment(), Request("id", "etag-1")), hash);
}

// An update with a mask becomes another resource once the stored one has changed; the caller's request is the
// same.
TEST(MakeWrite, TakesTheHashOfTheRequestWhereTheCallerSentSomethingElse) {
  Catalog catalog;
  WriteRequest request = Request("id", "etag-1");
  request.sent_sha256 = std::string(32, 'x');
  ASSERT_OK_AND_ASSIGN(const auto write,
                       MakeWrite(ReferenceDepartment(), "department", request, catalog.plans));

  EXPECT_EQ(write.request_sha256(), request.sent_sha256);
}

TEST(MakeWrite, ReportsEveryViolationWithThePathOfTheCaller) {
  Catalog catalog;
  v1::Department department = ReferenceDepartment();
  department.set_name("departments/zonggonghui");
  department.clear_display_name();
  const absl::Status status =
      MakeWrite(department, "requests[3].department", Request(), catalog.plans).status();

  EXPECT_THAT(status, HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Brief(status), UnorderedElementsAre("requests[3].department.name BAD_NAME",
                                                  "requests[3].department.display_name REQUIRED"));
}

TEST(MakeWrite, RefusesNamesThatAreEmptyOrOfAnotherKind) {
  Catalog catalog;
  v1::Budget budget = ReferenceBudget();
  for (const char* name : {"regions/62", "regions/620602/departments/zonggonghui/budgets/24"}) {
    budget.set_name(name);
    EXPECT_THAT(Brief(MakeWrite(budget, "budget", Request(), catalog.plans).status()),
                Contains("budget.name BAD_NAME"));
  }
  budget.clear_name();
  EXPECT_THAT(Brief(MakeWrite(budget, "budget", Request(), catalog.plans).status()),
              Contains("budget.name REQUIRED"));
}

TEST(MakeWrite, RefusesNamesWithARevision) {
  Catalog catalog;
  v1::Region region = ReferenceRegion();
  region.set_name("regions/620602@1");
  v1::Scheme scheme = SmallScheme();
  scheme.set_name("schemes/gansu-overall@0123456789abcdef");

  EXPECT_THAT(Brief(MakeWrite(region, "region", Request(), catalog.plans).status()),
              ElementsAre("region.name BAD_NAME"));
  EXPECT_THAT(Brief(MakeWrite(scheme, "scheme", Request(), catalog.plans).status()),
              ElementsAre("scheme.name BAD_NAME"));
}

TEST(MakeWrite, RefusesStoredBudgetsThatDoNotAddUp) {
  Catalog catalog;
  v1::Budget budget = ReferenceBudget();
  budget.mutable_lines(0)->set_adjusted_yuan("1");

  EXPECT_THAT(Brief(MakeWrite(budget, "budget", Request(), catalog.plans).status()),
              Contains("budget.lines[0].adjusted_yuan AMOUNT_SUM"));
}

TEST(MakeWrite, AddressesSchemesByTheirContent) {
  Catalog catalog;
  ASSERT_OK_AND_ASSIGN(const auto write, MakeWrite(SmallScheme(), "scheme", Request(), catalog.plans));

  EXPECT_EQ(write.content_sha256(), CanonicalSha256(SmallScheme()));
}

TEST(MakeWrite, PinsGoalsToTheNewestRevisionOfTheirScheme) {
  Catalog catalog;
  catalog.storage->Store(SmallScheme());
  v1::Scheme newer = SmallScheme();
  newer.set_display_name("甘肃省部门整体支出绩效评价方案（修订）");
  const std::string newest = catalog.storage->Store(newer).name();

  ASSERT_OK_AND_ASSIGN(const auto write, MakeWrite(SmallGoalsOf("zonggonghui", "schemes/gansu-overall"),
                                                   "goals", Request(), catalog.plans));

  const v1::Goals stored = DocumentOf<v1::Goals>(write);
  EXPECT_EQ(stored.scheme(), newest);
  EXPECT_EQ(write.content_sha256(), CanonicalSha256(stored));
}

TEST(MakeWrite, KeepsTheRevisionThatGoalsPin) {
  Catalog catalog;
  const std::string pinned = catalog.storage->Store(SmallScheme()).name();
  v1::Scheme newer = SmallScheme();
  newer.set_display_name("甘肃省部门整体支出绩效评价方案（修订）");
  catalog.storage->Store(newer);

  ASSERT_OK_AND_ASSIGN(const auto write,
                       MakeWrite(SmallGoalsOf("zonggonghui", pinned), "goals", Request(), catalog.plans));

  EXPECT_EQ(DocumentOf<v1::Goals>(write).scheme(), pinned);
}

// The pin changes with the newest scheme, but what the caller sent does not.
TEST(MakeWrite, KnowsARetryOfGoalsAfterTheSchemeChanged) {
  Catalog catalog;
  const v1::Goals goals = SmallGoalsOf("zonggonghui", "schemes/gansu-overall");
  catalog.storage->Store(SmallScheme());
  ASSERT_OK_AND_ASSIGN(const auto first, MakeWrite(goals, "goals", Request(), catalog.plans));
  v1::Scheme newer = SmallScheme();
  newer.set_display_name("甘肃省部门整体支出绩效评价方案（修订）");
  catalog.storage->Store(newer);

  ASSERT_OK_AND_ASSIGN(const auto again, MakeWrite(goals, "goals", Request(), catalog.plans));

  EXPECT_NE(DocumentOf<v1::Goals>(again).scheme(), DocumentOf<v1::Goals>(first).scheme());
  EXPECT_EQ(again.request_sha256(), first.request_sha256());
}

TEST(MakeWrite, RefusesGoalsOfAnUnknownScheme) {
  Catalog catalog;
  EXPECT_THAT(MakeWrite(SmallGoalsOf("zonggonghui", "schemes/unknown"), "goals", Request(), catalog.plans),
              HasCode(absl::StatusCode::kNotFound));
}

TEST(MakeWrite, RefusesGoalsThatDoNotFitTheirScheme) {
  Catalog catalog;
  v1::Goals goals = SmallGoalsOf("zonggonghui", catalog.storage->Store(SmallScheme()).name());
  goals.mutable_indicators(0)->set_weight_points("80");

  EXPECT_THAT(MakeWrite(goals, "goals", Request(), catalog.plans), HasReason("INVALID_FIELDS"));
}

TEST(MakeWrite, PassesOnThatStorageIsAway) {
  Catalog catalog;
  catalog.storage->FailNextRead(absl::UnavailableError("connection refused"));

  EXPECT_THAT(
      MakeWrite(SmallGoalsOf("zonggonghui", "schemes/gansu-overall"), "goals", Request(), catalog.plans),
      HasReason("STORAGE_AWAY"));
}

}  // namespace
}  // namespace heng
