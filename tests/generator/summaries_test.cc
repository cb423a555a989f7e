// SPDX-License-Identifier: Apache-2.0
//
// Rows without documents: as many as asked for, in the order of their keys, the same in the store and as CSV.
#include "tests/generator/summaries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/testing/status_matchers.h"
#include "storage/keys.h"
#include "storage/open_engine.h"
#include "storage/testing/temporary_directory.h"

namespace heng::generator {
namespace {

std::vector<storage::v1::SummaryRow> RowsOf(const SummaryOptions& options) {
  std::vector<storage::v1::SummaryRow> rows;
  EXPECT_OK(ForEachSummary(options, [&](const storage::v1::SummaryRow& row) {
    rows.push_back(row);
    return absl::OkStatus();
  }));
  return rows;
}

std::string KeyOf(const storage::v1::SummaryRow& row) {
  return SummaryKey(*ParseResourceName(row.name()), row.fiscal_year());
}

TEST(Summaries, AreAsManyAsAskedForInTheOrderOfTheirKeys) {
  for (const int64_t count : {1, 9, 10, 12345}) {
    const auto rows = RowsOf({.rows = count});
    ASSERT_EQ(rows.size(), static_cast<size_t>(count));
    for (size_t i = 1; i < rows.size(); ++i) EXPECT_LT(KeyOf(rows[i - 1]), KeyOf(rows[i]));
  }
}

TEST(Summaries, AreTheSameForTheSameSeedAlone) {
  const auto first = RowsOf({.seed = 5, .rows = 1000});
  const auto same = RowsOf({.seed = 5, .rows = 1000});
  const auto other = RowsOf({.seed = 6, .rows = 1000});
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].SerializeAsString(), same[i].SerializeAsString());
  }
  EXPECT_NE(first[0].total_hundredths(), other[0].total_hundredths());
}

TEST(Summaries, CoverProvincesYearsAndCategoriesEvenly) {
  std::map<std::string, int> provinces;
  std::map<int, int> years, categories;
  for (const auto& row : RowsOf({.rows = 100000})) {
    ++provinces[row.name().substr(8, 2)];
    ++years[row.fiscal_year()];
    ++categories[row.department_category()];
  }
  EXPECT_EQ(provinces.size(), 31u);
  EXPECT_EQ(years.size(), 8u);
  EXPECT_EQ(categories.size(), 9u);
  for (const auto& [year, count] : years) EXPECT_NEAR(count, 12500, 200) << year;
}

TEST(Summaries, HaveTheClassesThatWereAskedFor) {
  for (const int parts : {0, 4, kMostParts}) {
    for (const auto& row : RowsOf({.rows = 20, .parts = parts})) EXPECT_EQ(row.classes_size(), parts);
  }
}

TEST(Summaries, PrintsAmountsToTheCentAndLeavesOutWhatIsNotGiven) {
  storage::v1::SummaryRow row;
  row.set_name("regions/620602/departments/0000001/evaluations/2024-overall");
  row.set_fiscal_year(2024);
  row.set_total_hundredths(9205);
  row.set_department_category(3);
  row.set_adjusted_fen(-1);
  row.set_executed_fen(100007);
  EXPECT_EQ(CsvLine(row), "620602,2024,92.05,3,,1000.07\n");
}

TEST(Summaries, StoresWhatItPrints) {
  const testing::TemporaryDirectory directory;
  const std::string data_dir = absl::StrCat(directory.path(), "/data");
  const std::string csv_file = absl::StrCat(directory.path(), "/rows.csv");
  ASSERT_OK(WriteSummaries({.rows = 3000, .parts = 2}, data_dir, csv_file));

  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Engine> engine, OpenEngine("rocksdb", data_dir));
  ASSERT_OK_AND_ASSIGN(const ScanPage page,
                       engine->Scan({.begin = SpacePrefix(KeySpace::kSummaries), .limit = 5000}));
  engine->Release(page.snapshot);
  std::string stored;
  std::map<SummaryKind, int> kinds;
  for (const Row& row : page.rows) {
    ASSERT_OK_AND_ASSIGN(const SummaryKind kind, KindOfSummaryKey(row.key));
    ++kinds[kind];
    if (kind != SummaryKind::kEvaluation) continue;
    storage::v1::SummaryRow summary;
    ASSERT_TRUE(summary.ParseFromString(row.value));
    stored += CsvLine(summary);
  }
  EXPECT_EQ(kinds[SummaryKind::kEvaluation], 3000);
  EXPECT_EQ(kinds[SummaryKind::kDepartment], 300);
  EXPECT_GT(kinds[SummaryKind::kRegion], 31);
  std::ostringstream printed;
  printed << std::ifstream(csv_file, std::ios::binary).rdbuf();
  EXPECT_EQ(stored, printed.str());
}

}  // namespace
}  // namespace heng::generator
