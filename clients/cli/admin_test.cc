// SPDX-License-Identifier: Apache-2.0
//
// `heng admin` without a server: what it asks for, what it prints, what it leaves on the disk.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/hash.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Return;

constexpr char kContent[] = "the bytes of a backup";

class AdminTest : public ::testing::Test {
 protected:
  AdminTest() { std::filesystem::create_directory(directory_); }
  ~AdminTest() override { std::filesystem::remove_all(directory_); }

  std::string PathOf(const std::string& name) const { return directory_ + "/" + name; }
  static std::string Read(const std::string& path) {
    std::ifstream file(path);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
  }
  static void Write(const std::string& path, const std::string& content) { std::ofstream(path) << content; }

  // A server that sends `content` in two parts and says that it has this digest.
  void SendBackup(const std::string& content, const std::string& digest_of) {
    EXPECT_CALL(*run_.connection, BackUp(_, _, _))
        .WillRepeatedly(
            [=](const auto&, const client::OnMessage<v1::BackUpResponse>& on_message, const auto&) {
              v1::BackUpResponse part;
              part.set_data(content.substr(0, 5));
              if (!on_message(part)) return absl::CancelledError("");
              part.set_data(content.substr(5));
              if (!on_message(part)) return absl::CancelledError("");
              part.Clear();
              part.mutable_summary()->set_file_bytes(static_cast<int64_t>(digest_of.size()));
              part.mutable_summary()->set_row_count(12);
              part.mutable_summary()->set_region_count(2);
              part.mutable_summary()->set_sha256(absl::BytesToHexString(Sha256(digest_of)));
              return on_message(part) ? absl::OkStatus() : absl::CancelledError("");
            });
  }

  TestRun run_;
  const std::string directory_ =
      absl::StrCat(std::filesystem::temp_directory_path().string(), "/heng_admin_test.", ::getpid());
};

v1::VerifyResponse Verified(int64_t misfit_count) {
  v1::VerifyResponse message;
  message.mutable_counts()->set_document_count(7);
  message.mutable_counts()->set_scored_count(3);
  message.mutable_result()->set_misfit_count(misfit_count);
  if (misfit_count == 0) return message;
  v1::Misfit& misfit = *message.add_misfits();
  misfit.set_reason("DOCUMENT_CHANGED");
  misfit.set_name("regions/62/departments/a/evaluations/2024-overall@1");
  misfit.set_entry(5);
  misfit.set_message("the document is not the one that was written");
  misfit.set_message_zh("内容与写入时不一致");
  return message;
}

auto Answer(const v1::VerifyResponse& last) {
  return
      [last](const v1::VerifyRequest&, const client::OnMessage<v1::VerifyResponse>& on_message, const auto&) {
        v1::VerifyResponse progress;
        progress.mutable_counts()->set_document_count(1);
        const bool wanted = on_message(progress) && on_message(last);
        return wanted ? absl::OkStatus() : absl::CancelledError("");
      };
}

TEST_F(AdminTest, StatusSaysHowTheServicesDo) {
  v1::GetStatusResponse status;
  status.set_scoring_version("1.2.3");
  status.set_storage_version("1.2.4");
  status.set_storage_serves(true);
  status.set_evaluation_count(100'000);
  status.set_disk_bytes(3 * 1024 * 1024 + 512 * 1024);
  EXPECT_CALL(*run_.connection, GetStatus(_, _)).WillRepeatedly(Return(status));
  EXPECT_EQ(run_.Run({"admin", "status", "--lang=en"}), kExitOk);
  EXPECT_THAT(run_.out,
              AllOf(HasSubstr("serves"), HasSubstr("100000"), HasSubstr("3.5 MiB"), HasSubstr("for ever")));
  EXPECT_EQ(run_.Run({"admin", "status", "-o", "json"}), kExitOk);
  EXPECT_THAT(run_.out, HasSubstr("\"evaluationCount\": \"100000\""));
}

TEST_F(AdminTest, StatusOfStorageThatIsAwayHasAnExitCodeOfItsOwn) {
  v1::GetStatusResponse status;
  status.set_scoring_version("1.2.3");
  status.set_storage_problem("connection refused");
  EXPECT_CALL(*run_.connection, GetStatus(_, _)).WillOnce(Return(status));
  EXPECT_EQ(run_.Run({"admin", "status", "--lang=en"}), kExitUnavailable);
  EXPECT_THAT(run_.out,
              AllOf(HasSubstr("does not serve: connection refused"), Not(HasSubstr("evaluations"))));
}

TEST_F(AdminTest, CheckpointIsPrintedAsItIs) {
  v1::GetCheckpointResponse taken;
  taken.set_checkpoint("heng-checkpoint 1\nend 0 ab\n");
  EXPECT_CALL(*run_.connection, GetCheckpoint(_, _)).WillOnce(Return(taken));
  EXPECT_EQ(run_.Run({"admin", "checkpoint"}), kExitOk);
  EXPECT_EQ(run_.out, "heng-checkpoint 1\nend 0 ab\n");
}

TEST_F(AdminTest, VerifySendsWhatItIsGivenAndSaysThatEverythingFits) {
  Write(PathOf("checkpoint"), "heng-checkpoint 1\n");
  v1::VerifyRequest sent;
  EXPECT_CALL(*run_.connection, Verify(_, _, _))
      .WillOnce([&](const v1::VerifyRequest& request, const auto& on_message, const auto& options) {
        sent = request;
        return Answer(Verified(0))(request, on_message, options);
      });
  EXPECT_EQ(run_.Run({"admin", "verify", "--checkpoint", PathOf("checkpoint"), "--region-prefix=62",
                      "--without-scores", "--lang=en"}),
            kExitOk);
  EXPECT_EQ(sent.checkpoint(), "heng-checkpoint 1\n");
  EXPECT_EQ(sent.region_prefix(), "62");
  EXPECT_TRUE(sent.without_scores());
  EXPECT_THAT(run_.out, AllOf(HasSubstr("7 documents"), HasSubstr("everything fits")));
}

TEST_F(AdminTest, VerifyNamesWhatDoesNotFitAndFails) {
  EXPECT_CALL(*run_.connection, Verify(_, _, _)).WillRepeatedly(Answer(Verified(205)));
  EXPECT_EQ(run_.Run({"admin", "verify", "--lang=en"}), kExitFailure);
  EXPECT_THAT(run_.out, AllOf(HasSubstr("DOCUMENT_CHANGED"), HasSubstr("2024-overall@1"),
                              HasSubstr("205 records do not fit, 1 of them above")));
  EXPECT_EQ(run_.Run({"admin", "verify", "--lang=zh"}), kExitFailure);
  EXPECT_THAT(run_.out, AllOf(HasSubstr("内容与写入时不一致"), HasSubstr("有 205 处不符")));
  EXPECT_EQ(run_.Run({"admin", "verify", "-o", "json"}), kExitFailure);
  EXPECT_THAT(run_.out, HasSubstr("\"misfitCount\": \"205\""));
}

TEST_F(AdminTest, VerifyShowsProgressToPeopleOnly) {
  EXPECT_CALL(*run_.connection, Verify(_, _, _)).WillRepeatedly(Answer(Verified(0)));
  EXPECT_EQ(run_.Run({"admin", "verify"}), kExitOk);
  EXPECT_THAT(run_.err, IsEmpty());
  run_.err_is_terminal = true;
  EXPECT_EQ(run_.Run({"admin", "verify", "--lang=en"}), kExitOk);
  EXPECT_THAT(run_.err, HasSubstr("verifying: "));
}

TEST_F(AdminTest, ABackupIsThereOnceItIsWhole) {
  SendBackup(kContent, kContent);
  EXPECT_EQ(run_.Run({"admin", "backup", PathOf("backup"), "--lang=en"}), kExitOk);
  EXPECT_EQ(Read(PathOf("backup")), kContent);
  EXPECT_FALSE(std::filesystem::exists(PathOf("backup.part")));
  EXPECT_THAT(run_.out,
              AllOf(HasSubstr("12 rows, 2 regions"), HasSubstr(absl::BytesToHexString(Sha256(kContent)))));
}

TEST_F(AdminTest, ABackupThatArrivedOtherwiseIsNotKept) {
  SendBackup("the bytes of a backuq", kContent);
  EXPECT_EQ(run_.Run({"admin", "backup", PathOf("backup"), "--lang=en"}), kExitFailure);
  EXPECT_THAT(run_.err, HasSubstr("is not the backup that the server sent"));
  EXPECT_TRUE(std::filesystem::is_empty(directory_));
}

TEST_F(AdminTest, ABackupThatBreaksOffIsNotKept) {
  EXPECT_CALL(*run_.connection, BackUp(_, _, _))
      .WillOnce([](const auto&, const client::OnMessage<v1::BackUpResponse>& on_message, const auto&) {
        v1::BackUpResponse part;
        part.set_data("half");
        EXPECT_TRUE(on_message(part));
        return absl::UnavailableError("gone");
      });
  EXPECT_EQ(run_.Run({"admin", "backup", PathOf("backup")}), kExitUnavailable);
  EXPECT_TRUE(std::filesystem::is_empty(directory_));
}

TEST_F(AdminTest, ABackupReplacesNoFileUnlessTold) {
  Write(PathOf("backup"), "an older one");
  EXPECT_EQ(run_.Run({"admin", "backup", PathOf("backup"), "--lang=en"}), kExitUsage);
  EXPECT_THAT(run_.err, HasSubstr("--force"));
  EXPECT_EQ(Read(PathOf("backup")), "an older one");
  SendBackup(kContent, kContent);
  EXPECT_EQ(run_.Run({"admin", "backup", PathOf("backup"), "--force"}), kExitOk);
  EXPECT_EQ(Read(PathOf("backup")), kContent);
}

TEST_F(AdminTest, RestoreSendsTheWholeFile) {
  const std::string content(3 * 1024 * 1024 + 17, 'x');
  Write(PathOf("backup"), content);
  EXPECT_CALL(*run_.connection, Restore(_, _))
      .WillOnce([&](const client::NextPiece& next, const auto&) -> absl::StatusOr<v1::RestoreResponse> {
        std::string sent;
        while (std::optional<std::string> piece = next()) {
          EXPECT_LE(piece->size(), 1024u * 1024u);
          sent += *piece;
        }
        EXPECT_EQ(sent, content);
        v1::RestoreResponse restored;
        restored.mutable_summary()->set_row_count(12);
        return restored;
      });
  EXPECT_EQ(run_.Run({"admin", "restore", PathOf("backup"), "--lang=en"}), kExitOk);
  EXPECT_THAT(run_.out, HasSubstr("restored 12 rows"));
}

TEST_F(AdminTest, RestoreOfAMissingFileAsksNobody) {
  EXPECT_EQ(run_.Run({"admin", "restore", PathOf("missing"), "--lang=en"}), kExitUsage);
  EXPECT_THAT(run_.err, HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace heng::cli
