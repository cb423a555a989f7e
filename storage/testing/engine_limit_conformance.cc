// SPDX-License-Identifier: Apache-2.0
//
// Promises of engine.h: the size of keys and transactions, and which keys there are. "Transactions have a stated size and
// are refused rather than split": what is over a limit has not happened, not even in part.
#include "absl/strings/str_cat.h"
#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

using ::testing::ElementsAre;

// "A key of no space."
TEST_P(EngineConformance, RefusesKeysOfNoSpace) {
  for (const std::string& key :
       {std::string(), std::string("\x01"), std::string("\x01x"), std::string("\x02r"), std::string("r")}) {
    EXPECT_THAT(engine_->CommitOne({.writes = {{K("a"), "1"}, {key, "1"}}}), IsNotAllowed());
    EXPECT_THAT(engine_->CommitOne({.writes = {{K("a"), "1"}, {key, std::nullopt}}}), IsNotAllowed());
    EXPECT_THAT(engine_->CommitOne({.guards = {{key, kAbsent}}, .writes = {{K("a"), "1"}}}), IsNotAllowed());
    EXPECT_THAT(engine_->Get({K("a"), key}), IsNotAllowed());
    EXPECT_THAT(engine_->Scan({.begin = key}), IsNotAllowed());
    EXPECT_THAT(Read(*engine_, K("a")), IsAbsent());
  }
}

// "max_key_bytes."
TEST_P(EngineConformance, TakesTheLongestKeyAndNoLongerOne) {
  const std::string longest = K(std::string(engine_->limits().max_key_bytes - K("").size(), 'k'));
  EXPECT_OK(engine_->CommitOne({.guards = {{longest, kAbsent}}, .writes = {{longest, "1"}}}));
  EXPECT_THAT(Read(*engine_, longest), HasValue("1"));
  const std::string too_long = longest + "k";
  EXPECT_THAT(engine_->CommitOne({.writes = {{K("a"), "1"}, {too_long, "1"}}}), IsTooLong());
  EXPECT_THAT(engine_->CommitOne({.writes = {{K("a"), "1"}, {too_long, std::nullopt}}}), IsTooLong());
  EXPECT_THAT(engine_->CommitOne({.guards = {{too_long, kAbsent}}, .writes = {{K("a"), "1"}}}), IsTooLong());
  EXPECT_THAT(Read(*engine_, K("a")), IsAbsent());
}

// "max_transaction_bytes: keys and values of guards and writes together."
TEST_P(EngineConformance, TakesTheLargestTransactionAndNoLargerOne) {
  const std::string guard = K("guard");
  const std::string deleted = K("deleted");
  const std::string key = K("large");
  const size_t keys = guard.size() + deleted.size() + key.size();
  Transaction transaction = {.guards = {{guard, kAbsent}}, .writes = {{deleted, std::nullopt}, {key, ""}}};
  transaction.writes[1].value = std::string(engine_->limits().max_transaction_bytes - keys, 'v');
  ASSERT_OK(engine_->CommitOne(transaction));
  const Version version = VersionOf(*engine_, key);
  transaction.writes[1].value->push_back('v');
  EXPECT_THAT(engine_->CommitOne(transaction), IsTooLong());
  EXPECT_EQ(VersionOf(*engine_, key), version);
}

// "max_transaction_items: guards and writes together."
TEST_P(EngineConformance, TakesAsManyItemsAsItSaysAndNoMore) {
  const size_t limit = engine_->limits().max_transaction_items;
  const auto transaction_of = [](size_t guards, size_t writes) {
    Transaction transaction;
    for (size_t i = 0; i < guards; ++i) transaction.guards.push_back({K(absl::StrCat("absent", i)), kAbsent});
    for (size_t i = 0; i < writes; ++i) transaction.writes.push_back({K(absl::StrCat("i", i)), "1"});
    return transaction;
  };
  for (const size_t guards : {size_t{0}, limit / 2, limit}) {
    EXPECT_OK(engine_->CommitOne(transaction_of(guards, limit - guards)));
    Transaction one_too_many = transaction_of(guards, limit - guards);
    one_too_many.writes.push_back({D("over"), "1"});
    EXPECT_THAT(engine_->CommitOne(one_too_many), IsTooLong());
    EXPECT_THAT(Read(*engine_, D("over")), IsAbsent());
  }
  EXPECT_THAT(engine_->CommitOne(transaction_of(limit + 1, 0)), IsTooLong());
  EXPECT_THAT(Read(*engine_, K(absl::StrCat("i", limit - 1))), HasValue("1"));
}

// They are limits of a transaction, not of a call.
TEST_P(EngineConformance, ACallMayHoldMoreThanATransaction) {
  const std::string large(engine_->limits().max_transaction_bytes - K("a").size(), 'v');
  EXPECT_THAT(engine_->Commit({{.writes = {{K("a"), large}}}, {.writes = {{K("b"), large}}}}),
              ElementsAre(IsOk(), IsOk()));
  EXPECT_NE(VersionOf(*engine_, K("a")), kAbsent);
  EXPECT_NE(VersionOf(*engine_, K("b")), kAbsent);
  WriteRows(*engine_, static_cast<int>(engine_->limits().max_transaction_items) * 2, "v");
}

}  // namespace
}  // namespace heng::testing
