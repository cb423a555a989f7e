// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr char kTime[] = "2026-01-02T03:04:05.678Z";

TEST(FormatLogLine, IsOneJsonObjectInTheOrderGiven) {
  EXPECT_EQ(FormatLogLine(LogLevel::kInfo, "call", {{"method", "SubmitEvaluation"}, {"code", "OK"}}, kTime),
            R"({"time":"2026-01-02T03:04:05.678Z","level":"info","event":"call",)"
            R"("method":"SubmitEvaluation","code":"OK"})");
}

TEST(FormatLogLine, NamesEveryLevel) {
  EXPECT_THAT(FormatLogLine(LogLevel::kDebug, "e", {}, kTime), HasSubstr(R"("level":"debug")"));
  EXPECT_THAT(FormatLogLine(LogLevel::kWarning, "e", {}, kTime), HasSubstr(R"("level":"warning")"));
  EXPECT_THAT(FormatLogLine(LogLevel::kError, "e", {}, kTime), HasSubstr(R"("level":"error")"));
}

TEST(FormatLogLine, EscapesWhatWouldBreakTheLineOrTheJson) {
  const struct {
    std::string value;
    const char* want;
  } cases[] = {{"a\"b\\c", R"(a\"b\\c)"},
               {"a\nb\tc\rd", R"(a\nb\tc\u000dd)"},
               {std::string("a\0b", 3), R"(a\u0000b)"},
               {"\x1b[31m\x7f", R"(\u001b[31m\u007f)"},
               {"凉州区总工会", "凉州区总工会"},
               {"a\xff\xe8\xa1", R"(a\ufffd\ufffd\ufffd)"}};
  for (const auto& c : cases) {
    EXPECT_EQ(FormatLogLine(LogLevel::kInfo, "e", {{"v", c.value}}, kTime),
              std::string(R"({"time":"2026-01-02T03:04:05.678Z","level":"info","event":"e","v":")") + c.want +
                  "\"}");
  }
}

TEST(FormatLogLine, EscapesNamesAndEventsToo) {
  EXPECT_THAT(FormatLogLine(LogLevel::kInfo, "a\"", {{"b\n", "c"}}, kTime),
              HasSubstr(R"("event":"a\"","b\n":"c")"));
}

TEST(Log, WritesOneLineWithTheTimeInUtc) {
  ::testing::internal::CaptureStderr();
  Log(LogLevel::kInfo, "start", {{"port", "7401"}});
  EXPECT_THAT(
      ::testing::internal::GetCapturedStderr(),
      MatchesRegex("\\{\"time\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z\","
                   "\"level\":\"info\",\"event\":\"start\",\"port\":\"7401\"\\}\n"));
}

TEST(Log, LinesOfSeveralThreadsDoNotMix) {
  constexpr int kThreads = 4;
  constexpr int kLines = 2000;
  std::latch start(kThreads);
  ::testing::internal::CaptureStderr();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&start] {
      start.arrive_and_wait();
      for (int j = 0; j < kLines; ++j) Log(LogLevel::kInfo, "e", {{"v", "x"}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::string written = ::testing::internal::GetCapturedStderr();
  const std::vector<std::string> lines = absl::StrSplit(written, '\n', absl::SkipEmpty());
  EXPECT_EQ(lines.size(), size_t{kThreads * kLines});
  for (const std::string& line : lines)
    EXPECT_THAT(line, MatchesRegex("\\{[^{}]*\"event\":\"e\",\"v\":\"x\"\\}"));
}

TEST(Log, DropsLinesBelowTheLevelSet) {
  ::testing::internal::CaptureStderr();
  Log(LogLevel::kDebug, "dropped");
  SetLogLevel(LogLevel::kError);
  Log(LogLevel::kWarning, "dropped");
  Log(LogLevel::kError, "kept");
  SetLogLevel(LogLevel::kInfo);
  const std::string written = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(written, HasSubstr("kept"));
  EXPECT_FALSE(absl::StrContains(written, "dropped"));
}

}  // namespace
}  // namespace heng
