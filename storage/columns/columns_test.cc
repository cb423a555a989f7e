// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/columns.h"

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "heng/storage/v1/analysis.pb.h"

namespace heng::testing {
namespace {

using storage::v1::DepartmentRow;
using storage::v1::RegionRow;
using storage::v1::SummaryRow;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

SummaryRow Row(const std::string& department, const std::string& id, int64_t total_hundredths) {
  SummaryRow row;
  row.set_name(absl::StrCat(department, "/evaluations/", id));
  row.set_fiscal_year(std::stoi(id.substr(0, 4)));
  row.set_kind(1);
  row.set_state(2);
  row.set_department_category(3);
  row.set_department_display_name("总工会");
  row.set_scheme("schemes/gansu@0123456789abcdef");
  row.set_grade_code("A");
  row.set_grade("优");
  row.set_total_hundredths(total_hundredths);
  row.set_initial_fen(-1);
  row.set_adjusted_fen(0);
  row.set_executed_fen(12'345);
  return row;
}

std::string Department(int number) { return absl::StrCat("regions/620602/departments/", number); }

DepartmentRow Continuing(const std::string& name, const std::vector<std::string>& predecessors) {
  DepartmentRow row;
  row.set_name(name);
  row.mutable_predecessors()->Assign(predecessors.begin(), predecessors.end());
  return row;
}

// Calls visit(chunk, row) for every row that the view sees.
template <typename Visit>
void ForEachLive(const ColumnsView& view, const Visit& visit) {
  for (const YearView& year : view.years) {
    for (size_t i = 0; i < year.chunks->size(); ++i) {
      const Chunk* chunk = (*year.chunks)[i].chunk.get();
      if (chunk == nullptr) continue;
      for (uint32_t row = 0; row < year.RowsOf(i); ++row) {
        if (chunk->IsLive(row, view.commit)) visit(*chunk, row);
      }
    }
  }
}

std::multiset<uint32_t> Totals(const ColumnsView& view) {
  std::multiset<uint32_t> totals;
  ForEachLive(view, [&](const Chunk& chunk, uint32_t row) { totals.insert(chunk.total_hundredths[row]); });
  return totals;
}

size_t ChunkCount(const ColumnsView& view) {
  size_t count = 0;
  for (const auto& closed : *view.years[0].chunks) count += closed.chunk != nullptr;
  return count;
}

std::string CodeAt(const Columns& columns, const ColumnsView& view, RegionLevel level,
                   const std::string& code) {
  return columns.region_code(view.regions->At(level, *columns.FindRegion(code)));
}

TEST(Columns, AreEmptyAtFirst) {
  const Columns columns;
  const auto view = columns.View();
  EXPECT_EQ(view->commit, 0u);
  EXPECT_THAT(view->years, IsEmpty());
  EXPECT_EQ(view->regions->size(), 0u);
  EXPECT_THAT(*view->successors, IsEmpty());
}

TEST(Columns, ShowNothingBeforePublish) {
  Columns columns;
  columns.Put(Row(Department(1), "2024-overall", 9262));
  EXPECT_EQ(columns.View()->row_count, 0u);
  columns.Publish();
  EXPECT_THAT(Totals(*columns.View()), ElementsAre(9262));
}

TEST(Columns, PublishOnlyWhatIsNew) {
  Columns columns;
  columns.Publish();
  EXPECT_EQ(columns.View()->commit, 0u);
  columns.Put(Row(Department(1), "2024-overall", 9262));
  columns.Publish();
  const auto view = columns.View();
  columns.Publish();
  EXPECT_EQ(columns.View(), view);
  EXPECT_EQ(view->commit, 1u);
}

TEST(Columns, HoldEverythingOfARow) {
  Columns columns;
  columns.Put(Row(Department(219001), "2024-overall", 9262));
  columns.Publish();
  const auto view = columns.View();
  ASSERT_EQ(view->years.size(), 1u);
  EXPECT_EQ(view->years[0].year, 2024);
  const Chunk& chunk = *(*view->years[0].chunks)[0].chunk;
  EXPECT_EQ(columns.region_code(chunk.region[0]), "620602");
  EXPECT_EQ(columns.department(chunk.department[0]).id, "219001");
  EXPECT_EQ(columns.department(chunk.department[0]).region, chunk.region[0]);
  EXPECT_EQ(columns.evaluation_id(chunk.evaluation_id[0]), "2024-overall");
  EXPECT_EQ(columns.verdict(chunk.verdict[0]).scheme, "schemes/gansu@0123456789abcdef");
  EXPECT_EQ(columns.verdict(chunk.verdict[0]).grade_code, "A");
  EXPECT_EQ(columns.verdict(chunk.verdict[0]).grade, "优");
  EXPECT_EQ(chunk.total_hundredths[0], 9262u);
  EXPECT_EQ(KindOf(chunk.form[0]), 1);
  EXPECT_EQ(StateOf(chunk.form[0]), 2);
  EXPECT_EQ(chunk.category[0], 3);
  EXPECT_EQ(chunk.given[0], kAdjustedGiven | kExecutedGiven);
  EXPECT_EQ(chunk.initial_fen[0], 0);
  EXPECT_EQ(chunk.adjusted_fen[0], 0);
  EXPECT_EQ(chunk.executed_fen[0], 12'345);
  EXPECT_EQ(columns.FiledName(chunk.department[0], chunk.filed_name[0]), "总工会");
}

TEST(Columns, HoldTheYearsInOrder) {
  Columns columns;
  for (const char* id : {"2024-overall", "2022-overall", "2023-overall", "2022-project-a"}) {
    columns.Put(Row(Department(1), id, 1));
  }
  columns.Publish();
  const auto view = columns.View();
  std::vector<std::pair<int, size_t>> years;
  for (const YearView& year : view->years) years.emplace_back(year.year, year.row_count);
  EXPECT_THAT(years, ElementsAre(std::pair(2022, 2), std::pair(2023, 1), std::pair(2024, 1)));
  EXPECT_EQ(view->row_count, 4u);
}

TEST(Columns, ReplaceTheRowOfTheSameEvaluation) {
  Columns columns;
  columns.Put(Row(Department(1), "2024-overall", 100));
  columns.Put(Row(Department(2), "2024-overall", 200));
  columns.Publish();
  const auto before = columns.View();
  columns.Put(Row(Department(1), "2024-overall", 101));
  columns.Publish();
  EXPECT_THAT(Totals(*columns.View()), ElementsAre(101, 200));
  EXPECT_EQ(columns.View()->row_count, 2u);
  EXPECT_THAT(Totals(*before), ElementsAre(100, 200));
}

TEST(Columns, ShowTheLastOfTwoRowsOfOnePublication) {
  Columns columns;
  columns.Put(Row(Department(1), "2024-overall", 100));
  columns.Put(Row(Department(1), "2024-overall", 101));
  columns.Publish();
  EXPECT_THAT(Totals(*columns.View()), ElementsAre(101));
}

TEST(Columns, TellDepartmentsOfTheSameIdApartByRegion) {
  Columns columns;
  columns.Put(Row("regions/620602/departments/219001", "2024-overall", 100));
  columns.Put(Row("regions/620603/departments/219001", "2024-overall", 200));
  columns.Publish();
  EXPECT_THAT(Totals(*columns.View()), ElementsAre(100, 200));
  EXPECT_NE(columns.FindDepartment(*columns.FindRegion("620602"), "219001"),
            columns.FindDepartment(*columns.FindRegion("620603"), "219001"));
}

TEST(Columns, KeepPartsInTheirOrder) {
  SummaryRow row = Row(Department(1), "2024-overall", 100);
  row.set_execution_points_hundredths(959);
  row.set_execution_weight_tenthousandths(100'000);
  auto& points = *row.add_classes();
  points.set_class_code("output");
  points.set_level(2);
  points.set_display_name("产出指标");
  points.set_points_hundredths(4'500);
  points.set_weight_tenthousandths(500'000);
  auto& clause = *row.add_clauses();
  clause.set_clause(7);
  clause.set_row_count(3);
  clause.set_points_hundredths(1'000);
  auto& finding = *row.add_findings();
  finding.set_code("REASON_MISSING");
  finding.set_finding_count(4);
  finding.set_row_count(2);
  finding.set_points_hundredths(-5);
  Columns columns;
  columns.Put(Row(Department(2), "2024-overall", 100));  // without parts
  columns.Put(row);
  columns.Put(row);  // another revision
  columns.Publish();

  std::vector<std::string> parts;
  ForEachLive(*columns.View(), [&](const Chunk& chunk, uint32_t at) {
    chunk.ForEachPart(at, [&](const Part& part) {
      const PartKey& key = columns.part_key(part.part);
      parts.push_back(absl::StrCat(key.kind, "/", key.level, "/", key.code, "/", key.display_name, " ",
                                   part.row_count, " ", part.points_hundredths, " ",
                                   part.weight_tenthousandths));
    });
  });
  EXPECT_THAT(parts, ElementsAre("1/1// 0 959 100000", "1/2/output/产出指标 0 4500 500000", "2/0/7/ 3 1000 0",
                                 "3/0/REASON_MISSING/ 4 -5 0"));
  EXPECT_EQ(columns.View()->part_count, 4u);
}

TEST(Columns, GiveBackTheMemoryOfReplacedRevisions) {
  constexpr int kDepartments = 10'000;  // more than a chunk
  Columns columns;
  std::multiset<uint32_t> expected;
  for (int revision = 1; revision <= 40; ++revision) {
    for (int i = 0; i < kDepartments; ++i) {
      SummaryRow row = Row(Department(i), "2024-overall", i * 100 + revision);
      auto& points = *row.add_classes();
      points.set_class_code("output");
      points.set_level(1);
      points.set_points_hundredths(i);
      columns.Put(row);
      if (revision == 40) expected.insert(i * 100 + revision);
    }
    columns.Publish();
  }
  const auto view = columns.View();
  EXPECT_EQ(view->row_count, static_cast<size_t>(kDepartments));
  EXPECT_EQ(Totals(*view), expected);
  ForEachLive(*view, [&](const Chunk& chunk, uint32_t row) {
    chunk.ForEachPart(row, [&](const Part& part) {
      EXPECT_EQ(static_cast<uint32_t>(part.points_hundredths) * 100 + 40, chunk.total_hundredths[row]);
    });
  });
  // Half of what is held may have ended, and one chunk is being filled.
  EXPECT_LE(ChunkCount(*view), 4u);
  EXPECT_LE(view->years[0].chunks->size(), 8u);
}

TEST(Columns, KeepAnOldViewWhileChunksAreEmptied) {
  constexpr int kDepartments = 10'000;
  Columns columns;
  std::multiset<uint32_t> first;
  for (int i = 0; i < kDepartments; ++i) {
    columns.Put(Row(Department(i), "2024-overall", i));
    first.insert(i);
  }
  columns.Publish();
  const auto old = columns.View();
  for (int revision = 1; revision <= 3; ++revision) {
    for (int i = 0; i < kDepartments; ++i) columns.Put(Row(Department(i), "2024-overall", 100'000 + i));
    columns.Publish();
  }
  EXPECT_EQ(Totals(*old), first);
  EXPECT_EQ(*Totals(*columns.View()).begin(), 100'000u);
}

TEST(Columns, KnowTheRegionsAboveThoseThatWereFiledIn) {
  Columns columns;
  columns.Put(Row("regions/620602101/departments/1", "2024-overall", 1));
  columns.Publish();
  const auto view = columns.View();
  EXPECT_EQ(view->region_count, 4u);
  EXPECT_EQ(CodeAt(columns, *view, RegionLevel::kProvince, "620602101"), "620000");
  EXPECT_EQ(CodeAt(columns, *view, RegionLevel::kCounty, "620602101"), "620602");
  EXPECT_EQ(columns.FindRegion("630000"), std::nullopt);
  EXPECT_EQ(columns.RegionDisplayName(*columns.FindRegion("620000")), "");
}

TEST(Columns, FollowTheParentThatARegionNames) {
  Columns columns;
  columns.Put(Row("regions/429004/departments/1", "2024-overall", 1));
  columns.Publish();
  const auto before = columns.View();
  RegionRow row;
  row.set_name("regions/429004");
  row.set_display_name("仙桃市");
  row.set_parent("regions/420000");
  columns.Put(row);
  columns.Publish();
  const auto named = columns.View();
  row.clear_parent();
  row.set_level(2);
  columns.Put(row);
  columns.Publish();

  EXPECT_EQ(CodeAt(columns, *before, RegionLevel::kPrefecture, "429004"), "429000");
  EXPECT_EQ(CodeAt(columns, *named, RegionLevel::kPrefecture, "429004"), "429004");
  EXPECT_FALSE(named->regions->IsUnder(*columns.FindRegion("429004"), *columns.FindRegion("429000")));
  EXPECT_TRUE(columns.View()->regions->IsUnder(*columns.FindRegion("429004"), *columns.FindRegion("429000")));
  EXPECT_EQ(CodeAt(columns, *columns.View(), RegionLevel::kPrefecture, "429004"), "429004");
  EXPECT_EQ(columns.RegionDisplayName(*columns.FindRegion("429004")), "仙桃市");
}

TEST(Columns, TellWhichDepartmentContinuesWhich) {
  Columns columns;
  columns.Put(Continuing(Department(3), {Department(1), Department(2), Department(1), Department(3)}));
  columns.Publish();
  const uint32_t region = *columns.FindRegion("620602");
  const auto id = [&](const char* department) { return *columns.FindDepartment(region, department); };
  const auto merged = *columns.View()->successors;
  EXPECT_THAT(merged,
              ::testing::UnorderedElementsAre(std::pair(id("1"), id("3")), std::pair(id("2"), id("3"))));

  // 1 was split: nobody knows which rows went where.
  columns.Put(Continuing(Department(4), {Department(1)}));
  columns.Publish();
  EXPECT_THAT(*columns.View()->successors, ElementsAre(std::pair(id("2"), id("3"))));

  columns.Put(Continuing(Department(3), {}));
  columns.Publish();
  EXPECT_THAT(*columns.View()->successors, ElementsAre(std::pair(id("1"), id("4"))));
}

TEST(Columns, RemakeTreeAndSuccessorsOnlyWhenTheyChange) {
  Columns columns;
  columns.Put(Continuing(Department(2), {Department(1)}));
  columns.Publish();
  const auto before = columns.View();
  columns.Put(Row(Department(1), "2024-overall", 1));
  columns.Publish();
  EXPECT_EQ(columns.View()->regions, before->regions);
  EXPECT_EQ(columns.View()->successors, before->successors);
}

TEST(Columns, ShowTodaysNameOrElseThatOfTheLastYear) {
  Columns columns;
  SummaryRow row = Row(Department(1), "2023-overall", 1);
  row.set_department_display_name("旧名");
  columns.Put(row);
  columns.Put(Row(Department(1), "2024-overall", 1));
  columns.Publish();
  const uint32_t department = *columns.FindDepartment(*columns.FindRegion("620602"), "1");
  EXPECT_EQ(columns.DepartmentDisplayName(department), "总工会");
  columns.Put(row);  // late
  EXPECT_EQ(columns.DepartmentDisplayName(department), "总工会");
  DepartmentRow today = Continuing(Department(1), {});
  today.set_display_name("今名");
  columns.Put(today);
  EXPECT_EQ(columns.DepartmentDisplayName(department), "今名");

  std::set<std::string> filed;
  ForEachLive(*columns.View(), [&](const Chunk& chunk, uint32_t at) {
    filed.insert(columns.FiledName(chunk.department[at], chunk.filed_name[at]));
  });
  EXPECT_THAT(filed, ElementsAre("总工会", "旧名"));
}

TEST(Columns, SharesTheLastPlaceAmongTooManyNames) {
  Columns columns;
  for (int i = 0; i < 300; ++i) {
    SummaryRow row = Row(Department(1), absl::StrCat("2024-project-", i), i);
    row.set_department_display_name(absl::StrCat("名", i));
    columns.Put(row);
  }
  columns.Publish();
  std::vector<std::string> names(300);
  ForEachLive(*columns.View(), [&](const Chunk& chunk, uint32_t at) {
    names[chunk.total_hundredths[at]] = columns.FiledName(chunk.department[at], chunk.filed_name[at]);
  });
  EXPECT_EQ(names[254], "名254");
  EXPECT_EQ(names[255], "名299");
  EXPECT_EQ(names[299], "名299");
}

TEST(Columns, NameTheirStatesAmongAllProcesses) {
  Columns a, b;
  const std::string empty = a.TokenOf(*a.View());
  EXPECT_NE(empty, b.TokenOf(*b.View()));
  EXPECT_EQ(empty, a.TokenOf(*a.View()));
  a.Put(Row(Department(1), "2024-overall", 1));
  a.Publish();
  EXPECT_NE(a.TokenOf(*a.View()), empty);
}

TEST(Columns, RefuseNumbersThatDoNotFit) {
  const SummaryRow good = Row(Department(1), "2024-overall", 10'000);
  EXPECT_OK(Columns::Check(good));
  EXPECT_OK(Columns::Check(SummaryRow()));
  const std::vector<void (*)(SummaryRow&)> changes = {
      [](SummaryRow& row) { row.set_total_hundredths(-1); },
      [](SummaryRow& row) { row.set_total_hundredths(10'000'001); },
      [](SummaryRow& row) { row.set_initial_fen(-2); },
      [](SummaryRow& row) { row.set_adjusted_fen(100'000'000'000'000'000); },
      [](SummaryRow& row) { row.set_executed_fen(-2); },
      [](SummaryRow& row) { row.set_kind(16); },
      [](SummaryRow& row) { row.set_state(-1); },
      [](SummaryRow& row) { row.set_department_category(256); },
      [](SummaryRow& row) { row.set_execution_points_hundredths(int64_t{1} << 31); },
      [](SummaryRow& row) { row.set_execution_weight_tenthousandths(-1); },
      [](SummaryRow& row) { row.add_classes()->set_weight_tenthousandths(int64_t{1} << 31); },
      [](SummaryRow& row) { row.add_clauses()->set_row_count(-1); },
      [](SummaryRow& row) { row.add_findings()->set_finding_count(-1); },
      [](SummaryRow& row) { row.add_findings()->set_points_hundredths(int64_t{1} << 31); },
      [](SummaryRow& row) {
        for (int i = 0; i <= 100'000; ++i) row.add_classes();
      },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    SummaryRow row = good;
    changes[i](row);
    EXPECT_THAT(Columns::Check(row), HasReason("OUT_OF_RANGE")) << "case " << i;
  }
}

TEST(Columns, CountTheirMemory) {
  Columns columns;
  EXPECT_EQ(columns.Memory().row_bytes, 0u);
  SummaryRow row = Row(Department(1), "2024-overall", 1);
  row.add_classes()->set_level(1);
  columns.Put(row);
  columns.Put(row);
  const ColumnsMemory memory = columns.Memory();
  EXPECT_EQ(memory.row_count, 2u);
  EXPECT_GE(memory.row_bytes, Chunk::kRows * 52);
  EXPECT_EQ(memory.part_count, 2u);
  EXPECT_EQ(memory.part_bytes, Chunk::kPartBlock * sizeof(Part));
  EXPECT_GT(memory.dictionary_bytes, 0u);
}

// Run under the thread sanitizer as well.
TEST(Columns, NeverShowAPartOfAPublication) {
  constexpr int kBatch = 7, kBatches = 3'000;
  Columns columns;
  std::atomic<bool> done = false;
  const auto read = [&] {
    size_t last_count = 0;
    while (!done) {
      const auto view = columns.View();
      size_t count = 0;
      uint64_t revisions = 0;
      ForEachLive(*view, [&](const Chunk& chunk, uint32_t row) {
        ++count;
        revisions += chunk.total_hundredths[row];
        EXPECT_LT(chunk.region[row], view->region_count);
        EXPECT_LT(chunk.department[row], view->department_count);
        EXPECT_FALSE(columns.department(chunk.department[row]).id.empty());
        EXPECT_FALSE(columns.FiledName(chunk.department[row], chunk.filed_name[row]).empty());
      });
      EXPECT_EQ(count, view->row_count);
      EXPECT_EQ(count % kBatch, 0u);
      EXPECT_GE(count, last_count);
      // Each publication raises the sum by a batch: new rows begin at 1, others go up by 1.
      EXPECT_EQ(revisions, view->commit * kBatch);
      last_count = count;
    }
  };
  std::thread readers[] = {std::thread(read), std::thread(read)};
  for (int batch = 0; batch < kBatches; ++batch) {
    // Every batch of departments is written ten times, so that chunks are emptied on the way.
    const int first = batch % 300 * kBatch;
    const int revision = batch / 300 + 1;
    for (int i = 0; i < kBatch; ++i) columns.Put(Row(Department(first + i), "2024-overall", revision));
    columns.Publish();
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(columns.View()->row_count, 300u * kBatch);
}

}  // namespace
}  // namespace heng::testing
