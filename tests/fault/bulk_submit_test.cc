// SPDX-License-Identifier: Apache-2.0
//
// `heng submit FOLDER` while the command itself or one of the daemons is killed: another run ends with every form stored, each once.
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fault/count.h"
#include "tests/generator/files.h"
#include "tests/integration/daemons.h"

namespace heng::fault {
namespace {

namespace fs = std::filesystem;
using integration::BinaryPath;
using integration::CommandOutcome;
using integration::Daemons;
using integration::Process;
using integration::RunCommand;
using integration::TemporaryFolder;
using ::testing::HasSubstr;

constexpr int kShortRepetitions = 3;
constexpr int kShortForms = 1000;

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path().string());
  return files;
}

std::vector<std::string> Heng(const Daemons& daemons, const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {BinaryPath("heng"), absl::StrCat("--server=", daemons.address())};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

// How many evaluations there are, and how many of them have more than one revision.
struct Stored {
  int forms = 0;
  int replaced = 0;
};

Stored CountStored(const Daemons& daemons) {
  Stored stored;
  v1::ListEvaluationsRequest request;
  request.set_parent("regions/-/departments/-");
  request.set_page_size(500);
  for (const absl::StatusOr<v1::Evaluation>& evaluation : daemons.MakeClient().ListEvaluations(request)) {
    EXPECT_OK(evaluation.status());
    if (!evaluation.ok()) break;
    ++stored.forms;
    stored.replaced += evaluation->revision() > 1 ? 1 : 0;
  }
  return stored;
}

// A province as files, and a store with everything but its evaluations.
class BulkSubmit : public ::testing::Test {
 protected:
  BulkSubmit() : forms_(CountFromEnvironment("HENG_BULK_FORMS", kShortForms)) {
    const generator::Province province({.departments = std::max(10, forms_ / 20)});
    EXPECT_OK(generator::WriteFiles(province, forms_, files()));
    Daemons daemons({.data_dir = empty_store()});
    for (const char* kind : {"region", "scheme", "department", "budget", "goals"}) {
      const std::string folder = absl::StrCat(files(), "/", kind, kind == std::string("goals") ? "" : "s");
      std::vector<std::string> arguments = {kind, "create"};
      for (const std::string& file : FilesIn(folder)) arguments.push_back(file);
      const CommandOutcome outcome = RunCommand(Heng(daemons, arguments));
      EXPECT_EQ(outcome.exit_code, 0) << kind << outcome.err.substr(0, 2000);
    }
    daemons.scoring().Stop(SIGTERM);
    daemons.storage().Stop(SIGTERM);
  }

  std::string files() const { return folder_.path() + "/province"; }
  std::string evaluations() const { return files() + "/evaluations"; }
  std::string empty_store() const { return folder_.path() + "/empty"; }

  // A copy of the store without evaluations.
  std::string FreshStore() const {
    const std::string store = folder_.path() + "/store";
    fs::remove_all(store);
    fs::copy(empty_store(), store, fs::copy_options::recursive);
    return store;
  }

  CommandOutcome SubmitAll(const Daemons& daemons) const {
    return RunCommand(Heng(daemons, {"submit", evaluations()}));
  }

  std::chrono::milliseconds TimeOfAWholeRun() const {
    Daemons daemons({.data_dir = FreshStore()});
    const auto begin = std::chrono::steady_clock::now();
    const CommandOutcome outcome = SubmitAll(daemons);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(CountStored(daemons).forms, forms_);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  }

  const int forms_;
  const TemporaryFolder folder_;
};

enum class Victim { kCommand, kScoring, kStorage };

TEST_F(BulkSubmit, EndsWithEveryFormOnceWhateverIsKilled) {
  const std::chrono::milliseconds whole = TimeOfAWholeRun();
  const int repetitions = CountFromEnvironment("HENG_BULK_REPETITIONS", kShortRepetitions);
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  int unfinished = 0;
  for (int i = 0; i < repetitions; ++i) {
    Daemons daemons({.data_dir = FreshStore()});
    Process command(Heng(daemons, {"submit", evaluations()}), daemons.folder() + "/submit.log");
    const auto wait = std::uniform_int_distribution<int64_t>(0, whole.count())(random);
    std::this_thread::sleep_for(std::chrono::milliseconds(wait));
    const auto victim = static_cast<Victim>(i % 3);
    if (victim == Victim::kCommand) command.Stop(SIGKILL);
    if (victim == Victim::kScoring) {
      daemons.scoring().Stop(SIGKILL);
      daemons.StartScoring();
    }
    if (victim == Victim::kStorage) {
      daemons.storage().Stop(SIGKILL);
      daemons.StartStorage();
    }
    if (victim != Victim::kCommand) {
      EXPECT_EQ(command.Wait(), 0) << "a run outlives a daemon's restart";
    }
    const Stored before = CountStored(daemons);
    unfinished += before.forms < forms_ ? 1 : 0;

    const CommandOutcome again = SubmitAll(daemons);
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_THAT(again.err, HasSubstr(absl::StrCat(forms_, " stored, 0 failed")));
    const Stored after = CountStored(daemons);
    EXPECT_EQ(after.forms, forms_);
    EXPECT_EQ(after.replaced, 0);
  }
  std::printf(
      "bulk submit: %d repetitions of %d forms (%.1f s each), %d runs left unfinished, all complete and "
      "single afterwards\n",
      repetitions, forms_, static_cast<double>(whole.count()) / 1000, unfinished);
}

// The count must notice a form that is there twice over.
TEST_F(BulkSubmit, NoticesAFormThatWasReplaced) {
  Daemons daemons({.data_dir = FreshStore()});
  ASSERT_EQ(SubmitAll(daemons).exit_code, 0);
  const client::Client client = daemons.MakeClient();
  v1::ListEvaluationsRequest request;
  request.set_parent("regions/-/departments/-");
  request.set_view(v1::VIEW_FULL);
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation first, *client.ListEvaluations(request).begin());
  v1::SubmitEvaluationRequest replace;
  *replace.mutable_evaluation() = first;
  replace.mutable_evaluation()->mutable_results(0)->set_reason("改过");
  replace.set_etag(first.etag());
  ASSERT_OK(client.SubmitEvaluation(replace));
  EXPECT_EQ(CountStored(daemons).replaced, 1);
}

}  // namespace
}  // namespace heng::fault
