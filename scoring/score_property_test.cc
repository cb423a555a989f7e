// SPDX-License-Identifier: Apache-2.0
//
// Random forms: whatever the numbers, points stay within their weight and parts add up to the total.
#include <random>

#include "absl/strings/str_cat.h"
#include "base/decimal.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "scoring/scorer.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

constexpr unsigned kSeed = 20240630;
constexpr int kForms = 2000;

class RandomForms {
 public:
  explicit RandomForms(unsigned seed) : random_(seed) {}

  int Below(int n) { return static_cast<int>(std::uniform_int_distribution<>(0, n - 1)(random_)); }

  // Mostly small, sometimes 0 or negative, sometimes with many digits.
  std::string Value() {
    switch (Below(8)) {
      case 0:
        return "0";
      case 1:
        return absl::StrCat("-", 1 + Below(200), ".", 1 + Below(9));
      case 2:
        return absl::StrCat(1 + Below(999999), Decimals(), Below(10), Below(10), Below(10));
      default:
        return absl::StrCat(Below(300), ".", Below(10), Below(10));
    }
  }
  std::string Amount() {
    return Below(6) == 0 ? "0" : absl::StrCat(Below(10000000), ".", Below(10), Below(10));
  }

  v1::Scheme Scheme() {
    v1::Scheme scheme = testing::SmallScheme();
    scheme.mutable_rule_options()->set_at_most(static_cast<v1::AtMostOption>(Below(3)));
    v1::Rounding& rounding = *scheme.mutable_rounding();
    Randomize(*rounding.mutable_execution_points());
    Randomize(*rounding.mutable_indicator_points());
    rounding.mutable_total()->set_places(2);
    return scheme;
  }

  // Rows whose weights add up to 90 with up to 4 places. A checked scheme refuses weights that rounding could exceed, so plans
  // are compiled without that check.
  v1::Goals Goals() {
    v1::Goals goals = testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "1");
    goals.clear_indicators();
    int left = 900000;
    for (int i = 0; left > 0; ++i) {
      const int part = i == 30 ? left : std::min(left, 1 + Below(80000));
      left -= part;
      v1::Indicator& row = *goals.add_indicators();
      row.set_code(absl::StrCat("r", i));
      row.set_class_code("all");
      row.set_display_name(absl::StrCat("第", i + 1, "行"));
      row.set_rule(static_cast<v1::RuleKind>(1 + Below(5)));
      if (row.rule() <= v1::RULE_KIND_EQUAL) row.set_target(Value());
      row.set_weight_points(Decimal::FromCoefficient(part, 4).ToString());
    }
    return goals;
  }

  v1::Evaluation Evaluation(const v1::Goals& goals) {
    v1::Evaluation evaluation = testing::SmallEvaluation("0");
    evaluation.mutable_budget()->mutable_lines(0)->set_adjusted_yuan(Amount());
    evaluation.mutable_budget()->mutable_lines(0)->set_executed_yuan(Amount());
    evaluation.clear_results();
    for (const v1::Indicator& row : goals.indicators()) {
      v1::IndicatorResult& result = *evaluation.add_results();
      result.set_code(row.code());
      if (row.rule() == v1::RULE_KIND_BAND) {
        result.set_band(Below(2) == 0 ? "full" : "poor");
      } else if (row.rule() == v1::RULE_KIND_BY_HAND) {
        result.set_given_points(row.weight_points());
      } else {
        result.set_actual(Value());
        const bool by_person =
            *row.target().data() == '-' && (row.rule() != v1::RULE_KIND_AT_MOST ||
                                            *Decimal::Parse(result.actual()) > *Decimal::Parse(row.target()));
        if (by_person) result.set_given_points("0");
      }
    }
    return evaluation;
  }

 private:
  std::string Decimals() { return absl::StrCat(".", Below(10), Below(10), Below(10)); }

  void Randomize(v1::RoundingRule& rule) {
    rule.set_mode(static_cast<v1::RoundingMode>(1 + Below(3)));
    rule.set_places(Below(3));
    rule.set_stage(v1::ROUNDING_STAGE_EACH_PART);
  }

  std::mt19937 random_;
};

Decimal D(const std::string& text) { return *Decimal::Parse(text); }

TEST(ScoreProperty, PointsStayWithinTheirWeightAndPartsAddUpToTheTotal) {
  SCOPED_TRACE(absl::StrCat("seed ", kSeed));
  RandomForms forms(kSeed);
  for (int i = 0; i < kForms; ++i) {
    const v1::Goals goals = forms.Goals();
    const v1::Evaluation evaluation = forms.Evaluation(goals);
    ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(forms.Scheme(), goals, WeightSums::kIgnored));
    ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, evaluation, v1::VIEW_FULL));

    ASSERT_LE(D(report.execution().points()), D("10"));
    Decimal sum = D(report.execution().points());
    for (int row = 0; row < report.indicators_size(); ++row) {
      const Decimal points = D(report.indicators(row).points());
      ASSERT_FALSE(points.is_negative());
      ASSERT_LE(points, D(goals.indicators(row).weight_points()))
          << evaluation.results(row).ShortDebugString();
      sum = *Add(sum, points);
    }
    ASSERT_EQ(D(report.total_points()), sum);
    ASSERT_LE(sum, D("100"));
    ASSERT_EQ(report.total_weight_points(), "100");
  }
}

TEST(ScoreProperty, ScoringTwiceGivesTheSameBytes) {
  RandomForms forms(kSeed + 1);
  const v1::Goals goals = forms.Goals();
  const v1::Evaluation evaluation = forms.Evaluation(goals);
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(forms.Scheme(), goals, WeightSums::kIgnored));
  EXPECT_EQ(Score(*plan, evaluation, v1::VIEW_FULL)->SerializeAsString(),
            Score(*plan, evaluation, v1::VIEW_FULL)->SerializeAsString());
}

}  // namespace
}  // namespace heng
