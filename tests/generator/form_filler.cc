// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/form_filler.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"

namespace heng::generator {
namespace {

constexpr int64_t kWholePercent = 10000;  // 100 %, in hundredths

template <size_t N>
const char* Pick(const char* const (&words)[N], Random& random) {
  return words[random.Below(static_cast<int>(N))];
}

std::string Reason(Random& random) {
  static constexpr const char* kCauses[] = {"受财政资金紧张影响", "因项目招标流程延期", "由于年中机构调整",
                                            "因上级资金下达较晚", "由于合同变更",       "因人员调动频繁",
                                            "受季节性施工限制",   "因服务对象数量减少"};
  static constexpr const char* kEffects[] = {"，实际完成值低于年初目标", "，部分工作顺延至次年一季度完成",
                                             "，培训和检查场次有所减少", "，验收手续尚未办结",
                                             "，材料收集不够及时"};
  static constexpr const char* kRemedies[] = {"。下一步将提前谋划、按月调度。", "。今后将完善目标设置。",
                                              "。将进一步压实科室责任。", "。"};
  const char* cause = Pick(kCauses, random);
  const char* effect = Pick(kEffects, random);
  return absl::StrCat(cause, effect, Pick(kRemedies, random));
}

// A value on the good side of the target, now and then far beyond it. up: more is better.
int64_t Met(int64_t target, bool up, Random& random) {
  const int draw = random.Below(60);
  const int64_t beyond = random.Between(0, 1200);
  const int64_t far_beyond = random.Between(3500, 6000);
  if (draw < 30) return target;
  if (!up) return target - target * beyond / kWholePercent;
  return target + target * (draw == 59 ? far_beyond : beyond) / kWholePercent;
}

int64_t Missed(int64_t target, bool up, Random& random) {
  const int64_t by = random.Between(100, random.OneIn(5) ? 5000 : 1500);
  return up ? target - target * by / kWholePercent : target + target * by / kWholePercent;
}

bool IsWhole(Measure measure) { return measure == Measure::kCount || measure == Measure::kDays; }

// The actual value in hundredths. Rates of parts stay within 100 %.
int64_t ActualOf(const IndicatorRow& row, bool met, const Rates& rates, Random& random) {
  const int64_t target = row.target_hundredths;
  const bool up = row.kind->measure != Measure::kCeiling && row.kind->measure != Measure::kCost &&
                  row.kind->measure != Measure::kDays;
  const int64_t drawn = met ? Met(target, up, random) : Missed(target, up, random);
  switch (row.kind->measure) {
    case Measure::kBasicExecution:
      return rates.basic_execution;
    case Measure::kProjectExecution:
      return rates.project_execution;
    case Measure::kThreePublic:
      return rates.three_public;
    case Measure::kRate:
      return std::min(drawn, kWholePercent);
    case Measure::kExact:
      return met ? target : std::min(drawn, kWholePercent);
    case Measure::kGrowth:
      return met ? target + (row.upper_hundredths - target) / 2 : drawn;
    case Measure::kInformation:
      return 100 * random.Below(6);
    default:
      return IsWhole(row.kind->measure) ? std::max(int64_t{1}, (drawn + 50) / 100) * 100 : drawn;
  }
}

bool FallsShort(const IndicatorRow& row, int64_t actual) {
  switch (row.kind->measure) {
    case Measure::kCeiling:
    case Measure::kCost:
    case Measure::kDays:
    case Measure::kThreePublic:
      return actual > row.target_hundredths;
    case Measure::kInformation:
      return false;
    default:
      return actual < row.target_hundredths;
  }
}

void AddEvidence(int place, Random& random, v1::IndicatorResult& result) {
  static constexpr const char* kTitles[] = {"制度文件汇编", "年度工作总结", "验收报告",
                                            "满意度调查表", "会议纪要",     "检查记录"};
  v1::Evidence& evidence = *result.add_evidence();
  evidence.set_title(Pick(kTitles, random));
  evidence.set_location(absl::StrCat("绩效档案/第", place, "卷"));
  if (!random.OneIn(3)) return;
  std::string digest;
  for (int i = 0; i < 4; ++i) absl::StrAppendFormat(&digest, "%016x", random.Next());
  evidence.set_sha256(digest);
}

// The first band nearly always, as the published forms have it.
const char* BandOf(bool met, Random& random) { return met ? "full" : random.OneIn(4) ? "poor" : "part"; }

// Fills value, band or outcome; whether less than all points are earned.
bool FillValue(const IndicatorRow& row, bool met, const Rates& rates, Random& random,
               v1::IndicatorResult& result) {
  switch (row.kind->measure) {
    case Measure::kBand:
      result.set_band(BandOf(met, random));
      return true;
    case Measure::kEitherOr:
      result.set_outcome(met ? v1::OUTCOME_REACHED : v1::OUTCOME_NOT_REACHED);
      return !met;
    default: {
      const int64_t actual = ActualOf(row, met, rates, random);
      result.set_actual(HundredthsText(actual));
      return FallsShort(row, actual);
    }
  }
}

}  // namespace

void FillResults(const std::vector<IndicatorRow>& rows, const Diligence& diligence, const Rates& rates,
                 Random& random, v1::Evaluation& evaluation) {
  for (const IndicatorRow& row : rows) {
    v1::IndicatorResult& result = *evaluation.add_results();
    result.set_code(absl::StrCat(row.kind->class_code, "-", evaluation.results_size()));
    const bool met = random.Below(100) < diligence.percent;
    const bool left_out = random.OneIn(200);
    const bool explained = !random.OneIn(10);
    const bool has_evidence = row.kind->measure == Measure::kBand ? !random.OneIn(6) : random.OneIn(3);
    if (left_out) continue;  // forms with an empty cell are filed as well
    const bool short_of_all = FillValue(row, met, rates, random, result);
    const bool top_band = row.kind->measure == Measure::kBand && met;
    const bool silent = top_band && random.OneIn(2);  // the first band is held to be all there is
    if (short_of_all && explained && !silent) result.set_reason(Reason(random));
    if (has_evidence) AddEvidence(evaluation.results_size(), random, result);
  }
}

void FillWords(bool overall, Random& random, v1::Evaluation& evaluation) {
  static constexpr const char* kAchieved[] = {"全部完成年度目标任务。", "基本完成年度目标任务。",
                                              "主要任务已完成，个别事项结转下年。", "年度目标任务基本完成。",
                                              "多数任务已完成，其余按计划推进。"};
  static constexpr const char* kProblems[] = {"部分指标设置不够细化，量化程度有待提高。",
                                              "项目支出进度前慢后快，均衡性不足。",
                                              "绩效管理人员业务能力有待加强。"};
  static constexpr const char* kMeasures[] = {"细化量化绩效指标，提高目标编制质量。",
                                              "加强项目储备和前期工作，加快支付进度。",
                                              "组织业务培训，强化绩效运行监控。"};
  evaluation.add_goal_completions()->set_achieved(Pick(kAchieved, random));
  if (!overall) return;
  v1::Report& report = *evaluation.mutable_report();
  report.set_spending_note("本年支出按预算执行，重点保障人员经费和重点项目支出。");
  report.add_problems(Pick(kProblems, random));
  report.add_measures(Pick(kMeasures, random));
  report.set_summary("部门整体支出绩效情况总体良好。");
}

}  // namespace heng::generator
