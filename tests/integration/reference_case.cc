// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/reference_case.h"

#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"

namespace heng::integration {
namespace {

// Tests run in the source folder.
template <typename Message>
Message FromFile(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream json;
  json << file.rdbuf();
  Message message;
  const auto status = google::protobuf::util::JsonStringToMessage(json.str(), &message);
  if (!status.ok()) std::cerr << path << ": " << status.ToString() << "\n";
  HENG_CHECK(status.ok());
  return message;
}

}  // namespace

v1::Region ReferenceRegion() { return FromFile<v1::Region>("examples/liangzhou-2024/region.json"); }
v1::Department ReferenceDepartment() {
  return FromFile<v1::Department>("examples/liangzhou-2024/department.json");
}
v1::Budget ReferenceBudget() { return FromFile<v1::Budget>("examples/liangzhou-2024/budget.json"); }
v1::Scheme ReferenceScheme() { return FromFile<v1::Scheme>("schemes/gansu-overall.json"); }
v1::Goals ReferenceGoals() { return FromFile<v1::Goals>("examples/liangzhou-2024/goals.json"); }
v1::Evaluation ReferenceEvaluation() {
  return FromFile<v1::Evaluation>("examples/liangzhou-2024/evaluation.json");
}

absl::Status StoreCatalogue(const client::Client& client) {
  HENG_RETURN_IF_ERROR(client.CreateRegion(ReferenceRegion()).status());
  HENG_RETURN_IF_ERROR(client.CreateDepartment(ReferenceDepartment()).status());
  HENG_RETURN_IF_ERROR(client.CreateScheme(ReferenceScheme()).status());
  HENG_RETURN_IF_ERROR(client.CreateBudget(ReferenceBudget()).status());
  return client.CreateGoals(ReferenceGoals()).status();
}

absl::StatusOr<v1::Evaluation> StoreAnotherDepartment(const client::Client& client, const std::string& id) {
  v1::Department department = ReferenceDepartment();
  const std::string old_name = department.name();
  department.set_name(absl::StrCat(ReferenceRegion().name(), "/departments/", id));
  department.clear_unified_social_credit_code();
  HENG_RETURN_IF_ERROR(client.CreateDepartment(department).status());
  v1::Goals goals = ReferenceGoals();
  goals.set_name(absl::StrReplaceAll(goals.name(), {{old_name, department.name()}}));
  HENG_RETURN_IF_ERROR(client.CreateGoals(goals).status());
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.set_name(absl::StrReplaceAll(evaluation.name(), {{old_name, department.name()}}));
  evaluation.clear_goals();
  return evaluation;
}

}  // namespace heng::integration
