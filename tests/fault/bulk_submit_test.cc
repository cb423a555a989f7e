// SPDX-License-Identifier: Apache-2.0
//
// `heng submit FOLDER` while the command itself or one of the daemons is killed: another run ends with every form stored, each once.
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fault/count.h"
#include "tests/generator/province_folder.h"
#include "tests/integration/daemons.h"

namespace heng::fault {
namespace {

using generator::ProvinceFolder;
using integration::CommandOutcome;
using integration::Daemons;
using integration::Process;
using ::testing::HasSubstr;

constexpr int kShortRepetitions = 3;
constexpr int kShortForms = 1000;

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

class BulkSubmit : public ::testing::Test {
 protected:
  BulkSubmit() : folder_(CountFromEnvironment("HENG_BULK_FORMS", kShortForms)) {}

  int forms() const { return folder_.forms(); }

  std::chrono::milliseconds TimeOfAWholeRun() const {
    Daemons daemons({.data_dir = folder_.FreshStore()});
    const auto begin = std::chrono::steady_clock::now();
    const CommandOutcome outcome = folder_.SubmitAll(daemons);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(CountStored(daemons).forms, forms());
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  }

  const ProvinceFolder folder_;
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
    Daemons daemons({.data_dir = folder_.FreshStore()});
    Process command(ProvinceFolder::Heng(daemons, {"submit", folder_.evaluations()}),
                    daemons.folder() + "/submit.log");
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
    unfinished += before.forms < forms() ? 1 : 0;

    const CommandOutcome again = folder_.SubmitAll(daemons);
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_THAT(again.err, HasSubstr(absl::StrCat(forms(), " stored, 0 failed")));
    const Stored after = CountStored(daemons);
    EXPECT_EQ(after.forms, forms());
    EXPECT_EQ(after.replaced, 0);
  }
  std::printf(
      "bulk submit: %d repetitions of %d forms (%.1f s each), %d runs left unfinished, all complete and "
      "single afterwards\n",
      repetitions, forms(), static_cast<double>(whole.count()) / 1000, unfinished);
}

// The count must notice a form that is there twice over.
TEST_F(BulkSubmit, NoticesAFormThatWasReplaced) {
  Daemons daemons({.data_dir = folder_.FreshStore()});
  ASSERT_EQ(folder_.SubmitAll(daemons).exit_code, 0);
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
