// SPDX-License-Identifier: Apache-2.0
//
// What `heng diff` compares with what: revisions of one resource, two resources of one kind, or one of them with a file.
#pragma once

#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/resource_name.h"
#include "clients/cli/diff_view.h"
#include "google/protobuf/message.h"
#include "heng/client/client.h"

namespace heng::cli {

struct DiffSides {
  ResourceKind kind = ResourceKind::kEvaluation;
  DiffSide before;
  DiffSide after;
  bool of_two_resources = false;
  std::unique_ptr<google::protobuf::Message> before_message;
  std::unique_ptr<google::protobuf::Message> after_message;
  // The schemes and goals that stored evaluations pin, whether or not they are compared; they name the rows.
  std::vector<ResourceName> named_by;
};

// before, after: a name, with or without revision, or a file (`-` is `in`); at most one file. An empty `after` compares
// the revision that `before` names with the one before it.
//
// Beside a file a stored resource has only what a file can say: no output-only fields, and nothing that the service filled
// in where the file leaves it out.
absl::StatusOr<DiffSides> LoadDiffSides(const client::Client& client, const std::string& before,
                                        const std::string& after, std::istream& in);

// What the rows of both sides are called; fetches what `named_by` lists.
absl::StatusOr<RowNames> RowNamesOf(const client::Client& client, const DiffSides& sides);

}  // namespace heng::cli
