// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/form_plans.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/testing/problems.h"
#include "services/scoring/testing/fake_storage.h"
#include "services/scoring/testing/small_case.h"

namespace heng {
namespace {

using ::heng::testing::Brief;
using ::heng::testing::DepartmentName;
using ::heng::testing::FakeStorage;
using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::heng::testing::SmallCaseNames;
using ::heng::testing::SmallForm;
using ::heng::testing::SmallGoalsOf;
using ::heng::testing::SmallScheme;
using ::heng::testing::StoreSmallCase;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsNull;
using ::testing::Pointee;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr absl::Time kDeadline = absl::FromUnixSeconds(1'700'000'010);

using FormPlanOr = absl::StatusOr<std::shared_ptr<const FormPlan>>;

struct Planning {
  FakeClock clock{kNow};
  std::shared_ptr<FakeStorage> storage = std::make_shared<FakeStorage>(clock);
  Repository repository{client::StorageClient(storage), clock};
  FormPlans plans{repository};

  // As a service asks: reads what must be read, then takes the plan.
  FormPlanOr PlanFor(const FormReferences& references) {
    HENG_ASSIGN_OR_RETURN(const RecordSet records, repository.Read(plans.NamesToRead(references), kDeadline));
    return plans.PlanFor(references, records, kDeadline);
  }
};

FormReferences Unpinned(const std::string& department) {
  return {.department = DepartmentName(department),
          .goals = DepartmentName(department) + "/goals/2024-overall"};
}

FormReferences Pinned(const std::string& department, const SmallCaseNames& names) {
  return {.department = DepartmentName(department), .goals = names.goals, .scheme = names.scheme};
}

std::shared_ptr<const int> Number(int n) { return std::make_shared<const int>(n); }

TEST(NamedCache, KeepsWhatWasPutFirstUnderAName) {
  NamedCache<int> cache(2);
  EXPECT_THAT(cache.Find("a"), IsNull());

  cache.Put("a", Number(1));
  cache.Put("a", Number(2));

  EXPECT_THAT(cache.Find("a"), Pointee(1));
}

TEST(NamedCache, DropsWhatWasUsedLeastRecently) {
  NamedCache<int> cache(2);
  cache.Put("a", Number(1));
  cache.Put("b", Number(2));
  cache.Find("a");

  cache.Put("c", Number(3));

  EXPECT_THAT(cache.Find("a"), Pointee(1));
  EXPECT_THAT(cache.Find("b"), IsNull());
  EXPECT_THAT(cache.Find("c"), Pointee(3));
}

TEST(ReferencesOf, FollowFromTheNameWhereTheFormSaysNothing) {
  struct Case {
    const char* what;
    const char* form;
    const char* goals;
    const char* budget;
    v1::EvaluationKind kind;
  };
  const std::vector<Case> cases = {
      {"overall", "regions/62/departments/a/evaluations/2024-overall",
       "regions/62/departments/a/goals/2024-overall", "regions/62/departments/a/budgets/2024",
       v1::EVALUATION_KIND_OVERALL},
      {"project: the stored budget is the whole department's",
       "regions/62/departments/a/evaluations/2024-project-7", "regions/62/departments/a/goals/2024-project-7",
       "", v1::EVALUATION_KIND_PROJECT},
      {"a department that looks like a project",
       "regions/62/departments/x-project-9/evaluations/2024-overall",
       "regions/62/departments/x-project-9/goals/2024-overall",
       "regions/62/departments/x-project-9/budgets/2024", v1::EVALUATION_KIND_OVERALL},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    v1::Evaluation form;
    form.set_name(c.form);

    ASSERT_OK_AND_ASSIGN(const FormReferences references, ReferencesOf(form, "evaluation"));

    EXPECT_EQ(references.goals, c.goals);
    EXPECT_EQ(references.scheme, "");
    EXPECT_EQ(references.budget, c.budget);
    EXPECT_EQ(references.fiscal_year, 2024);
    EXPECT_EQ(references.kind, c.kind);
  }
}

TEST(ReferencesOf, TakeWhatTheFormSays) {
  v1::Evaluation form = SmallForm("a");
  form.set_goals(DepartmentName("a") + "/goals/2024-overall@0123456789abcdef");
  form.set_scheme("schemes/other");

  ASSERT_OK_AND_ASSIGN(const FormReferences references, ReferencesOf(form, "evaluation"));

  EXPECT_EQ(references.department, DepartmentName("a"));
  EXPECT_EQ(references.goals, form.goals());
  EXPECT_EQ(references.scheme, "schemes/other");
  EXPECT_EQ(references.budget, "") << "the form has a budget of its own";
}

TEST(ReferencesOf, RefuseEveryNameOfTheWrongShape) {
  v1::Evaluation form;
  form.set_scheme("regions/62");
  form.set_goals("goals/2024-overall");

  EXPECT_THAT(
      Brief(ReferencesOf(form, "requests[2].evaluation").status()),
      UnorderedElementsAre("requests[2].evaluation.name REQUIRED", "requests[2].evaluation.scheme BAD_NAME",
                           "requests[2].evaluation.goals BAD_NAME"));
}

TEST(ReferencesOf, RefuseTheGoalsOfAnotherDepartment) {
  v1::Evaluation form = SmallForm("a");
  form.set_goals(DepartmentName("b") + "/goals/2024-overall");

  EXPECT_THAT(Brief(ReferencesOf(form, "evaluation").status()), ElementsAre("evaluation.goals NOT_ALLOWED"));
}

TEST(FormPlans, PinsTheSchemeThatTheGoalsFollow) {
  Planning planning;
  const SmallCaseNames names = StoreSmallCase(*planning.storage, "a");

  ASSERT_OK_AND_ASSIGN(const auto form, planning.PlanFor(Unpinned("a")));

  EXPECT_EQ(form->scheme, names.scheme);
  EXPECT_EQ(form->goals, names.goals);
  ASSERT_OK_AND_ASSIGN(const v1::ScoreReport report,
                       Score(*form->plan, SmallForm("a", "50"), v1::VIEW_TERSE));
  EXPECT_EQ(report.total_points(), "55.00");
}

TEST(FormPlans, ReadNothingForPinnedNamesTheyKnow) {
  Planning planning;
  const FormReferences pinned = Pinned("a", StoreSmallCase(*planning.storage, "a"));
  EXPECT_THAT(planning.plans.NamesToRead(pinned), UnorderedElementsAre(pinned.goals, pinned.scheme));
  ASSERT_OK_AND_ASSIGN(const auto first, planning.PlanFor(pinned));
  const size_t reads = planning.storage->reads().size();

  EXPECT_THAT(planning.plans.NamesToRead(pinned), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const auto second, planning.plans.PlanFor(pinned, RecordSet(), kDeadline));

  EXPECT_EQ(second, first);
  EXPECT_THAT(planning.storage->reads(), SizeIs(reads));
}

TEST(FormPlans, CompileOnceForFormsThatPinAndFormsThatDoNot) {
  Planning planning;
  const SmallCaseNames names = StoreSmallCase(*planning.storage, "a");

  ASSERT_OK_AND_ASSIGN(const auto unpinned, planning.PlanFor(Unpinned("a")));
  ASSERT_OK_AND_ASSIGN(const auto pinned, planning.PlanFor(Pinned("a", names)));

  EXPECT_EQ(unpinned, pinned);
}

TEST(FormPlans, SeeNewGoalsWhereTheFormDoesNotPinThem) {
  Planning planning;
  const SmallCaseNames names = StoreSmallCase(*planning.storage, "a");
  ASSERT_OK(planning.PlanFor(Unpinned("a")));
  const std::string newer = planning.storage->Store(SmallGoalsOf("a", names.scheme, "200")).name();

  ASSERT_OK_AND_ASSIGN(const auto unpinned, planning.PlanFor(Unpinned("a")));
  ASSERT_OK_AND_ASSIGN(const auto pinned, planning.PlanFor(Pinned("a", names)));

  EXPECT_EQ(unpinned->goals, newer);
  EXPECT_EQ(pinned->goals, names.goals);
}

TEST(FormPlans, SeeANewSchemeWhereTheNameHasNoRevision) {
  Planning planning;
  const SmallCaseNames names = StoreSmallCase(*planning.storage, "a");
  ASSERT_OK_AND_ASSIGN(const auto old_scheme,
                       planning.plans.SchemeByName("schemes/gansu-overall", kDeadline));
  v1::Scheme changed = SmallScheme();
  changed.set_display_name("甘肃省部门整体支出绩效评价方案（修订）");
  const std::string newer = planning.storage->Store(changed).name();

  ASSERT_OK_AND_ASSIGN(const auto newest, planning.plans.SchemeByName("schemes/gansu-overall", kDeadline));
  ASSERT_OK_AND_ASSIGN(const auto named, planning.plans.SchemeByName(names.scheme, kDeadline));

  EXPECT_EQ(old_scheme->name(), names.scheme);
  EXPECT_EQ(newest->name(), newer);
  EXPECT_EQ(named->name(), names.scheme);
}

TEST(FormPlans, SayWhatIsNotFound) {
  Planning planning;
  StoreSmallCase(*planning.storage, "a");
  FormReferences other_scheme = Unpinned("a");
  other_scheme.scheme = "schemes/unknown";

  EXPECT_THAT(planning.PlanFor(Unpinned("nobody")), HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(planning.PlanFor(other_scheme), HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(planning.plans.SchemeByName("schemes/unknown", kDeadline),
              HasCode(absl::StatusCode::kNotFound));
}

TEST(FormPlans, RefuseGoalsThatDoNotFitTheScheme) {
  Planning planning;
  StoreSmallCase(*planning.storage, "a");
  v1::Scheme other = SmallScheme();
  other.set_name("schemes/other");
  other.mutable_classes(0)->set_code("renamed");
  FormReferences references = Unpinned("a");
  references.scheme = planning.storage->Store(other).name();

  EXPECT_THAT(planning.PlanFor(references), HasReason("INVALID_FIELDS"));
}

// NamesToRead counts on the cache; what falls out of it before PlanFor is asked must be read again.
TEST(FormPlans, ASchemeThatFellOutOfTheCacheIsStillFound) {
  Planning planning;
  const FormReferences pinned = Pinned("a", StoreSmallCase(*planning.storage, "a"));
  ASSERT_OK(planning.plans.SchemeByName(pinned.scheme, kDeadline));
  const std::vector<std::string> names = planning.plans.NamesToRead(pinned);
  ASSERT_THAT(names, ElementsAre(pinned.goals));
  ASSERT_OK_AND_ASSIGN(const RecordSet records, planning.repository.Read(names, kDeadline));
  for (int i = 0; i < 1000; ++i) {
    v1::Scheme other = SmallScheme();
    other.set_name(absl::StrCat("schemes/s", i));
    ASSERT_OK(planning.plans.SchemeByName(planning.storage->Store(other).name(), kDeadline));
  }

  EXPECT_OK(planning.plans.PlanFor(pinned, records, kDeadline));
}

TEST(FormPlans, APlanThatFellOutOfTheCacheIsStillFound) {
  Planning planning;
  const SmallCaseNames names = StoreSmallCase(*planning.storage, "a");
  const FormReferences pinned = Pinned("a", names);
  ASSERT_OK(planning.PlanFor(pinned));
  ASSERT_THAT(planning.plans.NamesToRead(pinned), IsEmpty());
  for (int i = 0; i < 5000; ++i) {
    const std::string department = absl::StrCat("d", i);
    FormReferences other = Pinned(department, names);
    other.goals = DepartmentName(department) + "/goals/2024-overall@0123456789abcdef";
    storage::v1::Record record;
    record.mutable_info()->set_name(other.goals);
    record.set_document(SmallGoalsOf(department, names.scheme).SerializeAsString());
    RecordSet records;
    records.Add(other.goals, std::move(record));
    ASSERT_OK(planning.plans.PlanFor(other, records, kDeadline));
  }
  ASSERT_THAT(planning.plans.NamesToRead(pinned), ElementsAre(pinned.goals)) << "the plan is still cached";

  EXPECT_OK(planning.plans.PlanFor(pinned, RecordSet(), kDeadline));
}

TEST(FormPlans, TakeWhatTheCallerGivesInPlaceOfWhatIsStored) {
  Planning planning;
  const SmallCaseNames names = StoreSmallCase(*planning.storage, "a");
  const v1::Goals goals = SmallGoalsOf("a", names.scheme, "200");
  v1::Scheme scheme = SmallScheme();
  scheme.set_name("schemes/draft");

  ASSERT_OK_AND_ASSIGN(const auto given_goals,
                       planning.plans.InlinePlan(Unpinned("a"), nullptr, &goals, kDeadline));
  ASSERT_OK_AND_ASSIGN(const auto given_scheme,
                       planning.plans.InlinePlan(Unpinned("a"), &scheme, nullptr, kDeadline));
  ASSERT_OK_AND_ASSIGN(const auto stored, planning.PlanFor(Unpinned("a")));

  ASSERT_OK_AND_ASSIGN(const v1::ScoreReport report,
                       Score(*given_goals->plan, SmallForm("a", "100"), v1::VIEW_TERSE));
  EXPECT_EQ(report.total_points(), "55.00");
  EXPECT_EQ(given_goals->scheme, names.scheme);
  EXPECT_EQ(given_scheme->scheme, "schemes/draft");
  EXPECT_EQ(given_scheme->goals, names.goals);
  EXPECT_EQ(stored->goals, names.goals) << "what was given must not be kept as if it were stored";
}

TEST(FormPlans, SayThatStorageIsAway) {
  Planning planning;
  StoreSmallCase(*planning.storage, "a");
  planning.storage->FailNextRead(absl::UnavailableError("connection refused"));

  EXPECT_THAT(planning.plans.SchemeByName("schemes/gansu-overall", kDeadline), HasReason("STORAGE_AWAY"));
}

}  // namespace
}  // namespace heng
