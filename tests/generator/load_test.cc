// SPDX-License-Identifier: Apache-2.0
//
// A province goes through the real daemons, once.
#include "tests/generator/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/testing/status_matchers.h"
#include "tests/integration/daemons.h"

namespace heng::generator {
namespace {

TEST(Load, DealsOutFormsEvenly) {
  const Province province({.departments = 7});
  for (const int64_t forms : {0, 1, 7, 100}) {
    int64_t all = 0;
    for (int d = 0; d < 7; ++d) {
      all += FormsOf(province, forms, d);
      EXPECT_NEAR(FormsOf(province, forms, d), forms / 7, 1);
    }
    EXPECT_EQ(all, forms);
  }
}

// The second time everything is answered as the first time, and nothing is stored twice.
TEST(Load, StoresEverythingOnce) {
  const integration::Daemons daemons;
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(60)});
  const Province province({.departments = 230});
  constexpr int kForms = 1500;
  for (int run = 0; run < 2; ++run) {
    std::vector<LoadedKind> loaded;
    ASSERT_OK(Load(client, province, {.forms = kForms}, loaded));
    std::map<std::string, int64_t> stored;
    for (const LoadedKind& kind : loaded) {
      EXPECT_EQ(kind.failed, 0) << kind.what;
      stored[kind.what] = kind.stored;
    }
    EXPECT_EQ(stored["departments"], 230);
    EXPECT_EQ(stored["evaluations"], kForms);
  }
  v1::ListEvaluationsRequest request;
  request.set_parent("regions/-/departments/-");
  request.set_page_size(1000);
  int listed = 0;
  for (const absl::StatusOr<v1::Evaluation>& evaluation : client.ListEvaluations(request)) {
    ASSERT_OK(evaluation);
    EXPECT_EQ(evaluation->revision(), 1);
    ++listed;
  }
  EXPECT_EQ(listed, kForms);
}

// Another province has other departments of the same names: each is refused by itself.
TEST(Load, CountsWhatIsRefused) {
  const integration::Daemons daemons;
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(60)});
  std::vector<LoadedKind> loaded;
  ASSERT_OK(Load(client, Province({.seed = 1, .departments = 50}), {.forms = 0}, loaded));
  loaded.clear();
  ASSERT_OK(Load(client, Province({.seed = 2, .departments = 50}), {.forms = 0}, loaded));
  for (const LoadedKind& kind : loaded) {
    if (kind.what == "departments") {
      EXPECT_GT(kind.failed, 0);
      EXPECT_EQ(kind.stored + kind.failed, 50);
    }
  }
}

}  // namespace
}  // namespace heng::generator
