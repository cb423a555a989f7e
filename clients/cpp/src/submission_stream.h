// SPDX-License-Identifier: Apache-2.0
//
// The client's side of StreamSubmitEvaluations.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "heng/client/connection.h"
#include "heng/v1/evaluation_service.grpc.pb.h"

namespace heng::client {

// See Connection::StreamSubmitEvaluations.
absl::Status StreamSubmissions(v1::EvaluationService::Stub& stub, const NextSubmission& next,
                               const OnMessage<v1::StreamSubmitEvaluationsResponse>& on_answer,
                               absl::Duration silence);

}  // namespace heng::client
