// SPDX-License-Identifier: Apache-2.0
#include "storage/history/verify.h"

#include <optional>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/history/region_verifier.h"
#include "storage/keys.h"

namespace heng {
namespace {

constexpr size_t kPage = 500;
constexpr KeySpace kSpaces[] = {KeySpace::kHistory, KeySpace::kDocuments, KeySpace::kRows,
                                KeySpace::kSummaries};

class Verification {
 public:
  Verification(Engine& engine, const VerifyOptions& options,
               const std::function<bool(const VerifyCounts&)>& on_progress)
      : engine_(engine), options_(options), on_progress_(on_progress) {}
  ~Verification() {
    if (!snapshot_.empty()) engine_.Release(snapshot_);
  }

  absl::StatusOr<VerifyReport> Run() {
    HENG_ASSIGN_OR_RETURN(const ScanPage page, engine_.Scan({.begin = SpacePrefix(KeySpace::kHistory),
                                                             .end = SpaceEnd(KeySpace::kHistory),
                                                             .limit = 0}));
    snapshot_ = page.snapshot;
    HENG_ASSIGN_OR_RETURN(std::optional<std::string> region, FirstRegion());
    while (region) {
      HENG_RETURN_IF_ERROR(VerifyRegion(*region));
      HENG_ASSIGN_OR_RETURN(region, RegionBehind(*region));
    }
    AddLostRegions();
    return std::move(report_);
  }

 private:
  absl::StatusOr<std::optional<std::string>> FirstRegion() {
    return LeastRegion([this](KeySpace space) {
      return options_.region_prefix.empty() ? SpacePrefix(space)
                                            : RegionsBegin(space, options_.region_prefix);
    });
  }

  absl::StatusOr<std::optional<std::string>> RegionBehind(const std::string& region) {
    return LeastRegion([&](KeySpace space) { return RegionEnd(space, region); });
  }

  // The first region that has a key at or behind where `begin_of` says, in any space.
  template <typename BeginOf>
  absl::StatusOr<std::optional<std::string>> LeastRegion(BeginOf begin_of) {
    std::optional<std::string> least;
    for (KeySpace space : kSpaces) {
      HENG_ASSIGN_OR_RETURN(std::optional<std::string> region, NextRegion(space, begin_of(space)));
      if (region && (!least || *region < *least)) least = std::move(region);
    }
    return least;
  }

  absl::StatusOr<std::optional<std::string>> NextRegion(KeySpace space, std::string begin) {
    const std::string end =
        options_.region_prefix.empty() ? SpaceEnd(space) : RegionsEnd(space, options_.region_prefix);
    while (begin < end) {
      const absl::StatusOr<ScanPage> page =
          engine_.Scan({.begin = begin, .end = end, .limit = 1, .snapshot = snapshot_});
      if (absl::IsDataLoss(page.status())) {
        // The regions behind it are found in the other spaces.
        AddMisfit(
            {.name = absl::CHexEscape(begin),
             .reason = "UNREADABLE",
             .problem = {absl::StrCat("what lies behind this key cannot be read: ", page.status().message()),
                         "此键之后的数据无法读取"}});
        return std::optional<std::string>();
      }
      HENG_RETURN_IF_ERROR(page.status());
      if (page->rows.empty()) return std::optional<std::string>();
      absl::StatusOr<std::string> region = RegionOfKey(page->rows[0].key);
      if (region.ok()) return std::optional<std::string>(*std::move(region));
      AddMisfit({.name = absl::CHexEscape(page->rows[0].key),
                 .reason = "NO_ENTRY",
                 .problem = {"this key belongs to no region", "此键不属于任何区划"}});
      begin = page->rows[0].key + '\0';
    }
    return std::optional<std::string>();
  }

  absl::Status VerifyRegion(const std::string& region) {
    RegionVerifier verifier(region, options_);
    ++report_.counts.region_count;
    verified_.push_back(region);
    HENG_RETURN_IF_ERROR(Read(KeySpace::kHistory, region, verifier, [&](const Row& row) {
      ++report_.counts.entry_count;
      verifier.AddHistory(row);
    }));
    HENG_RETURN_IF_ERROR(Read(KeySpace::kDocuments, region, verifier, [&](const Row& row) {
      ++report_.counts.document_count;
      report_.counts.document_bytes += static_cast<int64_t>(row.value.size());
      verifier.AddDocument(row);
    }));
    HENG_RETURN_IF_ERROR(Read(KeySpace::kRows, region, verifier, [&](const Row& row) {
      ++report_.counts.row_count;
      verifier.AddRow(row);
    }));
    HENG_RETURN_IF_ERROR(Read(KeySpace::kSummaries, region, verifier, [&](const Row& row) {
      ++report_.counts.row_count;
      verifier.AddSummary(row);
    }));
    verifier.Finish();
    for (Misfit& misfit : verifier.TakeMisfits()) AddMisfit(std::move(misfit));
    if (verifier.end().number > 0) report_.ends.push_back(verifier.end());
    return absl::OkStatus();
  }

  template <typename OnRow>
  absl::Status Read(KeySpace space, const std::string& region, RegionVerifier& verifier, OnRow on_row) {
    std::string begin = RegionPrefix(space, region);
    const std::string end = RegionEnd(space, region);
    size_t limit = kPage;
    while (!begin.empty()) {
      absl::StatusOr<ScanPage> page =
          engine_.Scan({.begin = begin, .end = end, .limit = limit, .snapshot = snapshot_});
      if (absl::IsDataLoss(page.status()) && limit > 1) {
        limit = 1;  // up to the place
        continue;
      }
      if (absl::IsDataLoss(page.status())) {
        verifier.AddUnreadable(space, begin, page.status());
        return absl::OkStatus();
      }
      HENG_RETURN_IF_ERROR(page.status());
      for (const Row& row : page->rows) on_row(row);
      begin = std::move(page->next);
      if (on_progress_ && !on_progress_(report_.counts)) {
        return absl::CancelledError("the verification was ended");
      }
    }
    return absl::OkStatus();
  }

  // Regions that the marks know and of which nothing is left.
  void AddLostRegions() {
    std::set<std::string> lost;
    for (const ChainMark& mark : options_.marks) {
      if (absl::StartsWith(mark.region, options_.region_prefix)) lost.insert(mark.region);
    }
    for (const std::string& region : verified_) lost.erase(region);
    for (const std::string& region : lost) {
      RegionVerifier verifier(region, options_);
      verifier.Finish();
      for (Misfit& misfit : verifier.TakeMisfits()) AddMisfit(std::move(misfit));
    }
  }

  void AddMisfit(Misfit misfit) {
    ++report_.misfit_count;
    if (report_.misfits.size() < options_.max_misfits) report_.misfits.push_back(std::move(misfit));
  }

  Engine& engine_;
  const VerifyOptions& options_;
  const std::function<bool(const VerifyCounts&)>& on_progress_;
  std::string snapshot_;
  std::vector<std::string> verified_;  // regions
  VerifyReport report_;
};

}  // namespace

absl::StatusOr<VerifyReport> VerifyRecords(Engine& engine, const VerifyOptions& options,
                                           const std::function<bool(const VerifyCounts&)>& on_progress) {
  return Verification(engine, options, on_progress).Run();
}

}  // namespace heng
