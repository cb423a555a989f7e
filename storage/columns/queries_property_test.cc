// SPDX-License-Identifier: Apache-2.0
//
// Random queries of random rows: the answers are, byte for byte, what loops over the rows as they were put say, whichever way
// they are computed. HENG_PROPERTY_QUERIES sets how many; HENG_PROPERTY_SEED where to begin.
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "analysis/score_sums.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "storage/columns/queries.h"
#include "storage/columns/testing/naive_queries.h"
#include "storage/columns/testing/random_rows.h"

namespace heng::testing {
namespace {

using storage::v1::AggregateRowsRequest;
using storage::v1::AggregateRowsResponse;
using storage::v1::GroupedSums;
using storage::v1::SummaryRow;

constexpr int kQueriesBetweenPublications = 30;
constexpr int kPublications = 8;

int FromEnvironment(const char* name, int otherwise) {
  const char* const text = std::getenv(name);
  int value = 0;
  return text != nullptr && absl::SimpleAtoi(text, &value) ? value : otherwise;
}

// The same rows in columns and in maps.
class World {
 public:
  explicit World(unsigned seed) : random_(seed) {}

  RandomRows& random() { return random_; }
  const Columns& columns() const { return columns_; }
  const NaiveRows& published() const { return published_; }
  NaiveQueries naive() const { return {published_, latest_}; }
  std::string token() const { return columns_.TokenOf(*columns_.View()); }

  template <typename Row>
  void Put(const Row& row) {
    columns_.Put(row);
    latest_.Put(row);
  }
  void PutSome() {
    for (int i = random_.Below(8); i > 0; --i) Put(random_.Region());
    for (int i = random_.Below(6); i > 0; --i) Put(random_.Department());
    for (int i = random_.Below(random_.OneIn(4) ? 400 : 60); i > 0; --i) {
      const SummaryRow row = random_.Row();
      ASSERT_OK(Columns::Check(row));
      Put(row);
    }
  }
  void Publish() {
    columns_.Publish();
    published_ = latest_;
  }

  // One of the ways in which answers are computed.
  QueryCosts Costs() {
    QueryCosts costs;
    if (random_.OneIn(2)) costs.rows_for_threads = 0;
    if (random_.OneIn(2)) costs.counters = random_.OneIn(2) ? 0 : 100'000;
    if (random_.OneIn(2)) costs.hashed_groups = 0;
    if (random_.OneIn(2)) costs.table_entries = random_.OneIn(2) ? 0 : 200'000;
    return costs;
  }

 private:
  RandomRows random_;
  Columns columns_;
  NaiveRows published_;
  NaiveRows latest_;
};

template <typename Response>
std::string BytesOf(const absl::StatusOr<Response>& response) {
  return response.ok() ? response->SerializeAsString()
                       : absl::StrCat("error ", absl::StatusCodeToString(response.status().code()));
}

// What is wrong with an answer; empty if nothing is.
template <typename Request, typename Response>
std::string Difference(const World& world, const Request& request, const absl::StatusOr<Response>& got,
                       absl::StatusOr<Response> wanted) {
  if (wanted.ok()) wanted->mutable_state()->set_token(world.token());
  if (BytesOf(got) == BytesOf(wanted)) return "";
  const auto show = [](const absl::StatusOr<Response>& response) {
    return response.ok() ? response->DebugString() : response.status().ToString();
  };
  return absl::StrCat("request\n", request.DebugString(), "got\n", show(got), "wanted\n", show(wanted));
}

// How many queries had which outcome, so that a run that asks nothing is noticed.
using Outcomes = std::map<std::string, int>;

template <typename Response>
void Count(const absl::StatusOr<Response>& response, bool has_rows, Outcomes& outcomes) {
  ++outcomes[!response.ok() ? absl::StatusCodeToString(response.status().code())
             : has_rows     ? "rows"
                            : "none"];
}

std::string DifferenceOfOneQuery(World& world, const NaiveQueries& naive, Outcomes& outcomes) {
  const QueryCosts costs = world.Costs();
  switch (world.random().Below(3)) {
    case 0: {
      const auto request = world.random().AggregateRequest();
      const auto got = AggregateRows(world.columns(), request, costs);
      Count(got, got.ok() && !got->labels().empty(), outcomes);
      return Difference(world, request, got, naive.Aggregate(request));
    }
    case 1: {
      const auto request = world.random().RankRequest();
      const auto got = RankRows(world.columns(), request, costs);
      Count(got, got.ok() && got->evaluation_count() > 0, outcomes);
      return Difference(world, request, got, naive.Rank(request));
    }
    default: {
      const auto request = world.random().PartsRequest();
      const auto got = AggregateParts(world.columns(), request, costs);
      Count(got, got.ok() && got->groups_size() > 0 && got->groups(0).parts_size() > 0, outcomes);
      return Difference(world, request, got, naive.Parts(request));
    }
  }
}

TEST(QueriesProperty, AnswersAreWhatLoopsOverTheRowsSay) {
  const int query_count = FromEnvironment("HENG_PROPERTY_QUERIES", 12'000);
  auto seed = static_cast<unsigned>(FromEnvironment("HENG_PROPERTY_SEED", 20260417));
  std::cout << "seeds from " << seed << "\n";
  Outcomes outcomes;
  for (int done = 0; done < query_count; ++seed) {
    World world(seed);
    for (int i = 0; i < kPublications; ++i) {
      world.PutSome();
      if (!world.random().OneIn(6)) world.Publish();  // else the queries see what was there before
      const NaiveQueries naive = world.naive();
      for (int j = 0; j < kQueriesBetweenPublications; ++j, ++done) {
        ASSERT_EQ(DifferenceOfOneQuery(world, naive, outcomes), "")
            << "seed " << seed << ", publication " << i;
      }
    }
  }
  for (const auto& [outcome, count] : outcomes) std::cout << count << " " << outcome << "\n";
  EXPECT_GE(outcomes["rows"], query_count / 4);
  for (const char* const outcome : {"none", "NOT_FOUND", "RESOURCE_EXHAUSTED"}) {
    EXPECT_GE(outcomes[outcome], query_count / 100) << outcome;
  }
}

// Rows enough for several chunks, most of which are replaced again and again.
TEST(QueriesProperty, AnswersOfManyChunksAreWhatLoopsOverTheRowsSay) {
  constexpr unsigned kSeed = 7;
  constexpr int kDepartments = 9'000;
  World world(kSeed);
  Outcomes outcomes;
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < kDepartments; ++i) {
      if (round > 0 && world.random().OneIn(3)) continue;
      SummaryRow row = world.random().Row();
      row.set_name(absl::StrCat("regions/6206", 10 + i % 7, "/departments/", i, "/evaluations/2024-overall"));
      row.set_fiscal_year(2024);
      world.Put(row);
    }
    world.Publish();
    const NaiveQueries naive = world.naive();
    for (int i = 0; i < 8; ++i) {
      ASSERT_EQ(DifferenceOfOneQuery(world, naive, outcomes), "") << "round " << round;
    }
  }
}

TEST(QueriesProperty, NoticesOneWrongRow) {
  int noticed_count = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    World world(seed);
    SummaryRow row = world.random().Row();
    world.Put(row);
    world.Publish();
    NaiveRows wrong = world.published();
    row.set_executed_fen(row.executed_fen() + 1);
    wrong.Put(row);
    AggregateRowsRequest request;
    request.add_groupings();
    request.add_measures(storage::v1::MEASURE_AMOUNTS);
    request.set_max_groups(1);
    const auto got = AggregateRows(world.columns(), request);
    EXPECT_EQ(Difference(world, request, got, world.naive().Aggregate(request)), "");
    noticed_count += !Difference(world, request, got, NaiveQueries(wrong, wrong).Aggregate(request)).empty();
  }
  EXPECT_EQ(noticed_count, 20);
}

// The groups of the whole, from those of each year, and within a year of the regions below each prefix.
GroupedSums MergedFromParts(const World& world, const AggregateRowsRequest& request) {
  GroupedSums merged;
  for (int year = 2021; year <= 2024; ++year) {
    for (const char* const prefix : {"62", "11", "65"}) {
      AggregateRowsRequest part = request;
      part.mutable_filter()->add_fiscal_years(year);
      part.mutable_filter()->set_parent(absl::StrCat("regions/", prefix, "*/departments/-"));
      const absl::StatusOr<AggregateRowsResponse> response = AggregateRows(world.columns(), part);
      EXPECT_OK(response);
      if (response.ok()) MergeGroups(response->results(0), merged);
    }
  }
  return merged;
}

TEST(QueriesProperty, PartsOfTheRowsMergeToTheBytesOfTheWhole) {
  for (unsigned seed = 100; seed < 300; ++seed) {
    World world(seed);
    world.PutSome();
    world.PutSome();
    world.Publish();
    AggregateRowsRequest request = world.random().AggregateRequest();
    request.clear_filter();
    request.clear_percents_millionths();  // they do not merge
    request.set_max_groups(100'000);
    request.mutable_groupings()->DeleteSubrange(1, request.groupings_size() - 1);
    const absl::StatusOr<AggregateRowsResponse> whole = AggregateRows(world.columns(), request);
    ASSERT_OK(whole);
    ASSERT_EQ(MergedFromParts(world, request).SerializeAsString(), whole->results(0).SerializeAsString())
        << "seed " << seed << "\n"
        << request.DebugString();
  }
}

}  // namespace
}  // namespace heng::testing
