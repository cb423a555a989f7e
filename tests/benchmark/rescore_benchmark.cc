// SPDX-License-Identifier: Apache-2.0
//
// A what-if over many stored evaluations, end to end through both daemons, and its parts alone in this process. Client
// and servers share the machine.
//
//   heng-benchmark-rescore [FORMS]     run in the source folder; see tests/benchmark/rescore.sh
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/status_macros.h"
#include "scoring/form_score.h"
#include "scoring/mapped_results.h"
#include "scoring/mapping.h"
#include "services/scoring/scored_parts.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::benchmark {
namespace {

using integration::Daemons;

constexpr int kYears = 5;
constexpr int kBatch = 100;
constexpr int kFirstYear = 2020;
// Every department sets one of so many targets for its second row, so that goals differ in more than their names.
constexpr int kTargets = 1000;

// Goals and form of one department and year, after the reference case.
struct Filing {
  v1::Goals goals;
  v1::Evaluation evaluation;
};

std::string DepartmentName(int department) {
  return absl::StrCat(integration::ReferenceRegion().name(), "/departments/d", 100000 + department);
}

class Filings {
 public:
  Filings() : goals_(integration::ReferenceGoals()), evaluation_(integration::ReferenceEvaluation()) {
    evaluation_.clear_goals();
    evaluation_.clear_scheme();
    for (int i = 0; i < goals_.indicators_size(); ++i) {
      if (goals_.indicators(i).rule() == v1::RULE_KIND_AT_LEAST) row_ = i;
    }
  }

  Filing Make(int department, int year) const {
    Filing filing{goals_, evaluation_};
    const std::string id = absl::StrCat(kFirstYear + year, "-overall");
    filing.goals.set_name(absl::StrCat(DepartmentName(department), "/goals/", id));
    filing.goals.mutable_indicators(row_)->set_target(
        absl::StrCat(100 + (department * kYears + year) % kTargets));
    filing.evaluation.set_name(absl::StrCat(DepartmentName(department), "/evaluations/", id));
    filing.evaluation.mutable_results(row_)->set_actual(absl::StrCat(60 + department % 1000));
    filing.evaluation.mutable_results(row_)->set_reason("按计划推进");
    return filing;
  }

 private:
  v1::Goals goals_;
  v1::Evaluation evaluation_;
  int row_ = 0;
};

template <typename Response>
void CheckAll(const absl::StatusOr<Response>& response) {
  if (!response.ok()) std::fprintf(stderr, "%s\n", response.status().ToString().c_str());
  HENG_CHECK(response.ok());
  for (const auto& result : response->results()) {
    if (result.has_error()) std::fprintf(stderr, "%s\n", result.error().message().c_str());
    HENG_CHECK(!result.has_error());
  }
}

void StoreDepartments(const client::Client& client, int count) {
  v1::Department department = integration::ReferenceDepartment();
  department.clear_unified_social_credit_code();
  for (int i = 0; i < count;) {
    v1::BatchCreateDepartmentsRequest batch;
    for (; i < count && batch.requests_size() < 4 * kBatch; ++i) {
      department.set_name(DepartmentName(i));
      *batch.add_requests()->mutable_department() = department;
    }
    CheckAll(client.BatchCreateDepartments(batch));
  }
}

void StoreFilings(const client::Client& client, const Filings& filings, int count) {
  for (int i = 0; i < count;) {
    v1::BatchCreateGoalsRequest goals;
    v1::BatchSubmitEvaluationsRequest evaluations;
    for (; i < count && goals.requests_size() < kBatch; ++i) {
      Filing filing = filings.Make(i / kYears, i % kYears);
      *goals.add_requests()->mutable_goals() = std::move(filing.goals);
      *evaluations.add_requests()->mutable_evaluation() = std::move(filing.evaluation);
    }
    CheckAll(client.BatchCreateGoals(goals));
    CheckAll(client.BatchSubmitEvaluations(evaluations));
  }
}

v1::Scheme SumOnce() {
  v1::Scheme scheme = integration::ReferenceScheme();
  scheme.set_name("schemes/gansu-sum-once");
  scheme.mutable_rounding()->mutable_execution_points()->set_stage(v1::ROUNDING_STAGE_SUM_ONCE);
  scheme.mutable_rounding()->mutable_indicator_points()->set_stage(v1::ROUNDING_STAGE_SUM_ONCE);
  return scheme;
}

void Print(const char* what, int64_t count, absl::Duration elapsed) {
  const double seconds = absl::ToDoubleSeconds(elapsed);
  std::printf("%-52s %8lld %10.2f s %10.0f forms/s\n", what, static_cast<long long>(count), seconds,
              static_cast<double>(count) / seconds);
  std::fflush(stdout);
}

// One what-if; the forms that it looked at.
int64_t RunWhatIf(const client::Client& client, bool only_changed) {
  v1::RescoreEvaluationsRequest request;
  request.set_parent("regions/-/departments/-");
  request.set_only_changed(only_changed);
  *request.mutable_inline_scheme() = SumOnce();
  v1::RescoreSummary summary;
  const absl::Status status =
      client.RescoreEvaluations(request, [&](const v1::RescoreEvaluationsResponse& message) {
        if (message.has_summary()) summary = message.summary();
        return true;
      });
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  HENG_CHECK(status.ok() && summary.failed_count() == 0);
  return summary.evaluation_count();
}

// Time that this thread has spent on a processor: others on the machine do not slow it down.
absl::Duration CpuTime() {
  timespec spent = {};
  HENG_CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent) == 0);
  return absl::DurationFromTimespec(spent);
}

// Repeats one step on this thread for two seconds.
template <typename Step>
void TimeInProcess(const char* what, const Step& step) {
  int64_t count = 0;
  const absl::Duration begin = CpuTime();
  while (CpuTime() - begin < absl::Seconds(2)) {
    for (int i = 0; i < 100; ++i, ++count) step();
  }
  Print(what, count, CpuTime() - begin);
}

void TimeParts(const client::Client& client, const Filings& filings) {
  auto stored = client.GetEvaluation(filings.Make(0, 0).evaluation.name());
  HENG_CHECK(stored.ok());
  // Sentences are made when a form is shown.
  for (v1::Finding& finding : *stored->mutable_findings()) {
    finding.clear_message_en();
    finding.clear_message_zh();
  }
  const auto goals = client.GetGoals(stored->goals());
  HENG_CHECK(goals.ok());
  const v1::Scheme old_scheme = integration::ReferenceScheme();
  const v1::Scheme new_scheme = SumOnce();
  const auto mapper = GoalsMapper::Create(old_scheme, new_scheme);
  const auto checked = CheckedScheme::Check(new_scheme);
  HENG_CHECK(mapper.ok() && checked.ok());
  const std::string goals_document = goals->SerializeAsString();
  const auto compile = [&] {
    v1::Goals parsed;
    HENG_CHECK(parsed.ParseFromString(goals_document));
    auto mapped = mapper->Map(parsed);
    HENG_CHECK(mapped.ok());
    const WeightSums weight_sums = mapped->weight_sums();
    auto plan = CompilePlan(*checked, std::move(mapped->goals), weight_sums);
    HENG_CHECK(plan.ok());
    return *std::move(plan);
  };
  const std::string document = stored->SerializeAsString();
  std::printf("one stored form: %zu B, its goals %zu B; seconds of one core:\n", document.size(),
              goals_document.size());
  storage::v1::Record record;
  record.set_document(document);
  v1::Evaluation evaluation;
  FormScore score;
  const auto parse = [&] { HENG_CHECK(ReadScoredParts(record, evaluation).ok()); };
  const auto parse_and_score = [&](const Plan& plan) {
    parse();
    HENG_CHECK(ScoreMapped(plan, evaluation, score).ok());
  };
  const std::shared_ptr<const Plan> plan = compile();
  TimeInProcess("in process: parse", parse);
  TimeInProcess("in process: parse and score", [&] { parse_and_score(*plan); });
  TimeInProcess("in process: goals parsed, mapped and compiled", [&] { compile(); });
  TimeInProcess("in process: all of it", [&] { parse_and_score(*compile()); });
}

int Main(int forms) {
  const Daemons daemons({.storage_flags = {"--log-level=warning"}, .scoring_flags = {"--log-level=warning"}});
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(60)});
  HENG_CHECK(client.CreateRegion(integration::ReferenceRegion()).ok());
  HENG_CHECK(client.CreateScheme(integration::ReferenceScheme()).ok());
  const Filings filings;
  const int departments = (forms + kYears - 1) / kYears;
  std::printf("%d forms of %d departments; %d goals, of which %d differ in more than their names\n", forms,
              departments, forms, std::min(forms, kTargets));
  absl::Time begin = absl::Now();
  StoreDepartments(client, departments);
  StoreFilings(client, filings, forms);
  Print("loading: goals and forms, durable", forms, absl::Now() - begin);

  for (const bool only_changed : {false, true}) {
    begin = absl::Now();
    const int64_t count = RunWhatIf(client, only_changed);
    HENG_CHECK(count == forms);
    Print(only_changed ? "what-if end to end, changed forms only" : "what-if end to end", count,
          absl::Now() - begin);
  }
  TimeParts(client, filings);
  return 0;
}

}  // namespace
}  // namespace heng::benchmark

int main(int argc, char** argv) {
  const int forms = argc > 1 ? std::atoi(argv[1]) : 100000;
  if (forms < 1) {
    std::fprintf(stderr, "usage: heng-benchmark-rescore [FORMS]\n");
    return 2;
  }
  return heng::benchmark::Main(forms);
}
