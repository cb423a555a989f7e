// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/rescore.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/message_rules.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "scoring/checks.h"
#include "services/scoring/rescore_pages.h"
#include "services/scoring/rescore_plans.h"
#include "services/scoring/rescore_tally.h"
#include "services/scoring/rescore_worker.h"

namespace heng {
namespace {

// How soon a caller who has gone is noticed while no page is done.
constexpr absl::Duration kPatience = absl::Milliseconds(50);

storage::v1::ListSummariesRequest ListOf(const v1::RescoreEvaluationsRequest& request,
                                         const v1::Scheme& scheme, int page_size) {
  storage::v1::ListSummariesRequest list;
  list.set_parent(request.parent());
  list.set_fiscal_year(request.fiscal_year());
  list.set_kind(scheme.kind());
  *list.mutable_grade_codes() = request.grade_codes();
  list.set_page_size(page_size);
  return list;
}

// Threads that work until the pages are used up or stopped.
class Crew {
 public:
  Crew(int size, RescorePages& pages, const std::function<RescoreWorker()>& make_worker) : pages_(pages) {
    for (int i = 0; i < size; ++i) {
      threads_.emplace_back([this, make_worker] { Work(make_worker()); });
    }
  }
  ~Crew() {
    pages_.Stop();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void Work(RescoreWorker worker) {
    while (std::optional<RescorePages::Page> page = pages_.Next()) {
      pages_.Done(page->number, worker.Score(page->rows));
    }
  }

  RescorePages& pages_;
  std::vector<std::thread> threads_;
};

absl::Status Gone() { return absl::CancelledError("the caller has gone"); }

absl::Status TooLate() {
  return MakeError(
      absl::StatusCode::kDeadlineExceeded, "DEADLINE",
      {"the deadline has passed before everything was scored; filter more narrowly or allow more time",
       "在截止时间之前未能完成全部计分，请缩小范围或延长时限"});
}

// Hands on page after page.
absl::Status EmitAll(RescorePages& pages, const RescoreCall& call, const Clock& clock, Rescorer::Emit emit) {
  RescoreTally tally;
  for (;;) {
    if (call.is_cancelled()) return Gone();
    if (clock.Now() >= call.deadline) return TooLate();
    RescoredPage page;
    HENG_ASSIGN_OR_RETURN(const RescorePages::Waited waited, pages.Take(kPatience, page));
    if (waited == RescorePages::Waited::kNotYet) continue;
    if (waited == RescorePages::Waited::kEnd) break;
    HENG_RETURN_IF_ERROR(tally.Merge(page.tally));
    page.response.mutable_progress()->set_looked_at_count(tally.evaluation_count());
    if (!emit(page.response)) return Gone();
  }
  v1::RescoreEvaluationsResponse last;
  last.mutable_progress()->set_looked_at_count(tally.evaluation_count());
  *last.mutable_summary() = tally.Summary();
  return emit(last) ? absl::OkStatus() : Gone();
}

}  // namespace

absl::StatusOr<CheckedScheme> Rescorer::SchemeOf(const v1::RescoreEvaluationsRequest& request,
                                                 absl::Time deadline) {
  FieldProblems problems;
  CheckFields(request, "", problems);
  if (request.has_inline_scheme()) {
    v1::Scheme scheme = request.inline_scheme();
    ClearOutputOnly(scheme);
    absl::StatusOr<CheckedScheme> checked = CheckedScheme::Check(std::move(scheme), "inline_scheme");
    if (problems.empty()) return checked;
    problems.Merge(checked.status());
    return problems.ToStatus();
  }
  if (request.scheme().empty()) {
    problems.Add("scheme", "REQUIRED",
                 {"there is no scheme to score with: give its name in scheme, or the scheme in inline_scheme",
                  "缺少用于计分的方案：请在 scheme 中填写名称，或在 inline_scheme 中给出方案"});
  } else if (const auto name = ParseResourceName(request.scheme(), ResourceKind::kScheme); !name.ok()) {
    problems.Add("scheme", "BAD_NAME",
                 {std::string(name.status().message()), ChineseMessageOf(name.status())});
  }
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  return plans_.SchemeByName(request.scheme(), deadline);
}

absl::Status Rescorer::Run(const v1::RescoreEvaluationsRequest& request, const RescoreCall& call, Emit emit) {
  const auto read_deadline = [this, &call] {
    return std::min(call.deadline, clock_.Now() + options_.read_deadline);
  };
  HENG_ASSIGN_OR_RETURN(const CheckedScheme scheme, SchemeOf(request, read_deadline()));
  RescorePlans plans(plans_, scheme);
  const storage::v1::ListSummariesRequest list = ListOf(request, *scheme, options_.page_size);
  RescorePages pages(
      [this, &list, &read_deadline](const std::string& page_token) {
        storage::v1::ListSummariesRequest page = list;
        page.set_page_token(page_token);
        return repository_.ListSummaries(page, read_deadline());
      },
      options_.pages_in_flight);
  const Crew crew(options_.workers, pages, [&] {
    return RescoreWorker(repository_, plans,
                         {.only_changed = request.only_changed(),
                          .read_size = options_.read_size,
                          .read_deadline = read_deadline,
                          .is_stopped = [&pages] { return pages.stopped(); }});
  });
  return EmitAll(pages, call, clock_, emit);
}

}  // namespace heng
