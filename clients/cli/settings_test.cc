// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/settings.h"

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasCodeAndMessage;
using ::heng::testing::IsOk;
using ::heng::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

Environment With(std::map<std::string, std::string> variables) {
  return [variables](const std::string& name) -> std::optional<std::string> {
    const auto it = variables.find(name);
    return it == variables.end() ? std::nullopt : std::optional<std::string>(it->second);
  };
}

TEST(MergeSettings, FlagBeatsEnvironmentBeatsFileBeatsDefault) {
  const Environment environment = With({{"HENG_SERVER", "environment"}});
  EXPECT_EQ(MergeSettings({{"server", "flag"}}, environment, {{"server", "file"}})["server"], "flag");
  EXPECT_EQ(MergeSettings({}, environment, {{"server", "file"}})["server"], "environment");
  EXPECT_EQ(MergeSettings({}, With({}), {{"server", "file"}})["server"], "file");
  EXPECT_EQ(MergeSettings({}, With({}), {})["server"], "127.0.0.1:7401");
}

TEST(MergeSettings, AnEmptyVariableIsNotSet) {
  EXPECT_EQ(MergeSettings({}, With({{"HENG_SERVER", ""}}), {{"server", "file"}})["server"], "file");
}

TEST(MergeSettings, ReadsEveryVariable) {
  const SettingValues merged = MergeSettings(
      {}, With({{"HENG_CA", "1"}, {"HENG_CERT", "2"}, {"HENG_KEY", "3"}, {"HENG_LANG", "zh"}}), {});
  EXPECT_THAT(merged, ElementsAre(Pair("ca", "1"), Pair("cert", "2"), Pair("key", "3"), Pair("lang", "zh"),
                                  Pair("server", "127.0.0.1:7401")));
}

TEST(EffectiveSettings, SayWhatSetEachOfThem) {
  std::vector<std::string> lines;
  for (const Setting& setting :
       EffectiveSettings({{"ca", "flag.pem"}}, With({{"HENG_LANG", "zh"}, {"HENG_CA", "variable.pem"}}),
                         {{"key", "file.pem"}, {"lang", "en"}}, "config.toml")) {
    lines.push_back(setting.key + "=" + setting.value + " by " + setting.origin);
  }
  EXPECT_THAT(lines, ElementsAre("server=127.0.0.1:7401 by default", "ca=flag.pem by --ca",
                                 "key=file.pem by config.toml", "lang=zh by HENG_LANG"));
}

TEST(ParseConfig, ReadsQuotedValuesAndSkipsComments) {
  EXPECT_THAT(
      ParseConfig("# mine\n\n server = \"10.0.0.1:7401\" # finance bureau\r\nkey=\"a\\\\b\\\"c\"", "f"),
      IsOkAndHolds(ElementsAre(Pair("key", "a\\b\"c"), Pair("server", "10.0.0.1:7401"))));
}

struct BadConfig {
  const char* name;
  const char* text;
  const char* message;
};

class ParseConfigRefuses : public ::testing::TestWithParam<BadConfig> {};

TEST_P(ParseConfigRefuses, WithLineAndReason) {
  EXPECT_THAT(ParseConfig(GetParam().text, "f"),
              HasCodeAndMessage(absl::StatusCode::kInvalidArgument, HasSubstr(GetParam().message)));
}

INSTANTIATE_TEST_SUITE_P(
    Of, ParseConfigRefuses,
    ::testing::Values(
        BadConfig{"UnknownKey", "\nservr = \"x\"", "f:2: unknown key \"servr\", did you mean server?"},
        BadConfig{"FarKey", "colour = \"x\"", "want one of server, ca, cert, key, lang"},
        BadConfig{"NoQuotes", "server = x", "f:1: the value of server must stand in double quotes"},
        BadConfig{"OpenQuote", "server = \"x", "double quotes"},
        BadConfig{"TextBehind", "server = \"x\" y", "double quotes"},
        BadConfig{"UnknownEscape", "server = \"\\n\"", "double quotes"},
        BadConfig{"NoValue", "server", "want key = \"value\""},
        BadConfig{"Twice", "ca = \"1\"\nca = \"2\"", "f:2: ca is set twice"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ConfigPath, FollowsXdg) {
  EXPECT_EQ(ConfigPath(With({{"XDG_CONFIG_HOME", "/x"}, {"HOME", "/h"}})), "/x/heng/config.toml");
  EXPECT_EQ(ConfigPath(With({{"HOME", "/h"}})), "/h/.config/heng/config.toml");
  EXPECT_EQ(ConfigPath(With({})), "");
}

TEST(ReadConfig, AMissingFileSetsNothing) {
  EXPECT_THAT(ReadConfig("no/such/file"), IsOkAndHolds(SettingValues()));
}

TEST(LanguageOf, FollowsTheFirstLocaleVariableThatIsSet) {
  EXPECT_THAT(LanguageOf({}, With({})), IsOkAndHolds(Language::kEnglish));
  EXPECT_THAT(LanguageOf({}, With({{"LANG", "zh_CN.UTF-8"}})), IsOkAndHolds(Language::kChinese));
  EXPECT_THAT(LanguageOf({}, With({{"LC_ALL", "C"}, {"LANG", "zh_CN.UTF-8"}})),
              IsOkAndHolds(Language::kEnglish));
  EXPECT_THAT(LanguageOf({{"lang", "en"}}, With({{"LANG", "zh_CN.UTF-8"}})),
              IsOkAndHolds(Language::kEnglish));
  EXPECT_THAT(LanguageOf({{"lang", "fr"}}, With({})), HasCode(absl::StatusCode::kInvalidArgument));
}

TEST(ConnectionOf, NeedsAllTlsFilesOrNone) {
  ASSERT_OK_AND_ASSIGN(const client::ConnectionOptions plain, ConnectionOf({{"server", "s"}}));
  EXPECT_FALSE(plain.tls);
  ASSERT_OK_AND_ASSIGN(const client::ConnectionOptions tls,
                       ConnectionOf({{"ca", "1"}, {"cert", "2"}, {"key", "3"}}));
  EXPECT_EQ(tls.tls->key_file, "3");
  EXPECT_THAT(ConnectionOf({{"ca", "1"}, {"cert", "2"}}), HasCode(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace heng::cli
