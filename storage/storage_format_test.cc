// SPDX-License-Identifier: Apache-2.0
//
// Every key and record as bytes. What lies on disk is read by later versions, so a change of these bytes is a change of the
// format: it needs another number in FORMAT, another page in docs/storage-format.md, and this file written anew:
//
//   HENG_WRITE_GOLDEN=1 build/release/bin/storage_storage_format_test
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/resource_name.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/history/checkpoint.h"
#include "storage/keys.h"
#include "storage/request_expiry.h"
#include "storage/testing/record_fixture.h"

namespace heng {
namespace {

using ::heng::testing::Create;
using ::heng::testing::IsOkAndHolds;
using ::heng::testing::RecordStoreTest;
using ::heng::testing::Update;
using ::heng::testing::WithRequestId;

constexpr char kGoldenFile[] = "tests/golden/storage-format.txt";
constexpr char kDepartment[] = "regions/620602/departments/219001";

// Printable bytes as they are, others as \xNN.
std::string Printable(absl::string_view bytes) {
  std::string text;
  for (char byte : bytes) {
    const bool plain = byte > ' ' && byte < '\x7f' && byte != '\\';
    absl::StrAppend(&text, plain ? std::string(1, byte)
                                 : absl::StrCat("\\x", absl::BytesToHexString(absl::string_view(&byte, 1))));
  }
  return text;
}

class StorageFormatTest : public RecordStoreTest {
 protected:
  void Write(storage::v1::RecordWrite write) {
    write.set_actor("local");
    ASSERT_OK(Commit(std::move(write)).status);
    clock_.Advance(absl::Seconds(1));
  }

  storage::v1::RecordWrite ByContent(const std::string& name, const std::string& document) {
    storage::v1::RecordWrite write = Create(name, document);
    write.set_content_sha256(Sha256(document));
    return write;
  }

  // One of everything.
  void WriteAll() {
    Write(ByContent("schemes/gansu-overall", "a scheme"));
    storage::v1::RecordWrite region = Create("regions/620602", "a region");
    region.mutable_region()->set_name("regions/620602");
    region.mutable_region()->set_display_name("凉州区");
    Write(region);
    storage::v1::RecordWrite department = Create(kDepartment, "a department");
    department.mutable_department()->set_name(kDepartment);
    department.mutable_department()->set_display_name("总工会");
    Write(department);
    Write(WithRequestId(Create(absl::StrCat(kDepartment, "/budgets/2024"), "a budget"), "old-request"));
    EXPECT_THAT(ExpireRequests(*engine_, clock_.Now()), IsOkAndHolds(1));
    Write(ByContent(absl::StrCat(kDepartment, "/goals/2024-overall"), "goals"));
    const std::string evaluation = absl::StrCat(kDepartment, "/evaluations/2024-overall");
    storage::v1::RecordWrite first = WithRequestId(Create(evaluation, "first"), "request-1");
    first.mutable_summary()->set_total_hundredths(9262);
    first.mutable_summary()->set_grade_code("excellent");
    Write(first);
    Reopen({.history_digest = DigestAlgorithm::kSha256});
    Write(Update(evaluation, Read(evaluation)->info().etag(), "second"));
  }

  std::string Dump() {
    std::string text;
    for (KeySpace space : {KeySpace::kDocuments, KeySpace::kHistory, KeySpace::kRows, KeySpace::kSummaries}) {
      const auto page = engine_->Scan({.begin = SpacePrefix(space), .end = SpaceEnd(space), .limit = 1000});
      EXPECT_OK(page.status());
      for (const Row& row : page->rows) {
        absl::StrAppend(&text, "key   ", Printable(row.key), "\nvalue ", absl::BytesToHexString(row.value),
                        "\n\n");
      }
    }
    const auto snapshot = engine_->Scan({.begin = SpacePrefix(KeySpace::kRows), .limit = 0});
    const auto ends = ReadChainEnds(*engine_, snapshot->snapshot);
    EXPECT_OK(ends.status());
    return text + CheckpointText(*ends);
  }
};

TEST_P(StorageFormatTest, KeysAndRecordsAreTheseBytes) {
  WriteAll();
  const std::string dump = Dump();
  if (std::getenv("HENG_WRITE_GOLDEN") != nullptr) std::ofstream(kGoldenFile) << dump;
  std::ifstream file(kGoldenFile);
  const std::string golden((std::istreambuf_iterator<char>(file)), {});
  EXPECT_THAT(std::vector<std::string>(absl::StrSplit(dump, '\n')),
              ::testing::ElementsAreArray(std::vector<std::string>(absl::StrSplit(golden, '\n'))));
}

INSTANTIATE_TEST_SUITE_P(Engines, StorageFormatTest, ::testing::Values("memory", "rocksdb"));

}  // namespace
}  // namespace heng
