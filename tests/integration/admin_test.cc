// SPDX-License-Identifier: Apache-2.0
//
// `heng admin` against real daemons: a live store is verified, copied and restored, and planted damage is named.
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "heng/storage/v1/records.pb.h"
#include "storage/keys.h"
#include "storage/open_engine.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteFile(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

CommandOutcome Heng(const Daemons& daemons, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {BinaryPath("heng"), "--server=" + daemons.address(), "--lang=en"});
  return RunCommand(arguments);
}

CommandOutcome Storage(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), BinaryPath("heng-storage"));
  return RunCommand(arguments);
}

// A live store with the reference case in two revisions, and other departments' forms.
class AdminTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const client::Client client = daemons_.MakeClient();
    ASSERT_OK(StoreCatalogue(client));
    v1::SubmitEvaluationRequest request;
    *request.mutable_evaluation() = ReferenceEvaluation();
    ASSERT_OK_AND_ASSIGN(const v1::Evaluation first, client.SubmitEvaluation(request));
    request.set_etag(first.etag());
    ASSERT_OK(client.SubmitEvaluation(request));
    for (int i = 0; i < 5; ++i) {
      ASSERT_OK_AND_ASSIGN(*request.mutable_evaluation(),
                           StoreAnotherDepartment(client, absl::StrCat("d", i)));
      request.clear_etag();
      ASSERT_OK(client.SubmitEvaluation(request));
    }
  }

  std::string PathOf(const std::string& name) const { return daemons_.folder() + "/" + name; }

  // Stops heng-storage, does something to what it has stored, and starts it again.
  void Tamper(const std::function<void(Engine&)>& edit) {
    ASSERT_EQ(daemons_.storage().Stop(SIGTERM), 0);
    {
      ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Engine> engine,
                           OpenEngine("rocksdb", daemons_.folder() + "/data"));
      edit(*engine);
    }
    daemons_.StartStorage();
    ASSERT_EQ(Heng(daemons_, {"list"}).exit_code, 0);
  }

  Daemons daemons_;
};

TEST_F(AdminTest, StatusCountsWhatIsStored) {
  const CommandOutcome status = Heng(daemons_, {"admin", "status"});
  EXPECT_EQ(status.exit_code, 0) << status.err;
  EXPECT_THAT(status.out, AllOf(HasSubstr("serves"), HasSubstr("rocksdb"), HasSubstr("400 days")));
  daemons_.storage().Stop(SIGTERM);
  const CommandOutcome away = Heng(daemons_, {"admin", "status"});
  EXPECT_EQ(away.exit_code, 7);
  EXPECT_THAT(away.out, HasSubstr("does not serve"));
}

TEST_F(AdminTest, ALiveStoreFitsItsHistoryAndItsScores) {
  const CommandOutcome checkpoint = Heng(daemons_, {"admin", "checkpoint"});
  ASSERT_EQ(checkpoint.exit_code, 0) << checkpoint.err;
  WriteFile(PathOf("checkpoint"), checkpoint.out);
  const CommandOutcome verified = Heng(daemons_, {"admin", "verify", "--checkpoint=" + PathOf("checkpoint")});
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
  EXPECT_THAT(verified.out, AllOf(HasSubstr("everything fits"), HasSubstr("7 forms scored again")));

  WriteFile(PathOf("garbage"), "heng\n");
  EXPECT_EQ(Heng(daemons_, {"admin", "verify", "--checkpoint=" + PathOf("garbage")}).exit_code, 3);
  EXPECT_EQ(Heng(daemons_, {"admin", "verify", "--region-prefix=62x"}).exit_code, 3);
}

TEST_F(AdminTest, APlantedEditIsNamedWhileOthersWork) {
  const ResourceName name = *ParseResourceName(ReferenceEvaluation().name());
  Tamper([&](Engine& engine) {
    const std::string key = RevisionKey(name, "1");
    const auto rows = engine.Get({key});
    ASSERT_OK(rows.status());
    storage::v1::StoredRevision stored;
    ASSERT_TRUE(stored.ParseFromString(rows->front()->value));
    v1::Evaluation edited;
    ASSERT_TRUE(edited.ParseFromString(stored.document()));
    edited.mutable_score()->set_total_points("99.00");
    stored.set_document(edited.SerializeAsString());
    ASSERT_OK(engine.CommitOne({.writes = {{key, stored.SerializeAsString()}}}));
  });
  const CommandOutcome verified = Heng(daemons_, {"admin", "verify"});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.out, AllOf(HasSubstr("DOCUMENT_CHANGED  " + name.ToString() + "@1"),
                                  HasSubstr("SCORE_DIFFERS     " + name.ToString() + "@1"),
                                  HasSubstr("2 records do not fit")));
  const CommandOutcome elsewhere = Heng(daemons_, {"admin", "verify", "--region-prefix=11"});
  EXPECT_EQ(elsewhere.exit_code, 0) << elsewhere.out;
}

// Whoever can write to the database can make up a history that fits by itself, such as that of another store with the same
// forms. It is not the one that the checkpoint knows.
TEST_F(AdminTest, AHistoryThatWasRewrittenIsFoundWithACheckpointThatWasKept) {
  WriteFile(PathOf("kept"), Heng(daemons_, {"admin", "checkpoint"}).out);
  Daemons rewritten;
  const client::Client client = rewritten.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  v1::SubmitEvaluationRequest request;
  *request.mutable_evaluation() = ReferenceEvaluation();
  ASSERT_OK(client.SubmitEvaluation(request));
  EXPECT_EQ(Heng(rewritten, {"admin", "verify"}).exit_code, 0);
  const CommandOutcome verified = Heng(rewritten, {"admin", "verify", "--checkpoint=" + PathOf("kept")});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.out, AllOf(HasSubstr("CHECKPOINT_DIFFERS  schemes"),
                                  HasSubstr("ENTRY_MISSING       regions/620602")));
  // A checkpoint whose own sum is wrong is refused.
  std::string changed = ReadFile(PathOf("kept"));
  changed[changed.find("620602 ") + 10] ^= 1;
  WriteFile(PathOf("kept"), changed);
  EXPECT_EQ(Heng(daemons_, {"admin", "verify", "--checkpoint=" + PathOf("kept")}).exit_code, 3);
}

TEST_F(AdminTest, ABackupComesBackAsItWas) {
  const CommandOutcome backup = Heng(daemons_, {"admin", "backup", PathOf("backup")});
  ASSERT_EQ(backup.exit_code, 0) << backup.err;
  const CommandOutcome checkpoint = Heng(daemons_, {"admin", "checkpoint"});
  const CommandOutcome form = Heng(daemons_, {"get", ReferenceEvaluation().name() + "@1", "-o", "json"});
  const CommandOutcome sums = Heng(daemons_, {"aggregate", "--by=region", "--year=2024", "-o", "csv"});

  Daemons other;
  const CommandOutcome restored = Heng(other, {"admin", "restore", PathOf("backup")});
  ASSERT_EQ(restored.exit_code, 0) << restored.err;
  EXPECT_EQ(Heng(other, {"admin", "checkpoint"}).out, checkpoint.out);
  EXPECT_EQ(Heng(other, {"get", ReferenceEvaluation().name() + "@1", "-o", "json"}).out, form.out);
  EXPECT_EQ(Heng(other, {"aggregate", "--by=region", "--year=2024", "-o", "csv"}).out, sums.out);
  EXPECT_THAT(Heng(other, {"admin", "verify"}).out, HasSubstr("everything fits"));
  // And again after a restart, with the anchor.
  other.storage().Stop(SIGKILL);
  other.StartStorage();
  EXPECT_EQ(Heng(other, {"admin", "checkpoint"}).out, checkpoint.out);

  const CommandOutcome again = Heng(other, {"admin", "restore", PathOf("backup")});
  EXPECT_NE(again.exit_code, 0);
  EXPECT_THAT(again.err, HasSubstr("something is stored already"));
  EXPECT_EQ(Heng(other, {"admin", "checkpoint"}).out, checkpoint.out);
}

TEST_F(AdminTest, ABackupIsRestoredWithoutADaemonToo) {
  ASSERT_EQ(Heng(daemons_, {"admin", "backup", PathOf("backup")}).exit_code, 0);
  const CommandOutcome checkpoint = Heng(daemons_, {"admin", "checkpoint"});
  const std::string data_dir = PathOf("restored");
  const CommandOutcome restored = Storage({"restore", PathOf("backup"), "--data-dir=" + data_dir});
  EXPECT_EQ(restored.exit_code, 0) << restored.err;
  EXPECT_EQ(Storage({"checkpoint", "--data-dir=" + data_dir}).out, checkpoint.out);
  EXPECT_EQ(ReadFile(data_dir + "/ANCHOR"), checkpoint.out);
  EXPECT_EQ(Storage({"verify", "--data-dir=" + data_dir}).exit_code, 0);
  const CommandOutcome again = Storage({"restore", PathOf("backup"), "--data-dir=" + data_dir});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("something is stored already"));
  EXPECT_EQ(Storage({"verify", "--data-dir=" + data_dir}).exit_code, 0);
}

TEST_F(AdminTest, ADamagedBackupIsRefusedAndLeavesTheStoreEmpty) {
  ASSERT_EQ(Heng(daemons_, {"admin", "backup", PathOf("backup")}).exit_code, 0);
  const std::string whole = ReadFile(PathOf("backup"));
  Daemons other;
  for (size_t place : {size_t{3}, whole.size() / 3, whole.size() / 2, whole.size() - 1}) {
    std::string damaged = whole;
    damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
    WriteFile(PathOf("damaged"), damaged);
    const CommandOutcome refused = Heng(other, {"admin", "restore", PathOf("damaged")});
    EXPECT_EQ(refused.exit_code, 3) << "byte " << place << ": " << refused.err;
    EXPECT_THAT(refused.err, HasSubstr("nothing was restored"));
  }
  WriteFile(PathOf("damaged"), whole.substr(0, whole.size() / 2));
  EXPECT_EQ(Heng(other, {"admin", "restore", PathOf("damaged")}).exit_code, 3);
  EXPECT_EQ(Storage({"restore", PathOf("damaged"), "--data-dir=" + PathOf("never")}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(PathOf("never")));
  EXPECT_THAT(Heng(other, {"admin", "status"}).out, HasSubstr("serves"));
  EXPECT_EQ(Heng(other, {"admin", "restore", PathOf("backup")}).exit_code, 0);
}

TEST_F(AdminTest, ARestoreThatWasInterruptedIsNotServed) {
  ASSERT_EQ(daemons_.storage().Stop(SIGTERM), 0);
  // What a power cut leaves in the middle of a restore.
  WriteFile(daemons_.folder() + "/data/RESTORING", "");
  const CommandOutcome opened =
      Storage({"--data-dir=" + daemons_.folder() + "/data", "--listen=127.0.0.1:0"});
  EXPECT_EQ(opened.exit_code, 1);
  EXPECT_THAT(opened.err, HasSubstr("did not come to its end"));
}

TEST_F(AdminTest, HistoryListsEveryRevision) {
  const CommandOutcome history = Heng(daemons_, {"history", ReferenceEvaluation().name(), "-o", "csv"});
  EXPECT_EQ(history.exit_code, 0) << history.err;
  EXPECT_THAT(history.out, AllOf(HasSubstr("2024-overall@1,"), HasSubstr("2024-overall@2,"),
                                 HasSubstr(",local,current"), Not(HasSubstr("@3"))));
  EXPECT_EQ(Heng(daemons_, {"history", ReferenceScheme().name()}).exit_code, 0);
  EXPECT_EQ(Heng(daemons_, {"history", "regions/999999"}).exit_code, 4);
  const CommandOutcome one = Heng(daemons_, {"history", ReferenceEvaluation().name() + "@1"});
  EXPECT_EQ(one.exit_code, 3);
  EXPECT_THAT(one.err, HasSubstr("names one revision"));
}

}  // namespace
}  // namespace heng::integration
