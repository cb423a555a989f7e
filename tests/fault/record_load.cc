// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/record_load.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/testing/record_fixture.h"

namespace heng::fault {

using storage::v1::RecordWrite;

RecordCaller::RecordCaller(int number, uint64_t seed, const LoadOptions& options, RecordOracle& oracle)
    : number_(number), options_(options), oracle_(oracle), random_(seed * 1000 + number) {}

std::string RecordCaller::Document() {
  const auto size = static_cast<size_t>(
      static_cast<int64_t>(options_.min_document_bytes) +
      Below(static_cast<int64_t>(options_.max_document_bytes - options_.min_document_bytes) + 1));
  std::string document(size, '\0');
  for (size_t i = 0; i < size; i += sizeof(uint64_t)) {
    const uint64_t word = random_();
    document.replace(i, std::min(sizeof word, size - i), reinterpret_cast<const char*>(&word),
                     std::min(sizeof word, size - i));
  }
  return document;
}

RecordWrite RecordCaller::NewForm() {
  RecordWrite write =
      testing::Create(absl::StrCat("regions/62060", number_ % 3,
                                   "/departments/219001/evaluations/2024-project-c", number_, "n", next_),
                      Document());
  write.mutable_summary()->set_grade(absl::StrCat("grade of ", next_));
  return write;
}

RecordWrite RecordCaller::NextWrite() {
  ++next_;
  const int64_t kind = Below(10);
  RecordWrite write;
  if (kind < 4 && !etags_.empty()) {
    const auto form = std::next(etags_.begin(), Below(static_cast<int64_t>(etags_.size())));
    write = testing::Update(form->first, form->second, Document());
    write.mutable_summary()->set_grade(absl::StrCat("grade of ", next_));
    etags_.erase(form);
  } else if (kind < 8) {
    write = NewForm();
  } else if (kind == 8) {
    write = testing::Create(absl::StrCat("schemes/c", number_, "n", next_), Document());
  } else {
    write = testing::Create(absl::StrCat("regions/62060", number_ % 3, "/departments/c", number_, "n", next_),
                            Document());
    write.mutable_department()->set_name(write.name());
  }
  if (Below(10) < 8) write = testing::WithRequestId(std::move(write), absl::StrCat("c", number_, "r", next_));
  return write;
}

void RecordCaller::Remember(const RecordWrite& write, const RecordStore::Outcome& outcome) {
  if (outcome.status.ok() && write.has_summary()) etags_[write.name()] = outcome.info.etag();
}

std::vector<absl::Status> RecordCaller::Step(RecordStore& store) {
  const auto count = static_cast<size_t>(1 + Below(options_.max_batch));
  std::vector<RecordWrite> writes(count);
  std::vector<size_t> tickets(count);
  std::vector<std::promise<RecordStore::Outcome>> answers(count);
  for (size_t i = 0; i < count; ++i) {
    writes[i] = NextWrite();
    tickets[i] = oracle_.Sent(writes[i]);
  }
  for (size_t i = 0; i < count; ++i) {
    store.Commit(writes[i],
                 [&answers, i](RecordStore::Outcome outcome) { answers[i].set_value(std::move(outcome)); });
  }
  std::vector<absl::Status> statuses;
  for (size_t i = 0; i < count; ++i) {
    const RecordStore::Outcome outcome = answers[i].get_future().get();
    oracle_.Answered(tickets[i], outcome);
    Remember(writes[i], outcome);
    statuses.push_back(outcome.status);
  }
  return statuses;
}

void RunCallers(std::vector<RecordCaller>& callers, RecordStore& store, const std::function<bool()>& stop) {
  std::vector<std::thread> threads;
  for (RecordCaller& caller : callers) {
    threads.emplace_back([&] {
      while (!stop()) {
        const std::vector<absl::Status> statuses = caller.Step(store);
        if (!std::all_of(statuses.begin(), statuses.end(), [](const auto& status) { return status.ok(); }))
          return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace heng::fault
