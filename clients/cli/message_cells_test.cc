// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/message_cells.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "clients/cli/test_messages.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/region.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Texts(const google::protobuf::Message& message, ElementNames names) {
  std::vector<std::string> texts;
  for (const Cell& cell : CellsOf(message, names)) {
    texts.push_back(absl::StrCat(PathText(cell.path), "=", cell.value));
  }
  return texts;
}

TEST(MessageCells, ElementsAreToldByIndexOrKey) {
  const auto form = ReadMessageText<v1::Evaluation>(
      R"(results { code: "A1" actual: "5" evidence { title: "minutes" } } results { code: "A2" })");
  EXPECT_THAT(Texts(form, ElementNames::kByIndex),
              ElementsAre("results[0].code=A1", "results[0].actual=5", "results[0].evidence[0].title=minutes",
                          "results[1].code=A2"));
  EXPECT_THAT(Texts(form, ElementNames::kByKey),
              ElementsAre("results[A1].code=A1", "results[A1].actual=5",
                          "results[A1].evidence[minutes].title=minutes", "results[A2].code=A2"));
}

TEST(MessageCells, PathsAreUniqueWhateverTheKeysAre) {
  const auto form = ReadMessageText<v1::Evaluation>(
      R"(report { key_tasks { title: "a" } key_tasks { title: "a #2" } key_tasks { title: "a" } key_tasks { description: "b" } })");
  EXPECT_THAT(Texts(form, ElementNames::kByKey),
              ElementsAre("report.keyTasks[a].title=a", "report.keyTasks[a #2].title=a #2",
                          "report.keyTasks[a #3].title=a", "report.keyTasks[3].description=b"));
}

TEST(MessageCells, DatesAreAsExactAsTheyAre) {
  const auto form = ReadMessageText<v1::Evaluation>(
      R"(form_date { year: 2024 month: 12 day: 3 } create_time { seconds: 1700000000 }
         results { code: "A1" completed_date { year: 2024 month: 5 } }
         results { code: "A2" completed_date { year: 2024 } })");
  EXPECT_THAT(Texts(form, ElementNames::kByKey),
              ElementsAre("results[A1].code=A1", "results[A1].completedDate=2024-05", "results[A2].code=A2",
                          "results[A2].completedDate=2024", "formDate=2024-12-03",
                          "createTime=2023-11-14T22:13:20Z"));
}

TEST(MessageCells, AnEmptyMessageHasNone) {
  EXPECT_THAT(
      CellsOf(ReadMessageText<v1::Evaluation>("claim {} score { execution {} }"), ElementNames::kByKey),
      IsEmpty());
}

// Types of list elements in `type`, at any depth, that only their place names.
void CollectKeyless(const Descriptor* type, std::set<const Descriptor*>& seen,
                    std::set<std::string>& keyless) {
  if (!seen.insert(type).second) return;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (IsCell(field)) continue;
    if (field->is_repeated() && KeyFields(*field->message_type()).empty()) {
      keyless.insert(field->message_type()->full_name());
    }
    CollectKeyless(field->message_type(), seen, keyless);
  }
}

TEST(MessageCells, EveryRowOfAResourceHasAKeyButTheseTwo) {
  std::set<const Descriptor*> seen;
  std::set<std::string> keyless;
  for (const Descriptor* type :
       {v1::Region::descriptor(), v1::Department::descriptor(), v1::Budget::descriptor(),
        v1::Scheme::descriptor(), v1::Goals::descriptor(), v1::Evaluation::descriptor()}) {
    CollectKeyless(type, seen, keyless);
  }
  // Intervals: each follows the one before.
  EXPECT_THAT(keyless, ElementsAre("heng.v1.Bracket", "heng.v1.ExecutionCap"));
}

}  // namespace
}  // namespace heng::cli
