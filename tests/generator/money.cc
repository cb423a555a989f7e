// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/money.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "tests/generator/indicators.h"
#include "tests/generator/seeded.h"

namespace heng::generator {
namespace {

constexpr int64_t kTenThousand = 10000;

// Three leading digits and a power of ten, in fen.
int64_t Size(int lowest_power, int highest_power, Random& random) {
  int64_t fen = random.Between(100, 999);
  const int64_t power = random.Between(lowest_power, highest_power);
  for (int64_t i = 0; i < power; ++i) fen *= 10;
  return fen;
}

int64_t Share(int64_t fen, int64_t tenthousandths) { return fen / kTenThousand * tenthousandths; }

// A few budgets are barely touched, most are all but used up.
int64_t DrawRate(Random& random) {
  const int draw = random.Below(100);
  if (draw < 20) return kTenThousand;
  if (draw < 65) return random.Between(9700, 9999);
  if (draw < 92) return random.Between(9000, 9699);
  if (draw < 98) return random.Between(7500, 8999);
  return random.Between(4000, 7499);
}

// Half of the budgets stay as they were planned.
Amounts AmountsAround(int64_t fen, Random& random) {
  Amounts amounts;
  amounts.initial_fen = fen;
  const bool changed = random.OneIn(2);
  const int64_t change = random.Between(9200, 11800);
  amounts.adjusted_fen = changed ? Share(fen, change) + random.Below(100) : fen;
  const int64_t rate = DrawRate(random);
  amounts.executed_fen = rate == kTenThousand ? amounts.adjusted_fen : Share(amounts.adjusted_fen, rate);
  return amounts;
}

struct PowerRange {
  int lowest;
  int highest;
};

PowerRange PowersOf(v1::DepartmentCategory category) {
  switch (category) {
    case v1::DEPARTMENT_CATEGORY_MASS_ORGANISATION:
    case v1::DEPARTMENT_CATEGORY_PARTY_ORGAN:
      return {5, 6};
    case v1::DEPARTMENT_CATEGORY_HEALTH_INSTITUTION:
    case v1::DEPARTMENT_CATEGORY_GOVERNMENT_ORGAN:
      return {5, 8};
    default:
      return {5, 7};
  }
}

const char* ReasonOf(Random& random) {
  static constexpr const char* kReasons[] = {
      "部分项目跨年度实施，尾款结转下年支付。",       "上级资金下达较晚，年底前未能全部支付。",
      "严格控制一般性支出，节约办公经费。",           "项目招标节约资金，结余部分已上缴财政。",
      "人员调动较多，人员经费未全部使用。",           "受季节性施工影响，工程进度款顺延支付。",
      "年中追加预算，部分支出尚未达到合同付款条件。",
  };
  return kReasons[random.Below(7)];
}

Explanation DrawExplanation(Random& random) {
  Explanation explanation;
  explanation.given = !random.OneIn(8);
  explanation.words = random.Next();
  return explanation;
}

void AddLine(absl::string_view code, absl::string_view parent, absl::string_view label,
             v1::BudgetLineKind kind, const Amounts& amounts, v1::Budget& budget) {
  v1::BudgetLine& line = *budget.add_lines();
  line.set_code(std::string(code));
  line.set_parent_code(std::string(parent));
  line.set_label(std::string(label));
  line.set_kind(kind);
  line.set_initial_yuan(HundredthsText(amounts.initial_fen));
  line.set_adjusted_yuan(HundredthsText(amounts.adjusted_fen));
  line.set_executed_yuan(HundredthsText(amounts.executed_fen));
}

// Says why, for the lines that were changed or not used up.
void Explain(const Explanation& explanation, v1::Budget& budget) {
  if (!explanation.given) return;
  Random random(explanation.words);
  for (v1::BudgetLine& line : *budget.mutable_lines()) {
    if (line.adjusted_yuan() == line.executed_yuan() && line.initial_yuan() == line.adjusted_yuan()) continue;
    line.set_reason(ReasonOf(random));
  }
}

}  // namespace

Amounts operator+(const Amounts& a, const Amounts& b) {
  return {a.initial_fen + b.initial_fen, a.adjusted_fen + b.adjusted_fen, a.executed_fen + b.executed_fen};
}

DepartmentMoney MoneyOf(uint64_t seed, int department, v1::DepartmentCategory category, int fiscal_year) {
  Random of_department = RandomFor(seed, Stream::kMoney, {department});
  const PowerRange powers = PowersOf(category);
  const int64_t staff = Size(powers.lowest, powers.highest, of_department);
  const int64_t project = Size(powers.lowest - 1, powers.highest, of_department);
  Random random = RandomFor(seed, Stream::kMoneyOfYear, {department, fiscal_year});
  const int64_t growth = random.Between(9300, 11200);
  const int64_t upkeep_share = random.Between(800, 2000);
  const int64_t key_share = random.Below(3) * 4000;
  DepartmentMoney money;
  money.personnel = AmountsAround(Share(staff, growth), random);
  money.upkeep = AmountsAround(Share(staff, upkeep_share), random);
  money.general_project = AmountsAround(Share(project, growth), random);
  money.key_project = AmountsAround(Share(project, key_share), random);
  const int64_t three_public = Share(money.upkeep.adjusted_fen, random.Between(0, 1500));
  money.three_public = {three_public, three_public, Share(three_public, random.Between(6000, 10300))};
  money.explanation = DrawExplanation(random);
  return money;
}

ProjectMoney ProjectMoneyOf(uint64_t seed, int department, int project, int fiscal_year) {
  Random random = RandomFor(seed, Stream::kMoneyOfYear, {department, fiscal_year, project});
  ProjectMoney money;
  const int64_t fen = Size(4, 7, random);
  money.appropriation = AmountsAround(fen, random);
  const int64_t share = random.Below(4) * 500;
  money.other = AmountsAround(Share(fen, share), random);
  money.explanation = DrawExplanation(random);
  return money;
}

v1::Budget BudgetOf(const DepartmentMoney& money) {
  v1::Budget budget;
  const Amounts basic = money.personnel + money.upkeep;
  const Amounts project = money.general_project + money.key_project;
  AddLine("total", "", "年度资金总额", v1::BUDGET_LINE_KIND_TOTAL, basic + project, budget);
  AddLine("basic", "total", "(一)基本支出", v1::BUDGET_LINE_KIND_BASIC, basic, budget);
  AddLine("personnel", "basic", "1.人员经费", v1::BUDGET_LINE_KIND_PERSONNEL, money.personnel, budget);
  AddLine("public", "basic", "2.公用经费", v1::BUDGET_LINE_KIND_PUBLIC, money.upkeep, budget);
  AddLine("project", "total", "(二)项目支出", v1::BUDGET_LINE_KIND_PROJECT, project, budget);
  AddLine("general-project", "project", "1.一般性项目", v1::BUDGET_LINE_KIND_GENERAL_PROJECT,
          money.general_project, budget);
  AddLine("key-project", "project", "2.重点项目", v1::BUDGET_LINE_KIND_KEY_PROJECT, money.key_project,
          budget);
  Explain(money.explanation, budget);
  v1::ThreePublicItem& three_public = *budget.mutable_three_public()->mutable_total();
  three_public.set_budget_yuan(HundredthsText(money.three_public.adjusted_fen));
  three_public.set_actual_yuan(HundredthsText(money.three_public.executed_fen));
  return budget;
}

v1::Budget BudgetOf(const ProjectMoney& money) {
  v1::Budget budget;
  AddLine("total", "", "年度资金总额", v1::BUDGET_LINE_KIND_TOTAL, money.appropriation + money.other, budget);
  AddLine("appropriation", "total", "其中：当年财政拨款", v1::BUDGET_LINE_KIND_APPROPRIATION,
          money.appropriation, budget);
  AddLine("other", "total", "其他资金", v1::BUDGET_LINE_KIND_OTHER, money.other, budget);
  Explain(money.explanation, budget);
  return budget;
}

int64_t ExecutionRate(const Amounts& amounts) {
  if (amounts.adjusted_fen == 0) return 0;
  return static_cast<int64_t>(static_cast<__int128>(amounts.executed_fen) * kTenThousand /
                              amounts.adjusted_fen);
}

}  // namespace heng::generator
