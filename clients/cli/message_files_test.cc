// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/message_files.h"

#include <fstream>
#include <sstream>

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "heng/v1/region.pb.h"

namespace heng::cli {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasCodeAndMessage;
using ::heng::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;

absl::StatusOr<v1::Region> Read(const std::string& text) {
  std::istringstream in(text);
  v1::Region region;
  absl::Status status = ReadMessage("-", in, region);
  if (!status.ok()) return status;
  return region;
}

TEST(ReadMessage, ReadsBothSpellingsOfAFieldName) {
  ASSERT_OK_AND_ASSIGN(const v1::Region camel, Read(R"({"displayName": "甘肃省"})"));
  ASSERT_OK_AND_ASSIGN(const v1::Region snake, Read(R"({"display_name": "甘肃省"})"));
  EXPECT_EQ(camel.display_name(), "甘肃省");
  EXPECT_EQ(snake.display_name(), "甘肃省");
}

TEST(ReadMessage, SkipsTheByteOrderMarkOfWindowsEditors) {
  EXPECT_OK(Read("\xef\xbb\xbf{\"name\": \"regions/62\"}"));
}

TEST(ReadMessage, RefusesAnUnknownField) {
  EXPECT_THAT(Read(R"({"naem": "regions/62"})"),
              HasCodeAndMessage(absl::StatusCode::kInvalidArgument,
                                AllOf(HasSubstr("- is not the JSON of heng.v1.Region"), HasSubstr("naem"))));
}

TEST(ReadMessage, RefusesTextsThatAreNotUtf8) {
  EXPECT_THAT(Read("{\"name\": \"regions/\xff\"}"), HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Read("{\"name\": \"\\ud800\"}"), HasCode(absl::StatusCode::kInvalidArgument));
}

TEST(ReadMessage, SaysWhatIsWrongInBothLanguages) {
  const absl::Status status = Read("{").status();
  EXPECT_THAT(status, HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ChineseMessageOf(status), HasSubstr("不是 heng.v1.Region 的 JSON"));
}

TEST(ReadText, RefusesMoreThanFourMebibytes) {
  std::istringstream just_fits(std::string(4 << 20, ' '));
  EXPECT_OK(ReadText("-", just_fits));
  std::istringstream too_long(std::string((4 << 20) + 1, ' '));
  EXPECT_THAT(ReadText("-", too_long),
              HasCodeAndMessage(absl::StatusCode::kInvalidArgument, HasSubstr("longer than 4 MiB")));
}

TEST(ReadText, NamesTheFileThatCannotBeOpened) {
  std::istringstream in;
  EXPECT_THAT(ReadText("no/such/file.json", in),
              HasCodeAndMessage(absl::StatusCode::kUnknown, HasSubstr("no/such/file.json")));
  EXPECT_THAT(ReadText("/", in), HasCode(absl::StatusCode::kUnknown));
}

TEST(ToJson, ReadsBackAsItWas) {
  v1::Region region;
  region.set_name("regions/62");
  region.set_level(v1::REGION_LEVEL_PROVINCE);
  ASSERT_OK_AND_ASSIGN(const v1::Region back, Read(ToJson(region)));
  EXPECT_EQ(back.SerializeAsString(), region.SerializeAsString());
}

TEST(ToJsonArray, IsOneArray) {
  v1::Region region;
  region.set_name("regions/62");
  EXPECT_EQ(ToJsonArray(std::vector<v1::Region>()), "[]\n");
  EXPECT_EQ(ToJsonArray(std::vector<v1::Region>{region, region}),
            "[\n{\n \"name\": \"regions/62\"\n}\n,\n{\n \"name\": \"regions/62\"\n}\n]\n");
}

}  // namespace
}  // namespace heng::cli
