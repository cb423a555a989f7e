// SPDX-License-Identifier: Apache-2.0
//
// Files one form: stores the scheme, the region, the department, its budget and its goals, submits the
// evaluation and prints what it earned. Running it twice is harmless.
//
//   heng_example_submit_form [FOLDER [SCHEME [ADDRESS]]]
//
// FOLDER (examples/liangzhou-2024) holds region.json, department.json, budget.json, goals.json and
// evaluation.json; SCHEME is schemes/gansu-overall.json, ADDRESS 127.0.0.1:7401.
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "google/protobuf/util/json_util.h"
#include "heng/client/client.h"

namespace {

namespace v1 = heng::v1;
using heng::client::Client;

template <typename T>
absl::StatusOr<T> Read(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  T message;
  const auto status = google::protobuf::util::JsonStringToMessage(text.str(), &message);
  if (!file || !status.ok()) return absl::InvalidArgumentError(absl::StrCat(path, ": ", status.ToString()));
  return message;
}

// What is stored already is as good as stored now.
absl::Status UnlessStored(const absl::Status& status) {
  return absl::IsAlreadyExists(status) ? absl::OkStatus() : status;
}

absl::StatusOr<v1::Evaluation> SubmitForm(const Client& client, const std::string& folder,
                                          const std::string& scheme) {
  HENG_ASSIGN_OR_RETURN(const v1::Scheme rules, Read<v1::Scheme>(scheme));
  HENG_ASSIGN_OR_RETURN(const v1::Region region, Read<v1::Region>(folder + "/region.json"));
  HENG_ASSIGN_OR_RETURN(const v1::Department department, Read<v1::Department>(folder + "/department.json"));
  HENG_ASSIGN_OR_RETURN(const v1::Budget budget, Read<v1::Budget>(folder + "/budget.json"));
  HENG_ASSIGN_OR_RETURN(const v1::Goals goals, Read<v1::Goals>(folder + "/goals.json"));
  HENG_ASSIGN_OR_RETURN(const v1::Evaluation evaluation, Read<v1::Evaluation>(folder + "/evaluation.json"));

  HENG_RETURN_IF_ERROR(UnlessStored(client.CreateScheme(rules).status()));
  HENG_RETURN_IF_ERROR(UnlessStored(client.CreateRegion(region).status()));
  HENG_RETURN_IF_ERROR(UnlessStored(client.CreateDepartment(department).status()));
  HENG_RETURN_IF_ERROR(UnlessStored(client.CreateBudget(budget).status()));
  HENG_RETURN_IF_ERROR(UnlessStored(client.CreateGoals(goals).status()));

  const absl::StatusOr<v1::Evaluation> stored = client.SubmitEvaluation(evaluation);
  if (absl::IsAlreadyExists(stored.status())) return client.GetEvaluation(evaluation.name());
  return stored;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : "examples/liangzhou-2024";
  const std::string scheme = argc > 2 ? argv[2] : "schemes/gansu-overall.json";
  const std::string address = argc > 3 ? argv[3] : "127.0.0.1:7401";
  const auto connection = heng::client::MakeConnection({.address = address});
  if (!connection.ok()) {
    std::cerr << connection.status() << "\n";
    return 1;
  }
  const absl::StatusOr<v1::Evaluation> evaluation = SubmitForm(Client(*connection), folder, scheme);
  if (!evaluation.ok()) {
    std::cerr << evaluation.status() << "\n";
    return 1;
  }
  std::cout << evaluation->name() << ": " << evaluation->score().total_points() << " "
            << evaluation->score().grade() << "\n";
  return 0;
}
