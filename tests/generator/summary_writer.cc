// SPDX-License-Identifier: Apache-2.0
//
// Summary rows into a data directory, with the rows of the regions and departments that they belong to.
#include <algorithm>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "storage/keys.h"
#include "storage/open_engine.h"
#include "tests/generator/progress.h"
#include "tests/generator/summaries.h"

namespace heng::generator {
namespace {

// Gathers writes into transactions of the engine's size, and those into commits.
class Writer {
 public:
  explicit Writer(Engine& engine) : engine_(engine), limits_(engine.limits()) {}

  absl::Status Put(const std::string& region, std::string key, std::string value) {
    const bool other_region = region != region_;  // a transaction stays in one partition
    if (transactions_.empty() || other_region ||
        transactions_.back().writes.size() == limits_.max_transaction_items) {
      if (transactions_.size() == kTransactionsOfCommit) HENG_RETURN_IF_ERROR(Flush());
      transactions_.emplace_back();
      region_ = region;
    }
    transactions_.back().writes.push_back({std::move(key), std::move(value)});
    return absl::OkStatus();
  }

  absl::Status Flush() {
    for (const absl::Status& status : engine_.Commit(transactions_)) HENG_RETURN_IF_ERROR(status);
    transactions_.clear();
    return absl::OkStatus();
  }

 private:
  static constexpr size_t kTransactionsOfCommit = 100;

  Engine& engine_;
  const EngineLimits limits_;
  std::string region_;
  std::vector<Transaction> transactions_;
};

// A made-up name that says where the region lies: 11省, 11省03市, 11省03市02县.
std::string DisplayNameOf(const std::string& code) {
  std::string name = absl::StrCat(code.substr(0, 2), "省");
  if (code.substr(2, 2) != "00") absl::StrAppend(&name, code.substr(2, 2), "市");
  if (code.substr(4, 2) != "00") absl::StrAppend(&name, code.substr(4, 2), "县");
  return name;
}

// Puts the row of each region and department when its first evaluation comes by. Evaluations come region by region.
class Owners {
 public:
  explicit Owners(Writer& writer) : writer_(writer) {}

  absl::Status PutFor(const ResourceName& evaluation, const std::string& display_name) {
    if (evaluation.region != region_) {
      region_ = evaluation.region;
      departments_.clear();
      for (const std::string& code : {region_.substr(0, 2) + "0000", region_.substr(0, 4) + "00", region_}) {
        if (regions_.insert(code).second) HENG_RETURN_IF_ERROR(PutRegion(code));
      }
    }
    if (!departments_.insert(evaluation.department).second) return absl::OkStatus();
    storage::v1::DepartmentRow row;
    row.set_name(evaluation.DepartmentName());
    row.set_display_name(display_name);
    const ResourceName name = {
        .kind = ResourceKind::kDepartment, .region = region_, .department = evaluation.department};
    return writer_.Put(region_, DepartmentRowKey(name), row.SerializeAsString());
  }

 private:
  absl::Status PutRegion(const std::string& code) {
    storage::v1::RegionRow row;
    row.set_name(absl::StrCat("regions/", code));
    row.set_display_name(DisplayNameOf(code));
    return writer_.Put(code, RegionRowKey({.kind = ResourceKind::kRegion, .region = code}),
                       row.SerializeAsString());
  }

  Writer& writer_;
  std::string region_;
  std::set<std::string> regions_;
  std::set<std::string> departments_;  // of the region
};

}  // namespace

absl::Status WriteSummaries(const SummaryOptions& options, const std::string& data_dir,
                            const std::string& csv_file) {
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> engine, OpenEngine("rocksdb", data_dir));
  Writer writer(*engine);
  Owners owners(writer);
  std::ofstream csv;
  if (!csv_file.empty()) csv.open(csv_file, std::ios::binary);
  Progress progress("rows", options.rows);
  const auto write = [&](const storage::v1::SummaryRow& row) -> absl::Status {
    if (csv.is_open()) csv << CsvLine(row);
    progress.Add(1);
    HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(row.name()));
    HENG_RETURN_IF_ERROR(owners.PutFor(name, row.department_display_name()));
    return writer.Put(name.region, SummaryKey(name, row.fiscal_year()), row.SerializeAsString());
  };
  HENG_RETURN_IF_ERROR(ForEachSummary(options, write));
  HENG_RETURN_IF_ERROR(writer.Flush());
  csv.close();
  if (!csv_file.empty() && !csv) return absl::UnknownError(absl::StrCat("cannot write ", csv_file));
  progress.Finish();
  return absl::OkStatus();
}

}  // namespace heng::generator
