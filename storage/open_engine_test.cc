// SPDX-License-Identifier: Apache-2.0
#include "storage/open_engine.h"

#include <filesystem>
#include <fstream>
#include <memory>

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/testing/temporary_directory.h"

namespace heng::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

void WriteFile(const std::string& path, absl::string_view content) { std::ofstream(path) << content; }

TEST(OpenEngine, OpensEachEngineByName) {
  TemporaryDirectory directory;
  for (const char* name : {"memory", "rocksdb"}) {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, OpenEngine(name, directory.path()));
    EXPECT_OK(engine->Check()) << name;
  }
}

TEST(OpenEngine, NamesTheKnownEnginesWhenTheNameIsUnknown) {
  const absl::Status status = OpenEngine("etcd", "").status();
  EXPECT_THAT(status, HasCodeAndMessage(absl::StatusCode::kInvalidArgument, HasSubstr("rocksdb or memory")));
  EXPECT_THAT(ChineseMessageOf(status), HasSubstr("rocksdb"));
}

TEST(OpenEngine, SaysThatADirectoryIsInUse) {
  TemporaryDirectory directory;
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, OpenEngine("rocksdb", directory.path()));
  EXPECT_THAT(OpenEngine("rocksdb", directory.path()),
              HasCodeAndMessage(absl::StatusCode::kUnavailable, HasSubstr("in use")));
  engine.reset();
  EXPECT_OK(OpenEngine("rocksdb", directory.path()));
}

TEST(OpenEngine, SaysThatTheParentOfADirectoryIsMissing) {
  TemporaryDirectory directory;
  EXPECT_THAT(OpenEngine("rocksdb", directory.path() + "/a/b"), HasCode(absl::StatusCode::kNotFound));
}

TEST(OpenEngine, SaysThatADirectoryCannotBeWritten) {
  EXPECT_THAT(OpenEngine("rocksdb", "/proc/heng"), Not(IsOk()));
  TemporaryDirectory directory;
  WriteFile(directory.path() + "/file", "");
  EXPECT_THAT(OpenEngine("rocksdb", directory.path() + "/file"),
              HasCode(absl::StatusCode::kPermissionDenied));
}

TEST(OpenEngine, RefusesANewerFormatAndLeavesItAlone) {
  TemporaryDirectory directory;
  WriteFile(directory.path() + "/FORMAT", "heng-storage format 3\n");
  const absl::Status status = OpenEngine("rocksdb", directory.path()).status();
  EXPECT_THAT(status,
              HasCodeAndMessage(absl::StatusCode::kFailedPrecondition, HasSubstr("heng-storage format 3")));
  EXPECT_THAT(ChineseMessageOf(status), Not(IsEmpty()));
  EXPECT_FALSE(std::filesystem::exists(directory.path() + "/db"));
}

TEST(OpenEngine, RefusesADatabaseWithoutFormat) {
  TemporaryDirectory directory;
  { ASSERT_OK(OpenEngine("rocksdb", directory.path())); }
  std::filesystem::remove(directory.path() + "/FORMAT");
  EXPECT_THAT(OpenEngine("rocksdb", directory.path()), HasCode(absl::StatusCode::kFailedPrecondition));
}

TEST(OpenEngine, WritesTheFormatOfThisVersion) {
  TemporaryDirectory directory;
  { ASSERT_OK(OpenEngine("rocksdb", directory.path())); }
  std::ifstream file(directory.path() + "/FORMAT");
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line, "heng-storage format 2");
}

}  // namespace
}  // namespace heng::testing
