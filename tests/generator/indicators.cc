// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/indicators.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "base/decimal.h"

namespace heng::generator {
namespace {

constexpr IndicatorKind kFunding[] = {
    {"funding", "基本支出预算执行率", Measure::kBasicExecution, 100, 100, "%"},
    {"funding", "项目支出预算执行率", Measure::kProjectExecution, 90, 100, "%"},
    {"funding", "“三公”经费控制率", Measure::kThreePublic, 100, 100, "%"},
    {"funding", "公用经费压减率", Measure::kRate, 3, 10, "%"},
};
constexpr IndicatorKind kFinance[] = {
    {"finance", "财务管理制度健全性", Measure::kBand, 0, 0, "健全"},
    {"finance", "资金使用规范性", Measure::kBand, 0, 0, "规范"},
    {"finance", "预决算信息公开", Measure::kEitherOr, 0, 0, "按期公开"},
};
constexpr IndicatorKind kProcurement[] = {
    {"procurement", "政府采购规范性", Measure::kBand, 0, 0, "规范"},
    {"procurement", "政府采购执行率", Measure::kRate, 90, 100, "%"},
};
constexpr IndicatorKind kStaff[] = {
    {"staff", "在职人员控制率", Measure::kCeiling, 100, 100, "%"},
};
constexpr IndicatorKind kKeyWork[] = {
    {"key-work", "重点工作管理制度健全性", Measure::kBand, 0, 0, "健全"},
    {"key-work", "重点工作按期办结率", Measure::kRate, 90, 100, "%"},
};
constexpr IndicatorKind kAssets[] = {
    {"assets", "资产管理规范性", Measure::kBand, 0, 0, "规范"},
    {"assets", "固定资产利用率", Measure::kRate, 85, 100, "%"},
};
constexpr IndicatorKind kEffect[] = {
    {"duty-goals", "组织业务培训场次", Measure::kCount, 4, 60, "场次"},
    {"duty-goals", "开展监督检查次数", Measure::kCount, 6, 200, "次"},
    {"duty-goals", "服务群众人次", Measure::kCount, 200, 90000, "人次"},
    {"duty-goals", "办理行政事项件数", Measure::kCount, 50, 8000, "件"},
    {"duty-goals", "重点任务完成率", Measure::kRate, 95, 100, "%"},
    {"duty-goals", "工作任务质量达标率", Measure::kExact, 100, 100, "%"},
    {"duty-goals", "年度工作及时性", Measure::kBand, 0, 0, "及时"},
    {"duty-goals", "事项平均办理天数", Measure::kDays, 3, 15, "天"},
    {"duty-goals", "人均办公成本", Measure::kCost, 1, 6, "万元"},
    {"effect-goals", "行业增加值增长率", Measure::kGrowth, 3, 9, "%"},
    {"effect-goals", "政策知晓率", Measure::kRate, 80, 95, "%"},
    {"effect-goals", "促进社会和谐稳定", Measure::kBand, 0, 0, "明显"},
    {"effect-goals", "改善人居环境", Measure::kBand, 0, 0, "有效改善"},
    {"social-influence", "媒体正面报道篇数", Measure::kCount, 5, 120, "篇"},
    {"social-influence", "无重大违法违纪事项", Measure::kEitherOr, 0, 0, "无"},
    {"social-influence", "单位获奖数量", Measure::kInformation, 0, 5, "项"},
};
constexpr IndicatorKind kSatisfaction[] = {
    {"satisfaction", "服务对象满意度", Measure::kRate, 85, 95, "%"},
    {"satisfaction", "社会公众满意度", Measure::kRate, 85, 95, "%"},
};
constexpr IndicatorKind kCapacity[] = {
    {"long-term", "长效管理机制建设", Measure::kBand, 0, 0, "健全"},
    {"human-resources", "职工培训覆盖率", Measure::kRate, 80, 100, "%"},
    {"archives", "档案管理完备性", Measure::kBand, 0, 0, "完备"},
};
// Weights as schemes/gansu-overall.json sets them.
constexpr Block kOverallBlocks[] = {
    {800, 2, 4, kFunding}, {400, 1, 3, kFinance},       {200, 1, 2, kProcurement},
    {200, 1, 1, kStaff},   {200, 1, 2, kKeyWork},       {200, 1, 2, kAssets},
    {5000, 4, 8, kEffect}, {1000, 1, 2, kSatisfaction}, {1000, 1, 3, kCapacity},
};

constexpr IndicatorKind kQuantity[] = {
    {"quantity", nullptr, Measure::kCount, 0, 0, nullptr},  // see ProjectKind
};
constexpr IndicatorKind kOutput[] = {
    {"quantity", "组织现场检查次数", Measure::kCount, 2, 40, "次"},
    {"quantity", "印发宣传资料份数", Measure::kCount, 100, 20000, "份"},
    {"quality", "验收合格率", Measure::kExact, 100, 100, "%"},
    {"quality", "项目质量达标率", Measure::kRate, 95, 100, "%"},
    {"quality", "资料归档完整性", Measure::kBand, 0, 0, "完整"},
    {"timeliness", "资金支付及时率", Measure::kRate, 90, 100, "%"},
    {"timeliness", "项目按期完成率", Measure::kExact, 100, 100, "%"},
    {"cost", "项目成本控制数", Measure::kCost, 5, 900, "万元"},
    {"cost", "单位成本控制率", Measure::kCeiling, 100, 100, "%"},
};
constexpr IndicatorKind kBenefit[] = {
    {"economic", "带动增收额", Measure::kCount, 1, 800, "万元"},
    {"economic", "节约财政支出", Measure::kBand, 0, 0, "有效节约"},
    {"social", "受益群众人数", Measure::kCount, 100, 60000, "人"},
    {"social", "保障正常运转", Measure::kBand, 0, 0, "有效保障"},
    {"ecological", "环境质量改善", Measure::kBand, 0, 0, "持续改善"},
    {"lasting", "后续管护机制健全性", Measure::kBand, 0, 0, "健全"},
    {"lasting", "设施设备持续使用年限", Measure::kCount, 3, 15, "年"},
};
constexpr IndicatorKind kServed[] = {
    {"served", nullptr, Measure::kRate, 85, 95, "%"},  // see ProjectKind
};
// Weights as schemes/national-project.json sets them; the quantity and the other outputs share 50 points.
constexpr Block kQuantityBlock = {1000, 1, 1, kQuantity};
constexpr Block kProjectBlocks[] = {{4000, 3, 6, kOutput}, {3000, 2, 5, kBenefit}, {1000, 1, 1, kServed}};

constexpr ProjectKind kProjects[] = {
    {"农村公路养护", "养护公路里程", "公里", 5, 900, "沿线群众"},
    {"义务教育学生营养改善", "受益学生人数", "人", 60, 9000, "学生及家长"},
    {"基本公共卫生服务", "建立健康档案人数", "人", 800, 90000, "服务对象"},
    {"高标准农田建设", "建成高标准农田面积", "亩", 300, 30000, "受益农户"},
    {"困难职工帮扶", "帮扶困难职工人数", "人", 10, 1500, "受助职工"},
    {"水土保持监测", "布设监测点数量", "个", 2, 60, "主管部门"},
    {"办公用房维修改造", "维修改造面积", "平方米", 100, 9000, "干部职工"},
    {"信息系统运行维护", "运行维护系统数量", "套", 1, 24, "系统用户"},
    {"防汛抗旱物资储备", "采购防汛物资数量", "件", 100, 20000, "受益群众"},
    {"城乡居民养老服务", "提供居家养老服务人次", "人次", 100, 30000, "老年人及家属"},
    {"就业技能培训", "培训城乡劳动者人数", "人", 40, 4000, "参训人员"},
    {"食品安全抽检", "完成抽检批次", "批次", 50, 4000, "消费者"},
};

// `count` numbers below `n`, ascending.
std::vector<int> Choose(int n, int count, Random& random) {
  std::vector<int> numbers(n);
  std::iota(numbers.begin(), numbers.end(), 0);
  random.Shuffle(numbers);
  numbers.resize(count);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

// Small numbers as likely as large ones; the larger, the rounder.
int64_t CountBetween(int64_t low, int64_t high, Random& random) {
  int64_t scale = 1;
  const int doublings = random.Below(8);
  for (int i = 0; i < doublings; ++i) scale *= 2;
  const int64_t count = low + random.Between(0, high - low) / scale;
  const int64_t step = count >= 10000 ? 500 : count >= 1000 ? 50 : count >= 100 ? 5 : 1;
  return std::max(low, count / step * step);
}

void SetTarget(int64_t low, int64_t high, IndicatorRow& row, Random& random) {
  switch (row.kind->measure) {
    case Measure::kCount:
      row.target_hundredths = 100 * CountBetween(low, high, random);
      break;
    case Measure::kCost:
      row.target_hundredths = random.Between(100 * low, 100 * high);
      break;
    case Measure::kGrowth:
      row.target_hundredths = 100 * low;
      row.upper_hundredths = 100 * random.Between(low + 1, high);
      break;
    case Measure::kBand:
    case Measure::kEitherOr:
    case Measure::kInformation:
      break;
    default:
      row.target_hundredths = 100 * random.Between(low, high);
  }
}

// Splits the block's weight in steps of half a point; the last row takes what is left.
void SetWeights(int64_t weight_hundredths, absl::Span<IndicatorRow> rows, Random& random) {
  constexpr int64_t kStep = 50;
  std::vector<int64_t> shares;
  for (size_t i = 0; i < rows.size(); ++i) shares.push_back(random.Between(2, 4));
  const int64_t all = std::accumulate(shares.begin(), shares.end(), int64_t{0});
  int64_t left = weight_hundredths;
  for (size_t i = 0; i < rows.size(); ++i) {
    const bool last = i + 1 == rows.size();
    const int64_t share = weight_hundredths * shares[i] / all / kStep * kStep;
    rows[i].weight_hundredths = last ? left : share;
    left -= rows[i].weight_hundredths;
  }
}

void AddBlock(const Block& block, Random& random, std::vector<IndicatorRow>& rows) {
  const int count = static_cast<int>(random.Between(block.fewest, block.most));
  std::vector<IndicatorRow> earning;
  std::vector<IndicatorRow> informing;
  for (const int number : Choose(static_cast<int>(block.kinds.size()), count, random)) {
    IndicatorRow row{.kind = &block.kinds[number]};
    SetTarget(row.kind->low, row.kind->high, row, random);
    (row.kind->measure == Measure::kInformation ? informing : earning).push_back(row);
  }
  SetWeights(block.weight_hundredths, absl::MakeSpan(earning), random);
  rows.insert(rows.end(), earning.begin(), earning.end());
  rows.insert(rows.end(), informing.begin(), informing.end());
}

v1::RuleKind RuleOf(Measure measure) {
  switch (measure) {
    case Measure::kRate:
    case Measure::kCount:
    case Measure::kProjectExecution:
      return v1::RULE_KIND_AT_LEAST;
    case Measure::kCeiling:
    case Measure::kCost:
    case Measure::kDays:
    case Measure::kThreePublic:
      return v1::RULE_KIND_AT_MOST;
    case Measure::kExact:
    case Measure::kBasicExecution:
      return v1::RULE_KIND_EQUAL;
    case Measure::kGrowth:
      return v1::RULE_KIND_RANGE;
    case Measure::kBand:
      return v1::RULE_KIND_BAND;
    case Measure::kEitherOr:
      return v1::RULE_KIND_EITHER_OR;
    case Measure::kInformation:
      return v1::RULE_KIND_INFORMATION;
  }
  return v1::RULE_KIND_UNSPECIFIED;
}

const char* SignOf(v1::RuleKind rule) {
  switch (rule) {
    case v1::RULE_KIND_AT_LEAST:
      return "≥";
    case v1::RULE_KIND_AT_MOST:
      return "≤";
    default:
      return "=";
  }
}

void FillTarget(const IndicatorRow& row, const char* unit, v1::Indicator& indicator) {
  const bool in_words = row.kind->measure == Measure::kBand || row.kind->measure == Measure::kEitherOr;
  if (in_words) {
    indicator.set_target_text(unit);
    return;
  }
  indicator.set_unit(unit);
  if (row.kind->measure == Measure::kInformation) return;
  indicator.set_target(HundredthsText(row.target_hundredths));
  if (row.kind->measure == Measure::kGrowth) {
    indicator.set_target_upper(HundredthsText(row.upper_hundredths));
    indicator.set_target_text(absl::StrCat(indicator.target(), unit, "-", indicator.target_upper(), unit));
  } else {
    indicator.set_target_text(absl::StrCat(SignOf(indicator.rule()), indicator.target(), unit));
  }
}

}  // namespace

absl::Span<const ProjectKind> ProjectKinds() { return kProjects; }

std::string HundredthsText(int64_t hundredths) {
  return Decimal::FromCoefficient(hundredths, 2).Normalized().ToString();
}

std::vector<IndicatorRow> OverallRows(Random& random) {
  std::vector<IndicatorRow> rows;
  for (const Block& block : kOverallBlocks) AddBlock(block, random, rows);
  return rows;
}

std::vector<IndicatorRow> ProjectRows(const ProjectKind& project, Random& random) {
  std::vector<IndicatorRow> rows;
  AddBlock(kQuantityBlock, random, rows);
  SetTarget(project.low, project.high, rows.front(), random);
  for (const Block& block : kProjectBlocks) AddBlock(block, random, rows);
  return rows;
}

void AddIndicator(const IndicatorRow& row, const ProjectKind* project, v1::Goals& goals) {
  v1::Indicator& indicator = *goals.add_indicators();
  indicator.set_code(absl::StrCat(row.kind->class_code, "-", goals.indicators_size()));
  indicator.set_class_code(row.kind->class_code);
  indicator.set_rule(RuleOf(row.kind->measure));
  const bool is_quantity = row.kind == &kQuantity[0];
  const bool is_satisfaction = row.kind == &kServed[0];
  indicator.set_display_name(is_quantity       ? std::string(project->quantity)
                             : is_satisfaction ? absl::StrCat(project->served, "满意度")
                                               : std::string(row.kind->name));
  if (row.weight_hundredths > 0) indicator.set_weight_points(HundredthsText(row.weight_hundredths));
  FillTarget(row, is_quantity ? project->unit : row.kind->unit, indicator);
}

}  // namespace heng::generator
