// SPDX-License-Identifier: Apache-2.0
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "scoring/checks.h"
#include "scoring/checks/common.h"

namespace heng {
namespace {

constexpr int kFirstBudgetYear = 1990;
constexpr int kLastBudgetYear = 2100;
constexpr int kLowestBudgetLevel = 5;

void CheckBudgetCodes(const v1::Department& department, absl::string_view path, FieldProblems& problems) {
  absl::flat_hash_map<int, const v1::BudgetCode*> by_year;
  for (int i = 0; i < department.budget_codes_size(); ++i) {
    const v1::BudgetCode& code = department.budget_codes(i);
    const RowRef row{path, "budget_codes", i, code.code()};
    if (code.fiscal_year() < kFirstBudgetYear || code.fiscal_year() > kLastBudgetYear) {
      AddRowProblem(row, "fiscal_year", "OUT_OF_RANGE",
                    {absl::StrCat("fiscal year ", code.fiscal_year(), " is out of range: want ",
                                  kFirstBudgetYear, " to ", kLastBudgetYear),
                     absl::StrCat("年度 ", code.fiscal_year(), " 超出范围：应为 ", kFirstBudgetYear, " 至 ",
                                  kLastBudgetYear)},
                    problems);
    }
    if (!code.code().empty() && !IsValidCode(code.code())) {
      AddRowProblem(row, "code", "BAD_NAME",
                    {absl::StrCat(Quoted(code.code()), " is not a budget code such as 219001"),
                     absl::StrCat(Quoted(code.code()), " 不是有效的预算编码，例如 219001")},
                    problems);
    }
    const auto [seen, is_new] = by_year.emplace(code.fiscal_year(), &code);
    if (is_new) continue;
    const std::string other = Quoted(seen->second->code());
    AddRowProblem(row, "fiscal_year", "DUPLICATE_CODE",
                  {absl::StrCat("year ", code.fiscal_year(), " has a code already: ", other),
                   absl::StrCat(code.fiscal_year(), " 年度已有预算编码 ", other)},
                  problems);
  }
}

void CheckStaffing(const v1::Staffing& staffing, absl::string_view path, FieldProblems& problems) {
  struct Count {
    absl::string_view field;
    int value;
  };
  const Count counts[] = {{"authorised_count", staffing.authorised_count()},
                          {"on_staff_count", staffing.on_staff_count()},
                          {"retired_count", staffing.retired_count()},
                          {"veteran_retired_count", staffing.veteran_retired_count()},
                          {"contract_count", staffing.contract_count()}};
  for (const Count& count : counts) {
    if (count.value >= 0) continue;
    problems.Add(JoinPath(path, absl::StrCat("staffing.", count.field)), "OUT_OF_RANGE",
                 {absl::StrCat(count.value, " people: want 0 or more"),
                  absl::StrCat("人数为 ", count.value, "：应不小于 0")});
  }
}

void CheckRelatives(const v1::Department& department, absl::string_view path, FieldProblems& problems) {
  const std::string parent_field = JoinPath(path, "parent_department");
  CheckName(department.parent_department(), ResourceKind::kDepartment, parent_field, problems);
  if (!department.name().empty() && department.parent_department() == department.name()) {
    problems.Add(parent_field, "BAD_TREE", {"the department is its own parent", "主管部门是其自身"});
  }
  for (int i = 0; i < department.predecessors_size(); ++i) {
    CheckName(department.predecessors(i), ResourceKind::kDepartment,
              JoinPath(path, absl::StrCat("predecessors[", i, "]")), problems);
  }
}

}  // namespace

void CheckDepartment(const v1::Department& department, absl::string_view path, FieldProblems& problems) {
  CheckFields(department, path, problems);
  CheckName(department.name(), ResourceKind::kDepartment, JoinPath(path, "name"), problems);
  CheckBudgetCodes(department, path, problems);
  CheckStaffing(department.staffing(), path, problems);
  CheckRelatives(department, path, problems);
  CheckYears(department.effective_from_year(), department.effective_until_year(), path, problems);
  if (department.budget_level() < 0 || department.budget_level() > kLowestBudgetLevel) {
    problems.Add(JoinPath(path, "budget_level"), "OUT_OF_RANGE",
                 {absl::StrCat("budget level ", department.budget_level(),
                               " is out of range: want 1 to 5, or 0 for none"),
                  absl::StrCat("预算级次 ", department.budget_level(), " 超出范围：应为 1 至 5，不填为 0")});
  }
  const std::string& credit_code = department.unified_social_credit_code();
  if (!credit_code.empty() && !IsValidSocialCreditCode(credit_code)) {
    problems.Add(
        JoinPath(path, "unified_social_credit_code"), "OUT_OF_RANGE",
        {absl::StrCat(Quoted(credit_code),
                      " is not a code of GB 32100: want 18 characters, the last one the "
                      "check character of the others"),
         absl::StrCat(Quoted(credit_code), " 不是有效的统一社会信用代码：应为 18 位，末位为校验码")});
  }
}

}  // namespace heng
