// SPDX-License-Identifier: Apache-2.0
//
// The one place where an absl::Status becomes what a caller receives.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace google::rpc {
class Status;
}
namespace grpc {
class Status;
}

namespace heng::rpc {

// Every error that leaves a service has ErrorInfo and a zh-CN message: a status without a reason gets one
// that fits its code. INTERNAL, UNKNOWN and DATA_LOSS keep their text to themselves: it goes to the log under
// a new incident id, and the caller receives the id.
absl::Status ForCaller(const absl::Status& status);

// What ForCaller gave, in gRPC's form, with google.rpc.Status in the details, under 4 KiB.
grpc::Status ToGrpcStatus(const absl::Status& status);

// ForCaller, for one item of a batch.
google::rpc::Status ToItemStatus(const absl::Status& status);

}  // namespace heng::rpc
