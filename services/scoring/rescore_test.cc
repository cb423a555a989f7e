// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/rescore.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/rescore_plans.h"
#include "services/scoring/submission.h"
#include "services/scoring/testing/fake_storage.h"
#include "services/scoring/testing/small_case.h"

namespace heng {
namespace {

using ::heng::testing::DepartmentName;
using ::heng::testing::FakeStorage;
using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::heng::testing::IsOk;
using ::heng::testing::SmallForm;
using ::heng::testing::SmallGoalsOf;
using ::heng::testing::SmallScheme;
using ::heng::testing::StoreSmallCase;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

struct WhatIf {
  // Stores a form as a submission would.
  void Submit(const v1::Evaluation& form) {
    const auto checked = CheckForm(form, "evaluation");
    ASSERT_OK(checked);
    const auto records = repository.Read(NamesToRead(*checked, plans), kNow + absl::Seconds(9));
    ASSERT_OK(records);
    const auto plan = plans.PlanFor(checked->references, *records, kNow + absl::Seconds(9));
    ASSERT_OK(plan);
    const auto scored = ScoreForStoring(*checked, **plan, *records, "evaluation");
    ASSERT_OK(scored);
    storage::v1::CommitRecordsRequest request;
    *request.add_writes() = WriteOf(*scored, **plan, *checked, "", "", "local");
    ASSERT_OK(storage->CommitRecords(request, {}));
  }

  // The small form of a department of its own.
  void Submit(const std::string& department, const std::string& actual) {
    StoreSmallCase(*storage, department);
    Submit(SmallForm(department, actual));
  }

  // Everything that one run emits.
  absl::Status Run(const v1::RescoreEvaluationsRequest& request) {
    messages.clear();
    return rescorer.Run(request, {.deadline = deadline, .is_cancelled = is_cancelled},
                        [this](const v1::RescoreEvaluationsResponse& message) {
                          messages.push_back(message);
                          return messages.size() < stop_after;
                        });
  }

  std::vector<v1::RescoredEvaluation> Results() const {
    std::vector<v1::RescoredEvaluation> results;
    for (const auto& message : messages)
      results.insert(results.end(), message.results().begin(), message.results().end());
    return results;
  }

  FakeClock clock{kNow};
  std::shared_ptr<FakeStorage> storage = std::make_shared<FakeStorage>(clock);
  Repository repository{client::StorageClient(storage), clock};
  FormPlans plans{repository};
  Rescorer rescorer{repository, plans, clock, {.page_size = 2, .read_size = 1, .pages_in_flight = 2}};
  absl::Time deadline = kNow + absl::Seconds(10);
  std::function<bool()> is_cancelled = [] { return false; };
  size_t stop_after = 1000;
  std::vector<v1::RescoreEvaluationsResponse> messages;
};

// Execution weighs 20 and the rows 80, where the small scheme has 10 and 90.
v1::Scheme OtherWeights() {
  v1::Scheme scheme = SmallScheme();
  scheme.set_name("schemes/other-weights");
  scheme.mutable_execution()->set_weight_points("20");
  scheme.mutable_classes(0)->set_weight_points("80");
  return scheme;
}

v1::RescoreEvaluationsRequest RequestWith(const v1::Scheme& scheme) {
  v1::RescoreEvaluationsRequest request;
  request.set_parent("regions/-/departments/-");
  *request.mutable_inline_scheme() = scheme;
  return request;
}

TEST(Rescorer, SaysWhoGainsAndByWhichRow) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  ASSERT_OK(what_if.Run(RequestWith(OtherWeights())));
  ASSERT_THAT(what_if.Results(), SizeIs(1));
  const v1::RescoredEvaluation result = what_if.Results()[0];
  EXPECT_EQ(result.name(), DepartmentName("a") + "/evaluations/2024-overall@1");
  EXPECT_EQ(result.department_display_name(), "凉州区总工会");
  EXPECT_EQ(result.old_total_points(), "55.00");
  EXPECT_EQ(result.new_total_points(), "60.00");
  EXPECT_FALSE(result.old_grade_code().empty());
  ASSERT_THAT(result.changes(), SizeIs(2));
  EXPECT_EQ(result.changes(0).code(), "");
  EXPECT_EQ(result.changes(0).old_points(), "10.00");
  EXPECT_EQ(result.changes(0).new_points(), "20.00");
  EXPECT_EQ(result.changes(1).code(), "only");
  EXPECT_EQ(result.changes(1).old_points(), "45.00");
  EXPECT_EQ(result.changes(1).new_points(), "40.00");
  EXPECT_EQ(result.changes(1).old_weight_points(), "90");
  EXPECT_EQ(result.changes(1).new_weight_points(), "80");
  EXPECT_EQ(result.changes(1).new_clause(), v1::SCORE_CLAUSE_PRO_RATA);
  EXPECT_THAT(result.total_steps(), IsEmpty());
}

TEST(Rescorer, WritesNothing) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  const size_t commits = what_if.storage->commits().size();
  ASSERT_OK(what_if.Run(RequestWith(OtherWeights())));
  EXPECT_EQ(what_if.storage->commits().size(), commits);
}

TEST(Rescorer, KeepsTheOrderOfTheListOverManyPagesAndEndsWithTheSummary) {
  WhatIf what_if;
  std::vector<std::string> want;
  for (int i = 10; i < 35; ++i) {
    what_if.Submit(absl::StrCat("d", i), absl::StrCat(i));
    want.push_back(absl::StrCat(DepartmentName(absl::StrCat("d", i)), "/evaluations/2024-overall@1"));
  }
  ASSERT_OK(what_if.Run(RequestWith(OtherWeights())));
  std::vector<std::string> names;
  for (const auto& result : what_if.Results()) names.push_back(result.name());
  EXPECT_EQ(names, want);
  int64_t looked_at = 0;
  for (size_t i = 0; i < what_if.messages.size(); ++i) {
    EXPECT_GE(what_if.messages[i].progress().looked_at_count(), looked_at);
    looked_at = what_if.messages[i].progress().looked_at_count();
    EXPECT_LE(what_if.messages[i].results_size(), 2);
    EXPECT_EQ(what_if.messages[i].has_summary(), i + 1 == what_if.messages.size());
  }
  EXPECT_EQ(looked_at, 25);
  EXPECT_EQ(what_if.messages.back().summary().evaluation_count(), 25);
  EXPECT_EQ(what_if.messages.back().summary().gained_count(), 25);
}

TEST(Rescorer, OnlyChangedLeavesOutFormsThatStayTheSame) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  what_if.Submit("b", "100");
  v1::RescoreEvaluationsRequest request = RequestWith(OtherWeights());
  request.set_only_changed(true);
  ASSERT_OK(what_if.Run(request));
  ASSERT_THAT(what_if.Results(), SizeIs(1));
  EXPECT_THAT(what_if.Results()[0].name(), HasSubstr("/a/"));
  EXPECT_EQ(what_if.messages.back().summary().same_count(), 1);
}

TEST(Rescorer, AFormThatCannotBeScoredIsAResultAndTheOthersGoOn) {
  WhatIf what_if;
  for (const char* department : {"a", "b", "c"}) what_if.Submit(department, "50");
  v1::Scheme by_hand = SmallScheme();
  by_hand.mutable_rule_options()->set_equal(v1::EQUAL_OPTION_STRICT);
  what_if.storage->Damage(DepartmentName("b") + "/evaluations/2024-overall@1");
  ASSERT_OK(what_if.Run(RequestWith(by_hand)));
  const auto results = what_if.Results();
  ASSERT_THAT(results, SizeIs(3));
  EXPECT_FALSE(results[0].has_error());
  EXPECT_EQ(results[1].error().code(), static_cast<int>(absl::StatusCode::kDataLoss));
  EXPECT_EQ(results[1].old_total_points(), "55.00");
  EXPECT_EQ(results[1].new_total_points(), "");
  EXPECT_FALSE(results[2].has_error());
  EXPECT_EQ(what_if.messages.back().summary().failed_count(), 1);
}

TEST(Rescorer, ReportsRowsWithoutAPlaceAndScoresTheOthers) {
  WhatIf what_if;
  const std::string scheme = StoreSmallCase(*what_if.storage, "a").scheme;
  v1::Goals goals = SmallGoalsOf("a", scheme);
  goals.mutable_indicators(0)->set_weight_points("60");
  v1::Indicator& by_hand = *goals.add_indicators();
  by_hand = goals.indicators(0);
  by_hand.set_code("second");
  by_hand.set_rule(v1::RULE_KIND_BY_HAND);
  by_hand.clear_target();
  by_hand.set_weight_points("30");
  v1::Evaluation form = SmallForm("a", "50");
  v1::IndicatorResult& result = *form.add_results();
  result.set_code("second");
  result.set_given_points("20");
  form.set_goals(what_if.storage->Store(goals).name());
  what_if.Submit(form);

  v1::Scheme other = SmallScheme();
  other.mutable_classes(0)->add_allowed_rules(v1::RULE_KIND_AT_LEAST);
  ASSERT_OK(what_if.Run(RequestWith(other)));
  ASSERT_THAT(what_if.Results(), SizeIs(1));
  const v1::RescoredEvaluation rescored = what_if.Results()[0];
  EXPECT_EQ(rescored.old_total_points(), "60.00");
  EXPECT_EQ(rescored.new_total_points(), "40.00");
  ASSERT_THAT(rescored.unmapped(), SizeIs(1));
  EXPECT_EQ(rescored.unmapped(0).code(), "second");
  EXPECT_EQ(rescored.unmapped(0).weight_points(), "30");
  EXPECT_FALSE(rescored.unmapped(0).reason_en().empty());
  EXPECT_FALSE(rescored.unmapped(0).reason_zh().empty());
  EXPECT_EQ(what_if.messages.back().summary().with_unmapped_count(), 1);
}

TEST(Rescorer, AFormWithoutAnyRowThatHasAPlaceIsNotCompared) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  v1::Scheme other = SmallScheme();
  other.mutable_classes(0)->add_allowed_rules(v1::RULE_KIND_BAND);
  ASSERT_OK(what_if.Run(RequestWith(other)));
  ASSERT_THAT(what_if.Results(), SizeIs(1));
  EXPECT_EQ(what_if.Results()[0].error().code(), static_cast<int>(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(what_if.Results()[0].new_total_points(), "");
  EXPECT_EQ(what_if.messages.back().summary().failed_count(), 1);
  EXPECT_EQ(what_if.messages.back().summary().lost_points(), "0.00");
}

TEST(Rescorer, SkipsFormsOfAnotherKind) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  v1::Scheme projects = OtherWeights();
  projects.set_kind(v1::EVALUATION_KIND_PROJECT);
  ASSERT_OK(what_if.Run(RequestWith(projects)));
  EXPECT_THAT(what_if.Results(), IsEmpty());
  EXPECT_EQ(what_if.messages.back().summary().evaluation_count(), 0);
}

TEST(Rescorer, FiltersLikeTheList) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  what_if.Submit("b", "100");
  v1::RescoreEvaluationsRequest request = RequestWith(OtherWeights());
  request.set_parent(DepartmentName("b"));
  ASSERT_OK(what_if.Run(request));
  EXPECT_THAT(what_if.Results(), SizeIs(1));
  request.set_parent("regions/-/departments/-");
  request.set_fiscal_year(2023);
  ASSERT_OK(what_if.Run(request));
  EXPECT_THAT(what_if.Results(), IsEmpty());
  request.set_fiscal_year(2024);
  request.add_grade_codes("no-such-grade");
  ASSERT_OK(what_if.Run(request));
  EXPECT_THAT(what_if.Results(), IsEmpty());
}

TEST(Rescorer, ReadsGoalsOfManyDepartmentsOnceAPage) {
  WhatIf what_if;
  Rescorer one_page(what_if.repository, what_if.plans, what_if.clock, {.workers = 1});
  for (int i = 10; i < 30; ++i) what_if.Submit(absl::StrCat("d", i), "50");
  const size_t before = what_if.storage->reads().size();
  ASSERT_OK(one_page.Run(RequestWith(OtherWeights()),
                         {.deadline = what_if.deadline, .is_cancelled = what_if.is_cancelled},
                         [](const v1::RescoreEvaluationsResponse&) { return true; }));
  // The documents, then all goals that are not known; the old scheme has been read by the submissions.
  EXPECT_LE(what_if.storage->reads().size() - before, 3u);
}

TEST(Rescorer, StopsWithinAPageWhenNobodyWantsMore) {
  WhatIf what_if;
  for (int i = 10; i < 50; ++i) what_if.Submit(absl::StrCat("d", i), "50");
  const size_t before = what_if.storage->reads().size();
  what_if.stop_after = 1;
  EXPECT_THAT(what_if.Run(RequestWith(OtherWeights())), HasCode(absl::StatusCode::kCancelled));
  EXPECT_THAT(what_if.messages, SizeIs(1));
  // At most the page that was taken and those in flight behind it: each two forms with their goals.
  EXPECT_LE(what_if.storage->reads().size() - before, 4u * 4u);
}

TEST(Rescorer, StopsWhenTheCallIsCancelled) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  what_if.is_cancelled = [] { return true; };
  EXPECT_THAT(what_if.Run(RequestWith(OtherWeights())), HasCode(absl::StatusCode::kCancelled));
  EXPECT_THAT(what_if.messages, IsEmpty());
}

TEST(Rescorer, StopsAtTheDeadline) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  what_if.deadline = kNow;
  EXPECT_THAT(what_if.Run(RequestWith(OtherWeights())), HasReason("DEADLINE"));
}

TEST(Rescorer, EndsWithTheErrorOfStorage) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  what_if.storage->FailNextRead(absl::UnavailableError("away"));
  EXPECT_THAT(what_if.Run(RequestWith(OtherWeights())), HasReason("STORAGE_AWAY"));
}

TEST(Rescorer, RefusesARequestWithoutSchemeOrWithAWrongOne) {
  WhatIf what_if;
  v1::RescoreEvaluationsRequest request;
  EXPECT_THAT(what_if.Run(request), HasReason("INVALID_FIELDS"));
  request.set_parent("regions/-/departments/-");
  EXPECT_THAT(what_if.Run(request), HasReason("INVALID_FIELDS"));
  request.set_scheme("gansu");
  EXPECT_THAT(what_if.Run(request), HasReason("INVALID_FIELDS"));
  request.set_scheme("schemes/unknown");
  EXPECT_THAT(what_if.Run(request), HasCode(absl::StatusCode::kNotFound));
  v1::Scheme wrong = OtherWeights();
  wrong.mutable_classes(0)->set_weight_points("70");
  EXPECT_THAT(what_if.Run(RequestWith(wrong)), HasReason("INVALID_FIELDS"));
}

TEST(Rescorer, TakesAStoredSchemeByName) {
  WhatIf what_if;
  what_if.Submit("a", "50");
  what_if.storage->Store(OtherWeights());
  v1::RescoreEvaluationsRequest request;
  request.set_parent("regions/-/departments/-");
  request.set_scheme(OtherWeights().name());
  ASSERT_OK(what_if.Run(request));
  ASSERT_THAT(what_if.Results(), SizeIs(1));
  EXPECT_EQ(what_if.Results()[0].new_total_points(), "60.00");
}

TEST(RescorePlans, GoalsThatSayTheSameShareAPlan) {
  WhatIf what_if;
  const auto a = StoreSmallCase(*what_if.storage, "a");
  ASSERT_OK_AND_ASSIGN(const CheckedScheme scheme, CheckedScheme::Check(OtherWeights()));
  RescorePlans plans(what_if.plans, scheme);
  const auto goals_a = what_if.repository.Get<v1::Goals>(a.goals, what_if.deadline);
  ASSERT_OK(goals_a);
  v1::Goals goals_b = *goals_a;
  goals_b.set_name("regions/620602/departments/b/goals/2024-overall@0123456789abcdef");
  ASSERT_OK_AND_ASSIGN(const auto plan_a, plans.Make(a.scheme, *goals_a, what_if.deadline));
  ASSERT_OK_AND_ASSIGN(const auto plan_b, plans.Make(a.scheme, goals_b, what_if.deadline));
  EXPECT_EQ(plan_a, plan_b);
  EXPECT_EQ(plans.Find(a.scheme, goals_b.name()), plan_a);
  goals_b.mutable_indicators(0)->set_target("99");
  goals_b.set_name("regions/620602/departments/c/goals/2024-overall@0123456789abcdef");
  ASSERT_OK_AND_ASSIGN(const auto plan_c, plans.Make(a.scheme, goals_b, what_if.deadline));
  EXPECT_NE(plan_a, plan_c);
}

}  // namespace
}  // namespace heng
