// SPDX-License-Identifier: Apache-2.0
//
// The code of this example against a mock of the connection: no server is needed.
#include "filing.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "heng/client/errors.h"
#include "heng/client/mock_connection.h"

namespace filing {
namespace {

namespace v1 = heng::v1;
using heng::client::MakeError;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::Return;

using Answer = v1::StreamSubmitEvaluationsResponse;
using OnAnswer = heng::client::OnMessage<Answer>;

struct Mocked {
  std::shared_ptr<heng::client::MockConnection> connection = heng::client::MakeStrictMockConnection();
  heng::client::Client client{connection};
};

absl::Status Refusal() {
  return MakeError(absl::StatusCode::kInvalidArgument, "actual: want a decimal",
                   {.reason = "INVALID_FIELDS",
                    .fields = {{.path = "evaluation.results[4].actual", .chinese = "应为小数"},
                               {.path = "evaluation.name", .chinese = "不能为空"}}});
}

Answer AnswerOf(int64_t index) {
  Answer answer;
  answer.set_index(index);
  answer.mutable_evaluation()->set_revision(1);
  return answer;
}

// Gives forms with these request ids.
heng::client::NextSubmission Forms(std::vector<std::string> ids) {
  return [ids = std::move(ids), given = size_t{0}]() mutable -> std::optional<v1::SubmitEvaluationRequest> {
    if (given == ids.size()) return std::nullopt;
    v1::SubmitEvaluationRequest form;
    form.set_request_id(ids[given++]);
    return form;
  };
}

using Outcomes = std::vector<std::pair<std::string, absl::StatusCode>>;

OnOutcome Into(Outcomes& outcomes) {
  return [&outcomes](const v1::SubmitEvaluationRequest& form, const absl::Status& outcome) {
    outcomes.emplace_back(form.request_id(), outcome.code());
  };
}

TEST(FileForm, SendsTheRequestIdOfTheCaller) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, SubmitEvaluation(_, _))
      .WillOnce([](const v1::SubmitEvaluationRequest& request, const heng::client::Options& options) {
        EXPECT_EQ(request.request_id(), "filing-7");
        EXPECT_EQ(options.deadline, absl::Seconds(30));
        return v1::Evaluation();
      });
  EXPECT_TRUE(FileForm(mocked.client, {}, "filing-7").ok());
}

TEST(FileForm, FollowsTheRevisionThatIsThere) {
  Mocked mocked;
  v1::Evaluation current;
  current.set_etag("1-0df3095d");
  EXPECT_CALL(*mocked.connection, GetEvaluation(_, _)).WillOnce(Return(current));
  EXPECT_CALL(*mocked.connection, SubmitEvaluation(_, _))
      .WillOnce(Return(MakeError(absl::StatusCode::kAlreadyExists, "taken", {.reason = "ALREADY_EXISTS"})))
      .WillOnce([](const v1::SubmitEvaluationRequest& request, const auto&) {
        EXPECT_EQ(request.etag(), "1-0df3095d");
        v1::Evaluation stored;
        stored.set_revision(2);
        return stored;
      });
  const absl::StatusOr<v1::Evaluation> stored = FileForm(mocked.client, {}, "filing-7");
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->revision(), 2);
}

TEST(FileForms, TellsWhatCameOfEach) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, StreamSubmitEvaluations(_, _, _))
      .WillOnce([](const auto& next, const OnAnswer& on_answer, const auto&) {
        while (next()) {
        }
        Answer refused;
        refused.set_index(1);
        refused.mutable_error()->set_code(static_cast<int>(absl::StatusCode::kNotFound));
        EXPECT_TRUE(on_answer(refused));
        EXPECT_TRUE(on_answer(AnswerOf(0)));
        return absl::OkStatus();
      });
  Outcomes outcomes;
  EXPECT_TRUE(FileForms(mocked.client, Forms({"a", "b"}), Into(outcomes)).ok());
  EXPECT_THAT(outcomes,
              ElementsAre(Pair("b", absl::StatusCode::kNotFound), Pair("a", absl::StatusCode::kOk)));
}

// Three are sent and the second is answered when the stream breaks; the other two are sent again, and then the rest.
TEST(FileForms, SendsAgainOnlyWhatHasNoAnswer) {
  Mocked mocked;
  std::vector<std::string> sent_again;
  EXPECT_CALL(*mocked.connection, StreamSubmitEvaluations(_, _, _))
      .WillOnce([](const auto& next, const OnAnswer& on_answer, const auto&) {
        for (int i = 0; i < 3; ++i) next();
        on_answer(AnswerOf(1));
        return absl::UnavailableError("connection reset");
      })
      .WillOnce([&](const auto& next, const OnAnswer& on_answer, const auto&) {
        while (const auto form = next()) sent_again.push_back(form->request_id());
        for (size_t i = 0; i < sent_again.size(); ++i) on_answer(AnswerOf(static_cast<int64_t>(i)));
        return absl::OkStatus();
      });
  Outcomes outcomes;
  EXPECT_TRUE(FileForms(mocked.client, Forms({"a", "b", "c", "d"}), Into(outcomes)).ok());
  EXPECT_THAT(sent_again, ElementsAre("a", "c", "d"));
  EXPECT_EQ(outcomes.size(), 4u);
}

TEST(FileForms, GivesUpAfterFourStreams) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, StreamSubmitEvaluations(_, _, _))
      .Times(4)
      .WillRepeatedly(Return(absl::UnavailableError("connection refused")));
  Outcomes outcomes;
  EXPECT_TRUE(absl::IsUnavailable(FileForms(mocked.client, Forms({"a"}), Into(outcomes))));
}

TEST(WhatToDo, NamesEveryField) {
  EXPECT_EQ(WhatToDo(Refusal()), "evaluation.results[4].actual：应为小数\nevaluation.name：不能为空\n");
}

TEST(WhatToDo, SaysThatARepetitionIsSafe) {
  EXPECT_THAT(WhatToDo(absl::UnavailableError("")), HasSubstr("同一编号"));
}

}  // namespace
}  // namespace filing
