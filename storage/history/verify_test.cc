// SPDX-License-Identifier: Apache-2.0
//
// A store that was written through the record store, edited behind its back through the engine, and verified.
#include "storage/history/verify.h"

#include <google/protobuf/stubs/logging.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/history/chain.h"
#include "storage/keys.h"
#include "storage/request_expiry.h"
#include "storage/testing/record_fixture.h"

namespace heng::testing {
namespace {

using storage::v1::HistoryEntry;
using storage::v1::StoredHistoryEntry;
using ::testing::Gt;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kRegion[] = "620602";
constexpr char kForm[] = "regions/620602/departments/219001/evaluations/2024-overall";

ResourceName NameOf(const std::string& text) { return *ParseResourceName(text); }

std::string FormKey(const std::string& revision) { return RevisionKey(NameOf(kForm), revision); }

// "DOCUMENT_CHANGED 7 regions/…@2" for each misfit.
std::vector<std::string> Brief(const VerifyReport& report) {
  std::vector<std::string> lines;
  for (const Misfit& misfit : report.misfits) {
    lines.push_back(absl::StrCat(misfit.reason, " ", misfit.entry, " ", misfit.name));
  }
  return lines;
}

class VerifyTest : public RecordStoreTest {
 protected:
  void SetUp() override {
    RecordStoreTest::SetUp();
    const std::string department = "regions/620602/departments/219001";
    Keep(Create("schemes/gansu-overall", "scheme"));
    storage::v1::RecordWrite region = Create("regions/620602", "region");
    region.mutable_region()->set_name("regions/620602");
    Keep(region);  // entry 1
    storage::v1::RecordWrite written = Create(department, "department");
    written.mutable_department()->set_name(department);
    Keep(WithRequestId(written, "first"));                                      // entry 2
    Keep(Create(absl::StrCat(department, "/goals/2024-overall"), "goals"));     // entry 3
    std::string etag = Keep(WithRequestId(Create(kForm, "form 1"), "second"));  // entry 4
    clock_.Advance(absl::Seconds(5));
    etag = Keep(Update(kForm, etag, "form 2"));                                           // entry 5
    Keep(WithRequestId(Update(kForm, etag, "form 3"), "third"));                          // entry 6
    Keep(Create(absl::StrCat(department, "/evaluations/2023-overall"), "another form"));  // entry 7
    Keep(Create("regions/620603", "neighbour"));
  }

  std::string Keep(storage::v1::RecordWrite write) {
    const RecordStore::Outcome outcome = Commit(std::move(write));
    EXPECT_OK(outcome.status);
    return outcome.info.etag();
  }

  VerifyReport Verify(VerifyOptions options = {}) {
    auto report = VerifyRecords(*engine_, options);
    EXPECT_OK(report);
    return report.ok() ? *std::move(report) : VerifyReport();
  }

  // Behind the store's back.
  std::string Value(const std::string& key) {
    const auto rows = engine_->Get({key});
    EXPECT_OK(rows);
    EXPECT_TRUE(rows.ok() && rows->front()) << "no such key";
    return rows.ok() && rows->front() ? rows->front()->value : "";
  }
  void Put(const std::string& key, const std::string& value) {
    EXPECT_OK(engine_->CommitOne({.writes = {{key, value}}}));
  }
  void Delete(const std::string& key) { EXPECT_OK(engine_->CommitOne({.writes = {{key, std::nullopt}}})); }
  void Swap(const std::string& a, const std::string& b) {
    const std::string value = Value(a);
    Put(a, Value(b));
    Put(b, value);
  }
  template <typename Message>
  void Edit(const std::string& key, const std::function<void(Message&)>& change) {
    Message message;
    EXPECT_TRUE(message.ParseFromString(Value(key)));
    change(message);
    Put(key, message.SerializeAsString());
  }
  void EditEntry(int64_t number, const std::function<void(HistoryEntry&)>& change) {
    Edit<StoredHistoryEntry>(HistoryKey(kRegion, number), [&](StoredHistoryEntry& stored) {
      HistoryEntry entry;
      EXPECT_TRUE(entry.ParseFromString(stored.entry()));
      change(entry);
      stored.set_entry(entry.SerializeAsString());
    });
  }
  std::vector<Row> Rows() {
    std::vector<Row> rows;
    for (KeySpace space : {KeySpace::kDocuments, KeySpace::kHistory, KeySpace::kRows, KeySpace::kSummaries}) {
      const auto page = engine_->Scan({.begin = SpacePrefix(space)});
      EXPECT_OK(page);
      if (!page.ok()) continue;
      rows.insert(rows.end(), page->rows.begin(), page->rows.end());
      engine_->Release(page->snapshot);
    }
    return rows;
  }
  void Restore(const std::vector<Row>& rows) {
    Transaction clear;
    for (const Row& row : Rows()) clear.writes.push_back({row.key, std::nullopt});
    Transaction write;
    for (const Row& row : rows) write.writes.push_back({row.key, row.value});
    EXPECT_THAT(engine_->Commit({clear, write}), ::testing::Each(IsOk()));
  }
  // What somebody does who knows how the chain is made: recomputes it up to `count` entries.
  void RewriteChain(int64_t count) {
    std::string digest = EmptyChainDigest();
    for (int64_t number = 1; number <= count; ++number) {
      Edit<StoredHistoryEntry>(HistoryKey(kRegion, number), [&](StoredHistoryEntry& stored) {
        digest = ChainDigest(DigestAlgorithm::kSm3, digest, number, stored.entry());
        stored.set_chain_digest(digest);
      });
    }
    storage::v1::StoredChainHead head;
    head.set_entry_count(count);
    head.set_chain_digest(digest);
    Put(ChainHeadKey(kRegion), head.SerializeAsString());
  }
  // Makes the newest form as if it had never been: consistent in itself.
  void TakeBackTheNewestEntry() {
    const ResourceName name = NameOf("regions/620602/departments/219001/evaluations/2023-overall");
    Delete(RevisionKey(name, "1"));
    Delete(HeadKey(name));
    Delete(*SummarySpaceKey(name));
    Delete(HistoryKey(kRegion, 7));
    RewriteChain(6);
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, VerifyTest, ::testing::Values("memory", "rocksdb"),
                         [](const auto& engine) { return engine.param; });

TEST_P(VerifyTest, FindsNothingInWhatTheStoreWrote) {
  const VerifyReport report = Verify();
  EXPECT_THAT(Brief(report), IsEmpty());
  EXPECT_EQ(report.counts.region_count, 3);
  EXPECT_EQ(report.counts.entry_count, 9);
  EXPECT_EQ(report.counts.document_count, 9);
  ASSERT_THAT(report.ends, SizeIs(3));
  EXPECT_EQ(report.ends[1].region, kRegion);
  EXPECT_EQ(report.ends[1].number, 7);
  Reopen();
  EXPECT_THAT(Brief(Verify()), IsEmpty());
}

TEST_P(VerifyTest, ReadsOnlyTheRegionsThatAreAskedFor) {
  const VerifyReport report = Verify({.region_prefix = "620603"});
  EXPECT_EQ(report.counts.region_count, 1);
  EXPECT_EQ(report.counts.entry_count, 1);
}

TEST_P(VerifyTest, ChainsWritesThatWereJoinedAndOutlivesARefusedOne) {
  std::vector<storage::v1::RecordWrite> writes;
  for (int i = 0; i < 20; ++i) {
    writes.push_back(Create(absl::StrCat("regions/620602/departments/", 300 + i), "document"));
    if (i % 5 == 0) writes.push_back(Create(kForm, "taken"));
  }
  int refused = 0;
  for (const RecordStore::Outcome& outcome : CommitTogether(std::move(writes)))
    refused += outcome.status.ok() ? 0 : 1;
  EXPECT_EQ(refused, 4);
  const VerifyReport report = Verify();
  EXPECT_THAT(Brief(report), IsEmpty());
  EXPECT_EQ(report.ends[1].number, 27);
}

TEST_P(VerifyTest, ContinuesAChainWithAnotherDigest) {
  Reopen({.history_digest = DigestAlgorithm::kSha256});
  Keep(Create("regions/620602/departments/220", "department"));
  Reopen();
  Keep(Create("regions/620602/departments/221", "department"));
  EXPECT_THAT(Brief(Verify()), IsEmpty());
  StoredHistoryEntry stored;
  HistoryEntry entry;
  ASSERT_TRUE(stored.ParseFromString(Value(HistoryKey(kRegion, 8))));
  ASSERT_TRUE(entry.ParseFromString(stored.entry()));
  EXPECT_EQ(entry.digest_kind(), storage::v1::DIGEST_KIND_SHA256);
  EXPECT_EQ(entry.document_digest(), Sha256("department"));
}

TEST_P(VerifyTest, RequestRecordsMayBeGoneWhenTheirTimeIsOver) {
  ASSERT_THAT(ExpireRequests(*engine_, clock_.Now() + absl::Seconds(1)), IsOkAndHolds(Gt(0)));
  EXPECT_THAT(Brief(Verify()), IsEmpty());
}

TEST_P(VerifyTest, RequestRecordsMayNotBeGoneBefore) {
  Delete(RequestKey(kRegion, "first"));
  EXPECT_THAT(Brief(Verify()), SizeIs(1));
}

// Each wilful edit is one entry of the table: what is done, and the first thing that must be said of it.
TEST_P(VerifyTest, NamesTheRecordOfEachWilfulEdit) {
  const std::string form = kForm;
  const ResourceName name = NameOf(kForm);
  const std::string summary = *SummarySpaceKey(name);
  const struct {
    const char* what;
    std::function<void()> edit;
    std::string first;
  } attacks[] = {
      {"document edited",
       [&] { Edit<storage::v1::StoredRevision>(FormKey("2"), [](auto& r) { r.set_document("form X"); }); },
       absl::StrCat("DOCUMENT_CHANGED 5 ", form, "@2")},
      {"time of a document edited",
       [&] { Edit<storage::v1::StoredRevision>(FormKey("1"), [](auto& r) { r.set_update_unix_ms(1); }); },
       absl::StrCat("DOCUMENT_CHANGED 4 ", form, "@1")},
      {"writer of a document edited",
       [&] { Edit<storage::v1::StoredRevision>(FormKey("1"), [](auto& r) { r.set_actor("me"); }); },
       absl::StrCat("DOCUMENT_CHANGED 4 ", form, "@1")},
      {"document deleted", [&] { Delete(FormKey("1")); }, absl::StrCat("DOCUMENT_MISSING 4 ", form, "@1")},
      {"documents swapped", [&] { Swap(FormKey("1"), FormKey("2")); },
       absl::StrCat("DOCUMENT_CHANGED 4 ", form, "@1")},
      {"document inserted", [&] { Put(FormKey("4"), Value(FormKey("3"))); }, "NO_ENTRY 0 "},
      {"head set back",
       [&] { Edit<storage::v1::StoredHead>(HeadKey(name), [](auto& h) { h.set_revision("2"); }); },
       absl::StrCat("HEAD_CHANGED 6 ", form)},
      {"etag of a head edited",
       [&] { Edit<storage::v1::StoredHead>(HeadKey(name), [](auto& h) { h.set_etag("3-0"); }); },
       absl::StrCat("HEAD_CHANGED 6 ", form)},
      {"head deleted", [&] { Delete(HeadKey(name)); }, absl::StrCat("HEAD_MISSING 6 ", form)},
      {"summary edited",
       [&] { Edit<storage::v1::SummaryRow>(summary, [](auto& r) { r.set_total_hundredths(10'000); }); },
       absl::StrCat("SUMMARY_CHANGED 6 ", form, "@3")},
      {"summary deleted", [&] { Delete(summary); }, absl::StrCat("SUMMARY_MISSING 6 ", form, "@3")},
      {"summary inserted", [&] { Put(SummaryKey(name, 2022), Value(summary)); }, "NO_ENTRY 0 "},
      {"row of a region edited",
       [&] {
         Edit<storage::v1::RegionRow>(RegionRowKey(NameOf("regions/620602")),
                                      [](auto& r) { r.set_level(1); });
       },
       "SUMMARY_CHANGED 1 regions/620602@1"},
      {"request record edited",
       [&] {
         Edit<storage::v1::StoredRequest>(RequestKey(kRegion, "second"),
                                          [](auto& r) { r.set_request_sha256("other"); });
       },
       absl::StrCat("REQUEST_CHANGED 4 ", form, "@1")},
      {"request record deleted", [&] { Delete(RequestKey(kRegion, "third")); },
       absl::StrCat("REQUEST_MISSING 6 ", form, "@3")},
      {"request record under another id",
       [&] { Put(RequestKey(kRegion, "fourth"), Value(RequestKey(kRegion, "second"))); },
       absl::StrCat("REQUEST_CHANGED 4 ", form, "@1")},
      {"writer in an entry edited", [&] { EditEntry(5, [](auto& e) { e.set_actor("me"); }); },
       absl::StrCat("ENTRY_CHANGED 5 ", form, "@2")},
      {"entry and document edited together",
       [&] {
         Edit<storage::v1::StoredRevision>(FormKey("2"), [](auto& r) { r.set_document("form X"); });
         EditEntry(5, [](auto& e) { e.set_document_digest(DigestOf(DigestAlgorithm::kSm3, {"form X"})); });
       },
       absl::StrCat("ENTRY_CHANGED 5 ", form, "@2")},
      {"entry deleted", [&] { Delete(HistoryKey(kRegion, 5)); }, "ENTRY_MISSING 5 regions/620602"},
      {"entries swapped", [&] { Swap(HistoryKey(kRegion, 5), HistoryKey(kRegion, 6)); },
       absl::StrCat("ENTRY_CHANGED 5 ", form, "@3")},
      {"newest entry deleted", [&] { Delete(HistoryKey(kRegion, 7)); }, "ENTRY_MISSING 7 regions/620602"},
      {"newest entry deleted and the chain ended before it",
       [&] {
         Delete(HistoryKey(kRegion, 7));
         RewriteChain(6);
       },
       "NO_ENTRY 0 "},
      {"entry added",
       [&] {
         Put(HistoryKey(kRegion, 8), Value(HistoryKey(kRegion, 7)));
         EditEntry(8, [](auto& e) {
           e.set_revision("2");
           e.set_document_digest_before(e.document_digest());
         });
         RewriteChain(8);
       },
       "HEAD_CHANGED 8 regions/620602/departments/219001/evaluations/2023-overall"},
      {"end of the chain deleted", [&] { Delete(ChainHeadKey(kRegion)); },
       "CHAIN_END_CHANGED 7 regions/620602"},
      {"end of the chain set back",
       [&] {
         Edit<storage::v1::StoredChainHead>(ChainHeadKey(kRegion),
                                            [](auto& head) { head.set_entry_count(5); });
       },
       "CHAIN_END_CHANGED 7 regions/620602"},
      {"key of no region", [&] { Put("\x01r620602", "value"); }, "NO_ENTRY 0 \\x01r620602"},
      {"record of a region without history", [&] { Put(HeadKey(NameOf("regions/62")), "value"); },
       "NO_ENTRY 0 "},
  };
  for (const auto& attack : attacks) {
    // Each begins with the store as it was written.
    const std::vector<Row> before = Rows();
    attack.edit();
    const std::vector<std::string> lines = Brief(Verify());
    ASSERT_FALSE(lines.empty()) << attack.what;
    EXPECT_EQ(lines.front().substr(0, attack.first.size()), attack.first) << attack.what;
    Restore(before);
    ASSERT_THAT(Brief(Verify()), IsEmpty());
  }
}

TEST_P(VerifyTest, ACheckpointKeptElsewhereShowsARewrittenChain) {
  const std::vector<ChainMark> kept = Verify().ends;
  Edit<storage::v1::StoredRevision>(FormKey("2"), [](auto& r) { r.set_document("form X"); });
  EditEntry(5, [](auto& e) { e.set_document_digest(DigestOf(DigestAlgorithm::kSm3, {"form X"})); });
  EditEntry(6, [](auto& e) { e.set_document_digest_before(DigestOf(DigestAlgorithm::kSm3, {"form X"})); });
  RewriteChain(7);
  // Nothing inside tells: whoever can write everything can make everything fit.
  EXPECT_THAT(Brief(Verify()), IsEmpty());
  EXPECT_THAT(Brief(Verify({.marks = kept})), ::testing::ElementsAre("CHECKPOINT_DIFFERS 7 regions/620602"));
}

TEST_P(VerifyTest, ACheckpointKeptElsewhereShowsATruncatedTail) {
  const std::vector<ChainMark> kept = Verify().ends;
  TakeBackTheNewestEntry();
  EXPECT_THAT(Brief(Verify()), IsEmpty());
  EXPECT_THAT(Brief(Verify({.marks = kept})), ::testing::ElementsAre("ENTRY_MISSING 7 regions/620602"));
}

TEST_P(VerifyTest, ACheckpointKeptElsewhereShowsALostRegion) {
  const std::vector<ChainMark> kept = Verify().ends;
  const ResourceName name = NameOf("regions/620603");
  for (const std::string& key :
       {RevisionKey(name, "1"), HeadKey(name), ChainHeadKey("620603"), HistoryKey("620603", 1)}) {
    Delete(key);
  }
  EXPECT_THAT(Brief(Verify()), IsEmpty());
  EXPECT_THAT(Brief(Verify({.marks = kept})), ::testing::ElementsAre("ENTRY_MISSING 1 regions/620603"));
}

TEST_P(VerifyTest, AnOldCheckpointStillHolds) {
  const std::vector<ChainMark> kept = Verify().ends;
  Keep(Create("regions/620602/departments/220", "department"));
  EXPECT_THAT(Brief(Verify({.marks = kept})), IsEmpty());
  EXPECT_OK(CheckMarks(*engine_, kept));
}

TEST_P(VerifyTest, CountsMisfitsThatItDoesNotKeep) {
  Delete(FormKey("1"));
  Delete(FormKey("2"));
  const VerifyReport report = Verify({.max_misfits = 1});
  EXPECT_THAT(report.misfits, SizeIs(1));
  EXPECT_EQ(report.misfit_count, 2);
}

TEST_P(VerifyTest, ReleasesItsSnapshot) {
  for (size_t i = 0; i < 2 * engine_->limits().max_snapshots; ++i) ASSERT_OK(VerifyRecords(*engine_, {}));
}

TEST_P(VerifyTest, FindsEachFlippedBitOfAnyValue) {
  const std::vector<Row> rows = Rows();
  const int flips = GetParam() == "memory" ? 10'000 : 200;
  std::mt19937 random(20240601);
  const google::protobuf::LogSilencer many_lines_about_damaged_texts;
  for (int i = 0; i < flips; ++i) {
    const Row& row = rows[random() % rows.size()];
    if (row.value.empty()) continue;
    std::string value = row.value;
    const size_t place = random() % value.size();
    value[place] = static_cast<char>(value[place] ^ (1 << random() % 8));
    Put(row.key, value);
    ASSERT_GE(Verify().misfit_count, 1) << absl::CHexEscape(row.key) << " byte " << place;
    Put(row.key, row.value);
  }
  EXPECT_THAT(Brief(Verify()), IsEmpty());
}

}  // namespace
}  // namespace heng::testing
