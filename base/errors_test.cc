// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "base/text.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace heng {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::testing::HasSubstr;

// The detail of a status; empty if there is none.
template <typename Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const auto payload =
      status.GetPayload(absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name()));
  if (payload.has_value()) {
    EXPECT_TRUE(detail.ParseFromString(std::string(*payload)));
  }
  return detail;
}

FieldProblems ManyProblems(int count) {
  FieldProblems problems;
  for (int i = 0; i < count; ++i) {
    problems.Add(absl::StrCat("evaluation.results[", i, "].actual"), "NOT_A_DECIMAL",
                 {absl::StrCat("\"", i, "x\" is not a decimal"), absl::StrCat("“", i, "x”不是合法的数字")});
  }
  return problems;
}

bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    const size_t bytes = Utf8CharacterBytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

TEST(MakeError, CarriesReasonDomainMetadataAndBothLanguages) {
  const absl::Status status = MakeError(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
                                        {"already submitted", "已提交"}, {{"state", "SUBMITTED"}});
  EXPECT_THAT(status, HasCode(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(status.message(), "already submitted");
  EXPECT_EQ(ReasonOf(status), "WRONG_STATE");
  EXPECT_EQ(ChineseMessageOf(status), "已提交");
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  EXPECT_EQ(info.domain(), "heng");
  EXPECT_EQ(info.metadata().at("state"), "SUBMITTED");
}

TEST(ReasonOf, IsEmptyWithoutDetails) {
  EXPECT_EQ(ReasonOf(absl::NotFoundError("x")), "");
  EXPECT_EQ(ChineseMessageOf(absl::NotFoundError("x")), "");
  EXPECT_EQ(ReasonOf(absl::OkStatus()), "");
  EXPECT_TRUE(FieldProblemsOf(absl::NotFoundError("x")).empty());
}

TEST(NotFound, NamesTheResource) {
  const absl::Status status = NotFound("heng.v1.Scheme", "schemes/a", "评价方案");
  EXPECT_THAT(status, HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(status, HasReason("NOT_FOUND"));
  EXPECT_EQ(ChineseMessageOf(status), "没有名为“schemes/a”的评价方案：请核对名称，或先创建");
  const auto resource = DetailOf<google::rpc::ResourceInfo>(status);
  EXPECT_EQ(resource.resource_type(), "heng.v1.Scheme");
  EXPECT_EQ(resource.resource_name(), "schemes/a");
}

TEST(AlreadyExists, NamesTheResourceAndGivesTheHint) {
  const absl::Status status =
      AlreadyExists("heng.v1.Scheme", "schemes/a", "评价方案", "it is revision 12", "版本为 12");
  EXPECT_THAT(status, HasCode(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(status, HasReason("ALREADY_EXISTS"));
  EXPECT_EQ(status.message(), "heng.v1.Scheme \"schemes/a\" already exists: it is revision 12");
  EXPECT_EQ(ChineseMessageOf(status), "评价方案“schemes/a”已存在：版本为 12");
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(status).resource_name(), "schemes/a");
}

TEST(AlreadyExists, SaysWhatToDoWithoutAHint) {
  const absl::Status status = AlreadyExists("heng.v1.Region", "regions/62", "行政区划");
  EXPECT_THAT(std::string(status.message()), HasSubstr("choose another name"));
  EXPECT_THAT(ChineseMessageOf(status), HasSubstr("请换一个名称"));
}

TEST(StaleEtag, GivesTheCurrentOne) {
  const absl::Status status = StaleEtag("regions/62", "old", "new");
  EXPECT_THAT(status, HasCode(absl::StatusCode::kAborted));
  EXPECT_THAT(status, HasReason("STALE_ETAG"));
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).metadata().at("currentEtag"), "new");
  EXPECT_THAT(ChineseMessageOf(status), HasSubstr("已被他人修改"));
}

TEST(Unavailable, SaysWhenToTryAgain) {
  const absl::Status status = Unavailable("TOO_BUSY", {"too many calls", "请求过多"}, 1500);
  EXPECT_THAT(status, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(status, HasReason("TOO_BUSY"));
  const auto retry = DetailOf<google::rpc::RetryInfo>(status);
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
}

TEST(QuotaExceeded, NamesWhatIsLimited) {
  const absl::Status status = QuotaExceeded("DISK_FULL", "disk", {"the disk is full", "磁盘已满"});
  EXPECT_THAT(status, HasCode(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(status, HasReason("DISK_FULL"));
  EXPECT_EQ(DetailOf<google::rpc::QuotaFailure>(status).violations(0).subject(), "disk");
}

TEST(SetDetail, ReplacesTheOneOfTheSameType) {
  absl::Status status = MakeError(absl::StatusCode::kInternal, "A", {"en", "zh"});
  google::rpc::ErrorInfo info;
  info.set_reason("B");
  SetDetail(status, info);
  EXPECT_EQ(ReasonOf(status), "B");
}

TEST(FieldProblems, AreOkIfThereAreNone) { EXPECT_OK(FieldProblems().ToStatus()); }

TEST(FieldProblems, NameTheFirstAndTheNumberOfTheOthers) {
  const absl::Status one = ManyProblems(1).ToStatus();
  EXPECT_EQ(one.message(), "evaluation.results[0].actual: \"0x\" is not a decimal");
  const absl::Status three = ManyProblems(3).ToStatus();
  EXPECT_EQ(three.message(), "evaluation.results[0].actual: \"0x\" is not a decimal; and 2 more");
  EXPECT_EQ(ChineseMessageOf(three), "evaluation.results[0].actual：“0x”不是合法的数字；另有 2 处问题");
  EXPECT_THAT(three, HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(three, HasReason("INVALID_FIELDS"));
}

TEST(FieldProblems, AllComeBackFromTheStatus) {
  const std::vector<FieldProblem> problems = FieldProblemsOf(ManyProblems(1000).ToStatus());
  ASSERT_EQ(problems.size(), 1000u);
  EXPECT_EQ(problems[999].field, "evaluation.results[999].actual");
  EXPECT_EQ(problems[999].reason, "NOT_A_DECIMAL");
  EXPECT_EQ(problems[999].problem.en, "\"999x\" is not a decimal");
  EXPECT_EQ(problems[999].problem.zh, "“999x”不是合法的数字");
}

TEST(FieldProblems, KeepTheMessageShortAndItsEnd) {
  FieldProblems problems;
  problems.Add("f", "TOO_LONG", {std::string(2000, 'x'), ""});
  problems.Add("g", "TOO_LONG", {"y", ""});
  const absl::Status status = problems.ToStatus();
  EXPECT_EQ(status.message().size(), 512u);
  EXPECT_TRUE(absl::EndsWith(status.message(), "; and 1 more"));
}

TEST(ToRpcStatus, ComesBackWhole) {
  const absl::Status status = ManyProblems(3).ToStatus();
  EXPECT_EQ(FromRpcStatus(ToRpcStatus(status)), status);
  EXPECT_EQ(FromRpcStatus(ToRpcStatus(absl::OkStatus())), absl::OkStatus());
  const absl::Status stale = StaleEtag("regions/62", "old", "new");
  EXPECT_EQ(FromRpcStatus(ToRpcStatus(stale)), stale);
}

TEST(ToRpcStatus, PutsErrorInfoFirst) {
  const google::rpc::Status status = ToRpcStatus(NotFound("heng.v1.Scheme", "schemes/a", "评价方案"));
  ASSERT_EQ(status.details_size(), 3);
  EXPECT_EQ(status.code(), 5);
  EXPECT_EQ(status.details(0).type_url(), "type.googleapis.com/google.rpc.ErrorInfo");
  EXPECT_EQ(status.details(1).type_url(), "type.googleapis.com/google.rpc.LocalizedMessage");
}

TEST(ToRpcStatus, CutsViolationsToTheSizeAndSaysHowManyAreLeftOut) {
  const int count = 500;
  const absl::Status status = ManyProblems(count).ToStatus();
  for (const size_t max_bytes : {1000u, 4096u, 8000u, 20'000u}) {
    const google::rpc::Status cut = ToRpcStatus(status, max_bytes);
    EXPECT_LE(cut.ByteSizeLong(), max_bytes);
    const std::vector<FieldProblem> kept = FieldProblemsOf(FromRpcStatus(cut));
    ASSERT_GE(kept.size(), 2u);
    EXPECT_EQ(kept[0].field, "evaluation.results[0].actual");
    const size_t left_out = count - (kept.size() - 1);
    EXPECT_EQ(kept.back().field, "");
    EXPECT_THAT(kept.back().problem.en, HasSubstr(absl::StrCat(left_out, " further problems are left out")));
    EXPECT_THAT(kept.back().problem.zh, HasSubstr(absl::StrCat("另有 ", left_out, " 处问题未列出")));
    // One more would not have fitted, but for what a longer note may take.
    EXPECT_GT(cut.ByteSizeLong() + 150, max_bytes);
  }
}

TEST(ToRpcStatus, KeepsEveryViolationThatFits) {
  const google::rpc::Status whole = ToRpcStatus(ManyProblems(500).ToStatus(), 1'000'000);
  EXPECT_EQ(FieldProblemsOf(FromRpcStatus(whole)).size(), 500u);
  EXPECT_EQ(ToRpcStatus(ManyProblems(500).ToStatus(), whole.ByteSizeLong()).ByteSizeLong(),
            whole.ByteSizeLong());
}

TEST(ToRpcStatus, CutsTextsBetweenCharacters) {
  std::string chinese;
  for (int i = 0; i < 2000; ++i) chinese += "衡";
  const absl::Status status = MakeError(absl::StatusCode::kNotFound, "NOT_FOUND", {chinese, chinese});
  const google::rpc::Status cut = ToRpcStatus(status);
  EXPECT_LE(cut.message().size(), 512u);
  EXPECT_GT(cut.message().size(), 500u);
  EXPECT_TRUE(IsUtf8(cut.message()));
  EXPECT_TRUE(IsUtf8(ChineseMessageOf(FromRpcStatus(cut))));
  EXPECT_LE(cut.ByteSizeLong(), 4096u);
}

TEST(ToRpcStatus, OneHugeViolationIsCutAndKept) {
  FieldProblems problems;
  problems.Add(std::string(10'000, 'f'), "TOO_LONG", {std::string(10'000, 'x'), std::string(10'000, 'y')});
  const google::rpc::Status cut = ToRpcStatus(problems.ToStatus());
  EXPECT_LE(cut.ByteSizeLong(), 4096u);
  EXPECT_EQ(FieldProblemsOf(FromRpcStatus(cut)).size(), 1u);
}

TEST(ToRpcStatus, KeepsTheReasonLongest) {
  const absl::Status status =
      MakeError(absl::StatusCode::kAborted, "STALE_ETAG", {std::string(400, 'x'), "过期"},
                {{"currentEtag", std::string(10'000, 'e')}});
  const google::rpc::Status cut = ToRpcStatus(status);
  EXPECT_LE(cut.ByteSizeLong(), 4096u);
  EXPECT_EQ(ReasonOf(FromRpcStatus(cut)), "STALE_ETAG");
  const google::rpc::Status tiny = ToRpcStatus(status, 100);
  EXPECT_LE(tiny.ByteSizeLong(), 100u);
  EXPECT_EQ(ReasonOf(FromRpcStatus(tiny)), "STALE_ETAG");
  EXPECT_EQ(FromRpcStatus(ToRpcStatus(status, 2)).code(), absl::StatusCode::kAborted);
}

TEST(ToRpcStatus, HidesAnInternalErrorThatWasNotMadeForACaller) {
  for (const absl::StatusCode code : {absl::StatusCode::kInternal, absl::StatusCode::kUnknown}) {
    const absl::Status received = FromRpcStatus(ToRpcStatus(absl::Status(code, "secret")));
    EXPECT_THAT(received, HasCode(code));
    EXPECT_FALSE(absl::StrContains(received.message(), "secret"));

    const absl::Status made =
        MakeError(code, "INTERNAL", {"see incident 42", "编号 42"}, {{"incident", "42"}});
    EXPECT_EQ(FromRpcStatus(ToRpcStatus(made)), made);
  }
}

TEST(FromRpcStatus, TakesAnUnknownCodeForUnknown) {
  google::rpc::Status status;
  status.set_message("m");
  for (const int code : {-1, 17, 1000}) {
    status.set_code(code);
    EXPECT_THAT(FromRpcStatus(status), HasCode(absl::StatusCode::kUnknown));
  }
}

TEST(FieldProblems, MergeReportsEachViolationOnce) {
  FieldProblems first;
  first.Add("results[0].actual", "NOT_A_DECIMAL", {"a", "甲"});
  FieldProblems second;
  second.Add("results[0].actual", "NOT_A_DECIMAL", {"again", "又"});
  second.Add("results[1].band", "UNKNOWN_CODE", {"b", "乙"});
  EXPECT_TRUE(first.Merge(second.ToStatus()));
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first.problems()[0].problem.en, "again");
  EXPECT_EQ(first.problems()[1].field, "results[1].band");
  EXPECT_FALSE(first.Merge(absl::NotFoundError("something else")));
}

}  // namespace
}  // namespace heng
