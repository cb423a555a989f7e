// SPDX-License-Identifier: Apache-2.0
//
// file_forms ADDRESS SHARE COUNT: files the reference form, then COUNT forms of other departments and a wrong one as a
// stream, and reads everything back. SHARE is the folder share/heng of the installation. Running it twice is harmless.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "filing.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/status.pb.h"
#include "heng/client/errors.h"

namespace {

namespace v1 = heng::v1;
using heng::client::Client;

constexpr char kDepartment[] = "regions/620602/departments/zonggonghui";

// The message in a file, with `from` replaced; exits if there is none.
template <typename T>
T Read(const std::string& path, const std::map<std::string, std::string>& replaced = {}) {
  std::ifstream file(path);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  T message;
  const auto status =
      google::protobuf::util::JsonStringToMessage(absl::StrReplaceAll(json, replaced), &message);
  if (!file || !status.ok()) {
    std::cerr << path << ": " << status.ToString() << "\n";
    std::exit(2);
  }
  return message;
}

// What is stored already is as good as stored now.
absl::Status UnlessStored(const absl::Status& status) {
  return absl::IsAlreadyExists(status) ? absl::OkStatus() : status;
}

// The error of the call, or of its first item that has one: each item of a batch succeeds or fails by itself.
template <typename Response>
absl::Status FirstErrorOf(const absl::StatusOr<Response>& response) {
  if (!response.ok()) return response.status();
  for (const auto& result : response->results()) {
    const absl::Status status = UnlessStored(heng::client::ToStatus(result.error()));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

// Everything that a form refers to.
absl::Status StoreCatalogue(const Client& client, const std::string& share, int department_count) {
  const std::string example = share + "/examples/liangzhou-2024/";
  v1::BatchCreateDepartmentsRequest departments;
  v1::BatchCreateGoalsRequest goals;
  for (int i = 0; i < department_count; ++i) {
    const std::string name = i == 0 ? kDepartment : absl::StrCat("regions/620602/departments/d", i);
    v1::Department& department = *departments.add_requests()->mutable_department();
    department = Read<v1::Department>(example + "department.json", {{kDepartment, name}});
    if (i > 0) department.clear_unified_social_credit_code();
    *goals.add_requests()->mutable_goals() = Read<v1::Goals>(example + "goals.json", {{kDepartment, name}});
  }
  const auto scheme = Read<v1::Scheme>(share + "/schemes/gansu-overall.json");
  const auto region = Read<v1::Region>(example + "region.json");
  absl::Status status = UnlessStored(client.CreateScheme(scheme).status());
  if (status.ok()) status = UnlessStored(client.CreateRegion(region).status());
  if (status.ok()) status = FirstErrorOf(client.BatchCreateDepartments(departments));
  if (status.ok()) status = FirstErrorOf(client.BatchCreateGoals(goals));
  return status;
}

// The form of department number i; the one after the last has a thousands separator in an amount.
v1::SubmitEvaluationRequest FormOf(const std::string& share, int i, int count) {
  const std::string path = share + "/examples/liangzhou-2024/evaluation.json";
  v1::SubmitEvaluationRequest form;
  *form.mutable_evaluation() =
      Read<v1::Evaluation>(path, {{kDepartment, absl::StrCat("regions/620602/departments/d", i)}});
  if (i > count)
    form.mutable_evaluation()->mutable_budget()->mutable_lines(0)->set_executed_yuan("2,879,927.69");
  form.set_request_id(absl::StrCat("filing-2024-", i));
  return form;
}

absl::Status Run(const Client& client, const std::string& share, int count) {
  absl::Status status = StoreCatalogue(client, share, count + 2);
  if (!status.ok()) return status;

  const auto form = Read<v1::Evaluation>(share + "/examples/liangzhou-2024/evaluation.json");
  const auto filed = filing::FileForm(client, form, "filing-2024-0");
  if (!filed.ok()) return filed.status();
  std::cout << filed->name() << "@" << filed->revision() << " " << filed->score().total_points() << " "
            << filed->score().grade() << "\n";

  int given = 0;
  int stored = 0;
  status = filing::FileForms(
      client,
      [&]() -> std::optional<v1::SubmitEvaluationRequest> {
        if (given > count) return std::nullopt;
        return FormOf(share, ++given, count);
      },
      [&](const v1::SubmitEvaluationRequest& sent, const absl::Status& outcome) {
        stored += outcome.ok();
        if (!outcome.ok()) std::cout << sent.request_id() << "\n" << filing::WhatToDo(outcome);
      });
  if (!status.ok()) return status;
  std::cout << "stored " << stored << "\n";

  v1::ListEvaluationsRequest list;
  list.set_parent("regions/620602/departments/-");
  list.set_page_size(7);
  int read = 0;
  for (const absl::StatusOr<v1::Evaluation>& evaluation : client.ListEvaluations(list)) {
    if (!evaluation.ok()) return evaluation.status();
    read += evaluation->score().total_points() == "92.62";
  }
  std::cout << "read back " << read << " with 92.62 points\n";
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  int count = 0;
  if (argc != 4 || !absl::SimpleAtoi(argv[3], &count) || count < 0 || count > 400) {
    std::cerr << "usage: file_forms ADDRESS SHARE COUNT, COUNT from 0 to 400\n";
    return 2;
  }
  const auto connection = heng::client::MakeConnection({.address = argv[1]});
  const absl::Status status =
      connection.ok() ? Run(Client(*connection), argv[2], count) : connection.status();
  if (!status.ok()) std::cerr << filing::WhatToDo(status);
  return status.ok() ? 0 : 1;
}
