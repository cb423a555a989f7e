// SPDX-License-Identifier: Apache-2.0
#include "tests/differential/metamorphic.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "heng/v1/annotations.pb.h"
#include "scoring/form_score.h"
#include "scoring/scorer.h"
#include "tests/differential/better.h"
#include "tests/differential/comparison.h"
#include "tests/differential/form_generator.h"

namespace heng::differential {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

using PlanPtr = std::shared_ptr<const Plan>;

std::string Json(const Message& message) {
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text);
  return status.ok() ? text : "{}";
}

// How many places a decimal of this kind may have.
int MaxPlaces(v1::DecimalKind kind) {
  switch (kind) {
    case v1::DECIMAL_KIND_AMOUNT_YUAN:
    case v1::DECIMAL_KIND_SIGNED_AMOUNT_YUAN:
      return 2;
    case v1::DECIMAL_KIND_WEIGHT:
      return 4;
    default:
      return 6;
  }
}

std::string WithZero(std::string text, v1::DecimalKind kind) {
  const size_t point = text.find('.');
  const int places = point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
  if (text.empty() || text.size() > 16 || places >= MaxPlaces(kind)) return text;
  return text + (places == 0 ? ".0" : "0");
}

// Writes "1.50" for "1.5" wherever a decimal stands in the message.
void AddTrailingZeros(Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
      for (int i = 0; i < count; ++i) {
        AddTrailingZeros(field->is_repeated() ? *reflection.MutableRepeatedMessage(&message, field, i)
                                              : *reflection.MutableMessage(&message, field));
      }
      continue;
    }
    const v1::DecimalKind kind = field->options().GetExtension(v1::decimal);
    if (kind == v1::DECIMAL_KIND_UNSPECIFIED || field->is_repeated()) continue;
    reflection.SetString(&message, field, WithZero(reflection.GetString(message, field), kind));
  }
}

template <typename List, typename Code>
void Sort(List& list, Code code) {
  std::sort(list.begin(), list.end(), [&](const auto& a, const auto& b) { return code(a) < code(b); });
}

// The same report in an order that does not depend on its source's.
v1::ScoreReport Sorted(v1::ScoreReport report) {
  Sort(*report.mutable_indicators(), [](const auto& row) -> const std::string& { return row.code(); });
  Sort(*report.mutable_classes(), [](const auto& c) -> const std::string& { return c.class_code(); });
  Sort(*report.mutable_goal_scores(),
       [](const auto& goal) -> const std::string& { return goal.goal_code(); });
  Sort(*report.mutable_budget_lines(),
       [](const auto& line) -> const std::string& { return line.line_code(); });
  return report;
}

bool Earns(v1::RuleKind rule) { return rule != v1::RULE_KIND_INFORMATION && rule != v1::RULE_KIND_VETO; }

// The default remainder row, the last one, said aloud, so that the order of rows means nothing.
void NameRemainderRows(const v1::Scheme& scheme, v1::Goals& goals) {
  std::set<std::string> named;  // class and goal
  const auto key = [](const v1::Indicator& row) {
    return absl::StrCat(row.class_code(), "/", row.goal_code());
  };
  for (const v1::Indicator& row : goals.indicators()) {
    if (row.takes_remainder()) named.insert(key(row));
  }
  for (int i = goals.indicators_size() - 1; i >= 0; --i) {
    v1::Indicator& row = *goals.mutable_indicators(i);
    const auto c = std::find_if(scheme.classes().begin(), scheme.classes().end(),
                                [&](const auto& candidate) { return candidate.code() == row.class_code(); });
    if (c->has_even_split() && Earns(row.rule()) && named.insert(key(row)).second)
      row.set_takes_remainder(true);
  }
}

PlanPtr Compile(const Tree& tree) {
  auto plan = CompilePlan(tree.scheme, tree.goals, tree.loose ? WeightSums::kIgnored : WeightSums::kEnforced);
  return plan.ok() ? *plan : nullptr;
}

class Checker {
 public:
  const Violations& violations() const { return violations_; }

  void CheckTree(uint64_t seed) {
    Random random(seed);
    const Tree tree = RandomTree(random);
    const Oracle oracle(tree.scheme, tree.goals);
    const PlanPtr plan = Compile(tree);
    Tree reordered = tree;
    NameRemainderRows(tree.scheme, reordered.goals);
    random.Shuffle(*reordered.goals.mutable_indicators());
    random.Shuffle(*reordered.goals.mutable_overall_goals());
    random.Shuffle(*reordered.scheme.mutable_classes());
    random.Shuffle(*reordered.scheme.mutable_step_deductions());
    random.Shuffle(*reordered.scheme.mutable_bracket_tables());
    const PlanPtr other_order = Compile(reordered);
    Tree zeros = tree;
    AddTrailingZeros(zeros.scheme);
    AddTrailingZeros(zeros.goals);
    const PlanPtr with_zeros = Compile(zeros);
    for (int i = 0; i < kFormsPerTree; ++i) {
      const v1::Evaluation form = RandomForm(tree, oracle, random);
      ++violations_.forms;
      where_ = {&tree, &form};
      if (!Expect("trees and forms are valid", plan && other_order && with_zeros)) continue;
      const v1::ScoreReport report = Report(*plan, form);
      if (!Expect("trees and forms are valid", report.indicators_size() > 0)) continue;
      CheckOrder(*plan, *other_order, form, report, random);
      CheckReuse(*plan, form, report);
      CheckWriting(*plan, *with_zeros, form, report);
      if (i == 0) CheckLeavingOut(tree, form, report);
      CheckBetter(*plan, oracle, form, report, random);
    }
  }

 private:
  // The report with a FormScore that has served for other forms, of other plans as well; empty if the form is refused.
  v1::ScoreReport Report(const Plan& plan, const v1::Evaluation& form) {
    if (!ScoreForm(plan, form, "evaluation", used_).ok()) return {};
    auto report = MakeReport(plan, form, used_, v1::VIEW_FULL);
    return report.ok() ? *std::move(report) : v1::ScoreReport();
  }

  bool Expect(const char* property, bool holds) {
    ++violations_.checks[property];
    if (holds) return true;
    ++violations_.count;
    const std::string text = absl::StrCat(
        property, where_.tree->loose ? " (loose weights)" : "", "\n{\"scheme\":", Json(where_.tree->scheme),
        ",\n\"goals\":", Json(where_.tree->goals), ",\n\"evaluation\":", Json(*where_.form), "}\n");
    if (violations_.smallest.empty() || text.size() < violations_.smallest.size())
      violations_.smallest = text;
    return false;
  }

  static bool Same(const v1::ScoreReport& a, const v1::ScoreReport& b) {
    return a.SerializeAsString() == b.SerializeAsString();
  }

  void CheckOrder(const Plan& plan, const Plan& other_order, const v1::Evaluation& form,
                  const v1::ScoreReport& report, Random& random) {
    v1::Evaluation shuffled = form;
    random.Shuffle(*shuffled.mutable_results());
    Expect("the order of results does not matter", Same(Report(plan, shuffled), report));
    random.Shuffle(*shuffled.mutable_budget()->mutable_lines());
    Expect("the order of goals, classes, tables and lines does not matter",
           Same(Sorted(Report(other_order, shuffled)), Sorted(report)));
  }

  void CheckReuse(const Plan& plan, const v1::Evaluation& form, const v1::ScoreReport& report) {
    const auto fresh = Score(plan, form, v1::VIEW_FULL);
    Expect("a form alone scores as one in a batch", fresh.ok() && Same(*fresh, report));
  }

  void CheckWriting(const Plan& plan, const Plan& with_zeros, const v1::Evaluation& form,
                    const v1::ScoreReport& report) {
    v1::Evaluation zeros = form;
    AddTrailingZeros(zeros);
    Expect("trailing zeros do not matter", Same(Report(with_zeros, zeros), report));
    v1::Evaluation larger = form;
    for (v1::BudgetLine& line : *larger.mutable_budget()->mutable_lines()) {
      if (line.adjusted_yuan().size() > 10 || line.executed_yuan().size() > 10) return;
      for (std::string* amount : {line.mutable_adjusted_yuan(), line.mutable_executed_yuan()}) {
        if (!amount->empty()) *amount = ShortestText(Rational(*amount) * 10000);
      }
    }
    Expect("the unit of amounts does not matter", Same(Report(plan, larger), report));
  }

  // Rows that do not apply or only inform may as well not be there, until the sum is scaled.
  void CheckLeavingOut(const Tree& tree, const v1::Evaluation& form, const v1::ScoreReport& report) {
    Tree rest = tree;
    rest.loose = true;
    rest.goals.clear_indicators();
    for (v1::IndicatorClass& c : *rest.scheme.mutable_classes()) c.clear_even_split();
    v1::Evaluation rest_form = form;
    rest_form.clear_results();
    v1::ScoreReport want;
    for (int i = 0; i < report.indicators_size(); ++i) {
      const v1::ScoreClause clause = report.indicators(i).clause();
      if (clause == v1::SCORE_CLAUSE_NOT_APPLICABLE || clause == v1::SCORE_CLAUSE_INFORMATION) continue;
      v1::Indicator& row = *rest.goals.add_indicators();
      row = tree.goals.indicators(i);
      row.clear_takes_remainder();
      row.set_weight_points(report.indicators(i).weight_points());
      *rest_form.add_results() =
          *std::find_if(form.results().begin(), form.results().end(),
                        [&](const v1::IndicatorResult& result) { return result.code() == row.code(); });
      *want.add_indicators() = report.indicators(i);
    }
    const PlanPtr plan = Compile(rest);
    if (!Expect("rows can be left out", plan != nullptr)) return;
    const v1::ScoreReport got = Report(*plan, rest_form);
    v1::ScoreReport got_rows;
    *got_rows.mutable_indicators() = got.indicators();
    Expect("rows that count for nothing change no other row", Same(got_rows, want));
    const auto sum = [](const v1::ScoreReport& of) {
      return of.total_steps_size() == 0 ? std::string() : of.total_steps(0).exact_points();
    };
    Expect("rows that count for nothing do not change the sum", sum(got) == sum(report));
  }

  // Of a fraction or of a decimal.
  static mpq_class Value(const std::string& text) {
    return text.find('/') == std::string::npos ? Rational(text) : mpq_class(text, 10);
  }
  static bool NotLess(const std::string& better, const std::string& than) {
    return than.empty() || (!better.empty() && Value(better) >= Value(than));
  }

  void CheckBetter(const Plan& plan, const Oracle& oracle, const v1::Evaluation& form,
                   const v1::ScoreReport& report, Random& random) {
    const int row = random.Below(report.indicators_size());
    v1::Evaluation better = form;
    for (v1::IndicatorResult& result : *better.mutable_results()) {
      if (result.code() != report.indicators(row).code()) continue;
      if (!Improve(oracle.row(row), random, result)) break;
      const v1::ScoreReport got = Report(plan, better);
      if (!Expect("a better result is accepted", got.indicators_size() > 0)) break;
      Expect("a better result never earns less",
             NotLess(got.indicators(row).exact_points(), report.indicators(row).exact_points()) &&
                 NotLess(got.indicators(row).points(), report.indicators(row).points()));
      Expect("a better result never lowers the total", NotLess(got.total_points(), report.total_points()));
      break;
    }
    CheckMoreSpent(plan, form, report, random);
  }

  void CheckMoreSpent(const Plan& plan, const v1::Evaluation& form, const v1::ScoreReport& report,
                      Random& random) {
    v1::Evaluation better = form;
    for (v1::BudgetLine& line : *better.mutable_budget()->mutable_lines()) {
      if (line.executed_yuan().empty() || line.executed_yuan().size() > 12) return;
      const mpq_class more = Rational(line.executed_yuan()) + mpq_class(random.Between(1, 10000), 100);
      line.set_executed_yuan(ShortestText(more));
    }
    const v1::ScoreReport got = Report(plan, better);
    Expect("spending more of the budget never lowers the total",
           got.indicators_size() > 0 && NotLess(got.total_points(), report.total_points()));
  }

  struct Where {
    const Tree* tree = nullptr;
    const v1::Evaluation* form = nullptr;
  };

  Violations violations_;
  Where where_;
  FormScore used_;
};

void Merge(const Violations& part, Violations& all) {
  all.forms += part.forms;
  all.count += part.count;
  for (const auto& [property, count] : part.checks) all.checks[property] += count;
  const bool smaller = all.smallest.empty() || part.smallest.size() < all.smallest.size();
  if (!part.smallest.empty() && smaller) all.smallest = part.smallest;
}

}  // namespace

Violations CheckProperties(int64_t forms, uint64_t seed, int threads) {
  const int64_t trees = (forms + kFormsPerTree - 1) / kFormsPerTree;
  std::atomic<int64_t> next = 0;
  std::mutex mutex;
  Violations all;
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      Checker checker;
      for (int64_t tree = next++; tree < trees; tree = next++) checker.CheckTree(SeedOfTree(seed, tree));
      const std::lock_guard lock(mutex);
      Merge(checker.violations(), all);
    });
  }
  for (std::thread& worker : workers) worker.join();
  return all;
}

}  // namespace heng::differential
