// SPDX-License-Identifier: Apache-2.0
//
// The file alone: whatever is done to it, it is refused.
#include "storage/backup/backup_file.h"

#include <fstream>

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/durable_file.h"
#include "storage/testing/temporary_directory.h"

namespace heng {
namespace {

using ::testing::HasSubstr;

class BackupFileTest : public ::testing::Test {
 protected:
  // A file of a few blocks.
  std::string Whole() {
    std::string bytes;
    BackupWriter writer([&](absl::string_view piece) {
      bytes.append(piece.data(), piece.size());
      EXPECT_LE(piece.size(), 1024u * 1024u);
      return absl::OkStatus();
    });
    for (int i = 0; i < 40; ++i) {
      EXPECT_OK(
          writer.Add(absl::StrCat("key ", 100 + i), std::string(100'000, static_cast<char>('a' + i % 26))));
    }
    EXPECT_OK(writer.Finish({}).status());
    return bytes;
  }

  absl::StatusOr<std::unique_ptr<BackupFile>> OpenBytes(const std::string& bytes) {
    EXPECT_OK(ReplaceFile(path_, bytes));
    return BackupFile::Open(path_);
  }

  testing::TemporaryDirectory directory_;
  const std::string path_ = directory_.path() + "/backup";
};

TEST_F(BackupFileTest, GivesBackTheRows) {
  auto file = OpenBytes(Whole());
  ASSERT_OK(file.status());
  int rows = 0;
  int blocks = 0;
  ASSERT_OK((*file)->ForEachBlock([&](const storage::v1::BackupBlock& block) {
    ++blocks;
    for (const auto& row : block.rows()) EXPECT_EQ(row.key(), absl::StrCat("key ", 100 + rows++));
    return absl::OkStatus();
  }));
  EXPECT_EQ(rows, 40);
  EXPECT_GT(blocks, 2);
  EXPECT_EQ((*file)->content().end.row_count(), 40);
}

TEST_F(BackupFileTest, IsRefusedWhereverItIsCut) {
  const std::string whole = Whole();
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto file = OpenBytes(whole.substr(0, size));
    ASSERT_EQ(ReasonOf(file.status()), "BAD_BACKUP") << "cut to " << size << " bytes";
  }
}

TEST_F(BackupFileTest, IsRefusedWhicheverByteIsFlipped) {
  const std::string whole = Whole();
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
    const auto file = OpenBytes(flipped);
    ASSERT_EQ(ReasonOf(file.status()), "BAD_BACKUP") << "byte " << at;
  }
}

TEST_F(BackupFileTest, IsRefusedWithSomethingBehindIt) {
  EXPECT_EQ(ReasonOf(OpenBytes(Whole() + "x").status()), "BAD_BACKUP");
}

TEST_F(BackupFileTest, OfANewerFormatIsRefusedWithAHint) {
  std::string newer = Whole();
  newer.replace(0, 13, "heng-backup 2");
  const absl::Status status = OpenBytes(newer).status();
  EXPECT_EQ(ReasonOf(status), "BAD_BACKUP");
  EXPECT_THAT(std::string(status.message()), HasSubstr("newer one"));
}

TEST_F(BackupFileTest, AnotherFileIsNone) {
  EXPECT_THAT(std::string(OpenBytes("PK\x03\x04 a spreadsheet, perhaps").status().message()),
              HasSubstr("does not begin as a backup"));
  EXPECT_EQ(BackupFile::Open(path_ + "-missing").status().code(), absl::StatusCode::kNotFound);
}

// The digest is no secret: whoever writes a file can make it right. Its parts are bounded all the same.
TEST_F(BackupFileTest, PartsWithWrongLengthsAreRefused) {
  for (const std::string& part :
       {std::string("B\xff\xff\xff\xff"), std::string("B"), std::string("E\0\0\0\x09", 5),
        std::string("E\0\0\0\x01\xff", 6), std::string("Z\0\0\0\0", 5)}) {
    std::string bytes = "heng-backup 1\n" + part;
    bytes += Sha256(bytes);
    EXPECT_EQ(ReasonOf(OpenBytes(bytes).status()), "BAD_BACKUP");
  }
}

TEST_F(BackupFileTest, BlocksThatDoNotParseOrLieOutOfOrderAreRefused) {
  std::string bytes;
  BackupWriter writer([&](absl::string_view piece) {
    bytes.append(piece.data(), piece.size());
    return absl::OkStatus();
  });
  EXPECT_OK(writer.Add("b", "1"));
  EXPECT_OK(writer.Add("a", "2"));
  EXPECT_OK(writer.Finish({}).status());
  auto unordered = OpenBytes(bytes);
  ASSERT_OK(unordered.status());
  const auto ignore = [](const storage::v1::BackupBlock&) { return absl::OkStatus(); };
  EXPECT_EQ(ReasonOf((*unordered)->ForEachBlock(ignore)), "BAD_BACKUP");

  std::string no_zstd = absl::StrCat("heng-backup 1\n", absl::string_view("B\0\0\0\x03xyzE\0\0\0\0", 13));
  no_zstd += Sha256(no_zstd);
  auto garbage = OpenBytes(no_zstd);
  ASSERT_OK(garbage.status());
  EXPECT_EQ(ReasonOf((*garbage)->ForEachBlock(ignore)), "BAD_BACKUP");
}

}  // namespace
}  // namespace heng
