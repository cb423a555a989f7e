// SPDX-License-Identifier: Apache-2.0
//
// The store keeps the columns in step with what it commits.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/columns/columns.h"
#include "storage/columns/load.h"
#include "storage/engine_errors.h"
#include "storage/testing/record_fixture.h"

namespace heng::testing {
namespace {

using storage::v1::RecordWrite;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kRegion[] = "regions/620602";
constexpr char kDepartment[] = "regions/620602/departments/219001";
constexpr char kEvaluation[] = "regions/620602/departments/219001/evaluations/2024-overall";

RecordWrite Evaluation(const std::string& name, int64_t total_hundredths) {
  RecordWrite write = Create(name, absl::StrCat("document ", total_hundredths));
  write.mutable_summary()->set_total_hundredths(total_hundredths);
  write.mutable_summary()->set_department_display_name("总工会");
  auto& points = *write.mutable_summary()->add_classes();
  points.set_class_code("output");
  points.set_level(1);
  points.set_points_hundredths(total_hundredths / 2);
  return write;
}

std::string EvaluationName(int number) {
  return absl::StrCat("regions/620602/departments/", number, "/evaluations/2024-overall");
}

// Everything that a view shows, a line a row.
std::multiset<std::string> Everything(const Columns& columns) {
  const auto view = columns.View();
  std::multiset<std::string> rows;
  for (const YearView& year : view->years) {
    for (size_t i = 0; i < year.chunks->size(); ++i) {
      const Chunk& chunk = *(*year.chunks)[i].chunk;
      for (uint32_t row = 0; row < year.RowsOf(i); ++row) {
        if (!chunk.IsLive(row, view->commit)) continue;
        const uint32_t department = chunk.department[row];
        std::string text = absl::StrCat(
            year.year, " ", columns.region_code(chunk.region[row]), " ", columns.department(department).id,
            " ", columns.evaluation_id(chunk.evaluation_id[row]), " ",
            columns.FiledName(department, chunk.filed_name[row]), " ", chunk.total_hundredths[row]);
        chunk.ForEachPart(row, [&](const Part& part) {
          absl::StrAppend(&text, " ", columns.part_key(part.part).code, "=", part.points_hundredths);
        });
        rows.insert(text);
      }
    }
  }
  return rows;
}

class RecordColumnsTest : public RecordStoreTest {
 protected:
  void SetUp() override { ReopenWithColumns(); }

  // Begins again as the daemon does: what is stored is loaded first.
  void ReopenWithColumns() {
    Reopen();
    store_.reset();
    columns_ = std::make_unique<Columns>();
    ASSERT_OK(LoadColumns(*engine_, *columns_));
    store_ = RecordStore::Open(*fault_, clock_, {.columns = columns_.get()});
  }
  void TearDown() override { store_.reset(); }

  std::set<uint32_t> Totals() const {
    const auto view = columns_->View();
    std::set<uint32_t> totals;
    for (const YearView& year : view->years) {
      for (uint32_t row = 0; row < year.last_chunk_rows; ++row) {
        const Chunk& chunk = *year.chunks->back().chunk;
        if (chunk.IsLive(row, view->commit)) totals.insert(chunk.total_hundredths[row]);
      }
    }
    return totals;
  }

  std::unique_ptr<Columns> columns_;
};

TEST_P(RecordColumnsTest, ShowARowBeforeItsWriteIsAnswered) {
  std::set<uint32_t> seen;
  CommitTogether({Evaluation(kEvaluation, 9262)}, [&] { seen = Totals(); });
  EXPECT_THAT(seen, ElementsAre(9262));
}

TEST_P(RecordColumnsTest, HoldTheRowAsTheStoreFilledIt) {
  RecordWrite write = Evaluation(kEvaluation, 9262);
  write.mutable_summary()->set_name("whatever");
  write.mutable_summary()->set_fiscal_year(1999);
  ASSERT_OK(Commit(write).status);
  EXPECT_THAT(Everything(*columns_), ElementsAre("2024 620602 219001 2024-overall 总工会 9262 output=4631"));
}

TEST_P(RecordColumnsTest, ShowAllOfAJoinedGroupAtOnce) {
  std::vector<RecordWrite> writes;
  for (int i = 0; i < 50; ++i) writes.push_back(Evaluation(EvaluationName(i), i));
  std::set<size_t> seen;
  CommitTogether(std::move(writes), [&] { seen.insert(columns_->View()->row_count); });
  EXPECT_THAT(seen, ElementsAre(50));
}

TEST_P(RecordColumnsTest, ReplaceTheRowOfAnEarlierRevision) {
  const auto first = Commit(Evaluation(kEvaluation, 100));
  ASSERT_OK(first.status);
  RecordWrite update = Evaluation(kEvaluation, 200);
  update.set_condition(storage::v1::WRITE_CONDITION_ETAG);
  update.set_etag(first.info.etag());
  ASSERT_OK(Commit(update).status);
  EXPECT_THAT(Totals(), ElementsAre(200));
  EXPECT_EQ(columns_->View()->row_count, 1u);
}

TEST_P(RecordColumnsTest, HoldNothingOfARefusedWrite) {
  ASSERT_OK(Commit(Evaluation(kEvaluation, 100)).status);
  EXPECT_FALSE(Commit(Evaluation(kEvaluation, 200)).status.ok()) << "the name is taken";
  fault_->FailCommit(1, DiskFull(), FaultPoint::kBefore);
  EXPECT_FALSE(Commit(Evaluation(EvaluationName(1), 300)).status.ok());
  EXPECT_THAT(Totals(), ElementsAre(100));
}

TEST_P(RecordColumnsTest, PutARowOnceThoughItWasPlannedTwice) {
  fault_->FailCommit(1, GuardFailed(), FaultPoint::kBefore);
  const RecordWrite write = WithRequestId(Evaluation(kEvaluation, 100), "r-1");
  ASSERT_OK(Commit(write).status);
  EXPECT_TRUE(Commit(write).replayed);
  EXPECT_EQ(columns_->Memory().row_count, 1u);
}

TEST_P(RecordColumnsTest, ShowAWriteThatItsRequestSettles) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kAfter);
  ASSERT_OK(Commit(WithRequestId(Evaluation(kEvaluation, 100), "r-1")).status);
  EXPECT_THAT(Totals(), ElementsAre(100));
}

TEST_P(RecordColumnsTest, ReadAWriteThatNothingSettles) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kAfter);
  EXPECT_THAT(Commit(Evaluation(kEvaluation, 100)).status, HasReason("OUTCOME_UNKNOWN"));
  EXPECT_THAT(Totals(), ElementsAre(100));
}

TEST_P(RecordColumnsTest, HoldNothingOfAWriteThatDidNotHappen) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kBefore);
  EXPECT_THAT(Commit(Evaluation(kEvaluation, 100)).status, HasReason("OUTCOME_UNKNOWN"));
  EXPECT_THAT(Totals(), IsEmpty());
}

TEST_P(RecordColumnsTest, ReadADoubtfulRowLaterIfItCannotBeReadNow) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kAfter);
  fault_->FailGet(2, EngineAway("test"));  // the first one is for planning
  fault_->FailGet(3, EngineAway("test"));  // once more, for that key alone
  EXPECT_THAT(Commit(Evaluation(kEvaluation, 100)).status, HasReason("OUTCOME_UNKNOWN"));
  EXPECT_THAT(Totals(), IsEmpty());
  std::set<uint32_t> seen;
  CommitTogether({Evaluation(EvaluationName(1), 200)}, [&] { seen = Totals(); });
  EXPECT_THAT(seen, ElementsAre(100, 200));
}

// A doubtful write comes after all, as it may on an engine beyond a network.
void ComeLate(Engine& engine, const Clock& clock, RecordWrite write) {
  std::unique_ptr<RecordStore> store = RecordStore::Open(engine, clock);
  store->Commit(std::move(write), [](RecordStore::Outcome outcome) { EXPECT_OK(outcome.status); });
}

TEST_P(RecordColumnsTest, NoticeADoubtfulWriteThatComesLate) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kBefore);
  EXPECT_THAT(Commit(Evaluation(kEvaluation, 100)).status, HasReason("OUTCOME_UNKNOWN"));
  ASSERT_OK(Commit(Evaluation(EvaluationName(1), 200)).status);
  EXPECT_THAT(Totals(), ElementsAre(200));
  ComeLate(*engine_, clock_, Evaluation(kEvaluation, 100));
  clock_.Advance(absl::Seconds(50));
  ASSERT_OK(Commit(Evaluation(EvaluationName(2), 300)).status);
  EXPECT_THAT(Totals(), ElementsAre(100, 200, 300));
  EXPECT_EQ(columns_->Memory().row_count, 3u) << "read again, but put once";
}

// However long nobody writes: the replay itself brings the row.
TEST_P(RecordColumnsTest, ShowAReplayedWriteWhoseFirstOutcomeWasUnknown) {
  RecordWrite write = Evaluation(kEvaluation, 100);
  write.set_request_id("request");
  write.set_request_sha256(std::string(32, 'h'));
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kAfter);
  fault_->FailGet(2, EngineAway("test"));  // whether it is stored
  fault_->FailGet(3, EngineAway("test"));  // what the columns lack
  fault_->FailGet(4, EngineAway("test"));
  EXPECT_THAT(Commit(write).status, HasReason("OUTCOME_UNKNOWN"));
  EXPECT_THAT(Totals(), IsEmpty());
  clock_.Advance(absl::Hours(1));
  const RecordStore::Outcome replay = Commit(write);
  ASSERT_OK(replay.status);
  EXPECT_TRUE(replay.replayed);
  EXPECT_THAT(Totals(), ElementsAre(100));
}

TEST_P(RecordColumnsTest, ADoubtfulKeyThatCannotBeReadDoesNotKeepOthersInDoubt) {
  for (int i = 1; i <= 2; ++i) {
    fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kAfter);
    // What the columns lack: both together, then the first one alone, which is away at first and then found damaged.
    fault_->FailGet(2, EngineAway("test"));
    fault_->FailGet(3, i == 1 ? EngineAway("test") : StoredBytesDamaged("test"));
    EXPECT_THAT(Commit(Evaluation(EvaluationName(i), 100 * i)).status, HasReason("OUTCOME_UNKNOWN"));
  }
  EXPECT_THAT(Totals(), ElementsAre(200));
}

TEST_P(RecordColumnsTest, AnswerARefusalOnlyOnceTheyShowWhatItRestsOn) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kBefore);
  EXPECT_THAT(Commit(Evaluation(kEvaluation, 100)).status, HasReason("OUTCOME_UNKNOWN"));
  ComeLate(*engine_, clock_, Evaluation(kEvaluation, 100));
  EXPECT_THAT(Commit(Evaluation(kEvaluation, 200)).status, HasReason("ALREADY_EXISTS"));
  EXPECT_THAT(Totals(), ElementsAre(100));
}

TEST_P(RecordColumnsTest, StopDoubtingAfterAMinute) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kBefore);
  EXPECT_THAT(Commit(Evaluation(kEvaluation, 100)).status, HasReason("OUTCOME_UNKNOWN"));
  clock_.Advance(absl::Seconds(61));
  ASSERT_OK(Commit(Create(kRegion, "r")).status);
  ComeLate(*engine_, clock_, Evaluation(kEvaluation, 100));
  ASSERT_OK(Commit(Create("regions/620604", "r")).status);
  EXPECT_THAT(Totals(), IsEmpty());
}

TEST_P(RecordColumnsTest, LoadToTheSameAsTheyWereKept) {
  RecordWrite region = Create(kRegion, "r");
  region.mutable_region()->set_name(kRegion);
  region.mutable_region()->set_display_name("凉州区");
  region.mutable_region()->set_parent("regions/620000");
  RecordWrite department = Create(kDepartment, "d");
  department.mutable_department()->set_name(kDepartment);
  department.mutable_department()->set_display_name("总工会");
  department.mutable_department()->add_predecessors("regions/620602/departments/1");
  std::vector<RecordWrite> writes = {region, department, Evaluation(kEvaluation, 9262)};
  for (int i = 0; i < 20; ++i) writes.push_back(Evaluation(EvaluationName(i), i));
  for (const auto& outcome : CommitTogether(writes)) ASSERT_OK(outcome.status);

  const auto check = [&] {
    const auto view = columns_->View();
    const uint32_t code = *columns_->FindRegion("620602");
    EXPECT_EQ(columns_->RegionDisplayName(code), "凉州区");
    EXPECT_TRUE(view->regions->IsUnder(code, *columns_->FindRegion("620000")));
    EXPECT_FALSE(view->regions->IsUnder(code, *columns_->FindRegion("620600")));
    EXPECT_EQ(columns_->DepartmentDisplayName(*columns_->FindDepartment(code, "219001")), "总工会");
    EXPECT_THAT(*view->successors, ElementsAre(std::pair(*columns_->FindDepartment(code, "1"),
                                                         *columns_->FindDepartment(code, "219001"))));
    return Everything(*columns_);
  };
  const std::multiset<std::string> kept = check();
  EXPECT_EQ(kept.size(), 21u);
  ReopenWithColumns();
  EXPECT_EQ(check(), kept);
}

TEST_P(RecordColumnsTest, NeedNoRowFromAnOlderCaller) {
  ASSERT_OK(Commit(Create(kRegion, "r")).status);
  ASSERT_OK(Commit(Create(kDepartment, "d")).status);
  EXPECT_EQ(columns_->FindRegion("620602"), std::nullopt);
}

TEST_P(RecordColumnsTest, RefuseRowsThatDoNotBelongToTheirWrite) {
  struct Case {
    std::string name;
    void (*change)(RecordWrite&);
    std::string reason;
  };
  const std::vector<Case> cases = {
      {kDepartment, [](RecordWrite& write) { write.mutable_region()->set_name(kDepartment); }, "NOT_ALLOWED"},
      {kRegion, [](RecordWrite& write) { write.mutable_department()->set_name(kRegion); }, "NOT_ALLOWED"},
      {kEvaluation, [](RecordWrite& write) { write.mutable_department()->set_name(kEvaluation); },
       "NOT_ALLOWED"},
      {kRegion, [](RecordWrite& write) { write.mutable_region()->set_name("regions/620603"); }, "BAD_NAME"},
      {kRegion, [](RecordWrite& write) { write.mutable_region(); }, "BAD_NAME"},
      {kDepartment, [](RecordWrite& write) { write.mutable_department(); }, "BAD_NAME"},
      {kRegion,
       [](RecordWrite& write) {
         write.mutable_region()->set_name(kRegion);
         write.mutable_region()->set_level(6);
       },
       "OUT_OF_RANGE"},
      {kRegion,
       [](RecordWrite& write) {
         write.mutable_region()->set_name(kRegion);
         write.mutable_region()->set_parent("620600");
       },
       "BAD_NAME"},
      {kRegion,
       [](RecordWrite& write) {
         write.mutable_region()->set_name(kRegion);
         write.mutable_region()->set_display_name(std::string(600'000, 'x'));
       },
       "TOO_LONG"},
      {kDepartment,
       [](RecordWrite& write) {
         write.mutable_department()->set_name(kDepartment);
         write.mutable_department()->add_predecessors("regions/620602");
       },
       "BAD_NAME"},
      {kDepartment,
       [](RecordWrite& write) {
         write.mutable_department()->set_name(kDepartment);
         write.mutable_department()->add_predecessors("regions/620602/departments/1@2");
       },
       "BAD_NAME"},
      {kEvaluation, [](RecordWrite& write) { write.mutable_summary()->set_total_hundredths(-1); },
       "OUT_OF_RANGE"},
  };
  for (size_t i = 0; i < cases.size(); ++i) {
    RecordWrite write = Create(cases[i].name, "d");
    cases[i].change(write);
    EXPECT_THAT(Commit(write).status, HasReason(cases[i].reason)) << "case " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, RecordColumnsTest, ::testing::Values("memory", "rocksdb"),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace heng::testing
