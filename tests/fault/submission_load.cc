// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/submission_load.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "scoring/testing/reference_case.h"

namespace heng::fault {
namespace {

constexpr char kRegion[] = "regions/620602";
constexpr int kNamesAtOnce = 100;

std::string DepartmentName(int number) { return absl::StrCat(kRegion, "/departments/d", number); }

absl::Status Unlike(const std::string& name, const std::string& what) {
  return absl::DataLossError(absl::StrCat(name, ": ", what));
}

// What lists say of all evaluations: revision and total by name.
absl::StatusOr<std::map<std::string, std::pair<int64_t, std::string>>> ListAll(const client::Client& client) {
  v1::ListEvaluationsRequest request;
  request.set_parent("regions/-/departments/-");
  request.set_page_size(1000);
  std::map<std::string, std::pair<int64_t, std::string>> listed;
  for (const absl::StatusOr<v1::Evaluation>& row : client.ListEvaluations(request)) {
    HENG_RETURN_IF_ERROR(row.status());
    listed[row->name()] = {row->revision(), row->score().total_points()};
  }
  return listed;
}

absl::StatusOr<int64_t> CountAll(const client::Client& client) {
  v1::AggregateScoresRequest request;
  request.add_groupings();
  HENG_ASSIGN_OR_RETURN(const v1::AggregateScoresResponse answer, client.AggregateScores(request));
  const auto& groups = answer.results(0).groups();
  return groups.empty() ? 0 : groups[0].statistics().evaluation_count();
}

}  // namespace

std::string NewMark() { return absl::BytesToHexString(RandomBytes(12)); }
void SetMark(const std::string& mark, v1::Evaluation& form) { form.mutable_results(0)->set_reason(mark); }
const std::string& MarkOf(const v1::Evaluation& form) { return form.results(0).reason(); }

void Ledger::Sent(const std::string& mark, const std::string& name) {
  std::lock_guard<std::mutex> lock(mutex_);
  submissions_[mark].name = name;
}

void Ledger::Acknowledged(const std::string& mark, int64_t revision) {
  std::lock_guard<std::mutex> lock(mutex_);
  submissions_.at(mark).revision = revision;
  ++acknowledged_count_;
}

Verdict Ledger::Compare(const std::map<std::string, StoredMarks>& stored) const {
  std::lock_guard<std::mutex> lock(mutex_);
  Verdict verdict;
  std::set<std::string> seen;
  for (const auto& [name, marks] : stored) {
    for (const std::string& mark : marks) {
      const auto sent = submissions_.find(mark);
      if (sent == submissions_.end() || sent->second.name != name) {
        verdict.faults.push_back(absl::StrCat(name, " has ", mark, ", which nobody sent there"));
      }
      if (!seen.insert(mark).second) {
        ++verdict.doubled;
        verdict.faults.push_back(absl::StrCat(name, " has ", mark, " twice"));
      }
      if (sent != submissions_.end() && sent->second.revision == 0) ++verdict.never_answered;
    }
  }
  for (const auto& [mark, submission] : submissions_) {
    if (submission.revision == 0) continue;
    ++verdict.acknowledged;
    const auto found = stored.find(submission.name);
    const auto place = static_cast<size_t>(submission.revision);
    if (found != stored.end() && place <= found->second.size() && found->second[place - 1] == mark) continue;
    ++verdict.lost;
    verdict.faults.push_back(absl::StrCat(submission.name, "@", submission.revision, " was answered for ",
                                          mark, ", but is not there"));
  }
  return verdict;
}

absl::StatusOr<std::vector<v1::Evaluation>> StoreSmallForms(const client::Client& client, int count,
                                                            int first) {
  if (first == 0) {
    v1::Region region;
    region.set_name(kRegion);
    region.set_display_name("凉州区");
    HENG_RETURN_IF_ERROR(client.CreateRegion(region).status());
    HENG_RETURN_IF_ERROR(client.CreateScheme(testing::SmallScheme()).status());
  }
  std::vector<v1::Evaluation> forms;
  for (int i = first; i < first + count; ++i) {
    v1::Department department;
    department.set_name(DepartmentName(i));
    department.set_display_name(absl::StrCat("部门", i));
    department.set_category(v1::DEPARTMENT_CATEGORY_GOVERNMENT_ORGAN);
    HENG_RETURN_IF_ERROR(client.CreateDepartment(department).status());
    v1::Goals goals = testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "100");
    goals.set_name(DepartmentName(i) + "/goals/2024-overall");
    goals.set_scheme(testing::SmallScheme().name());
    HENG_RETURN_IF_ERROR(client.CreateGoals(goals).status());
    v1::Evaluation form = testing::SmallEvaluation("100");
    form.set_name(DepartmentName(i) + "/evaluations/2024-overall");
    form.clear_goals();
    form.clear_scheme();
    forms.push_back(std::move(form));
  }
  return forms;
}

Submitter::Submitter(client::Client client, std::vector<v1::Evaluation> forms, Ledger& ledger, uint32_t seed)
    : client_(std::move(client)), ledger_(ledger), random_(seed) {
  for (v1::Evaluation& form : forms) {
    *forms_.emplace_back().next.mutable_evaluation() = std::move(form);
  }
}

void Submitter::NewSubmission(Form& form) {
  const std::string mark = NewMark();
  SetMark(mark, *form.next.mutable_evaluation());
  form.next.set_request_id(mark);
  form.is_open = true;
  ledger_.Sent(mark, form.next.evaluation().name());
}

void Submitter::Run(const std::atomic<bool>& stop) {
  while (!stop) {
    for (Form& form : forms_) {
      if (!form.is_open) NewSubmission(form);
    }
    SendOpen();
    if (random_() % 4 != 0) continue;
    for (Form& form : forms_) {
      if (form.is_open) StartOver(form);
    }
  }
}

void Submitter::SendOpen() {
  if (forms_.size() == 1) return Took(forms_.front(), client_.SubmitEvaluation(forms_.front().next));
  v1::BatchSubmitEvaluationsRequest batch;
  std::vector<Form*> sent;
  for (Form& form : forms_) {
    if (!form.is_open) continue;
    *batch.add_requests() = form.next;
    sent.push_back(&form);
  }
  const absl::StatusOr<v1::BatchSubmitEvaluationsResponse> answer = client_.BatchSubmitEvaluations(batch);
  if (!answer.ok()) return;
  for (size_t i = 0; i < sent.size(); ++i) {
    const auto& result = answer->results(static_cast<int>(i));
    if (result.has_evaluation()) Took(*sent[i], result.evaluation());
  }
}

void Submitter::Took(Form& form, const absl::StatusOr<v1::Evaluation>& answer) {
  if (!answer.ok()) return;
  ledger_.Acknowledged(form.next.request_id(), answer->revision());
  form.next.set_etag(answer->etag());
  form.is_open = false;
}

void Submitter::StartOver(Form& form) {
  const absl::StatusOr<v1::Evaluation> current = client_.GetEvaluation(form.next.evaluation().name());
  if (absl::IsNotFound(current.status())) form.is_open = false;
  if (!current.ok()) return;
  // What was sent may have happened meanwhile; what is not there now may still come, which its stale etag then refuses.
  form.next.set_etag(current->etag());
  form.is_open = false;
}

absl::StatusOr<std::map<std::string, StoredMarks>> ReadMarks(const client::Client& client,
                                                             const std::vector<std::string>& names) {
  HENG_ASSIGN_OR_RETURN(const auto listed, ListAll(client));
  HENG_ASSIGN_OR_RETURN(const int64_t counted, CountAll(client));
  if (counted != static_cast<int64_t>(listed.size())) {
    return Unlike("sums", absl::StrCat("count ", counted, " evaluations, lists ", listed.size()));
  }
  std::map<std::string, StoredMarks> stored;
  for (const std::string& name : names) {
    const auto row = listed.find(name);
    if (row == listed.end()) continue;
    StoredMarks& marks = stored[name];
    for (int64_t revision = 1; revision <= row->second.first;) {
      v1::BatchGetEvaluationsRequest request;
      for (; revision <= row->second.first && request.names_size() < kNamesAtOnce; ++revision) {
        request.add_names(absl::StrCat(name, "@", revision));
      }
      HENG_ASSIGN_OR_RETURN(const v1::BatchGetEvaluationsResponse answer,
                            client.BatchGetEvaluations(request));
      for (const v1::Evaluation& revision_read : answer.evaluations()) {
        if (revision_read.score().total_points() != row->second.second) {
          return Unlike(name, "a revision has another total than the list says");
        }
        marks.push_back(MarkOf(revision_read));
      }
    }
    HENG_ASSIGN_OR_RETURN(const v1::Evaluation newest, client.GetEvaluation(name));
    if (newest.revision() != row->second.first)
      return Unlike(name, "the list says another revision than the head");
  }
  return stored;
}

}  // namespace heng::fault
