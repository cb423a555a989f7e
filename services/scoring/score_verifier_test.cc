// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/score_verifier.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/submission.h"
#include "services/scoring/testing/fake_storage.h"
#include "services/scoring/testing/small_case.h"

namespace heng {
namespace {

using ::heng::testing::DepartmentName;
using ::heng::testing::FakeStorage;
using ::heng::testing::HasCode;
using ::heng::testing::IsOkAndHolds;
using ::heng::testing::SmallForm;
using ::heng::testing::StoreSmallCase;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr absl::Time kDeadline = absl::FromUnixSeconds(1'700'000'010);

class ScoreVerifierTest : public ::testing::Test {
 protected:
  // A department with a form of `revisions` revisions, 55 points each.
  void StoreForms(const std::string& department, int revisions) {
    StoreSmallCase(*storage_, department);
    for (int i = 0; i < revisions; ++i) ASSERT_OK(Submit(department, [](v1::Evaluation&) {}));
  }

  // One more revision, changed after it was scored.
  absl::Status Submit(const std::string& department, const std::function<void(v1::Evaluation&)>& change) {
    const v1::Evaluation form = SmallForm(department, "50");
    HENG_ASSIGN_OR_RETURN(const CheckedForm checked, CheckForm(form, "evaluation"));
    HENG_ASSIGN_OR_RETURN(const RecordSet records, repository_.Read(NamesToRead(checked, plans_), kDeadline));
    HENG_ASSIGN_OR_RETURN(const auto plan, plans_.PlanFor(checked.references, records, kDeadline));
    HENG_ASSIGN_OR_RETURN(v1::Evaluation scored, ScoreForStoring(checked, *plan, records, "evaluation"));
    change(scored);
    const auto current = storage_->Stored(form.name());
    const std::string etag = current.has_value() ? current->info().etag() : "";
    storage::v1::CommitRecordsRequest commit;
    *commit.add_writes() = WriteOf(scored, *plan, checked, "", etag, "local");
    HENG_ASSIGN_OR_RETURN(const auto committed, repository_.Commit(commit, kDeadline));
    return committed.results(0).has_info() ? absl::OkStatus() : absl::InternalError("not stored");
  }

  absl::StatusOr<int64_t> Verify(const std::string& region_prefix = "") {
    misfits_.clear();
    FormPlans fresh(repository_);
    ScoreVerifier verifier(repository_, fresh, clock_);
    return verifier.Run(
        region_prefix,
        [this](const v1::Misfit& misfit) {
          misfits_.push_back(absl::StrCat(misfit.reason(), " ", misfit.name(), ": ", misfit.message()));
        },
        [](int64_t) { return true; });
  }

  static std::string FormName(const std::string& department) {
    return DepartmentName(department) + "/evaluations/2024-overall";
  }

  FakeClock clock_{kNow};
  std::shared_ptr<FakeStorage> storage_ = std::make_shared<FakeStorage>(clock_);
  Repository repository_{client::StorageClient(storage_), clock_};
  FormPlans plans_{repository_};
  std::vector<std::string> misfits_;
};

TEST_F(ScoreVerifierTest, ScoresEveryRevisionOfEveryForm) {
  for (int i = 0; i < 30; ++i) StoreForms(absl::StrCat("d", i), 1 + i % 3);
  EXPECT_THAT(Verify(), IsOkAndHolds(60));
  EXPECT_THAT(misfits_, IsEmpty());
  EXPECT_THAT(Verify("6206"), IsOkAndHolds(60));
  EXPECT_THAT(Verify("11"), IsOkAndHolds(0));
}

TEST_F(ScoreVerifierTest, NamesARevisionWhoseTotalDoesNotFollow) {
  StoreForms("a", 2);
  StoreForms("b", 1);
  ASSERT_OK(Submit("a", [](v1::Evaluation& scored) { scored.mutable_score()->set_total_points("99.00"); }));
  EXPECT_THAT(Verify(), IsOkAndHolds(4));
  EXPECT_THAT(misfits_, ElementsAre(AllOf(HasSubstr("SCORE_DIFFERS " + FormName("a") + "@3: "),
                                          HasSubstr("\"99.00\""), HasSubstr("\"55.00\""))));
}

TEST_F(ScoreVerifierTest, NamesAFormWhoseDocumentDoesNotParseAndGoesOn) {
  StoreForms("a", 1);
  StoreForms("b", 1);
  storage_->Damage(FormName("a") + "@1");
  EXPECT_THAT(Verify(), IsOkAndHolds(2));
  EXPECT_THAT(misfits_, ElementsAre(HasSubstr("SCORE_DIFFERS " + FormName("a") + "@1")));
}

TEST_F(ScoreVerifierTest, NamesAFormThatCannotBeReadAndGoesOn) {
  StoreForms("a", 1);
  StoreForms("b", 2);
  storage_->FailReadsOf(FormName("b") + "@1", absl::DataLossError("a block is damaged"));
  EXPECT_THAT(Verify(), IsOkAndHolds(3));
  EXPECT_THAT(misfits_, ElementsAre(HasSubstr("UNREADABLE " + FormName("b") + "@1: a block is damaged")));
}

TEST_F(ScoreVerifierTest, StorageThatIsAwayIsNoMisfit) {
  StoreForms("a", 1);
  storage_->FailNextRead(absl::UnavailableError("away"));
  EXPECT_THAT(Verify().status(), HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(misfits_, IsEmpty());
}

TEST_F(ScoreVerifierTest, EndsWhenNobodyWantsMore) {
  StoreForms("a", 3);
  ScoreVerifier verifier(repository_, plans_, clock_);
  const auto ended = verifier.Run(
      "", [](const v1::Misfit&) {}, [](int64_t) { return false; });
  EXPECT_THAT(ended.status(), HasCode(absl::StatusCode::kCancelled));
}

}  // namespace
}  // namespace heng
