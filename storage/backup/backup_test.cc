// SPDX-License-Identifier: Apache-2.0
#include "storage/backup/backup.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/columns/columns.h"
#include "storage/history/anchor.h"
#include "storage/history/verify.h"
#include "storage/keys.h"
#include "storage/memory/memory_engine.h"
#include "storage/testing/record_fixture.h"

namespace heng {
namespace {

using ::heng::testing::Create;
using ::heng::testing::RecordStoreTest;
using ::heng::testing::Update;
using ::heng::testing::WithRequestId;
using ::testing::HasSubstr;

constexpr char kForm[] = "regions/620602/departments/219/evaluations/2024-overall";

absl::Status Begin() { return absl::OkStatus(); }

class BackupTest : public RecordStoreTest {
 protected:
  std::string PathOf(const std::string& name) const { return directory_.path() + "/" + name; }

  void Fill() {
    ASSERT_OK(Commit(Create("schemes/gansu", "a scheme")).status);
    ASSERT_OK(Commit(Create("regions/620602", "a region")).status);
    ASSERT_OK(Commit(Create("regions/620602/departments/219", "a department")).status);
    const RecordStore::Outcome first = Commit(WithRequestId(Create(kForm, "first"), "request-1"));
    ASSERT_OK(first.status);
    ASSERT_OK(Commit(Update(kForm, first.info.etag(), "second")).status);
  }

  absl::StatusOr<BackupContent> WriteTo(const std::string& path) {
    std::ofstream file(path, std::ios::binary);
    auto content = WriteBackup(*engine_, [&](absl::string_view bytes) {
      file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      return absl::OkStatus();
    });
    file.close();
    return content;
  }

  // Everything that the engine holds, without versions.
  static std::vector<std::pair<std::string, std::string>> RowsOf(Engine& engine) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (KeySpace space : {KeySpace::kDocuments, KeySpace::kHistory, KeySpace::kRows, KeySpace::kSummaries}) {
      const auto page = engine.Scan({.begin = SpacePrefix(space), .end = SpaceEnd(space), .limit = 100'000});
      EXPECT_OK(page.status());
      for (const Row& row : page->rows) rows.emplace_back(row.key, row.value);
    }
    return rows;
  }
};

TEST_P(BackupTest, ComesBackAsItWas) {
  Fill();
  const auto content = WriteTo(PathOf("backup"));
  ASSERT_OK(content.status());
  EXPECT_EQ(content->end.region_count(), 2);
  EXPECT_EQ(content->end.history_entry_count(), 5);

  auto file = BackupFile::Open(PathOf("backup"));
  ASSERT_OK(file.status());
  EXPECT_EQ((*file)->content().file_sha256, content->file_sha256);
  EXPECT_EQ((*file)->content().file_bytes, content->file_bytes);
  EXPECT_EQ((*file)->content().end.SerializeAsString(), content->end.SerializeAsString());
  MemoryEngine restored;
  ASSERT_OK(CheckIsEmpty(restored));
  ASSERT_OK(RestoreBackup(restored, **file));
  EXPECT_EQ(RowsOf(restored), RowsOf(*engine_));
  EXPECT_EQ(CheckIsEmpty(restored).code(), absl::StatusCode::kFailedPrecondition);
}

TEST_P(BackupTest, OfNothingIsABackup) {
  ASSERT_OK(WriteTo(PathOf("backup")).status());
  auto file = BackupFile::Open(PathOf("backup"));
  ASSERT_OK(file.status());
  MemoryEngine restored;
  ASSERT_OK(RestoreBackup(restored, **file));
  EXPECT_THAT(RowsOf(restored), ::testing::IsEmpty());
}

TEST_P(BackupTest, ShowsOneInstantWhileOthersWrite) {
  Fill();
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 0; !stop; ++i) {
      const std::string region = absl::StrCat("regions/62", 1000 + i);
      EXPECT_OK(Commit(WithRequestId(Create(region, "region"), absl::StrCat("r", i))).status);
    }
  });
  for (int round = 0; round < 5; ++round) {
    const std::string path = PathOf(absl::StrCat("backup", round));
    EXPECT_OK(WriteTo(path).status());
    auto file = BackupFile::Open(path);
    ASSERT_OK(file.status());
    MemoryEngine restored;
    EXPECT_OK(RestoreBackup(restored, **file));
  }
  stop = true;
  writer.join();
}

TEST_P(BackupTest, AStoreThatIsRestoredGoesOn) {
  Fill();
  ASSERT_OK(WriteTo(PathOf("backup")).status());
  auto file = BackupFile::Open(PathOf("backup"));
  ASSERT_OK(file.status());
  MemoryEngine engine;
  Columns columns;
  auto anchor = Anchor::Open(PathOf("ANCHOR"));
  ASSERT_OK(anchor.status());
  const std::unique_ptr<RecordStore> restored =
      RecordStore::Open(engine, clock_, {.anchor = anchor->get(), .columns = &columns});
  ASSERT_OK(restored->Restore(**file, Begin));
  EXPECT_OK(restored->Check());
  EXPECT_EQ(columns.Memory().row_count, 1u);
  EXPECT_OK(CheckMarks(engine, (*anchor)->Marks()));
  EXPECT_EQ((*anchor)->Marks().size(), 2u);
  const absl::Status again = restored->Restore(**file, Begin);
  EXPECT_EQ(ReasonOf(again), "NOT_EMPTY");
  EXPECT_OK(restored->Check());

  const auto forms = restored->Get({std::string(kForm)});
  ASSERT_OK(forms.status());
  ASSERT_TRUE(forms->front().has_value());
  EXPECT_EQ(forms->front()->document(), "second");
}

// A backup of a store that somebody had changed: whole as a file, wrong in what it holds.
TEST_P(BackupTest, RefusesWhatNeverFitted) {
  Fill();
  Transaction edit;
  edit.writes.push_back({HeadKey(*ParseResourceName(kForm)), std::nullopt});
  ASSERT_OK(engine_->CommitOne(edit));
  ASSERT_OK(WriteTo(PathOf("backup")).status());
  auto file = BackupFile::Open(PathOf("backup"));
  ASSERT_OK(file.status());
  MemoryEngine engine;
  const std::unique_ptr<RecordStore> restored = RecordStore::Open(engine, clock_);
  const absl::Status status = restored->Restore(**file, Begin);
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReasonOf(status), "DAMAGED");
  EXPECT_THAT(std::string(status.message()), HasSubstr(kForm));
  EXPECT_EQ(restored->Check().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(restored->Check().message()), HasSubstr("remove its data directory"));
}

INSTANTIATE_TEST_SUITE_P(Engines, BackupTest, ::testing::Values("memory", "rocksdb"));

}  // namespace
}  // namespace heng
