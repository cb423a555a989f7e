// SPDX-License-Identifier: Apache-2.0
#include "base/message_rules.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/dynamic_message.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::vector<FieldProblem> Problems(const google::protobuf::Message& message, absl::string_view path = "",
                                   const TextLimits& limits = {}) {
  FieldProblems problems;
  CheckFields(message, path, problems, limits);
  return problems.problems();
}

// The reason of the only problem; "" if there is none.
std::string ReasonFor(const google::protobuf::Message& message) {
  const std::vector<FieldProblem> problems = Problems(message);
  if (problems.empty()) return "";
  EXPECT_EQ(problems.size(), 1u);
  return problems[0].reason;
}

v1::Evaluation CleanEvaluation() {
  v1::Evaluation evaluation;
  evaluation.set_name("regions/620602/departments/219001/evaluations/2024-overall");
  for (int i = 0; i < 21; ++i) {
    v1::IndicatorResult* result = evaluation.add_results();
    result->set_code(absl::StrCat("1.", i));
    result->set_actual("98.5");
    result->set_reason("无");
    result->mutable_claim()->set_actual_text("98.5%");
    result->mutable_claim()->set_points_text("4.5");
  }
  for (int i = 0; i < 7; ++i) {
    v1::BudgetLine* line = evaluation.mutable_budget()->add_lines();
    line->set_code(absl::StrCat(i));
    line->set_label("（一）基本支出");
    line->set_initial_yuan("1727854.97");
    line->set_adjusted_yuan("1727854.97");
    line->set_executed_yuan("1673387.69");
  }
  return evaluation;
}

TEST(CheckFields, HasNothingToSayAboutACleanMessage) { EXPECT_TRUE(Problems(CleanEvaluation()).empty()); }

struct DecimalCase {
  const char* text;
  const char* reason;
};

TEST(CheckFields, AmountsAreBelowTenToTheFifteenthWithTwoPlaces) {
  const DecimalCase cases[] = {{"", ""},
                               {"0", ""},
                               {"0.00", ""},
                               {"999999999999999.99", ""},
                               {"1000000000000000", "OUT_OF_RANGE"},
                               {"99999999999999999999", "OUT_OF_RANGE"},
                               {"0.001", "OUT_OF_RANGE"},
                               {"-0.01", "OUT_OF_RANGE"},
                               {"-0", "NOT_A_DECIMAL"},
                               {"1,000", "NOT_A_DECIMAL"},
                               {"1e3", "NOT_A_DECIMAL"},
                               {"30万", "NOT_A_DECIMAL"}};
  for (const DecimalCase& c : cases) {
    v1::CarryOver message;
    message.set_opening_yuan(c.text);
    EXPECT_EQ(ReasonFor(message), c.reason) << c.text;
  }
}

TEST(CheckFields, WeightsAreFromZeroToTenThousandWithFourPlaces) {
  const DecimalCase cases[] = {{"0", ""},
                               {"10000", ""},
                               {"10000.0000", ""},
                               {"9999.9999", ""},
                               {"10000.0001", "OUT_OF_RANGE"},
                               {"10001", "OUT_OF_RANGE"},
                               {"1.00001", "OUT_OF_RANGE"},
                               {"-1", "OUT_OF_RANGE"},
                               {"十", "NOT_A_DECIMAL"}};
  for (const DecimalCase& c : cases) {
    v1::ExecutionRule message;
    message.set_weight_points(c.text);
    EXPECT_EQ(ReasonFor(message), c.reason) << c.text;
  }
}

TEST(CheckFields, ValuesHaveEighteenDigitsAndSixPlaces) {
  const DecimalCase cases[] = {{"-999999999999999999", ""},
                               {"123456789012.345678", ""},
                               {"1234567890123456789", "OUT_OF_RANGE"},
                               {"0.1234567", "OUT_OF_RANGE"},
                               {"98%", "NOT_A_DECIMAL"}};
  for (const DecimalCase& c : cases) {
    v1::IndicatorResult message;
    message.set_code("1");
    message.set_actual(c.text);
    EXPECT_EQ(ReasonFor(message), c.reason) << c.text;
  }
}

TEST(CheckFields, SharesAreFromZeroToOneWithSixPlaces) {
  const DecimalCase cases[] = {{"0", ""},
                               {"1", ""},
                               {"1.000000", ""},
                               {"0.333333", ""},
                               {"1.000001", "OUT_OF_RANGE"},
                               {"2", "OUT_OF_RANGE"},
                               {"-0.1", "OUT_OF_RANGE"},
                               {"0.1234567", "OUT_OF_RANGE"},
                               {"", "REQUIRED"},
                               {"90%", "NOT_A_DECIMAL"}};
  for (const DecimalCase& c : cases) {
    v1::Band message;
    message.set_code("full");
    message.set_display_name("全部");
    message.set_lower_share("0");
    message.set_upper_share("1");
    message.set_share(c.text);
    EXPECT_EQ(ReasonFor(message), c.reason) << c.text;
  }
}

TEST(CheckFields, SaysInBothLanguagesWhatIsWrongWithADecimal) {
  v1::CarryOver message;
  message.set_opening_yuan("1e3");
  message.set_closing_yuan("0.001");
  const std::vector<FieldProblem> problems = Problems(message);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].field, "opening_yuan");
  EXPECT_EQ(problems[0].problem.en,
            "\"1e3\" is not a decimal: want digits with an optional sign and point, such as 95.93");
  EXPECT_EQ(problems[0].problem.zh,
            "“1e3”不是合法的数字：请填写如 95.93 的数字，不要用科学计数法、千分位或单位");
  EXPECT_EQ(
      problems[1].problem.en,
      "\"0.001\" is out of range: want an amount in yuan, 0 or more and below 10^15, with at most 2 places");
  EXPECT_EQ(problems[1].problem.zh,
            "“0.001”超出范围：请填写以元为单位的金额：不小于 0，小于 1000 万亿，最多 2 位小数");
}

TEST(CheckFields, GivesThePathAndTheWordsOfTheRow) {
  v1::Evaluation evaluation = CleanEvaluation();
  evaluation.mutable_results(4)->set_actual("abc");
  evaluation.mutable_budget()->mutable_lines(2)->set_executed_yuan("-5");
  const std::vector<FieldProblem> problems = Problems(evaluation, "evaluation");
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].field, "evaluation.budget.lines[2].executed_yuan");
  EXPECT_THAT(problems[0].problem.en, StartsWith("(（一）基本支出) \"-5\" is out of range"));
  EXPECT_THAT(problems[0].problem.zh, StartsWith("（（一）基本支出）“-5”超出范围"));
  EXPECT_EQ(problems[1].field, "evaluation.results[4].actual");
  EXPECT_THAT(problems[1].problem.en, StartsWith("(1.4) \"abc\" is not a decimal"));
}

TEST(CheckFields, ThePathBeginsWithTheFieldIfThereIsNoPrefix) {
  v1::Evaluation evaluation = CleanEvaluation();
  evaluation.mutable_results(4)->mutable_claim();
  evaluation.mutable_results(4)->clear_code();
  const std::vector<FieldProblem> problems = Problems(evaluation);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "results[4].code");
  EXPECT_EQ(problems[0].problem.en, "code is empty: want it to be given");
  EXPECT_EQ(problems[0].problem.zh, "必填项 code 为空：请填写");
}

TEST(CheckFields, TheNearestRowGivesItsWords) {
  v1::Report report;
  v1::KeyTask* task = report.add_key_tasks();
  task->set_title("新建工会");
  v1::QuantifiedResult* result = task->add_results();
  result->set_subject("职工人数");
  result->set_value("7000余");
  const std::vector<FieldProblem> problems = Problems(report, "report");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "report.key_tasks[0].results[0].value");
  EXPECT_THAT(problems[0].problem.zh, StartsWith("（职工人数）“7000余”不是合法的数字"));
}

TEST(CheckFields, FindsEveryViolation) {
  v1::Scheme scheme;
  scheme.add_classes();
  scheme.add_grades()->set_min_points("x");
  std::vector<std::string> fields;
  for (const FieldProblem& problem : Problems(scheme, "scheme")) {
    fields.push_back(problem.field + " " + problem.reason);
  }
  EXPECT_THAT(fields,
              ::testing::ElementsAre(
                  "scheme.name REQUIRED", "scheme.display_name REQUIRED", "scheme.classes[0].code REQUIRED",
                  "scheme.classes[0].display_name REQUIRED", "scheme.grades[0].code REQUIRED",
                  "scheme.grades[0].display_name REQUIRED", "scheme.grades[0].min_points NOT_A_DECIMAL"));
}

TEST(CheckFields, TextsHaveALimitAndNarrativesALargerOne) {
  v1::KeyTask task;
  task.set_title(std::string(4096, 'x'));
  task.set_description(std::string(256 * 1024, 'x'));
  EXPECT_TRUE(Problems(task).empty());
  task.mutable_title()->push_back('x');
  task.mutable_description()->push_back('x');
  const std::vector<FieldProblem> problems = Problems(task);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].reason, "TOO_LONG");
  EXPECT_EQ(problems[0].problem.en, "the text has 4097 bytes: want at most 4096; shorten it");
  EXPECT_EQ(problems[0].problem.zh, "文字长 4097 字节，超过上限 4096 字节：请精简");
  EXPECT_EQ(problems[1].field, "description");
  EXPECT_EQ(Problems(task, "", {.cell_bytes = 10'000, .narrative_bytes = 1'000'000}).size(), 0u);
}

TEST(CheckFields, TheElementsOfAListOfTextsAreChecked) {
  v1::Report report;
  report.add_problems("无");
  report.add_problems(std::string("a\0b", 3));
  const std::vector<FieldProblem> problems = Problems(report, "report");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "report.problems[1]");
  EXPECT_EQ(problems[0].reason, "NOT_ALLOWED");
}

TEST(CheckFields, ControlCharactersAreRefusedButForTabsAndLineBreaks) {
  v1::KeyTask task;
  task.set_title("a\tb\r\nc");
  EXPECT_EQ(ReasonFor(task), "");
  for (const char c : {'\0', '\x01', '\x0b', '\x1b', '\x1f', '\x7f'}) {
    task.set_title(std::string("ab") + c);
    const std::vector<FieldProblem> problems = Problems(task);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].reason, "NOT_ALLOWED");
    EXPECT_THAT(problems[0].problem.en, HasSubstr(absl::StrCat("control character ", int{c}, " at byte 2")));
    EXPECT_THAT(problems[0].problem.zh, HasSubstr("第 3 个字节是控制字符"));
  }
}

TEST(CheckFields, AnEnumNumberThatThisBuildDoesNotKnowIsOutOfRange) {
  v1::IndicatorClass message;
  message.set_code("1");
  message.set_display_name("部门管理");
  message.add_allowed_rules(v1::RULE_KIND_BAND);
  message.add_allowed_rules(static_cast<v1::RuleKind>(99));
  message.mutable_rule_options()->set_at_most(static_cast<v1::AtMostOption>(-1));
  const std::vector<FieldProblem> problems = Problems(message, "c");
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].field, "c.allowed_rules[1]");
  EXPECT_EQ(problems[0].reason, "OUT_OF_RANGE");
  EXPECT_EQ(problems[0].problem.en,
            "99 is not a value of heng.v1.RuleKind: want one from RULE_KIND_UNSPECIFIED to RULE_KIND_VETO");
  EXPECT_EQ(problems[1].field, "c.rule_options.at_most");
}

TEST(CheckFields, SkipsOutputOnlyFields) {
  v1::Evaluation evaluation = CleanEvaluation();
  evaluation.mutable_department();  // its name is required, but nobody needs to give it here
  evaluation.set_etag(std::string(10'000, 'x'));
  evaluation.set_state(static_cast<v1::EvaluationState>(99));
  EXPECT_TRUE(Problems(evaluation).empty());
}

TEST(CheckFields, MayRunInManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] { EXPECT_TRUE(Problems(CleanEvaluation()).empty()); });
  }
  for (std::thread& thread : threads) thread.join();
}

// The bound is far above what a quiet machine needs (some 20 µs), so that only a wrong design breaks it.
TEST(CheckFields, IsFastOnACleanForm) {
  const v1::Evaluation evaluation = CleanEvaluation();
  auto best = std::chrono::nanoseconds::max();
  for (int i = 0; i < 200; ++i) {
    FieldProblems problems;
    const auto start = std::chrono::steady_clock::now();
    CheckFields(evaluation, "evaluation", problems);
    best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - start);
  }
  RecordProperty("best_ns", std::to_string(best.count()));
  EXPECT_LT(best, std::chrono::microseconds(500)) << best.count() << " ns";
}

TEST(DecimalOf, ReadsWhatCheckFieldsHasPassed) {
  EXPECT_EQ(DecimalOf("").ToString(), "0");
  EXPECT_EQ(DecimalOf("9.50").ToString(), "9.5");
  EXPECT_EQ(DecimalOf("-123456789012.345678").ToString(), "-123456789012.345678");
}

TEST(DecimalOfDeathTest, OtherTextsAreAMistake) { EXPECT_DEATH((void)DecimalOf("abc"), "HENG_CHECK failed"); }

TEST(ClearOutputOnly, ClearsAtAnyDepthAndNothingElse) {
  v1::Evaluation evaluation = CleanEvaluation();
  evaluation.mutable_budget()->set_etag("x");
  evaluation.set_revision(7);
  evaluation.mutable_create_time()->set_seconds(1);
  ClearOutputOnly(evaluation);
  EXPECT_EQ(evaluation.SerializeAsString(), CleanEvaluation().SerializeAsString());
}

TEST(ClearOutputOnly, AMessageThatIsNotSetStaysSo) {
  v1::Evaluation evaluation;
  ClearOutputOnly(evaluation);
  EXPECT_FALSE(evaluation.has_budget());
}

// A type with a list of budgets, as batch requests have; it lives as long as the process, as RulesOf wants
// it.
std::unique_ptr<google::protobuf::Message> NewBatch() {
  static auto* const pool =
      new google::protobuf::DescriptorPool(google::protobuf::DescriptorPool::generated_pool());
  static auto* const factory = new google::protobuf::DynamicMessageFactory(pool);
  factory->SetDelegateToGeneratedFactory(true);
  google::protobuf::FileDescriptorProto file;
  file.set_name("batch.proto");
  file.set_syntax("proto3");
  file.add_dependency("heng/v1/budget.proto");
  google::protobuf::DescriptorProto* batch = file.add_message_type();
  batch->set_name("Batch");
  google::protobuf::FieldDescriptorProto* field = batch->add_field();
  field->set_name("budgets");
  field->set_number(1);
  field->set_label(google::protobuf::FieldDescriptorProto::LABEL_REPEATED);
  field->set_type(google::protobuf::FieldDescriptorProto::TYPE_MESSAGE);
  field->set_type_name(".heng.v1.Budget");
  const google::protobuf::FileDescriptor* built = pool->BuildFile(file);
  return std::unique_ptr<google::protobuf::Message>(factory->GetPrototype(built->message_type(0))->New());
}

TEST(ClearOutputOnly, GoesIntoLists) {
  v1::Budget budget = CleanEvaluation().budget();
  const std::unique_ptr<google::protobuf::Message> batch = NewBatch();
  const google::protobuf::FieldDescriptor* field = batch->GetDescriptor()->field(0);
  batch->GetReflection()->AddMessage(batch.get(), field)->CopyFrom(budget);
  const std::string clean = batch->SerializeAsString();
  budget.set_etag("x");
  batch->GetReflection()->MutableRepeatedMessage(batch.get(), field, 0)->CopyFrom(budget);
  EXPECT_NE(batch->SerializeAsString(), clean);
  ClearOutputOnly(*batch);
  EXPECT_EQ(batch->SerializeAsString(), clean);
}

}  // namespace
}  // namespace heng
