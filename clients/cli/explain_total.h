// SPDX-License-Identifier: Apache-2.0
//
// A certificate as tables for people: every row with its arithmetic, and how the rows become the total and the grade.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/table.h"
#include "heng/v1/certificate.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {

// What is not in a certificate and only people need: names of indicators, classes and goals by their codes. A code that is
// not here is shown as it is.
class ExplainNames {
 public:
  ExplainNames(const v1::Scheme& scheme, const v1::Goals& goals);

  std::string IndicatorName(const std::string& code) const;
  std::string ClassName(const std::string& code) const;

 private:
  std::map<std::string, std::string> indicators_;
  std::map<std::string, std::string> classes_;
};

// Code, name, clause, points, arithmetic: execution, every row, every overall goal under ratios, every step to the total,
// the grade.
Table ExplainAll(const v1::Certificate& certificate, const ExplainNames& names, Language language);

// The last part of it: what adds up to the total, and the steps.
Table ExplainTotal(const v1::Certificate& certificate, const ExplainNames& names, Language language);

// The rows below a class, those below its classes too, and its sum.
Table ExplainClass(const v1::Certificate& certificate, const std::string& code, const ExplainNames& names,
                   Language language);

// Field by field: inputs, rule, completion, arithmetic, deductions, rounding, points.
Table ExplainIndicator(const v1::IndicatorNode& row, const ExplainNames& names, Language language);
Table ExplainExecution(const v1::ExecutionNode& execution, Language language);

}  // namespace heng::cli
