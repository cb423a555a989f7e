// SPDX-License-Identifier: Apache-2.0
//
// The files beside the database, which RocksDB knows nothing of: FORMAT, ANCHOR and the folder of the database. What must be on
// the disk before what, and every call of them failing once.
#include <cerrno>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/data_directory.h"
#include "storage/durable_file.h"
#include "storage/history/anchor.h"
#include "storage/history/checkpoint.h"
#include "storage/testing/temporary_directory.h"
#include "tests/fault/system_calls.h"

namespace heng::fault {
namespace {

using ::heng::testing::IsOkAndHolds;
using ::heng::testing::TemporaryDirectory;
using ::testing::AnyOf;
using ::testing::ElementsAre;

std::string FolderOf(const TemporaryDirectory& directory) {
  return std::filesystem::path(directory.path()).filename().string() + "/";
}

TEST(BesideFiles, AreSyncedBeforeTheirNameAndTheirNameBeforeTheAnswer) {
  const TemporaryDirectory directory;
  SystemCalls::Begin();
  ASSERT_OK(ReplaceFile(directory.path() + "/ANCHOR", "content"));
  EXPECT_THAT(SystemCalls::Seen(),
              ElementsAre("write ANCHOR.new", "fsync ANCHOR.new", "rename ANCHOR.new ANCHOR",
                          absl::StrCat("fsync ", FolderOf(directory))));
  SystemCalls::Begin();
  ASSERT_OK(RemoveFile(directory.path() + "/ANCHOR"));
  EXPECT_THAT(SystemCalls::Seen(), ElementsAre("unlink ANCHOR", absl::StrCat("fsync ", FolderOf(directory))));
}

// Or a power cut after the first acknowledged writes would take the whole database away.
TEST(BesideFiles, TheFoldersNameIsSyncedBeforeTheDatabaseOpens) {
  const TemporaryDirectory directory;
  SystemCalls::Begin();
  ASSERT_OK(DataDirectory::Open(directory.path() + "/data"));
  EXPECT_THAT(SystemCalls::Seen(),
              ElementsAre("mkdir data", absl::StrCat("fsync ", FolderOf(directory)), "write FORMAT.new",
                          "fsync FORMAT.new", "rename FORMAT.new FORMAT", "fsync data/", "mkdir db",
                          "fsync data/", "fsync data/"));
}

TEST(BesideFiles, HoldTheOldContentOrTheNewOneWhicheverCallFails) {
  for (const int error : {EIO, ENOSPC}) {
    for (int call = 1; call <= 4; ++call) {
      SCOPED_TRACE(absl::StrCat("call ", call, ", error ", error));
      const TemporaryDirectory directory;
      const std::string path = directory.path() + "/ANCHOR";
      ASSERT_OK(ReplaceFile(path, "old content"));
      SystemCalls::Begin(call, error);
      EXPECT_FALSE(ReplaceFile(path, "new content").ok());
      EXPECT_THAT(ReadWholeFile(path), IsOkAndHolds(AnyOf("old content", "new content")));
      EXPECT_OK(ReplaceFile(path, "newest"));
      EXPECT_THAT(ReadWholeFile(path), IsOkAndHolds("newest"));
    }
  }
}

TEST(BesideFiles, ADataDirectoryOpensAfterAnyCallOfItsFirstStartHasFailed) {
  for (int call = 1; call <= 9; ++call) {
    SCOPED_TRACE(absl::StrCat("call ", call));
    const TemporaryDirectory directory;
    const std::string path = directory.path() + "/data";
    SystemCalls::Begin(call, EIO);
    EXPECT_FALSE(DataDirectory::Open(path).ok());
    EXPECT_OK(DataDirectory::Open(path));
  }
}

TEST(BesideFiles, TheAnchorIsWrittenAgainWhicheverCallFails) {
  for (int call = 1; call <= 4; ++call) {
    SCOPED_TRACE(absl::StrCat("call ", call));
    const TemporaryDirectory directory;
    const std::string path = directory.path() + "/ANCHOR";
    const ChainMark mark = {.region = "620602", .number = 7, .chain_digest = std::string(32, 'd')};
    SystemCalls::Begin(call, EIO);
    {
      ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Anchor> anchor, Anchor::Open(path, absl::Milliseconds(5)));
      anchor->Put(mark);
      const absl::Time deadline = absl::Now() + absl::Seconds(10);
      while (SystemCalls::Seen().size() < static_cast<size_t>(call) + 4 && absl::Now() < deadline)
        absl::SleepFor(absl::Milliseconds(1));
    }
    EXPECT_THAT(ReadWholeFile(path), IsOkAndHolds(CheckpointText({mark})));
  }
}

}  // namespace
}  // namespace heng::fault
