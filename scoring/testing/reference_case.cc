// SPDX-License-Identifier: Apache-2.0
#include "scoring/testing/reference_case.h"

#include <fstream>
#include <sstream>

#include "base/status_macros.h"
#include "google/protobuf/util/json_util.h"

namespace heng::testing {
namespace {

constexpr absl::string_view kDepartment = "regions/620602/departments/zonggonghui";

template <typename T>
T ReadExample(const std::string& path) {
  T message;
  ReadJsonFile(path, message);
  return message;
}

}  // namespace

void ReadJsonFile(const std::string& path, google::protobuf::Message& message) {
  const std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto status = google::protobuf::util::JsonStringToMessage(text.str(), &message);
  HENG_CHECK(file.good() && status.ok());
}

v1::Scheme GansuScheme() { return ReadExample<v1::Scheme>("schemes/gansu-overall.json"); }
v1::Region ReferenceRegion() { return ReadExample<v1::Region>("examples/liangzhou-2024/region.json"); }
v1::Department ReferenceDepartment() {
  return ReadExample<v1::Department>("examples/liangzhou-2024/department.json");
}
v1::Budget ReferenceBudget() { return ReadExample<v1::Budget>("examples/liangzhou-2024/budget.json"); }
v1::Goals ReferenceGoals() { return ReadExample<v1::Goals>("examples/liangzhou-2024/goals.json"); }
v1::Evaluation ReferenceEvaluation() {
  return ReadExample<v1::Evaluation>("examples/liangzhou-2024/evaluation.json");
}

v1::Scheme SmallScheme() {
  v1::Scheme scheme = GansuScheme();
  scheme.clear_classes();
  v1::IndicatorClass& only = *scheme.add_classes();
  only.set_code("all");
  only.set_display_name("全部指标");
  only.set_weight_points("90");
  return scheme;
}

v1::Goals SmallGoals(v1::RuleKind rule, absl::string_view target) {
  v1::Goals goals;
  goals.set_name(std::string(kDepartment) + "/goals/2024-overall");
  goals.set_scheme("schemes/gansu-overall");
  v1::Indicator& row = *goals.add_indicators();
  row.set_code("only");
  row.set_class_code("all");
  row.set_display_name("唯一指标");
  row.set_rule(rule);
  row.set_target(std::string(target));
  row.set_weight_points("90");
  return goals;
}

v1::Evaluation SmallEvaluation(absl::string_view actual) {
  v1::Evaluation evaluation;
  evaluation.set_name(std::string(kDepartment) + "/evaluations/2024-overall");
  v1::BudgetLine& line = *evaluation.mutable_budget()->add_lines();
  line.set_code("total");
  line.set_label("年度资金总额");
  line.set_kind(v1::BUDGET_LINE_KIND_TOTAL);
  line.set_adjusted_yuan("100");
  line.set_executed_yuan("100");
  v1::IndicatorResult& result = *evaluation.add_results();
  result.set_code("only");
  result.set_actual(std::string(actual));
  return evaluation;
}

}  // namespace heng::testing
