// SPDX-License-Identifier: Apache-2.0
//
// Queries over the columns alone, without a service: heng-benchmark-queries [rows, by default 1000000] [rounds, 21].
// Uniform totals over 31 provinces, 3,410 counties and 12 years; times in ms.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/columns/queries.h"

namespace heng {
namespace {

using storage::v1::AggregatePartsRequest;
using storage::v1::AggregateRowsRequest;
using storage::v1::RankRowsRequest;
using storage::v1::SummaryRow;

constexpr int kProvinces = 31;
constexpr int kPrefectures = 11;
constexpr int kCounties = 10;
constexpr int kYears = 12;
constexpr int kFirstYear = 2013;

// Departments file every year; rows come in any order of regions, as they do when they are filed.
void Fill(Columns& columns, int row_count) {
  std::mt19937_64 random(42);
  const auto below = [&random](int64_t n) { return static_cast<int64_t>(random() % n); };
  SummaryRow row;
  row.set_kind(1);
  row.set_state(2);
  for (int i = 0; i < row_count; ++i) {
    const int department = i / kYears;
    const uint64_t place = department * 2654435761ULL % (kProvinces * kPrefectures * kCounties);
    const int year = kFirstYear + i % kYears;
    const uint64_t code = (11 + place / (kPrefectures * kCounties)) * 10000 +
                          (1 + place / kCounties % kPrefectures) * 100 + 1 + place % kCounties;
    row.set_name(
        absl::StrCat("regions/", code, "/departments/", department, "/evaluations/", year, "-overall"));
    row.set_fiscal_year(year);
    row.set_department_category(static_cast<int>(1 + below(9)));
    row.set_department_display_name("部门");
    row.set_scheme(absl::StrCat("schemes/p", code / 10000, "@0123456789abcdef"));
    row.set_total_hundredths(below(10'001));
    row.set_grade_code(row.total_hundredths() >= 9000 ? "A" : row.total_hundredths() >= 8000 ? "B" : "C");
    row.set_initial_fen(below(2'000'000'000));
    row.set_adjusted_fen(below(2'000'000'000));
    row.set_executed_fen(below(2'000'000'000));
    columns.Put(row);
  }
  columns.Publish();
}

AggregateRowsRequest ByProvince() {
  AggregateRowsRequest request;
  request.add_groupings()->add_dimensions(storage::v1::DIMENSION_PROVINCE);
  for (const auto measure :
       {storage::v1::MEASURE_POINTS, storage::v1::MEASURE_HISTOGRAM, storage::v1::MEASURE_AMOUNTS}) {
    request.add_measures(measure);
  }
  request.set_max_groups(10'000);
  return request;
}

AggregateRowsRequest WithPercentiles(AggregateRowsRequest request) {
  request.clear_measures();
  for (const auto measure : {storage::v1::MEASURE_POINTS, storage::v1::MEASURE_AMOUNTS})
    request.add_measures(measure);
  for (const int64_t percent : {50'000'000, 90'000'000, 99'000'000}) request.add_percents_millionths(percent);
  return request;
}

AggregateRowsRequest OneYearAndPrefixByCategory() {
  AggregateRowsRequest request = ByProvince();
  request.mutable_groupings(0)->set_dimensions(0, storage::v1::DIMENSION_CATEGORY);
  request.mutable_filter()->set_parent("regions/33*/departments/-");
  request.mutable_filter()->add_fiscal_years(2024);
  return request;
}

AggregateRowsRequest With(AggregateRowsRequest request, storage::v1::Dimension dimension) {
  request.mutable_groupings(0)->set_dimensions(0, dimension);
  return request;
}

AggregateRowsRequest UnderRegion() {
  AggregateRowsRequest request = OneYearAndPrefixByCategory();
  request.mutable_filter()->clear_parent();
  request.mutable_filter()->set_under_region("regions/330000");
  return request;
}

AggregateRowsRequest Only(AggregateRowsRequest request, const std::vector<storage::v1::Measure>& measures) {
  request.clear_measures();
  for (const storage::v1::Measure measure : measures) request.add_measures(measure);
  return request;
}

RankRowsRequest TopOfAYear() {
  RankRowsRequest request;
  request.mutable_filter()->add_fiscal_years(2024);
  request.set_limit(100);
  return request;
}

RankRowsRequest PlaceOfOne() {
  RankRowsRequest request = TopOfAYear();
  request.set_limit(0);
  request.add_names("regions/110101/departments/0/evaluations/2024-overall");
  return request;
}

struct Case {
  std::string name;
  std::function<absl::Status()> run;
  std::vector<int64_t> nanoseconds = {};
  std::vector<int64_t> cpu_nanoseconds =
      {};  // of all threads: says more where others use the machine as well
};

int64_t CpuNanoseconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * int64_t{1'000'000'000} + time.tv_nsec;
}

// The value below which a quarter of them lies, or two, or none.
double Quartile(std::vector<int64_t>& nanoseconds, size_t quarter) {
  std::sort(nanoseconds.begin(), nanoseconds.end());
  return static_cast<double>(nanoseconds[(nanoseconds.size() - 1) * quarter / 4]) / 1e6;
}

void Report(Case& measured) {
  std::printf("%-45s min %8.3f  p25 %8.3f  median %8.3f   CPU min %8.3f  p25 %8.3f\n", measured.name.c_str(),
              Quartile(measured.nanoseconds, 0), Quartile(measured.nanoseconds, 1),
              Quartile(measured.nanoseconds, 2), Quartile(measured.cpu_nanoseconds, 0),
              Quartile(measured.cpu_nanoseconds, 1));
}

int Main(int row_count, int rounds) {
  Columns columns;
  Fill(columns, row_count);
  std::printf("%d rows, %zu MiB of columns\n", row_count, columns.Memory().row_bytes >> 20);
  const auto aggregate = [&columns](const AggregateRowsRequest& request, const QueryCosts& costs = {}) {
    return [&columns, request, costs] { return AggregateRows(columns, request, costs).status(); };
  };
  const auto rank = [&columns](const RankRowsRequest& request) {
    return [&columns, request] { return RankRows(columns, request).status(); };
  };
  std::vector<Case> cases = {
      {"by province: points, histogram, amounts",
       aggregate(ByProvince(), {.rows_for_threads = size_t{1} << 40})},
      {"the same, several threads", aggregate(ByProvince(), {.rows_for_threads = 0})},
      {"by province: points, percentiles, amounts",
       aggregate(WithPercentiles(ByProvince()), {.rows_for_threads = size_t{1} << 40})},
      {"the same, several threads ", aggregate(WithPercentiles(ByProvince()), {.rows_for_threads = 0})},
      {"by province: points, histogram",
       aggregate(Only(ByProvince(), {storage::v1::MEASURE_POINTS, storage::v1::MEASURE_HISTOGRAM}))},
      {"by province: amounts", aggregate(Only(ByProvince(), {storage::v1::MEASURE_AMOUNTS}))},
      {"by province: points", aggregate(Only(ByProvince(), {storage::v1::MEASURE_POINTS}))},
      {"by county: points, amounts, histogram", aggregate(With(ByProvince(), storage::v1::DIMENSION_COUNTY))},
      {"by county: points",
       aggregate(Only(With(ByProvince(), storage::v1::DIMENSION_COUNTY), {storage::v1::MEASURE_POINTS}))},
      {"one year, one prefix, by category: all", aggregate(OneYearAndPrefixByCategory())},
      {"one year, under a region, by category: all", aggregate(UnderRegion())},
      {"top 100 of a year", rank(TopOfAYear())},
      {"place of one in a year", rank(PlaceOfOne())}};
  for (int round = 0; round < rounds; ++round) {
    for (Case& measured : cases) {
      const int64_t cpu_begin = CpuNanoseconds();
      const auto begin = std::chrono::steady_clock::now();
      const absl::Status status = measured.run();
      measured.nanoseconds.push_back((std::chrono::steady_clock::now() - begin).count());
      measured.cpu_nanoseconds.push_back(CpuNanoseconds() - cpu_begin);
      if (round == 0 && !status.ok())
        std::printf("%s: %s\n", measured.name.c_str(), status.ToString().c_str());
    }
  }
  for (Case& measured : cases) Report(measured);
  return 0;
}

}  // namespace
}  // namespace heng

int main(int argc, char** argv) {
  int row_count = 1'000'000;
  int rounds = 21;
  const bool ok = (argc < 2 || absl::SimpleAtoi(argv[1], &row_count)) &&
                  (argc < 3 || absl::SimpleAtoi(argv[2], &rounds)) && argc <= 3 && row_count > 0 &&
                  rounds > 0;
  if (!ok) {
    std::fprintf(stderr, "usage: heng-benchmark-queries [ROWS] [ROUNDS]\n");
    return 2;
  }
  return heng::Main(row_count, rounds);
}
