// SPDX-License-Identifier: Apache-2.0
#include "storage/testing/engine_conformance.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "storage/key_space.h"

namespace heng::testing {

absl::Status EngineConformance::PrepareFor(Trouble trouble) {
  engine_.reset();
  ground_ = GetParam().lay_ground();
  const absl::Status able = ground_->PrepareFor(trouble);
  if (able.ok()) engine_ = ground_->Open(clock_);
  return able;
}

void EngineConformance::Reopen() {
  engine_.reset();
  engine_ = ground_->Open(clock_);
}

std::string K(absl::string_view rest) { return absl::StrCat(SpacePrefix(KeySpace::kRows), rest); }
std::string D(absl::string_view rest) { return absl::StrCat(SpacePrefix(KeySpace::kDocuments), rest); }
std::string S(absl::string_view rest) { return absl::StrCat(SpacePrefix(KeySpace::kSummaries), rest); }

std::optional<Row> Read(Engine& engine, const std::string& key) {
  const auto rows = engine.Get({key});
  EXPECT_OK(rows);
  if (!rows.ok() || rows->size() != 1) return std::nullopt;
  return rows->front();
}

Version VersionOf(Engine& engine, const std::string& key) {
  const std::optional<Row> row = Read(engine, key);
  return row ? row->version : kAbsent;
}

std::vector<std::string> KeysOf(const std::vector<Row>& rows) {
  std::vector<std::string> keys;
  for (const Row& row : rows) keys.push_back(row.key);
  return keys;
}

std::vector<std::string> ValuesOf(const std::vector<Row>& rows) {
  std::vector<std::string> values;
  for (const Row& row : rows) values.push_back(row.value);
  return values;
}

void WriteRows(Engine& engine, int count, const std::string& value) {
  std::vector<Transaction> transactions;
  for (int i = 0; i < count; ++i)
    transactions.push_back({.writes = {{K(absl::StrFormat("n%03d", i)), value}}});
  for (const absl::Status& status : engine.Commit(transactions)) EXPECT_OK(status);
}

std::vector<Row> ScanPages(Engine& engine, ScanRequest request, const std::function<void()>& after_page) {
  constexpr int kMaxPages = 1000;  // an engine that never ends a scan fails here
  std::vector<Row> rows;
  for (int page_count = 0; page_count < kMaxPages; ++page_count) {
    const absl::StatusOr<ScanPage> page = engine.Scan(request);
    EXPECT_OK(page);
    if (!page.ok()) return rows;
    EXPECT_LE(page->rows.size(), request.limit);
    rows.insert(rows.end(), page->rows.begin(), page->rows.end());
    if (after_page) after_page();
    if (page->next.empty()) {
      engine.Release(page->snapshot);
      return rows;
    }
    request.begin = page->next;
    request.snapshot = page->snapshot;
  }
  ADD_FAILURE() << "the scan does not end";
  return rows;
}

}  // namespace heng::testing
