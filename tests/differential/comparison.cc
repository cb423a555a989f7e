// SPDX-License-Identifier: Apache-2.0
#include "tests/differential/comparison.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "scoring/form_score.h"
#include "scoring/scorer.h"
#include "tests/differential/form_generator.h"
#include "tests/differential/oracle.h"

namespace heng::differential {
namespace {

std::string Json(const google::protobuf::Message& message) {
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(message, &text).ok()) return "{}";
  return text;
}

// The beginning of a text without its numbers, so that equal kinds of mismatch count together.
std::string WithoutDigits(const std::string& text) {
  std::string kind = text;
  kind.erase(std::remove_if(kind.begin(), kind.end(), [](unsigned char c) { return absl::ascii_isdigit(c); }),
             kind.end());
  return kind.substr(0, 100);
}

// Scores the forms of one tree after the other and keeps count.
class Comparer {
 public:
  explicit Comparer(const Options& options) : options_(options) {}

  const Outcome& outcome() const { return outcome_; }

  void CompareTree(int64_t number) {
    Random random(SeedOfTree(options_.seed, number));
    const Tree tree = RandomTree(random);
    const auto plan =
        CompilePlan(tree.scheme, tree.goals, tree.loose ? WeightSums::kIgnored : WeightSums::kEnforced);
    ++outcome_.trees;
    outcome_.forms += kFormsPerTree;
    if (!plan.ok()) {
      Mismatch(absl::StrCat("tree refused: ", plan.status().message()), tree, v1::Evaluation(), number);
      return;
    }
    CountTree(tree);
    const Oracle oracle(tree.scheme, tree.goals, options_.mistake);
    const Oracle truthful(tree.scheme, tree.goals);  // forms do not depend on the mistake
    for (int i = 0; i < kFormsPerTree; ++i) {
      const v1::Evaluation form = RandomForm(tree, truthful, random);
      CompareForm(**plan, oracle, tree, form, number);
    }
  }

 private:
  void CompareForm(const Plan& plan, const Oracle& oracle, const Tree& tree, const v1::Evaluation& form,
                   int64_t number) {
    absl::Status status = ScoreForm(plan, form, "evaluation", score_);
    absl::StatusOr<v1::ScoreReport> got = v1::ScoreReport();
    if (status.ok()) got = MakeReport(plan, form, score_, v1::VIEW_FULL);
    if (!status.ok() || !got.ok()) {
      Mismatch(absl::StrCat("form refused: ", status.message(), got.status().message()), tree, form, number);
      return;
    }
    const v1::ScoreReport want = oracle.Score(form);
    CountReport(want);
    if (got->SerializeAsString() == want.SerializeAsString()) return;
    std::string difference;
    google::protobuf::util::MessageDifferencer differencer;
    differencer.ReportDifferencesToString(&difference);
    differencer.Compare(want, *got);
    Mismatch(absl::StrCat("oracle -> rules:\n", difference), tree, form, number);
  }

  void Mismatch(const std::string& what, const Tree& tree, const v1::Evaluation& form, int64_t number) {
    ++outcome_.mismatches;
    ++outcome_.reasons[WithoutDigits(what)];
    const size_t size = tree.scheme.ByteSizeLong() + tree.goals.ByteSizeLong() + form.ByteSizeLong();
    if (!outcome_.smallest.empty() && size >= smallest_size_) return;
    smallest_size_ = size;
    outcome_.smallest =
        absl::StrCat("tree ", number, " of seed ", options_.seed, tree.loose ? " (loose weights)" : "", ": ",
                     what, "\n{\"scheme\":", Json(tree.scheme), ",\n\"goals\":", Json(tree.goals),
                     ",\n\"evaluation\":", Json(form), "}\n");
  }

  void Count(const std::string& what) { ++outcome_.seen[what]; }

  void CountTree(const Tree& tree) {
    outcome_.rows += int64_t{kFormsPerTree} * tree.goals.indicators_size();
    for (const v1::Indicator& row : tree.goals.indicators()) {
      Count(v1::RuleKind_Name(row.rule()));
      if (row.takes_remainder()) Count("takes_remainder");
    }
    for (const v1::StepDeduction& rule : tree.scheme.step_deductions()) {
      Count(v1::StepDirection_Name(rule.direction()));
      Count(v1::StepCounting_Name(rule.counting()));
    }
    for (const v1::IndicatorClass& c : tree.scheme.classes()) {
      if (c.has_even_split()) Count("even_split");
    }
    for (const v1::BracketTable& table : tree.scheme.bracket_tables())
      Count(v1::BetterValue_Name(table.better()));
    Count(v1::GoalPolicy_Name(tree.scheme.goal_policy()));
    if (tree.loose) Count("loose weights");
  }

  void CountReport(const v1::ScoreReport& report) {
    for (const v1::IndicatorScore& row : report.indicators()) {
      Count(v1::ScoreClause_Name(row.clause()));
      for (const v1::PointsDeduction& deduction : row.deductions())
        Count(v1::DeductionKind_Name(deduction.kind()));
    }
    for (const v1::BudgetLineScore& line : report.budget_lines()) Count(v1::ScoreClause_Name(line.clause()));
    for (const v1::TotalStep& step : report.total_steps()) Count(v1::TotalClause_Name(step.clause()));
    if (report.total_points().empty()) Count("no total");
  }

  const Options& options_;
  Outcome outcome_;
  size_t smallest_size_ = 0;
  FormScore score_;  // used again and again, as a service does
};

void Merge(const Outcome& part, Outcome& all) {
  all.forms += part.forms;
  all.trees += part.trees;
  all.rows += part.rows;
  all.mismatches += part.mismatches;
  for (const auto& [what, count] : part.seen) all.seen[what] += count;
  for (const auto& [reason, count] : part.reasons) all.reasons[reason] += count;
  const bool smaller = all.smallest.empty() || part.smallest.size() < all.smallest.size();
  if (!part.smallest.empty() && smaller) all.smallest = part.smallest;
}

}  // namespace

uint64_t SeedOfTree(uint64_t seed, int64_t tree) {
  Random random(seed);
  const uint64_t base = random.Next();
  return Random(base + static_cast<uint64_t>(tree) * 0x2545f4914f6cdd1du).Next();
}

Outcome CompareForms(const Options& options) {
  const int64_t trees = (options.forms + kFormsPerTree - 1) / kFormsPerTree;
  std::atomic<int64_t> next = 0;
  std::mutex mutex;
  Outcome all;
  std::vector<std::thread> threads;
  for (int i = 0; i < options.threads; ++i) {
    threads.emplace_back([&] {
      Comparer comparer(options);
      for (int64_t tree = next++; tree < trees; tree = next++) comparer.CompareTree(tree);
      const std::lock_guard lock(mutex);
      Merge(comparer.outcome(), all);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return all;
}

}  // namespace heng::differential
