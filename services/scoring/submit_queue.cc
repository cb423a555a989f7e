// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/submit_queue.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/scoring/evaluation_view.h"

namespace heng {

// A submission inside a group. `answer` is set once its fate is known; until then it is open.
struct SubmitQueue::Working {
  Item item;
  CheckedForm form;
  v1::Evaluation scored;
  std::shared_ptr<const FormPlan> plan;  // that it was scored with
  std::string replayed_name;             // name with revision of the first answer, if this was a retry
  std::optional<absl::StatusOr<v1::Evaluation>> answer;

  bool open() const { return !answer.has_value(); }
  // Refused for what it says, and not because something was away.
  bool refused() const {
    return answer.has_value() && !answer->ok() && !absl::IsUnavailable(answer->status()) &&
           !absl::IsDeadlineExceeded(answer->status());
  }
  void Fail(absl::Status status) { answer.emplace(std::move(status)); }
};

namespace {

// The latest deadline of a group: the group's calls serve every caller that still waits.
template <typename Group>
absl::Time LatestDeadline(const Group& group) {
  absl::Time latest = absl::InfinitePast();
  for (const auto& work : group) latest = std::max(latest, work.item.deadline);
  return latest;
}

v1::Evaluation InView(v1::Evaluation evaluation, v1::View view) {
  return view == v1::VIEW_FULL ? FullEvaluation(std::move(evaluation)) : TerseEvaluation(evaluation);
}

}  // namespace

SubmitQueue::SubmitQueue(Repository repository, FormPlans& plans, const Clock& clock,
                         const SubmitQueueOptions& options)
    : repository_(std::move(repository)), plans_(plans), clock_(clock), options_(options) {
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { Run(); });
}

SubmitQueue::~SubmitQueue() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  work_waits_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void SubmitQueue::Push(Item item) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (waiting_.size() < options_.max_waiting) {
      waiting_.push_back(std::move(item));
      work_waits_.notify_one();
      return;
    }
  }
  item.done(
      Unavailable("TOO_BUSY",
                  {absl::StrCat(options_.max_waiting, " submissions wait already; try again in a moment"),
                   absl::StrCat("已有 ", options_.max_waiting, " 份自评表在排队，请稍后重试")},
                  500));
}

std::vector<SubmitQueue::Item> SubmitQueue::TakeWaiting() {
  std::unique_lock<std::mutex> lock(mutex_);
  work_waits_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  std::vector<Item> items;
  while (!waiting_.empty() && items.size() < options_.max_joined) {
    items.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return items;
}

void SubmitQueue::Run() {
  for (std::vector<Item> items = TakeWaiting(); !items.empty(); items = TakeWaiting())
    Process(std::move(items));
}

void SubmitQueue::Process(std::vector<Item> items) {
  std::vector<Working> group(items.size());
  for (size_t i = 0; i < items.size(); ++i) group[i].item = std::move(items[i]);
  CheckAll(group);
  ScoreAll(group);
  FindFirstAnswers(group);
  CommitAll(group);
  ReadBackReplayed(group);
  for (Working& work : group) work.item.done(*std::move(work.answer));
}

void SubmitQueue::CheckAll(std::vector<Working>& group) const {
  const absl::Time now = clock_.Now();
  for (Working& work : group) {
    if (work.item.deadline <= now) {
      work.Fail(MakeError(absl::StatusCode::kDeadlineExceeded, "DEADLINE",
                          {"the submission's turn did not come before its deadline; nothing was stored",
                           "在截止时间之前未能轮到该提交，数据未保存"}));
      continue;
    }
    absl::StatusOr<CheckedForm> form = CheckForm(work.item.request->evaluation(), work.item.path);
    if (form.ok()) {
      work.form = *std::move(form);
    } else {
      work.Fail(form.status());
    }
  }
}

void SubmitQueue::ScoreAll(std::vector<Working>& group) {
  std::vector<std::string> names;
  for (const Working& work : group) {
    if (!work.open()) continue;
    for (std::string& name : NamesToRead(work.form, plans_)) names.push_back(std::move(name));
  }
  if (names.empty()) return;
  const absl::StatusOr<RecordSet> records = repository_.Read(names, LatestDeadline(group));
  // What cannot be read may concern one form only; its neighbours must not fail with it.
  const bool one_by_one = absl::IsDataLoss(records.status()) || absl::IsInternal(records.status()) ||
                          absl::IsResourceExhausted(records.status());
  for (Working& work : group) {
    if (!work.open()) continue;
    if (one_by_one) {
      Score(work, repository_.Read(NamesToRead(work.form, plans_), work.item.deadline));
    } else {
      Score(work, records);
    }
  }
}

void SubmitQueue::Score(Working& work, const absl::StatusOr<RecordSet>& records) {
  absl::StatusOr<v1::Evaluation> scored = records.ok() ? ScoreOne(work, *records) : records.status();
  if (!scored.ok()) {
    work.Fail(scored.status());
  } else if (work.item.request->validate_only()) {
    work.answer.emplace(InView(*std::move(scored), work.item.request->view()));
  } else {
    work.scored = *std::move(scored);
  }
}

absl::StatusOr<v1::Evaluation> SubmitQueue::ScoreOne(Working& work, const RecordSet& records) {
  // An unknown department is the first thing to hear of: its goals and its budget are unknown with it.
  const std::string& department = work.form.references.department;
  if (!records.Has(department)) return records.Find<v1::Department>(department).status();
  HENG_ASSIGN_OR_RETURN(work.plan, plans_.PlanFor(work.form.references, records, work.item.deadline));
  return ScoreForStoring(work.form, *work.plan, records, work.item.path);
}

// A retry gets its first answer although today's checks refuse it: goals, for one, may have changed since.
// Storage looks at request ids by itself for what reaches it.
void SubmitQueue::FindFirstAnswers(std::vector<Working>& group) {
  storage::v1::FindRequestsRequest request;
  std::vector<Working*> asked;
  for (Working& work : group) {
    const v1::SubmitEvaluationRequest& submission = *work.item.request;
    const absl::Status named =
        ParseResourceName(submission.evaluation().name(), ResourceKind::kEvaluation).status();
    if (!work.refused() || submission.validate_only() || submission.request_id().empty() || !named.ok())
      continue;
    storage::v1::FindRequestsRequest::Query& query = *request.add_queries();
    query.set_name(submission.evaluation().name());
    query.set_request_id(submission.request_id());
    query.set_request_sha256(RequestSha256(submission.evaluation(), submission.etag()));
    asked.push_back(&work);
  }
  if (asked.empty()) return;
  const absl::StatusOr<storage::v1::FindRequestsResponse> found =
      repository_.FindRequests(request, LatestDeadline(group));
  if (!found.ok()) return;  // the refusals stand
  for (size_t i = 0; i < asked.size(); ++i) {
    const auto& result = found->results(static_cast<int>(i));
    if (result.has_error()) {
      asked[i]->Fail(FromRpcStatus(result.error()));
    } else if (result.has_info()) {
      asked[i]->answer.reset();
      asked[i]->replayed_name = result.info().name();
    }
  }
}

void SubmitQueue::CommitAll(std::vector<Working>& group) {
  storage::v1::CommitRecordsRequest request;
  std::vector<Working*> sent;
  size_t bytes = 0;
  for (Working& work : group) {
    if (!work.open() || !work.replayed_name.empty()) continue;
    storage::v1::RecordWrite write =
        WriteOf(work.scored, *work.plan, work.form, work.item.request->request_id(),
                work.item.request->etag(), work.item.actor);
    const size_t write_bytes = write.ByteSizeLong();
    if (!sent.empty() && bytes + write_bytes > options_.max_call_bytes) {
      CommitSome(sent, std::exchange(request, {}));
      sent.clear();
      bytes = 0;
    }
    *request.add_writes() = std::move(write);
    sent.push_back(&work);
    bytes += write_bytes;
  }
  if (!sent.empty()) CommitSome(sent, std::move(request));
}

void SubmitQueue::CommitSome(const std::vector<Working*>& sent, storage::v1::CommitRecordsRequest request) {
  absl::Time deadline = absl::InfinitePast();
  for (const Working* work : sent) deadline = std::max(deadline, work->item.deadline);
  const absl::StatusOr<storage::v1::CommitRecordsResponse> response = repository_.Commit(request, deadline);
  for (size_t i = 0; i < sent.size(); ++i) {
    Working& work = *sent[i];
    if (!response.ok()) {
      work.Fail(response.status());
      continue;
    }
    const auto& result = response->results(static_cast<int>(i));
    if (result.has_error()) {
      work.Fail(FromRpcStatus(result.error()));
    } else if (result.replayed()) {
      work.replayed_name = result.info().name();
    } else {
      SetEnvelope(result.info(), work.scored);
      work.answer.emplace(InView(std::move(work.scored), work.item.request->view()));
    }
  }
}

void SubmitQueue::ReadBackReplayed(std::vector<Working>& group) {
  std::vector<std::string> names;
  for (const Working& work : group) {
    if (work.open()) names.push_back(work.replayed_name);
  }
  if (names.empty()) return;
  const absl::StatusOr<RecordSet> records = repository_.Read(names, LatestDeadline(group));
  for (Working& work : group) {
    if (!work.open()) continue;
    absl::StatusOr<v1::Evaluation> first =
        records.ok() ? records->Find<v1::Evaluation>(work.replayed_name) : records.status();
    if (first.ok()) {
      work.answer.emplace(InView(*std::move(first), work.item.request->view()));
    } else {
      work.Fail(first.status());
    }
  }
}

}  // namespace heng
