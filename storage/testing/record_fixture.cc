// SPDX-License-Identifier: Apache-2.0
#include "storage/testing/record_fixture.h"

#include <future>
#include <thread>
#include <utility>

#include "base/hash.h"
#include "base/resource_name.h"
#include "base/testing/status_matchers.h"
#include "storage/open_engine.h"

namespace heng::testing {

using storage::v1::RecordWrite;

RecordWrite Create(const std::string& name, const std::string& document) {
  RecordWrite write;
  write.set_name(name);
  write.set_condition(storage::v1::WRITE_CONDITION_ABSENT);
  write.set_document(document);
  write.set_actor("local");
  const auto parsed = ParseResourceName(name);
  if (parsed.ok() && IsAddressedByContent(parsed->kind)) write.set_content_sha256(Sha256(document));
  if (parsed.ok() && parsed->kind == ResourceKind::kEvaluation) write.mutable_summary()->set_grade(document);
  return write;
}

RecordWrite Update(const std::string& name, const std::string& etag, const std::string& document) {
  RecordWrite write = Create(name, document);
  write.set_condition(storage::v1::WRITE_CONDITION_ETAG);
  write.set_etag(etag);
  return write;
}

RecordWrite WithRequestId(RecordWrite write, const std::string& id) {
  write.set_request_id(id);
  write.set_request_sha256(Sha256(write.document()));
  return write;
}

RecordWrite Requiring(RecordWrite write, const std::string& name) {
  write.add_required_names(name);
  return write;
}

void RecordStoreTest::Reopen(const RecordStoreOptions& options) {
  store_.reset();
  fault_.reset();
  if (engine_ == nullptr || GetParam() != "memory") {
    engine_.reset();
    auto engine = OpenEngine(GetParam(), directory_.path());
    ASSERT_OK(engine);
    engine_ = *std::move(engine);
  }
  fault_ = std::make_unique<FaultEngine>(*engine_);
  store_ = RecordStore::Open(*fault_, clock_, options);
}

RecordStore::Outcome RecordStoreTest::Commit(RecordWrite write) {
  std::promise<RecordStore::Outcome> outcome;
  store_->Commit(std::move(write), [&](RecordStore::Outcome o) { outcome.set_value(std::move(o)); });
  return outcome.get_future().get();
}

std::vector<RecordStore::Outcome> RecordStoreTest::CommitTogether(std::vector<RecordWrite> writes,
                                                                  std::function<void()> on_answer) {
  // A write in front holds the committer until all are queued.
  std::promise<void> queued;
  std::shared_future<void> all_queued = queued.get_future().share();
  const int first_commit = fault_->commit_count();
  fault_->BeforeCommit([=](int before) {
    if (before == first_commit) all_queued.wait();
  });
  std::promise<RecordStore::Outcome> in_front;
  store_->Commit(Create("schemes/in-front", std::to_string(first_commit)),
                 [&](RecordStore::Outcome o) { in_front.set_value(std::move(o)); });
  while (fault_->commit_count() == first_commit) std::this_thread::yield();

  std::vector<std::promise<RecordStore::Outcome>> promises(writes.size());
  for (size_t i = 0; i < writes.size(); ++i) {
    store_->Commit(std::move(writes[i]), [&promises, &on_answer, i](RecordStore::Outcome o) {
      if (on_answer) on_answer();
      promises[i].set_value(std::move(o));
    });
  }
  queued.set_value();
  EXPECT_OK(in_front.get_future().get().status);
  std::vector<RecordStore::Outcome> outcomes;
  for (auto& promise : promises) outcomes.push_back(promise.get_future().get());
  fault_->BeforeCommit(nullptr);
  return outcomes;
}

std::optional<storage::v1::Record> RecordStoreTest::Read(const std::string& name) {
  auto records = store_->Get({name});
  EXPECT_OK(records);
  return records.ok() ? (*records)[0] : std::nullopt;
}

}  // namespace heng::testing
