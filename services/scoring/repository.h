// SPDX-License-Identifier: Apache-2.0
//
// Resources by name, read through the storage service.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "heng/client/storage_client.h"
#include "services/scoring/stored_resource.h"

namespace heng {

// Records that were read together, by the name they were asked for.
class RecordSet {
 public:
  void Add(const std::string& name, storage::v1::Record record) {
    records_.insert_or_assign(name, std::move(record));
  }

  bool Has(const std::string& name) const { return records_.count(name) > 0; }

  // Null if there is no record of that name.
  const storage::v1::Record* FindRecord(const std::string& name) const {
    const auto found = records_.find(name);
    return found == records_.end() ? nullptr : &found->second;
  }

  // NOT_FOUND if there is no record of that name.
  template <typename Resource>
  absl::StatusOr<Resource> Find(const std::string& name) const {
    const auto found = records_.find(name);
    if (found == records_.end()) {
      const ResourceKind kind = ResourceKindOf<Resource>();
      return NotFound(ResourceTypeName(kind), name, ResourceKindInChinese(kind));
    }
    return ResourceOf<Resource>(found->second);
  }

 private:
  std::map<std::string, storage::v1::Record> records_;
};

// Thread-safe; cheap to copy.
class Repository {
 public:
  // clock must outlive the repository.
  Repository(client::StorageClient storage, const Clock& clock)
      : storage_(std::move(storage)), clock_(&clock) {}

  // What there is of these names, any number of them. Duplicates are read once.
  absl::StatusOr<RecordSet> Read(const std::vector<std::string>& names, absl::Time deadline);

  // One resource; NOT_FOUND if there is none.
  template <typename Resource>
  absl::StatusOr<Resource> Get(const std::string& name, absl::Time deadline) {
    HENG_ASSIGN_OR_RETURN(const RecordSet records, Read({name}, deadline));
    return records.Find<Resource>(name);
  }

  // Commits up to 500 writes; one result each.
  absl::StatusOr<storage::v1::CommitRecordsResponse> Commit(const storage::v1::CommitRecordsRequest& request,
                                                            absl::Time deadline);

  // What request ids were used for; up to 500 queries, one result each.
  absl::StatusOr<storage::v1::FindRequestsResponse> FindRequests(
      const storage::v1::FindRequestsRequest& request, absl::Time deadline);

  absl::StatusOr<storage::v1::ListRecordsResponse> List(const storage::v1::ListRecordsRequest& request,
                                                        absl::Time deadline);
  absl::StatusOr<storage::v1::ListSummariesResponse> ListSummaries(
      const storage::v1::ListSummariesRequest& request, absl::Time deadline);
  absl::StatusOr<storage::v1::ListRevisionsResponse> ListRevisions(
      const storage::v1::ListRevisionsRequest& request, absl::Time deadline);

 private:
  client::Options Until(absl::Time deadline) const;

  client::StorageClient storage_;
  const Clock* clock_;
};

}  // namespace heng
