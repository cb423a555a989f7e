// SPDX-License-Identifier: Apache-2.0
//
// A full disk: a clear error, nothing lost, reads go on, and writes work again once there is room, without a
// restart.
#include <sys/mount.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasReason;

// A small file system in memory; needs the right to mount.
class SmallDisk {
 public:
  SmallDisk()
      : mounted_(mount("heng", folder_.path().c_str(), "tmpfs", 0, "size=192m") == 0), error_(errno) {}
  ~SmallDisk() {
    if (mounted_) umount2(folder_.path().c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }
  std::string why_not() const { return std::strerror(error_); }
  std::string path(const std::string& name) const { return absl::StrCat(folder_.path(), "/", name); }

  void Fill() const {
    std::ofstream file(path("filler"), std::ios::binary | std::ios::app);
    const std::string block(64 * 1024, 'x');
    while (file.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }
  void Free() const { unlink(path("filler").c_str()); }

 private:
  TemporaryFolder folder_;
  const bool mounted_;
  const int error_;
};

TEST(FullDisk, IsRefusedClearlyLosesNothingAndHealsWithoutARestart) {
  const SmallDisk disk;
  if (!disk.mounted()) GTEST_SKIP() << "cannot mount a small file system here: " << disk.why_not();
  Daemons daemons({.data_dir = disk.path("data")});
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(20)});
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK_AND_ASSIGN(v1::Evaluation last, client.SubmitEvaluation(ReferenceEvaluation()));

  for (int round = 0; round < 3; ++round) {
    disk.Fill();
    v1::SubmitEvaluationRequest next;
    *next.mutable_evaluation() = ReferenceEvaluation();
    absl::Status refused;
    // What was allocated before the disk filled up may still take some writes.
    for (int i = 0; i < 10000 && refused.ok(); ++i) {
      next.set_request_id("");
      next.set_etag(last.etag());
      const absl::StatusOr<v1::Evaluation> answer = client.SubmitEvaluation(next);
      refused = answer.status();
      if (answer.ok()) last = *answer;
    }
    EXPECT_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
    EXPECT_THAT(refused, HasReason("DISK_FULL"));
    EXPECT_FALSE(ChineseMessageOf(refused).empty());
    ASSERT_OK_AND_ASSIGN(const v1::Evaluation read, client.GetEvaluation(last.name()));
    EXPECT_EQ(read.revision(), last.revision());

    disk.Free();
    next.set_request_id("");
    next.set_etag(last.etag());
    ASSERT_OK_AND_ASSIGN(const v1::Evaluation healed, client.SubmitEvaluation(next));
    EXPECT_EQ(healed.revision(), last.revision() + 1);
    last = healed;
  }
  for (int64_t revision = 1; revision <= last.revision(); ++revision) {
    EXPECT_OK(client.GetEvaluation(absl::StrCat(last.name(), "@", revision)));
  }
}

}  // namespace
}  // namespace heng::integration
