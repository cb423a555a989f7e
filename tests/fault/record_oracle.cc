// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/record_oracle.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/history/verify.h"

namespace heng::fault {
namespace {

using storage::v1::Record;
using storage::v1::RecordInfo;
using storage::v1::RecordWrite;

constexpr size_t kNamesAtOnce = 400;
constexpr size_t kProblemsKept = 10;

bool Same(const RecordInfo& a, const RecordInfo& b) { return a.SerializeAsString() == b.SerializeAsString(); }

storage::v1::FindRequestsRequest::Query QueryOf(const RecordWrite& write) {
  storage::v1::FindRequestsRequest::Query query;
  query.set_name(write.name());
  query.set_request_id(write.request_id());
  query.set_request_sha256(write.request_sha256());
  return query;
}

// Whether it is certain that nothing happened.
bool IsRefusal(const absl::Status& status) {
  return !absl::IsUnknown(status) && ReasonOf(status) != "OUTCOME_UNKNOWN";
}

}  // namespace

std::string Comparison::ToString() const {
  return absl::StrCat("acknowledged ", acknowledged, ", lost ", lost, ", in flight and there ", survived,
                      ", in flight and not there ", vanished, ", problems ", problem_count, ":\n  ",
                      absl::StrJoin(problems, "\n  "));
}

size_t RecordOracle::Sent(const RecordWrite& write) {
  std::lock_guard<std::mutex> lock(mutex_);
  writes_.push_back({.write = write});
  return writes_.size() - 1;
}

void RecordOracle::Answered(size_t ticket, const RecordStore::Outcome& outcome) {
  std::lock_guard<std::mutex> lock(mutex_);
  SentWrite& sent = writes_[ticket];
  if (outcome.status.ok()) {
    sent.state = State::kAcknowledged;
    sent.info = outcome.info;
  } else if (IsRefusal(outcome.status)) {
    sent.state = State::kRefused;
  }
}

int64_t RecordOracle::acknowledged_count() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return std::count_if(writes_.begin(), writes_.end(),
                       [](const SentWrite& sent) { return sent.state == State::kAcknowledged; });
}

// One comparison.
class RecordOracle::Reading {
 public:
  Reading(std::vector<SentWrite>& writes, RecordStore& store, Engine& engine)
      : writes_(writes), store_(store), engine_(engine) {}

  Comparison Compare() {
    ReadAcknowledged();
    ReadHeads();
    CheckHistory();
    return std::move(result_);
  }

  // What was in flight is acknowledged, refused or, without a request id and not there, never happened.
  void Retry() {
    for (SentWrite& sent : writes_) {
      if (sent.state == State::kRefused) continue;
      if (sent.write.request_id().empty()) {
        if (sent.state == State::kInFlight) Settle(sent);
      } else {
        SendAgain(sent);
      }
    }
  }

  Comparison TakeResult() { return std::move(result_); }

 private:
  void Report(const std::string& problem) {
    if (++result_.problem_count <= static_cast<int64_t>(kProblemsKept)) result_.problems.push_back(problem);
  }
  void ReportLost(const SentWrite& sent, absl::string_view why) {
    ++result_.lost;
    Report(absl::StrCat(sent.info.name(), " was acknowledged: ", why));
  }

  // In the order of the names; nothing where it cannot be read.
  std::vector<std::optional<Record>> Get(const std::vector<std::string>& names) {
    std::vector<std::optional<Record>> records;
    for (size_t begin = 0; begin < names.size(); begin += kNamesAtOnce) {
      const size_t count = std::min(kNamesAtOnce, names.size() - begin);
      auto some = store_.Get(absl::MakeConstSpan(names).subspan(begin, count));
      if (!some.ok()) {
        result_.data_losses += absl::IsDataLoss(some.status());
        Report(absl::StrCat("reading: ", some.status().ToString()));
        some = std::vector<std::optional<Record>>(count);
      }
      for (std::optional<Record>& record : *some) records.push_back(std::move(record));
    }
    return records;
  }

  void ReadAcknowledged() {
    std::vector<const SentWrite*> expected;
    std::vector<std::string> names;
    for (const SentWrite& sent : writes_) {
      if (sent.state != State::kAcknowledged) continue;
      expected.push_back(&sent);
      names.push_back(sent.info.name());
    }
    const std::vector<std::optional<Record>> records = Get(names);
    for (size_t i = 0; i < expected.size(); ++i) CheckAcknowledged(*expected[i], records[i]);
    result_.acknowledged = static_cast<int64_t>(expected.size());
  }

  void CheckAcknowledged(const SentWrite& sent, const std::optional<Record>& record) {
    if (!record) return ReportLost(sent, "it is not there");
    if (record->document() != sent.write.document()) return ReportLost(sent, "it has another document");
    if (!Same(record->info(), sent.info)) return ReportLost(sent, "what is known of it has changed");
    if (sent.write.request_id().empty()) return;
    const auto found = store_.FindRequest(QueryOf(sent.write));
    if (!found.ok()) return ReportLost(sent, found.status().ToString());
    if (!*found || !Same(**found, sent.info))
      ReportLost(sent, "its request id does not have its first answer");
  }

  // The newest acknowledged write of a name, and the one in flight behind it.
  struct Newest {
    const SentWrite* acknowledged = nullptr;
    const SentWrite* in_flight = nullptr;
  };

  void ReadHeads() {
    std::map<std::string, Newest> newest;
    for (const SentWrite& sent : writes_) {
      if (sent.state == State::kRefused) continue;
      Newest& of_name = newest[sent.write.name()];
      (sent.state == State::kAcknowledged ? of_name.acknowledged : of_name.in_flight) = &sent;
    }
    std::vector<std::string> names;
    for (const auto& [name, writes] : newest) names.push_back(name);
    const std::vector<std::optional<Record>> heads = Get(names);
    for (size_t i = 0; i < names.size(); ++i) CheckHead(names[i], newest[names[i]], heads[i]);
  }

  void CheckHead(const std::string& name, const Newest& writes, const std::optional<Record>& head) {
    const std::string before = writes.acknowledged == nullptr ? "" : writes.acknowledged->info.name();
    const std::string now = head ? head->info().name() : "";
    if (now == before) {
      if (writes.in_flight != nullptr) CheckInFlight(*writes.in_flight, std::nullopt);
      return;
    }
    if (writes.in_flight == nullptr)
      return Report(absl::StrCat(name, ": newest is \"", now, "\", want \"", before, "\""));
    CheckInFlight(*writes.in_flight, head);
  }

  // head: what it made of its name, if it is there.
  void CheckInFlight(const SentWrite& sent, const std::optional<Record>& head) {
    const std::string& name = sent.write.name();
    if (head && head->document() != sent.write.document())
      return Report(absl::StrCat(name, ": the newest document was never sent"));
    ++(head ? result_.survived : result_.vanished);
    if (sent.write.request_id().empty()) return;
    const auto found = store_.FindRequest(QueryOf(sent.write));
    if (!found.ok()) return Report(absl::StrCat(name, ": ", found.status().ToString()));
    if (found->has_value() != head.has_value()) {
      Report(absl::StrCat(name, ": a write in flight is there in halves: its document is", head ? "" : " not",
                          " there, its request id is", *found ? "" : " not"));
    }
  }

  void CheckHistory() {
    const absl::StatusOr<VerifyReport> report = VerifyRecords(engine_, {});
    if (!report.ok()) return Report(absl::StrCat("verifying: ", report.status().ToString()));
    result_.misfits = report->misfit_count;
    for (const Misfit& misfit : report->misfits)
      Report(absl::StrCat("misfit: ", misfit.reason, " ", misfit.name));
    const int64_t want = result_.acknowledged + result_.survived;
    if (report->counts.entry_count != want || report->counts.document_count != want) {
      Report(absl::StrCat("the history has ", report->counts.entry_count, " entries and ",
                          report->counts.document_count, " documents, want ", want));
    }
  }

  void SendAgain(SentWrite& sent) {
    std::promise<RecordStore::Outcome> answer;
    store_.Commit(sent.write, [&](RecordStore::Outcome outcome) { answer.set_value(std::move(outcome)); });
    const RecordStore::Outcome outcome = answer.get_future().get();
    const std::string& name = sent.write.name();
    if (!outcome.status.ok()) return Report(absl::StrCat(name, ": a retry: ", outcome.status.ToString()));
    if (sent.state == State::kAcknowledged && (!outcome.replayed || !Same(outcome.info, sent.info)))
      return Report(absl::StrCat(name, ": a retry did not get the first answer"));
    sent.state = State::kAcknowledged;
    sent.info = outcome.info;
  }

  void Settle(SentWrite& sent) {
    const std::vector<std::optional<Record>> head = Get({sent.write.name()});
    const bool there = head[0] && head[0]->document() == sent.write.document();
    sent.state = there ? State::kAcknowledged : State::kRefused;
    if (there) sent.info = head[0]->info();
  }

  std::vector<SentWrite>& writes_;
  RecordStore& store_;
  Engine& engine_;
  Comparison result_;
};

Comparison RecordOracle::Compare(RecordStore& store, Engine& engine) {
  std::lock_guard<std::mutex> lock(mutex_);
  return Reading(writes_, store, engine).Compare();
}

Comparison RecordOracle::CompareAndRetry(RecordStore& store, Engine& engine) {
  std::lock_guard<std::mutex> lock(mutex_);
  Comparison before = Reading(writes_, store, engine).Compare();
  if (!before.ok()) return before;
  Reading retries(writes_, store, engine);
  retries.Retry();
  for (const std::string& problem : retries.TakeResult().problems) before.problems.push_back(problem);
  const Comparison after = Reading(writes_, store, engine).Compare();
  for (const std::string& problem : after.problems)
    before.problems.push_back(absl::StrCat("after retries: ", problem));
  before.problem_count = static_cast<int64_t>(before.problems.size());
  return before;
}

std::string RecordOracle::ReadOne(RecordStore& store, uint64_t number) const {
  SentWrite sent;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (writes_.empty()) return "";
    sent = writes_[number % writes_.size()];
  }
  if (sent.state != State::kAcknowledged) return "";
  const auto records = store.Get({sent.info.name()});
  if (!records.ok()) return records.status().ToString();
  const bool same = records->front() && records->front()->document() == sent.write.document();
  return same ? "" : absl::StrCat(sent.info.name(), " is not as it was acknowledged");
}

void RecordOracle::Save(const std::string& path) const {
  std::lock_guard<std::mutex> lock(mutex_);
  storage::v1::CommitRecordsRequest request;
  storage::v1::CommitRecordsResponse response;
  for (const SentWrite& sent : writes_) {
    HENG_CHECK(sent.state == State::kAcknowledged);
    *request.add_writes() = sent.write;
    *response.add_results()->mutable_info() = sent.info;
  }
  std::ofstream(path + ".writes", std::ios::binary) << request.SerializeAsString();
  std::ofstream(path + ".answers", std::ios::binary) << response.SerializeAsString();
}

void RecordOracle::Load(const std::string& path, RecordOracle& oracle) {
  storage::v1::CommitRecordsRequest request;
  storage::v1::CommitRecordsResponse response;
  std::ifstream writes(path + ".writes", std::ios::binary);
  std::ifstream answers(path + ".answers", std::ios::binary);
  HENG_CHECK(request.ParseFromIstream(&writes) && response.ParseFromIstream(&answers));
  std::lock_guard<std::mutex> lock(oracle.mutex_);
  for (int i = 0; i < request.writes_size(); ++i) {
    oracle.writes_.push_back(
        {.write = request.writes(i), .state = State::kAcknowledged, .info = response.results(i).info()});
  }
}

}  // namespace heng::fault
