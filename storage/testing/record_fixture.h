// SPDX-License-Identifier: Apache-2.0
//
// What tests of the record store share: a store on an engine that can be made to fail, and short ways to
// write.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "gtest/gtest.h"
#include "storage/record_store.h"
#include "storage/testing/fault_engine.h"
#include "storage/testing/temporary_directory.h"

namespace heng::testing {

// Writes with the least that their kind needs.
storage::v1::RecordWrite Create(const std::string& name, const std::string& document);
storage::v1::RecordWrite Update(const std::string& name, const std::string& etag,
                                const std::string& document);
// The same write with a request id; the request's hash is that of the document.
storage::v1::RecordWrite WithRequestId(storage::v1::RecordWrite write, const std::string& id);
storage::v1::RecordWrite Requiring(storage::v1::RecordWrite write, const std::string& name);

// The parameter is the name of the engine.
class RecordStoreTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { Reopen(); }

  // Begins again with what is on the disk; the memory engine lives on.
  void Reopen(const RecordStoreOptions& options = {});

  // Commits and waits.
  RecordStore::Outcome Commit(storage::v1::RecordWrite write);
  // Queues all of them before the committer sees the first, then waits. on_answer: called at each answer, on the
  // committer's thread.
  std::vector<RecordStore::Outcome> CommitTogether(std::vector<storage::v1::RecordWrite> writes,
                                                   std::function<void()> on_answer = nullptr);
  std::optional<storage::v1::Record> Read(const std::string& name);

  FakeClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  TemporaryDirectory directory_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<FaultEngine> fault_;
  std::unique_ptr<RecordStore> store_;
};

}  // namespace heng::testing
