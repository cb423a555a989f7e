// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/load.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/keys.h"
#include "storage/memory/memory_engine.h"

namespace heng::testing {
namespace {

using storage::v1::DepartmentRow;
using storage::v1::RegionRow;
using storage::v1::SummaryRow;
using ::testing::HasSubstr;

ResourceName Parse(const std::string& text) {
  auto name = ParseResourceName(text);
  HENG_CHECK(name.ok());
  return *std::move(name);
}

SummaryRow Row(int department, int year) {
  SummaryRow row;
  row.set_name(absl::StrCat("regions/620602/departments/", department, "/evaluations/", year, "-overall"));
  row.set_fiscal_year(year);
  row.set_total_hundredths(department);
  return row;
}

// An engine in memory that counts the snapshots that it holds.
class CountingEngine final : public Engine {
 public:
  std::vector<absl::Status> Commit(absl::Span<const Transaction> transactions) override {
    return engine_.Commit(transactions);
  }
  absl::StatusOr<std::vector<std::optional<heng::Row>>> Get(absl::Span<const std::string> keys) override {
    return engine_.Get(keys);
  }
  absl::StatusOr<ScanPage> Scan(const ScanRequest& request) override {
    if (failing_scan_ > 0 && --failing_scan_ == 0) return absl::UnavailableError("away");
    if (request.snapshot.empty()) ++held_count_;
    return engine_.Scan(request);
  }
  void Release(absl::string_view snapshot) override {
    --held_count_;
    engine_.Release(snapshot);
  }
  EngineLimits limits() const override { return engine_.limits(); }
  absl::Status Check() override { return engine_.Check(); }

  void FailScan(int k) { failing_scan_ = k; }
  int held_count() const { return held_count_; }

  void Write(const std::string& key, std::string value) {
    ASSERT_OK(CommitOne({.writes = {{key, std::move(value)}}}));
  }
  void Write(const SummaryRow& row) {
    Write(SummaryKey(Parse(row.name()), row.fiscal_year()), row.SerializeAsString());
  }

 private:
  MemoryEngine engine_;
  int held_count_ = 0;
  int failing_scan_ = 0;
};

TEST(LoadColumns, LoadsNothingFromAnEmptyEngine) {
  CountingEngine engine;
  Columns columns;
  ASSERT_OK(LoadColumns(engine, columns));
  EXPECT_EQ(columns.View()->row_count, 0u);
}

TEST(LoadColumns, LoadsRowsOfAllKindsAndNothingElse) {
  CountingEngine engine;
  engine.Write(Row(1, 2023));
  engine.Write(Row(1, 2024));
  RegionRow region;
  region.set_name("regions/620602");
  region.set_display_name("凉州区");
  engine.Write(RegionRowKey(Parse(region.name())), region.SerializeAsString());
  DepartmentRow department;
  department.set_name("regions/620602/departments/1");
  department.set_display_name("总工会");
  engine.Write(DepartmentRowKey(Parse(department.name())), department.SerializeAsString());
  engine.Write(HeadKey(Parse("regions/620602")), "a head");
  engine.Write(RevisionKey(Parse("regions/620602"), "1"), "a document");

  Columns columns;
  ASSERT_OK(LoadColumns(engine, columns));
  EXPECT_EQ(columns.View()->row_count, 2u);
  EXPECT_EQ(columns.View()->years.size(), 2u);
  const uint32_t code = *columns.FindRegion("620602");
  EXPECT_EQ(columns.RegionDisplayName(code), "凉州区");
  EXPECT_EQ(columns.DepartmentDisplayName(*columns.FindDepartment(code, "1")), "总工会");
}

TEST(LoadColumns, ReadsPageAfterPageAndTellsHowFarItIs) {
  constexpr int kRows = 120'000;
  CountingEngine engine;
  for (int first = 0; first < kRows; first += 100) {
    Transaction transaction;
    for (int i = first; i < first + 100; ++i) {
      const SummaryRow row = Row(i, 2024);
      transaction.writes.push_back({SummaryKey(Parse(row.name()), 2024), row.SerializeAsString()});
    }
    ASSERT_OK(engine.CommitOne(transaction));
  }
  Columns columns;
  std::vector<size_t> progress;
  ASSERT_OK(LoadColumns(engine, columns, [&](size_t count) { progress.push_back(count); }));
  EXPECT_EQ(columns.View()->row_count, static_cast<size_t>(kRows));
  EXPECT_EQ(columns.View()->commit, 1u);
  ASSERT_GE(progress.size(), 2u);
  size_t last = 0;
  for (const size_t count : progress) {
    EXPECT_GT(count, last);
    EXPECT_LE(count - last, 100'000u);
    last = count;
  }
  EXPECT_LE(kRows - last, 100'000u);
  EXPECT_EQ(engine.held_count(), 0);
}

TEST(LoadColumns, NamesTheKeyOfADamagedRow) {
  SummaryRow negative = Row(1, 2024);
  negative.set_total_hundredths(-1);
  SummaryRow other_year = Row(1, 2024);
  other_year.set_fiscal_year(2023);
  SummaryRow nameless = Row(1, 2024);
  nameless.clear_name();
  DepartmentRow continuing;
  continuing.set_name("regions/620602/departments/1");
  continuing.add_predecessors("departments/2");
  RegionRow level;
  level.set_name("regions/620602");
  level.set_level(9);
  RegionRow parent;
  parent.set_name("regions/620602");
  parent.set_parent("620600");
  DepartmentRow right_department;
  right_department.set_name("regions/620602/departments/1");
  RegionRow right_region;
  right_region.set_name("regions/620602");
  const std::string evaluation = SummaryKey(Parse(Row(1, 2024).name()), 2024);
  const std::string department = DepartmentRowKey(Parse(continuing.name()));
  const std::string region = RegionRowKey(Parse(level.name()));
  const std::vector<std::pair<std::string, std::string>> cases = {
      {evaluation, "\x0a\x7f"},
      {evaluation, negative.SerializeAsString()},
      {evaluation, other_year.SerializeAsString()},
      {evaluation, nameless.SerializeAsString()},
      {department, "\x0a\x7f"},
      {department, ""},
      {department, continuing.SerializeAsString()},
      {region, "\x0a\x7f"},
      {region, level.SerializeAsString()},
      {region, parent.SerializeAsString()},
      {"\x01sx", ""},
      // Rows that fit, under the keys of others.
      {evaluation, Row(2, 2024).SerializeAsString()},
      {SummaryKey(Parse(Row(1, 2024).name()), 2023), Row(1, 2024).SerializeAsString()},
      {DepartmentRowKey(Parse("regions/620602/departments/2")), right_department.SerializeAsString()},
      {RegionRowKey(Parse("regions/620603")), right_region.SerializeAsString()},
  };
  for (size_t i = 0; i < cases.size(); ++i) {
    CountingEngine engine;
    engine.Write(cases[i].first, cases[i].second);
    Columns columns;
    const absl::Status loaded = LoadColumns(engine, columns);
    EXPECT_THAT(loaded, HasCode(absl::StatusCode::kDataLoss)) << "case " << i;
    EXPECT_THAT(std::string(loaded.message()), HasSubstr(absl::CHexEscape(cases[i].first))) << "case " << i;
    EXPECT_EQ(engine.held_count(), 0) << "case " << i;
  }
}

TEST(LoadColumns, PassesTheErrorOfTheEngineOn) {
  CountingEngine engine;
  for (int i = 0; i < 5'000; ++i) engine.Write(Row(i, 2024));
  engine.FailScan(2);
  Columns columns;
  EXPECT_THAT(LoadColumns(engine, columns), HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(engine.held_count(), 0);
}

}  // namespace
}  // namespace heng::testing
