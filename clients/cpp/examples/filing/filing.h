// SPDX-License-Identifier: Apache-2.0
//
// What the system of a finance bureau does with heng: file one form, file thousands, and tell people what to mend.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "heng/client/client.h"

namespace filing {

// Files one form. If one of its name is filed already, this becomes the next revision; ABORTED if somebody else files one
// at the same moment. request_id: the caller's own number of this filing, so that the caller too can repeat it safely.
absl::StatusOr<heng::v1::Evaluation> FileForm(const heng::client::Client& client,
                                              const heng::v1::Evaluation& form,
                                              const std::string& request_id);

// Told of every form once, when it is on disk or refused.
using OnOutcome =
    std::function<void(const heng::v1::SubmitEvaluationRequest& form, const absl::Status& outcome)>;

// Files what `next` gives, until it gives nothing. Each needs a request_id. `next` is asked no faster than the server
// stores, and only forms without an answer are kept, so neither memory nor the server fills up. If the stream
// breaks, they are sent once more on another one: with the same request_id nothing is stored twice.
absl::Status FileForms(const heng::client::Client& client, const heng::client::NextSubmission& next,
                       const OnOutcome& on_outcome);

// What a person has to do about an error, in Chinese, a line for each thing.
std::string WhatToDo(const absl::Status& error);

}  // namespace filing
