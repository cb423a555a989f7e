// SPDX-License-Identifier: Apache-2.0
//
// Lists of the record store.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/testing/record_fixture.h"

namespace heng::testing {
namespace {

using storage::v1::ListRecordsRequest;
using storage::v1::ListRecordsResponse;
using storage::v1::ListSummariesRequest;
using storage::v1::ListSummariesResponse;
using storage::v1::RecordWrite;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class RecordListTest : public RecordStoreTest {
 protected:
  void Store(const std::string& name, const std::string& document = "d") {
    ASSERT_OK(Commit(Create(name, document)).status);
  }

  // Names on all pages of a list.
  std::vector<std::string> List(const std::string& collection, int page_size = 2) {
    std::vector<std::string> names;
    ListRecordsRequest request;
    request.set_collection(collection);
    request.set_page_size(page_size);
    do {
      auto page = store_->List(request);
      EXPECT_OK(page);
      if (!page.ok()) break;
      EXPECT_LE(page->records_size(), page_size);
      for (const auto& record : page->records()) names.push_back(record.info().name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  std::vector<std::string> Summaries(ListSummariesRequest request) {
    std::vector<std::string> names;
    request.set_page_size(2);
    do {
      auto page = store_->ListSummaries(request);
      EXPECT_OK(page);
      if (!page.ok()) break;
      for (const auto& row : page->rows()) names.push_back(row.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  static ListSummariesRequest SummariesOf(const std::string& parent, int year = 0) {
    ListSummariesRequest request;
    request.set_parent(parent);
    request.set_fiscal_year(year);
    return request;
  }
};

TEST_P(RecordListTest, ListsTheNewestRevisionOfEachInTheOrderOfNames) {
  const auto first = Commit(Create("regions/6206", "v1"));
  Store("regions/62");
  Store("regions/63");
  ASSERT_OK(Commit(Update("regions/6206", first.info.etag(), "v2")).status);
  EXPECT_THAT(List("regions"), ElementsAre("regions/62@1", "regions/6206@2", "regions/63@1"));
  EXPECT_THAT(List("regions/-"), ElementsAre("regions/62@1", "regions/6206@2", "regions/63@1"));
  EXPECT_THAT(List("regions/62*"), ElementsAre("regions/62@1", "regions/6206@2"));
  EXPECT_THAT(List("regions/7*"), IsEmpty());
}

TEST_P(RecordListTest, ListsBelowOneRegionAPrefixOrAll) {
  for (const std::string region : {"62", "6206", "63"}) {
    Store("regions/" + region);
    Store(absl::StrCat("regions/", region, "/departments/a"));
    Store(absl::StrCat("regions/", region, "/departments/b"));
    Store(absl::StrCat("regions/", region, "/departments/a/budgets/2024"));
    Store(absl::StrCat("regions/", region, "/departments/b/budgets/2024"));
  }
  Store("regions/64");  // a region with nothing below it
  Store("regions/65/departments/a");
  EXPECT_THAT(List("regions/62/departments"),
              ElementsAre("regions/62/departments/a@1", "regions/62/departments/b@1"));
  EXPECT_THAT(List("regions/62*/departments", 3),
              ElementsAre("regions/62/departments/a@1", "regions/62/departments/b@1",
                          "regions/6206/departments/a@1", "regions/6206/departments/b@1"));
  EXPECT_EQ(List("regions/-/departments").size(), 7u);
  EXPECT_THAT(
      List("regions/-/departments/b/budgets"),
      ElementsAre("regions/62/departments/b/budgets/2024@1", "regions/6206/departments/b/budgets/2024@1",
                  "regions/63/departments/b/budgets/2024@1"));
  EXPECT_THAT(
      List("regions/62/departments/-/budgets"),
      ElementsAre("regions/62/departments/a/budgets/2024@1", "regions/62/departments/b/budgets/2024@1"));
  EXPECT_THAT(List("regions/62/departments/a/budgets"),
              ElementsAre("regions/62/departments/a/budgets/2024@1"));
  EXPECT_THAT(List("regions/62/departments/a/goals"), IsEmpty());
}

TEST_P(RecordListTest, ListsSchemes) {
  for (const std::string name : {"schemes/gansu-a", "schemes/gansu-b", "schemes/hebei"}) Store(name);
  EXPECT_EQ(List("schemes").size(), 3u);
  EXPECT_EQ(List("schemes/gansu*").size(), 2u);
  EXPECT_THAT(List("schemes/x*"), IsEmpty());
}

TEST_P(RecordListTest, RefusesWhatIsNoCollection) {
  for (const std::string collection :
       {"", "regions/620602", "regions/6x*", "regions/*", "schemes/gansu", "schemes/*", "schemes/",
        "departments", "regions/62/departments/a", "regions/62/departments/a*/budgets",
        "regions/62/departments/a/evaluations", "regions/62/departments/a/budgets/2024/x"}) {
    ListRecordsRequest request;
    request.set_collection(collection);
    request.set_page_size(10);
    EXPECT_THAT(store_->List(request), HasReason("BAD_NAME")) << collection;
  }
  for (const int page_size : {-1, 0, 1001}) {
    ListRecordsRequest request;
    request.set_collection("regions");
    request.set_page_size(page_size);
    EXPECT_THAT(store_->List(request), HasReason("OUT_OF_RANGE"));
  }
}

TEST_P(RecordListTest, AllPagesShowOneInstant) {
  for (int region = 11; region < 21; ++region) Store(absl::StrCat("regions/", region), "before");
  ListRecordsRequest request;
  request.set_collection("regions");
  request.set_page_size(4);
  ASSERT_OK_AND_ASSIGN(ListRecordsResponse page, store_->List(request));
  for (int region = 15; region < 40; ++region) {
    const std::string name = absl::StrCat("regions/", region);
    const auto record = Read(name);
    ASSERT_OK(Commit(record ? Update(name, record->info().etag(), "after") : Create(name, "after")).status);
  }
  size_t count = page.records_size();
  while (!page.next_page_token().empty()) {
    request.set_page_token(page.next_page_token());
    ASSERT_OK_AND_ASSIGN(page, store_->List(request));
    for (const auto& record : page.records()) EXPECT_EQ(record.document(), "before");
    count += page.records_size();
  }
  EXPECT_EQ(count, 10u);
}

TEST_P(RecordListTest, APageHoldsNoMoreBytesThanAMessage) {
  for (int region = 11; region < 20; ++region)
    Store(absl::StrCat("regions/", region), std::string(1 << 20, 'd'));
  ListRecordsRequest request;
  request.set_collection("regions");
  request.set_page_size(1000);
  ASSERT_OK_AND_ASSIGN(const ListRecordsResponse page, store_->List(request));
  EXPECT_LT(page.ByteSizeLong(), 4u << 20);
  EXPECT_EQ(List("regions", 1000).size(), 9u);
}

TEST_P(RecordListTest, ATokenServesItsOwnQueryOnly) {
  for (int region = 11; region < 15; ++region) Store(absl::StrCat("regions/", region));
  ListRecordsRequest request;
  request.set_collection("regions");
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(const ListRecordsResponse page, store_->List(request));

  ListRecordsRequest other = request;
  other.set_collection("schemes");
  other.set_page_token(page.next_page_token());
  EXPECT_THAT(store_->List(other), HasReason("BAD_PAGE_TOKEN"));

  request.set_page_token(page.next_page_token() + "A");
  EXPECT_THAT(store_->List(request), HasReason("BAD_PAGE_TOKEN"));

  request.set_page_token(page.next_page_token());
  request.set_page_size(3);
  EXPECT_OK(store_->List(request)) << "the size may change from page to page";
}

TEST_P(RecordListTest, SaysThatASnapshotIsGone) {
  for (int region = 11; region < 15; ++region) Store(absl::StrCat("regions/", region));
  ListRecordsRequest request;
  request.set_collection("regions");
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(const ListRecordsResponse page, store_->List(request));
  Reopen();
  request.set_page_token(page.next_page_token());
  EXPECT_THAT(store_->List(request), HasReason("SNAPSHOT_GONE"));
  EXPECT_THAT(store_->List(request), HasCode(absl::StatusCode::kAborted));
}

TEST_P(RecordListTest, GivesItsSnapshotsBack) {
  Store("regions/62");
  for (size_t i = 0; i < 2 * engine_->limits().max_snapshots; ++i) {
    EXPECT_THAT(List("regions"), ElementsAre("regions/62@1"));
    EXPECT_THAT(Summaries(SummariesOf("regions/-/departments/-")), IsEmpty());
  }
}

TEST_P(RecordListTest, UnfinishedListsDoNotKeepOthersOut) {
  for (const std::string region : {"regions/61", "regions/62"}) Store(region);
  ListRecordsRequest request;
  request.set_collection("regions");
  request.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const storage::v1::ListRecordsResponse oldest, store_->List(request));
  for (size_t i = 0; i < engine_->limits().max_snapshots; ++i) {
    clock_.Advance(absl::Milliseconds(1));
    ASSERT_OK(store_->List(request));
  }
  request.set_page_token(oldest.next_page_token());
  EXPECT_THAT(store_->List(request), HasReason("SNAPSHOT_GONE"));
}

TEST_P(RecordListTest, TheLastPageMayBeAskedForAgain) {
  for (const std::string region : {"regions/61", "regions/62"}) Store(region);
  ListRecordsRequest request;
  request.set_collection("regions");
  request.set_page_size(1);
  std::string next;
  do {
    request.set_page_token(next);
    ASSERT_OK_AND_ASSIGN(const storage::v1::ListRecordsResponse page, store_->List(request));
    next = page.next_page_token();
  } while (!next.empty());
  EXPECT_THAT(request.page_token(), Not(IsEmpty()));
  EXPECT_OK(store_->List(request));
}

TEST_P(RecordListTest, FillsSummaryRowsAndKeepsOneForEachEvaluation) {
  const std::string name = "regions/62/departments/a/evaluations/2024-overall";
  const auto first = Commit(Create(name, "优"));
  clock_.Advance(absl::Seconds(5));
  const auto second = Commit(Update(name, first.info.etag(), "良"));
  ASSERT_OK(second.status);

  ListSummariesRequest request = SummariesOf("regions/62/departments/a");
  request.set_page_size(10);
  ASSERT_OK_AND_ASSIGN(const ListSummariesResponse page, store_->ListSummaries(request));
  ASSERT_EQ(page.rows_size(), 1);
  const storage::v1::SummaryRow& row = page.rows(0);
  EXPECT_EQ(row.name(), name);
  EXPECT_EQ(row.revision(), 2);
  EXPECT_EQ(row.fiscal_year(), 2024);
  EXPECT_EQ(row.grade(), "良");
  EXPECT_EQ(row.etag(), second.info.etag());
  EXPECT_EQ(row.create_unix_ms(), 1'700'000'000'000);
  EXPECT_EQ(row.update_unix_ms(), 1'700'000'005'000);
  EXPECT_THAT(page.next_page_token(), IsEmpty());
}

TEST_P(RecordListTest, ListsSummariesByRegionYearDepartmentKindAndGrade) {
  const auto store = [&](const std::string& region, const std::string& department, const std::string& id,
                         int kind, const std::string& grade) {
    RecordWrite write =
        Create(absl::StrCat("regions/", region, "/departments/", department, "/evaluations/", id), "e");
    write.mutable_summary()->set_kind(kind);
    write.mutable_summary()->set_grade_code(grade);
    ASSERT_OK(Commit(write).status);
  };
  store("62", "a", "2023-overall", 1, "good");
  store("62", "a", "2024-overall", 1, "excellent");
  store("62", "b", "2024-overall", 1, "poor");
  store("62", "b", "2024-project-p", 2, "good");
  store("6206", "a", "2024-overall", 1, "good");
  store("63", "a", "2023-overall", 1, "good");

  const auto name = [](const std::string& region, const std::string& department, const std::string& id) {
    return absl::StrCat("regions/", region, "/departments/", department, "/evaluations/", id);
  };
  EXPECT_THAT(Summaries(SummariesOf("regions/-/departments/-")),
              ElementsAre(name("62", "a", "2023-overall"), name("62", "a", "2024-overall"),
                          name("62", "b", "2024-overall"), name("62", "b", "2024-project-p"),
                          name("6206", "a", "2024-overall"), name("63", "a", "2023-overall")));
  EXPECT_THAT(Summaries(SummariesOf("regions/62*/departments/-", 2024)),
              ElementsAre(name("62", "a", "2024-overall"), name("62", "b", "2024-overall"),
                          name("62", "b", "2024-project-p"), name("6206", "a", "2024-overall")));
  EXPECT_THAT(Summaries(SummariesOf("regions/62/departments/b", 2024)),
              ElementsAre(name("62", "b", "2024-overall"), name("62", "b", "2024-project-p")));
  EXPECT_THAT(Summaries(SummariesOf("regions/-/departments/a")),
              ElementsAre(name("62", "a", "2023-overall"), name("62", "a", "2024-overall"),
                          name("6206", "a", "2024-overall"), name("63", "a", "2023-overall")));
  EXPECT_THAT(Summaries(SummariesOf("regions/-/departments/a", 2025)), IsEmpty());

  ListSummariesRequest projects = SummariesOf("regions/-/departments/-");
  projects.set_kind(2);
  EXPECT_THAT(Summaries(projects), ElementsAre(name("62", "b", "2024-project-p")));
  ListSummariesRequest graded = SummariesOf("regions/-/departments/-");
  graded.add_grade_codes("excellent");
  graded.add_grade_codes("poor");
  EXPECT_THAT(Summaries(graded),
              ElementsAre(name("62", "a", "2024-overall"), name("62", "b", "2024-overall")));
}

TEST_P(RecordListTest, TakesNoRowOfARegionOrADepartmentForAnEvaluation) {
  const std::string evaluation = "regions/62/departments/a/evaluations/2024-overall";
  RecordWrite region = Create("regions/62", "r");
  region.mutable_region()->set_name("regions/62");
  RecordWrite department = Create("regions/62/departments/a", "d");
  department.mutable_department()->set_name("regions/62/departments/a");
  RecordWrite other_region = Create("regions/6206", "r");
  other_region.mutable_region()->set_name("regions/6206");
  for (const RecordWrite& write : {region, department, other_region, Create(evaluation, "e")}) {
    ASSERT_OK(Commit(write).status);
  }
  for (const char* parent :
       {"regions/-/departments/-", "regions/62/departments/-", "regions/62*/departments/-",
        "regions/-/departments/a", "regions/62/departments/a"}) {
    EXPECT_THAT(Summaries(SummariesOf(parent)), ElementsAre(evaluation)) << parent;
    EXPECT_THAT(Summaries(SummariesOf(parent, 2024)), ElementsAre(evaluation)) << parent;
  }
  EXPECT_THAT(Summaries(SummariesOf("regions/6206/departments/-")), IsEmpty());
}

TEST_P(RecordListTest, RefusesWhatIsNoParentOfEvaluations) {
  for (const std::string parent : {"", "regions/62", "regions/62/departments", "regions/x/departments/a",
                                   "regions/62/departments/a*", "regions/62/departments/a/evaluations"}) {
    ListSummariesRequest request = SummariesOf(parent);
    request.set_page_size(10);
    EXPECT_THAT(store_->ListSummaries(request), HasReason("BAD_NAME")) << parent;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, RecordListTest, ::testing::Values("memory", "rocksdb"),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace heng::testing
