// SPDX-License-Identifier: Apache-2.0
//
// `heng scheme check` over real daemons: shipped schemes pass and can be stored with goals, broken ones are refused with
// the field and the values in the language of the user. What each broken scheme gets is pinned beside the checker
// (scoring/checks/broken_schemes_test.cc).
#include <filesystem>
#include <string>
#include <vector>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "tests/integration/daemons.h"

namespace heng::integration {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class SchemeCheck : public ::testing::Test {
 protected:
  CommandOutcome Heng(std::vector<std::string> arguments, const std::string& language = "zh") const {
    arguments.insert(arguments.begin(), BinaryPath("heng"));
    return RunCommand(arguments, {"HENG_SERVER=" + daemons_.address(), "HENG_LANG=" + language,
                                  "XDG_CONFIG_HOME=" + daemons_.folder()});
  }

  static std::vector<std::string> JsonFilesIn(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    return files;
  }

  Daemons daemons_;
};

TEST_F(SchemeCheck, PassesEveryShippedSchemeWithItsRevision) {
  const std::vector<std::string> files = JsonFilesIn("schemes");
  ASSERT_GE(files.size(), 6u);
  for (const std::string& file : files) {
    const CommandOutcome outcome = Heng({"scheme", "check", file});
    EXPECT_EQ(outcome.exit_code, 0) << file << ": " << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("@")) << file;
  }
}

TEST_F(SchemeCheck, RefusesEveryBrokenScheme) {
  const std::vector<std::string> files = JsonFilesIn("tests/integration/broken_schemes");
  ASSERT_GE(files.size(), 50u);
  for (const std::string& file : files) {
    const CommandOutcome outcome = Heng({"scheme", "check", file});
    EXPECT_EQ(outcome.exit_code, 3) << file << ": " << outcome.out;
    EXPECT_THAT(outcome.err, HasSubstr("scheme.")) << file;
  }
}

TEST_F(SchemeCheck, ShowsFieldAndValuesInTheLanguageOfTheUser) {
  const std::string file = "tests/integration/broken_schemes/bracket-shared-end-in-none.json";
  EXPECT_THAT(Heng({"scheme", "check", file}).err,
              AllOf(HasSubstr("bracket_tables[0].brackets[1].lower"), HasSubstr("追加率"),
                    HasSubstr("没有分档覆盖 10"), HasSubstr("(-∞, 10)")));
  EXPECT_THAT(Heng({"scheme", "check", file}, "en").err,
              AllOf(HasSubstr("追加率"), HasSubstr("no bracket covers 10, between (-∞, 10) and (10, +∞)")));
}

TEST_F(SchemeCheck, ABrokenSchemeIsNotStoredEither) {
  EXPECT_EQ(Heng({"scheme", "create", "tests/integration/broken_schemes/cap-gap.json"}).exit_code, 3);
  EXPECT_EQ(Heng({"get", "schemes/broken"}).exit_code, 4);
}

}  // namespace
}  // namespace heng::integration
