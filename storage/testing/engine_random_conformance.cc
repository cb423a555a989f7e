// SPDX-License-Identifier: Apache-2.0
//
// Random calls of Commit against a model of engine.h: every answer, and after each call every row, its version, and what
// scans show.
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

constexpr uint64_t kSeed = 20241123;
constexpr int kCalls = 400;

// A key as the model knows it.
struct KnownKey {
  std::optional<std::string> value;
  Version version = kAbsent;     // as read behind the last call
  bool written_in_call = false;  // its version is not known yet
  std::set<Version> versions = {kAbsent, kWrittenEarlier};
};

class Model {
 public:
  explicit Model(std::mt19937_64& random) : random_(random) {
    for (const char* id : {"a", "b", "c"}) {
      for (const std::string& key : {K(id), D(id), S(id)}) keys_[key];
    }
  }

  std::map<std::string, KnownKey>& keys() { return keys_; }

  Transaction MakeTransaction() {
    Transaction transaction;
    for (int i = Below(3); i > 0; --i) transaction.guards.push_back(MakeGuard());
    std::set<std::string> written;
    for (int i = Below(4); i > 0; --i) {
      const std::string& key = AnyKey();
      if (!written.insert(key).second) continue;
      transaction.writes.push_back({key, std::nullopt});
      if (Below(4) > 0) transaction.writes.back().value = absl::StrCat("value ", Below(3));
    }
    return transaction;
  }

  // What the transaction must answer; it happens if that is OK.
  absl::StatusCode Run(const Transaction& transaction) {
    for (const Guard& guard : transaction.guards) {
      if (!Holds(guard)) return absl::StatusCode::kAborted;
    }
    for (const Write& write : transaction.writes) {
      keys_[write.key].value = write.value;
      keys_[write.key].written_in_call = true;
    }
    return absl::StatusCode::kOk;
  }

  // Behind a call: compares a row with the model and learns its version.
  void Learn(const std::string& key, const std::optional<Row>& row) {
    KnownKey& known = keys_[key];
    EXPECT_EQ(row ? std::optional<std::string>(row->value) : std::nullopt, known.value);
    const Version version = row ? row->version : kAbsent;
    if (!known.written_in_call) {
      EXPECT_EQ(version, known.version) << "nobody wrote it";
    } else if (row) {
      EXPECT_TRUE(known.versions.insert(version).second) << "version " << version << " was given before";
    }
    known.version = version;
    known.written_in_call = false;
  }

 private:
  int Below(int end) { return static_cast<int>(random_() % end); }
  const std::string& AnyKey() {
    return std::next(keys_.begin(), Below(static_cast<int>(keys_.size())))->first;
  }

  Guard MakeGuard() {
    const std::string& key = AnyKey();
    switch (Below(8)) {
      case 0:
        return {key, kAbsent};
      case 1:
        return {key, kWrittenEarlier};
      case 2:  // an old one, or one that was never given
        return {key, *keys_[key].versions.begin() + 1};
      default:
        return {key, keys_[key].version};
    }
  }

  bool Holds(const Guard& guard) {
    const KnownKey& known = keys_[guard.key];
    if (guard.version == kAbsent) return !known.value;
    if (guard.version == kWrittenEarlier) return known.written_in_call && known.value;
    return !known.written_in_call && known.version == guard.version;
  }

  std::mt19937_64& random_;
  std::map<std::string, KnownKey> keys_;
};

TEST_P(EngineConformance, AgreesWithAModelOnRandomCalls) {
  SCOPED_TRACE(absl::StrCat("seed ", kSeed));
  std::mt19937_64 random(kSeed);
  Model model(random);
  for (int call = 0; call < kCalls && !HasFailure(); ++call) {
    SCOPED_TRACE(absl::StrCat("call ", call));
    std::vector<Transaction> transactions;
    for (uint64_t i = random() % 6; i > 0; --i) transactions.push_back(model.MakeTransaction());
    const std::vector<absl::Status> statuses = engine_->Commit(transactions);
    ASSERT_EQ(statuses.size(), transactions.size());
    for (size_t i = 0; i < transactions.size(); ++i) {
      EXPECT_EQ(statuses[i].code(), model.Run(transactions[i])) << "transaction " << i;
    }
    if (call % 100 == 99 && ground_->Keeps().ok()) Reopen();

    std::vector<std::string> keys;
    for (const auto& [key, known] : model.keys()) keys.push_back(key);
    const auto rows = engine_->Get(keys);
    ASSERT_OK(rows);
    std::map<std::string, Row> present;
    for (size_t i = 0; i < keys.size(); ++i) {
      model.Learn(keys[i], (*rows)[i]);
      if ((*rows)[i]) present[keys[i]] = *(*rows)[i];
    }
    std::vector<Row> scanned;
    for (const std::string& begin : {D(""), K(""), S("")}) {
      for (Row& row : ScanPages(*engine_, {.begin = begin, .limit = 2})) scanned.push_back(std::move(row));
    }
    ASSERT_EQ(scanned.size(), present.size());
    for (const Row& row : scanned) {
      EXPECT_EQ(row.value, present[row.key].value);
      EXPECT_EQ(row.version, present[row.key].version);
    }
  }
}

}  // namespace
}  // namespace heng::testing
