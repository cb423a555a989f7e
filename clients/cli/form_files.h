// SPDX-License-Identifier: Apache-2.0
//
// Evaluations in files: proto3 JSON, or an official form as .xlsx or .csv.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/errors.h"
#include "clients/cli/command_tree.h"
#include "clients/forms/form_cells.h"
#include "clients/forms/form_import.h"
#include "heng/client/client.h"

namespace heng::cli {

// What a form is read against or drawn from; what many forms share is fetched once.
class FormSources {
 public:
  explicit FormSources(client::Client client) : client_(std::move(client)) {}

  // For an evaluation that is not stored, or as a file kept it: with its goals, scheme and department, and, where the evaluation
  // has no budget, that of the year, if one is stored. Errors: those of the client.
  absl::StatusOr<forms::FormContext> ContextOf(v1::Evaluation evaluation);

 private:
  absl::StatusOr<v1::Scheme> SchemeOf(const std::string& name);

  const client::Client client_;
  std::map<std::string, v1::Scheme> schemes_;
};

// Reads an evaluation. A file whose name does not end in .json is told by its first bytes. name: of the evaluation, for a form that does
// not say it; empty if it must. INVALID_ARGUMENT with every problem of a form, each by its cell.
absl::StatusOr<forms::ImportedForm> ReadEvaluation(const std::string& path, std::istream& in,
                                                   const std::string& name, FormSources& sources);

// What a reader of a form should know, on the error stream.
void PrintNotices(const Context& context, const std::string& path, const std::vector<Problem>& notices);

}  // namespace heng::cli
