// SPDX-License-Identifier: Apache-2.0
//
// submit_form ADDRESS FORM REQUEST_ID: submits one form (proto3 JSON of heng.v1.Evaluation) and reads it back.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "google/protobuf/util/json_util.h"
#include "heng/client/client.h"
#include "heng/client/errors.h"

// Every field that is wrong, in the words of the server, which say what to do.
int Explain(const absl::Status& status) {
  const heng::client::ErrorDetails error = heng::client::DetailsOf(status);
  std::cerr << absl::StatusCodeToString(status.code()) << " " << error.reason << "\n";
  for (const heng::client::FieldProblem& field : error.fields) {
    std::cerr << field.path << ": " << field.english << "\n";
  }
  if (error.fields.empty()) std::cerr << status.message() << "\n";
  return 1;
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::ifstream file(argv[2]);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  heng::v1::Evaluation form;
  if (!google::protobuf::util::JsonStringToMessage(json, &form).ok()) return 2;

  const auto connection = heng::client::MakeConnection({.address = argv[1]});
  if (!connection.ok()) return Explain(connection.status());
  const heng::client::Client client(*connection);
  const auto stored = client.SubmitEvaluation(form, {.deadline = absl::Seconds(30), .request_id = argv[3]});
  if (!stored.ok()) return Explain(stored.status());

  const auto read = client.GetEvaluation(stored->name());
  if (!read.ok()) return Explain(read.status());
  std::cout << read->name() << "@" << read->revision() << " " << read->score().total_points() << " "
            << read->score().grade() << "\n";
}
