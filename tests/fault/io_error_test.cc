// SPDX-License-Identifier: Apache-2.0
//
// Every write, sync, creation, rename and deletion of a scripted run fails once, fails half done, and fails from then on. A write
// is acknowledged only if it is there when the store opens again; refused means that it is not.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "storage/rocksdb/testing/io_fault_file_system.h"
#include "storage/testing/temporary_directory.h"
#include "tests/fault/count.h"
#include "tests/fault/record_load.h"
#include "tests/fault/record_oracle.h"
#include "tests/fault/storage_node.h"

namespace heng::fault {
namespace {

using ::heng::testing::DiskOperation;
using ::heng::testing::HasReason;
using ::heng::testing::IoFault;
using ::heng::testing::IoFaultFileSystem;
using ::heng::testing::TemporaryDirectory;

constexpr int kShortCount = 90;

bool FailedToWriteTheLog(const IoFaultFileSystem& disk) {
  const std::vector<std::string> failures = disk.failures();
  return std::any_of(failures.begin(), failures.end(), [](const std::string& failure) {
    return absl::EndsWith(failure, ".log") &&
           (absl::StartsWith(failure, "sync") || absl::StartsWith(failure, "append"));
  });
}

struct Plan {
  const char* what;
  LoadOptions load;
  std::vector<int> steps_a_start;
};

// The same steps each time: starts, each with writes, each but the first reading back the log of the one before.
class Script {
 public:
  explicit Script(const Plan& plan) : plan_(plan), caller_(0, /*seed=*/11, plan.load, oracle_) {}

  void Run() {
    for (const int steps : plan_.steps_a_start) {
      WriteAndClose(steps);
      if (!disk_->failures().empty()) GoOnWithACopy();
    }
  }

  // On a disk that works again.
  absl::StatusOr<std::unique_ptr<StorageNode>> Reopen(bool heed_anchor = true) {
    disk_->Heal();
    NodeOptions all = options();
    all.heed_anchor = heed_anchor;
    return StorageNode::Start(all);
  }

  const IoFaultFileSystem& disk() const { return *disk_; }
  void Fail(const IoFault& fault) {
    fault_ = fault;
    disk_->Fail(fault);
  }
  RecordOracle& oracle() { return oracle_; }
  int refused_starts() const { return refused_starts_; }

 private:
  NodeOptions options() { return {.data_dir = data_dir_, .env = disk_->env()}; }

  void WriteAndClose(int steps) {
    const auto node = StorageNode::Start(options());
    if (node.ok()) {
      Write(**node, steps);
    } else {
      EXPECT_FALSE(ReasonOf(node.status()).empty()) << node.status();
      ++refused_starts_;
    }
  }

  // After a failed flush the engine leaves its database open for the rest of the process.
  void GoOnWithACopy() {
    static auto& disks_in_use = *new std::vector<std::shared_ptr<IoFaultFileSystem>>();
    disks_in_use.push_back(disk_);
    const std::string copy = absl::StrCat(directory_.path(), "/copy", ++copies_);
    std::filesystem::copy(data_dir_, copy, std::filesystem::copy_options::recursive);
    data_dir_ = copy;
  }

  void Write(StorageNode& node, int steps) {
    const bool log_failed_before = FailedToWriteTheLog(*disk_);
    bool stopped = false;
    for (int i = 0; i < steps; ++i) {
      for (const absl::Status& status : caller_.Step(node.store())) {
        EXPECT_FALSE(stopped && status.ok()) << "acknowledged after a failed write to the log";
      }
      if (!log_failed_before && FailedToWriteTheLog(*disk_)) stopped = true;
      if (stopped) {
        EXPECT_THAT(node.store().Check(), HasReason("STORAGE_AWAY"));
      }
    }
  }

  const Plan& plan_;
  const TemporaryDirectory directory_;
  std::string data_dir_ = directory_.path() + "/data";
  int copies_ = 0;
  const std::shared_ptr<IoFaultFileSystem> disk_ = std::make_shared<IoFaultFileSystem>();
  IoFault fault_;
  RecordOracle oracle_;
  RecordCaller caller_;
  int refused_starts_ = 0;
};

int64_t ChangesOfTheScript(const Plan& plan) {
  Script script(plan);
  script.Run();
  return script.disk().change_count();
}

struct Totals {
  int faults = 0;
  int refused_starts = 0;
  int64_t acknowledged = 0;
  int64_t lost = 0;
  int64_t survived = 0;
  int64_t vanished = 0;
};

void RunWith(const Plan& plan, const IoFault& fault, Totals& totals) {
  Script script(plan);
  script.Fail(fault);
  script.Run();
  totals.acknowledged += script.oracle().acknowledged_count();
  totals.refused_starts += script.refused_starts();
  ++totals.faults;
  const std::vector<std::string> failures = script.disk().failures();
  ASSERT_OK_AND_ASSIGN(const auto node, script.Reopen());
  const Comparison comparison = script.oracle().CompareAndRetry(node->store(), node->engine());
  EXPECT_TRUE(comparison.ok()) << "failed: " << absl::StrJoin(failures, ", ") << "\n"
                               << comparison.ToString();
  totals.lost += comparison.lost;
  totals.survived += comparison.survived;
  totals.vanished += comparison.vanished;
}

// Every kind of fault at every change, or as many of them as wanted, spread evenly.
void RunAll(const Plan& plan, int64_t wanted) {
  const int64_t changes = ChangesOfTheScript(plan);
  const int64_t count = std::min(wanted, changes * 3);
  Totals totals;
  for (int64_t i = 0; i < count && !::testing::Test::HasFailure(); ++i) {
    const int64_t which = i * changes * 3 / count;
    const IoFault fault = {.number = 1 + which / 3, .lasting = which % 3 == 1, .torn = which % 3 == 2};
    SCOPED_TRACE(absl::StrCat("change ", fault.number, " of ", changes,
                              fault.lasting ? ", and later ones" : "", fault.torn ? ", half done" : ""));
    RunWith(plan, fault, totals);
  }
  std::printf(
      "I/O errors %d (%s, %s changes), acknowledged %s, lost %s; unknown: %s there, %s not; starts refused "
      "%d\n",
      totals.faults, plan.what, absl::StrCat(changes).c_str(), absl::StrCat(totals.acknowledged).c_str(),
      absl::StrCat(totals.lost).c_str(), absl::StrCat(totals.survived).c_str(),
      absl::StrCat(totals.vanished).c_str(), totals.refused_starts);
  EXPECT_EQ(totals.lost, 0);
}

const Plan& SmallDocuments() {
  static const Plan plan = {.what = "small documents", .steps_a_start = {12, 8, 6}};
  return plan;
}

// Enough for tables to be written and logs to be replaced while writes go on.
const Plan& LargeDocuments() {
  static const Plan plan = {
      .what = "large documents",
      .load = {.min_document_bytes = 1'500'000, .max_document_bytes = 2'500'000, .max_batch = 1},
      .steps_a_start = {20, 2}};
  return plan;
}

TEST(IoErrors, AcknowledgeOnlyWhatIsThereAfterwards) {
  RunAll(SmallDocuments(), CountFromEnvironment("HENG_IO_ERRORS", kShortCount));
}

TEST(IoErrors, AcknowledgeOnlyWhatIsThereAfterwardsWhileTablesAreWritten) {
  RunAll(LargeDocuments(), CountFromEnvironment("HENG_IO_ERRORS", kShortCount) / 30);
}

// What the checker must find: writes to the log that are answered and not done.
TEST(IoErrors, AreReportedAsALossWhereTheyGoUnnoticed) {
  Script script(SmallDocuments());
  script.Fail({.operations = {DiskOperation::kAppend},
               .path_ending = ".log",
               .number = 20,
               .lasting = true,
               .unnoticed = true});
  script.Run();
  EXPECT_THAT(script.Reopen(), HasReason("HISTORY_LOST"));
  ASSERT_OK_AND_ASSIGN(const auto node, script.Reopen(/*heed_anchor=*/false));
  const Comparison comparison = script.oracle().Compare(node->store(), node->engine());
  EXPECT_GT(comparison.lost, 0) << comparison.ToString();
}

}  // namespace
}  // namespace heng::fault
