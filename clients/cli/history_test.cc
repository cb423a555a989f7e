// SPDX-License-Identifier: Apache-2.0
//
// `heng history` without a server.
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Return;

v1::Revision RevisionOf(const std::string& revision, int64_t seconds) {
  v1::Revision result;
  result.set_name("schemes/gansu@" + revision);
  result.set_revision(revision);
  result.set_actor("local");
  result.mutable_create_time()->set_seconds(seconds);
  return result;
}

TEST(History, ListsAllPagesOldestFirst) {
  TestRun run;
  v1::ListRevisionsResponse first;
  *first.add_revisions() = RevisionOf("bbbb", 1'700'000'000);
  first.mutable_revisions(0)->set_current(true);
  first.set_next_page_token("next");
  v1::ListRevisionsResponse second;
  *second.add_revisions() = RevisionOf("aaaa", 1'600'000'000);
  EXPECT_CALL(*run.connection, ListRevisions(_, _)).WillOnce(Return(first)).WillOnce(Return(second));
  EXPECT_EQ(run.Run({"history", "schemes/gansu", "-o", "csv"}), kExitOk);
  EXPECT_EQ(run.out,
            "name,stored,actor,current\r\n"
            "schemes/gansu@aaaa,2020-09-13T12:26:40Z,local,\r\n"
            "schemes/gansu@bbbb,2023-11-14T22:13:20Z,local,current\r\n");
}

TEST(History, OfAnUnknownNameSaysSo) {
  TestRun run;
  EXPECT_CALL(*run.connection, ListRevisions(_, _)).WillOnce(Return(absl::NotFoundError("no such scheme")));
  EXPECT_EQ(run.Run({"history", "schemes/gone"}), kExitNotFound);
  EXPECT_THAT(run.err, HasSubstr("no such scheme"));
}

}  // namespace
}  // namespace heng::cli
