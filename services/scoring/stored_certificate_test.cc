// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/stored_certificate.h"

#include <memory>
#include <string>

#include "base/status_macros.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/certificate/certificate.h"
#include "services/scoring/submission.h"
#include "services/scoring/testing/fake_storage.h"
#include "services/scoring/testing/small_case.h"

namespace heng {
namespace {

using ::heng::testing::FakeStorage;
using ::heng::testing::HasCode;
using ::heng::testing::SmallCaseNames;
using ::heng::testing::SmallForm;
using ::heng::testing::StoreSmallCase;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr absl::Time kDeadline = absl::FromUnixSeconds(1'700'000'010);

struct Storing {
  FakeClock clock{kNow};
  std::shared_ptr<FakeStorage> storage = std::make_shared<FakeStorage>(clock);
  Repository repository{client::StorageClient(storage), clock};
  FormPlans plans{repository};
  SmallCaseNames names = StoreSmallCase(*storage, "a");

  // The small form, 45 + 10 points, as it would be stored.
  absl::StatusOr<v1::Evaluation> Scored() {
    const v1::Evaluation form = SmallForm("a", "50");
    HENG_ASSIGN_OR_RETURN(const CheckedForm checked, CheckForm(form, "evaluation"));
    HENG_ASSIGN_OR_RETURN(const RecordSet records, repository.Read(NamesToRead(checked, plans), kDeadline));
    HENG_ASSIGN_OR_RETURN(const auto plan, plans.PlanFor(checked.references, records, kDeadline));
    return ScoreForStoring(checked, *plan, records, "evaluation");
  }
};

// As it is read back, its envelope filled.
v1::Evaluation AsRead(v1::Evaluation scored) {
  scored.set_revision(1);
  return scored;
}

TEST(StoredCertificate, SaysWhatIsStoredUnderItsRevisionAndThePinnedNames) {
  Storing storing;
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation scored, storing.Scored());
  const v1::Evaluation stored = AsRead(scored);

  ASSERT_OK_AND_ASSIGN(const v1::GetCertificateResponse response,
                       CertificateOf(stored, storing.plans, kDeadline));

  const v1::Certificate& certificate = response.certificate();
  EXPECT_EQ(certificate.evaluation(), stored.name() + "@1");
  EXPECT_EQ(certificate.scheme(), storing.names.scheme);
  EXPECT_EQ(certificate.goals(), storing.names.goals);
  EXPECT_EQ(certificate.scheme_sha256().substr(0, 16),
            certificate.scheme().substr(certificate.scheme().find('@') + 1));
  EXPECT_EQ(certificate.total().points(), "55.00");
  EXPECT_EQ(response.sha256(), CertificateSha256(certificate));
}

TEST(StoredCertificate, StaysTheSameWhenASchemeOfThatNameGetsANewRevision) {
  Storing storing;
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation scored, storing.Scored());
  const v1::Evaluation stored = AsRead(scored);
  ASSERT_OK_AND_ASSIGN(const v1::GetCertificateResponse before,
                       CertificateOf(stored, storing.plans, kDeadline));
  v1::Scheme changed = ::heng::testing::SmallScheme();
  changed.set_display_name("changed");
  storing.storage->Store(changed);

  FormPlans fresh(storing.repository);
  ASSERT_OK_AND_ASSIGN(const v1::GetCertificateResponse after, CertificateOf(stored, fresh, kDeadline));

  EXPECT_EQ(after.sha256(), before.sha256());
}

TEST(StoredCertificate, StoredPointsThatDoNotFollowAreDataLossWithBothValues) {
  Storing storing;
  ASSERT_OK_AND_ASSIGN(v1::Evaluation scored, storing.Scored());
  const std::string right = scored.score().total_points();
  scored.mutable_score()->set_total_points("99.00");
  v1::Evaluation stored = AsRead(scored);
  EXPECT_THAT(CertificateOf(stored, storing.plans, kDeadline).status(), HasCode(absl::StatusCode::kDataLoss));
  EXPECT_THAT(CertificateOf(stored, storing.plans, kDeadline).status().message(),
              AllOf(HasSubstr("the total"), HasSubstr("\"99.00\""), HasSubstr("\"55.00\"")));

  stored.mutable_score()->set_total_points(right);
  stored.mutable_score()->mutable_indicators(0)->set_points("46.00");
  EXPECT_THAT(CertificateOf(stored, storing.plans, kDeadline).status().message(),
              AllOf(HasSubstr("row "), HasSubstr("\"46.00\""), HasSubstr("\"45.00\"")));
}

TEST(StoredCertificate, AFormThatCannotBeScoredAnyMoreIsDataLoss) {
  Storing storing;
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation scored, storing.Scored());
  v1::Evaluation stored = AsRead(scored);
  v1::Evaluation without_rows = stored;
  without_rows.clear_results();
  EXPECT_THAT(CertificateOf(without_rows, storing.plans, kDeadline).status(),
              HasCode(absl::StatusCode::kDataLoss));

  stored.set_scheme("schemes/gone@0123456789abcdef");
  EXPECT_THAT(CertificateOf(stored, storing.plans, kDeadline).status(), HasCode(absl::StatusCode::kDataLoss));
}

TEST(StoredCertificate, StorageThatDoesNotAnswerIsNoDataLoss) {
  Storing storing;
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation scored, storing.Scored());
  const v1::Evaluation stored = AsRead(scored);
  FormPlans fresh(storing.repository);
  storing.storage->FailNextRead(absl::UnavailableError("away"));
  EXPECT_THAT(CertificateOf(stored, fresh, kDeadline).status(), HasCode(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace heng
