// SPDX-License-Identifier: Apache-2.0
//
// A store that was cut back or damaged is not opened as if nothing were missing, and heng-storage verify says what is.
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::testing::HasSubstr;

CommandOutcome Storage(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {BinaryPath("heng-storage")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return RunCommand(command);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteFile(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

// The log that the database writes to.
std::string NewestLog(const std::string& data_dir) {
  std::string newest;
  for (const auto& entry : std::filesystem::directory_iterator(data_dir + "/db")) {
    const std::string path = entry.path().string();
    if (absl::EndsWith(path, ".log") && path > newest) newest = path;
  }
  return newest;
}

// A store with the reference case and some more forms in it, stopped.
class VerifyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const client::Client client = daemons_.MakeClient();
    ASSERT_OK(StoreCatalogue(client));
    for (int i = 0; i < 10; ++i) {
      ASSERT_OK_AND_ASSIGN(const v1::Evaluation evaluation,
                           StoreAnotherDepartment(client, absl::StrCat("d", i)));
      v1::SubmitEvaluationRequest request;
      *request.mutable_evaluation() = evaluation;
      ASSERT_OK(client.SubmitEvaluation(request));
    }
    ASSERT_EQ(daemons_.storage().Stop(SIGTERM), 0);
  }

  std::string data_dir() const { return daemons_.folder() + "/data"; }
  // A copy of the data directory to do harm to.
  std::string Copy(const std::string& name) const {
    const std::string copy = absl::StrCat(daemons_.folder(), "/", name);
    std::filesystem::copy(data_dir(), copy, std::filesystem::copy_options::recursive);
    return copy;
  }

  Daemons daemons_;
};

TEST_F(VerifyTest, WhatTheDaemonsWroteFits) {
  const CommandOutcome verified = Storage({"verify", "--data-dir=" + data_dir()});
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("everything fits"));
  EXPECT_THAT(verified.out, HasSubstr("2 regions, "));  // and schemes

  const CommandOutcome checkpoint = Storage({"checkpoint", "--data-dir=" + data_dir()});
  EXPECT_EQ(checkpoint.exit_code, 0) << checkpoint.err;
  EXPECT_EQ(checkpoint.out, ReadFile(data_dir() + "/ANCHOR"));
  const std::string kept = daemons_.folder() + "/kept";
  WriteFile(kept, checkpoint.out);
  EXPECT_EQ(Storage({"verify", "--data-dir=" + data_dir(), "--checkpoint=" + kept}).exit_code, 0);
}

TEST_F(VerifyTest, ALogThatWasCutBackIsNotOpenedSilently) {
  const std::string cut = Copy("cut");
  const std::string log = NewestLog(cut);
  std::filesystem::resize_file(log, std::filesystem::file_size(log) / 2);
  const CommandOutcome opened = Storage({"--data-dir=" + cut, "--listen=127.0.0.1:0"});
  EXPECT_EQ(opened.exit_code, 1);
  EXPECT_THAT(opened.err, HasSubstr("entries are lost"));
  EXPECT_THAT(opened.err, HasSubstr("已确认写入"));
  const CommandOutcome verified = Storage({"verify", "--data-dir=" + cut});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.out, HasSubstr("ENTRY_MISSING  regions/620602"));

  // What is left is whole, if that is what the operator wants to go on with.
  std::filesystem::remove(cut + "/ANCHOR");
  EXPECT_EQ(Storage({"verify", "--data-dir=" + cut}).exit_code, 0);
}

TEST_F(VerifyTest, AFlippedByteOfTheLogIsNotOpenedSilently) {
  const auto size = static_cast<size_t>(std::filesystem::file_size(NewestLog(data_dir())));
  for (int i = 0; i < 12; ++i) {
    const std::string flipped = Copy(absl::StrCat("flipped", i));
    const std::string log = NewestLog(flipped);
    std::string content = ReadFile(log);
    const size_t place = size / 12 * i + i;
    content[place] = static_cast<char>(content[place] ^ 0x20);
    WriteFile(log, content);
    const CommandOutcome verified = Storage({"verify", "--data-dir=" + flipped});
    EXPECT_EQ(verified.exit_code, 1) << "byte " << place << ": " << verified.out << verified.err;
  }
}

TEST_F(VerifyTest, SaysWhatToDoAboutAWrongDirectory) {
  const std::string nowhere = daemons_.folder() + "/nowhere";
  const CommandOutcome verified = Storage({"verify", "--data-dir=" + nowhere});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.err, HasSubstr("is no data directory of heng-storage"));
  EXPECT_FALSE(std::filesystem::exists(nowhere));

  const std::string file = daemons_.folder() + "/garbage";
  WriteFile(file, "heng\n");
  const CommandOutcome garbage = Storage({"verify", "--data-dir=" + data_dir(), "--checkpoint=" + file});
  EXPECT_EQ(garbage.exit_code, 2);
  EXPECT_THAT(garbage.err, HasSubstr("line 1 of the checkpoint"));

  daemons_.StartStorage();
  const CommandOutcome used = Storage({"verify", "--data-dir=" + data_dir()});
  EXPECT_EQ(used.exit_code, 1);
  EXPECT_THAT(used.err, HasSubstr("in use by another process"));
}

}  // namespace
}  // namespace heng::integration
