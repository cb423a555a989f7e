// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/columns.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/dictionary.h"
#include "storage/columns/display_names.h"
#include "storage/columns/row_names.h"
#include "storage/columns/successors.h"
#include "storage/columns/terms.h"
#include "storage/columns/year_rows.h"

namespace heng {
namespace {

using storage::v1::DepartmentRow;
using storage::v1::RegionRow;
using storage::v1::SummaryRow;

// The same value as in the row before is the rule, in stored order; so that is looked at first.
template <typename Terms>
class RowByRow {
 public:
  explicit RowByRow(Dictionary<Terms>& dictionary) : dictionary_(dictionary) {}

  uint32_t Intern(const typename Terms::View& view) {
    if (last_ < dictionary_.size() && Terms::ViewOf(dictionary_[last_]) == view) return last_;
    return last_ = dictionary_.Intern(view).first;
  }

 private:
  Dictionary<Terms>& dictionary_;
  uint32_t last_ = 0;
};

// What the tree is made of.
struct RegionFacts {
  uint32_t parent_by_code = kNoRegion;
  uint32_t named_parent = kNoRegion;
  RegionLevel level = RegionLevel::kAny;  // as stored, else by code
};

RowValues NumbersOf(const SummaryRow& row) {
  const auto amount = [](int64_t fen) { return std::max<int64_t>(fen, 0); };
  const auto given = [](int64_t fen, GivenAmount bit) { return fen < 0 ? 0 : static_cast<int>(bit); };
  return {.total_hundredths = static_cast<uint32_t>(row.total_hundredths()),
          .initial_fen = amount(row.initial_fen()),
          .adjusted_fen = amount(row.adjusted_fen()),
          .executed_fen = amount(row.executed_fen()),
          .form = FormOf(row.kind(), row.state()),
          .category = static_cast<uint8_t>(row.department_category()),
          .given = static_cast<uint8_t>(given(row.initial_fen(), kInitialGiven) |
                                        given(row.adjusted_fen(), kAdjustedGiven) |
                                        given(row.executed_fen(), kExecutedGiven))};
}

template <typename Points>
Part PartOf(const Points& points, uint32_t part, int32_t row_count) {
  return {.part = part,
          .row_count = static_cast<uint32_t>(row_count),
          .points_hundredths = static_cast<int32_t>(points.points_hundredths()),
          .weight_tenthousandths = static_cast<int32_t>(points.weight_tenthousandths())};
}

}  // namespace

struct Columns::State {
  // The writer's.
  uint32_t InternRegion(absl::string_view code);
  uint32_t InternDepartment(const RowName& name);
  uint32_t InternPart(size_t position, const PartTerms::View& key);
  void ReadParts(const SummaryRow& row);
  YearRows& YearOf(int year);
  std::shared_ptr<const RegionTree> MakeTree() const;

  Dictionary<TextTerms> region_codes;
  Dictionary<DepartmentTerms> departments;
  Dictionary<TextTerms> evaluation_ids;
  Dictionary<VerdictTerms> verdicts;
  Dictionary<PartTerms> part_keys;

  DisplayNames names;

  // The writer's.
  RowByRow<DepartmentTerms> row_departments{departments};
  RowByRow<VerdictTerms> row_verdicts{verdicts};
  std::vector<uint32_t> row_parts;  // ids of the parts of the row before, by position
  std::vector<Part> parts;          // of the row that is being put
  uint32_t last_region = 0;
  std::vector<RegionFacts> region_facts;
  bool regions_changed = false;
  Successors successors;
  std::vector<std::unique_ptr<YearRows>> years;  // ascending
  uint64_t next_commit = 1;
  bool changed = false;

  mutable std::mutex view_mutex;
  std::shared_ptr<const ColumnsView> view;

  const std::string nonce = absl::BytesToHexString(RandomBytes(8));
};

// Interns the regions above as well, so that they can be asked for and grouped by.
uint32_t Columns::State::InternRegion(absl::string_view code) {
  if (last_region < region_codes.size() && region_codes[last_region] == code) return last_region;
  const auto [region, is_new] = region_codes.Intern(code);
  if (is_new) {
    names.AddRegion();
    region_facts.push_back({.level = LevelOfCode(code)});
    regions_changed = true;
    const std::string parent = ParentCodeOf(code);
    if (!parent.empty()) {
      const uint32_t above = InternRegion(parent);
      region_facts[region].parent_by_code = above;
    }
  }
  return last_region = region;
}

uint32_t Columns::State::InternDepartment(const RowName& name) {
  const uint32_t department = row_departments.Intern({InternRegion(name.region), name.department});
  if (department == names.department_count()) names.AddDepartment();
  return department;
}

// Forms under one scheme have the same parts in the same places.
uint32_t Columns::State::InternPart(size_t position, const PartTerms::View& key) {
  if (position < row_parts.size()) {
    if (PartTerms::ViewOf(part_keys[row_parts[position]]) != key) {
      row_parts[position] = part_keys.Intern(key).first;
    }
  } else {
    row_parts.push_back(part_keys.Intern(key).first);
  }
  return row_parts[position];
}

void Columns::State::ReadParts(const SummaryRow& row) {
  parts.clear();
  const auto intern = [this](storage::v1::PartKind kind, int level, absl::string_view code,
                             absl::string_view display_name) {
    return InternPart(parts.size(), {kind, level, code, display_name});
  };
  if (row.execution_weight_tenthousandths() > 0) {
    parts.push_back({.part = intern(storage::v1::PART_KIND_CLASS, 1, "", ""),
                     .points_hundredths = static_cast<int32_t>(row.execution_points_hundredths()),
                     .weight_tenthousandths = static_cast<int32_t>(row.execution_weight_tenthousandths())});
  }
  for (const SummaryRow::ClassPoints& points : row.classes()) {
    if (points.level() == 0) continue;  // of a row from before levels were stored
    const uint32_t part =
        intern(storage::v1::PART_KIND_CLASS, points.level(), points.class_code(), points.display_name());
    parts.push_back(PartOf(points, part, /*row_count=*/0));
  }
  for (const SummaryRow::ClausePoints& points : row.clauses()) {
    const absl::AlphaNum clause(points.clause());
    parts.push_back(
        PartOf(points, intern(storage::v1::PART_KIND_CLAUSE, 0, clause.Piece(), ""), points.row_count()));
  }
  for (const SummaryRow::FindingCount& count : row.findings()) {
    parts.push_back(
        PartOf(count, intern(storage::v1::PART_KIND_FINDING, 0, count.code(), ""), count.finding_count()));
  }
}

YearRows& Columns::State::YearOf(int year) {
  const auto place = std::lower_bound(years.begin(), years.end(), year,
                                      [](const auto& rows, int wanted) { return rows->year() < wanted; });
  if (place != years.end() && (*place)->year() == year) return **place;
  return **years.insert(place, std::make_unique<YearRows>(year));
}

std::shared_ptr<const RegionTree> Columns::State::MakeTree() const {
  std::vector<RegionTree::Node> nodes;
  nodes.reserve(region_facts.size());
  for (const RegionFacts& facts : region_facts) {
    nodes.push_back({.parent = facts.named_parent != kNoRegion ? facts.named_parent : facts.parent_by_code,
                     .level = facts.level});
  }
  return std::make_shared<const RegionTree>(std::move(nodes));
}

Columns::Columns() : state_(std::make_unique<State>()) {
  auto empty = std::make_shared<ColumnsView>();
  empty->regions = std::make_shared<const RegionTree>();
  empty->successors = state_->successors.Current();
  state_->view = std::move(empty);
}

Columns::~Columns() = default;

void Columns::Put(const SummaryRow& row) {
  const std::optional<RowName> name = SplitRowName(row.name());
  HENG_CHECK(name && !name->evaluation_id.empty());
  RowValues values = NumbersOf(row);
  values.department = state_->InternDepartment(*name);
  values.region = state_->departments[values.department].region;
  values.evaluation_id = state_->evaluation_ids.Intern(name->evaluation_id).first;
  values.verdict = state_->row_verdicts.Intern({row.scheme(), row.grade_code(), row.grade()});
  values.filed_name =
      state_->names.InternFiled(values.department, row.department_display_name(), row.fiscal_year());
  state_->ReadParts(row);
  state_->YearOf(row.fiscal_year()).Put(values, state_->parts, state_->next_commit);
  state_->changed = true;
}

void Columns::Put(const RegionRow& row) {
  HENG_CHECK(IsRegionName(row.name()));
  HENG_CHECK(row.parent().empty() || IsRegionName(row.parent()));
  const absl::string_view code = SplitRowName(row.name())->region;
  const uint32_t region = state_->InternRegion(code);
  const uint32_t parent =
      row.parent().empty() ? kNoRegion : state_->InternRegion(SplitRowName(row.parent())->region);
  RegionFacts& facts = state_->region_facts[region];
  facts.named_parent = parent;
  facts.level = row.level() == 0 ? LevelOfCode(code) : static_cast<RegionLevel>(row.level());
  state_->regions_changed = true;
  state_->changed = true;
  state_->names.SetRegion(region, row.display_name());
}

void Columns::Put(const DepartmentRow& row) {
  HENG_CHECK(IsDepartmentName(row.name()));
  const uint32_t department = state_->InternDepartment(*SplitRowName(row.name()));
  std::vector<uint32_t> predecessors;
  for (const std::string& name : row.predecessors()) {
    HENG_CHECK(IsDepartmentName(name));
    predecessors.push_back(state_->InternDepartment(*SplitRowName(name)));
  }
  state_->successors.Set(department, std::move(predecessors));
  state_->changed = true;
  state_->names.SetDepartment(department, row.display_name());
}

void Columns::Publish() {
  if (!state_->changed) return;
  auto view = std::make_shared<ColumnsView>();
  view->commit = state_->next_commit;
  for (const std::unique_ptr<YearRows>& rows : state_->years) {
    view->years.push_back(rows->Publish(view->commit));
    view->row_count += view->years.back().row_count;
  }
  view->region_count = static_cast<uint32_t>(state_->region_codes.size());
  view->department_count = static_cast<uint32_t>(state_->departments.size());
  view->evaluation_id_count = static_cast<uint32_t>(state_->evaluation_ids.size());
  view->verdict_count = static_cast<uint32_t>(state_->verdicts.size());
  view->part_count = static_cast<uint32_t>(state_->part_keys.size());
  view->regions = state_->regions_changed ? state_->MakeTree() : View()->regions;
  view->successors = state_->successors.Current();
  state_->regions_changed = false;
  state_->changed = false;
  ++state_->next_commit;

  // The view before may be the last that holds emptied chunks; they go behind the lock.
  std::shared_ptr<const ColumnsView> published = std::move(view);
  std::lock_guard<std::mutex> lock(state_->view_mutex);
  state_->view.swap(published);
}

ColumnsMemory Columns::Memory() const {
  ColumnsMemory memory;
  for (const std::unique_ptr<YearRows>& rows : state_->years) rows->AddMemory(memory);
  memory.dictionary_bytes = state_->region_codes.bytes() + state_->departments.bytes() +
                            state_->evaluation_ids.bytes() + state_->verdicts.bytes() +
                            state_->part_keys.bytes() + state_->names.bytes();
  return memory;
}

std::shared_ptr<const ColumnsView> Columns::View() const {
  std::lock_guard<std::mutex> lock(state_->view_mutex);
  return state_->view;
}

std::string Columns::TokenOf(const ColumnsView& view) const {
  return absl::StrFormat("%s-%x", state_->nonce, view.commit);
}

const std::string& Columns::region_code(uint32_t region) const { return state_->region_codes[region]; }
const DepartmentEntry& Columns::department(uint32_t department) const {
  return state_->departments[department];
}
const std::string& Columns::evaluation_id(uint32_t evaluation_id) const {
  return state_->evaluation_ids[evaluation_id];
}
const Verdict& Columns::verdict(uint32_t verdict) const { return state_->verdicts[verdict]; }
const PartKey& Columns::part_key(uint32_t part) const { return state_->part_keys[part]; }

std::optional<uint32_t> Columns::FindRegion(absl::string_view code) const {
  return state_->region_codes.Find(code);
}
std::optional<uint32_t> Columns::FindDepartment(uint32_t region, absl::string_view id) const {
  return state_->departments.Find({region, id});
}
std::optional<uint32_t> Columns::FindEvaluationId(absl::string_view id) const {
  return state_->evaluation_ids.Find(id);
}

std::string Columns::RegionDisplayName(uint32_t region) const { return state_->names.OfRegion(region); }
std::string Columns::DepartmentDisplayName(uint32_t department) const {
  return state_->names.OfDepartment(department);
}
std::string Columns::FiledName(uint32_t department, uint8_t filed_name) const {
  return state_->names.Filed(department, filed_name);
}

}  // namespace heng
