// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/testing/naive_queries.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "analysis/score_sums.h"

namespace heng::testing {

using storage::v1::AggregatePartsRequest;
using storage::v1::AggregatePartsResponse;
using storage::v1::AggregateRowsRequest;
using storage::v1::AggregateRowsResponse;
using storage::v1::AmountSums;
using storage::v1::ColumnsState;
using storage::v1::DepartmentRow;
using storage::v1::Grouping;
using storage::v1::GroupParts;
using storage::v1::PartSums;
using storage::v1::RankRowsRequest;
using storage::v1::RankRowsResponse;
using storage::v1::RegionRow;
using storage::v1::RowFilter;
using storage::v1::ScoreSums;
using storage::v1::SummaryRow;

namespace {

std::vector<std::string> PartsOf(const std::string& name) { return absl::StrSplit(name, '/'); }

std::string RegionOf(const std::string& name) { return PartsOf(name)[1]; }

std::string DepartmentOf(const std::string& name) {
  const std::vector<std::string> parts = PartsOf(name);
  return absl::StrCat("regions/", parts[1], "/departments/", parts[3]);
}

// 620602001 -> 620602 -> 620600 -> 620000; nothing above provinces and codes of another shape.
std::string AboveByCode(const std::string& code) {
  if (code.size() < 6) return "";
  if (code.size() > 6) return code.substr(0, 6);
  if (code.substr(2) == "0000") return "";
  if (code.substr(4) == "00") return code.substr(0, 2) + "0000";
  return code.substr(0, 4) + "00";
}

bool HasMeasure(const AggregateRowsRequest& request, storage::v1::Measure measure) {
  return std::count(request.measures().begin(), request.measures().end(), measure) > 0;
}

template <typename List, typename Value>
bool LetsPass(const List& list, const Value& value) {
  return list.empty() || std::count(list.begin(), list.end(), value) > 0;
}

bool MatchesParent(const std::string& parent, const std::string& region, const std::string& department) {
  const std::vector<std::string> wanted = PartsOf(parent);
  const bool any_below = absl::EndsWith(wanted[1], "*");
  const bool fits_region =
      wanted[1] == "-" ||
      (any_below ? absl::StartsWith(region, wanted[1].substr(0, wanted[1].size() - 1)) : region == wanted[1]);
  return fits_region && (wanted[3] == "-" || PartsOf(department)[3] == wanted[3]);
}

void AddAmount(Int128 fen, storage::v1::WideSum& sum) { SetWide(FromWide(sum) + fen, sum); }

void AddAmounts(const SummaryRow& row, AmountSums& sums) {
  const bool initial = row.initial_fen() != -1;
  const bool adjusted = row.adjusted_fen() != -1;
  const bool executed = row.executed_fen() != -1;
  const bool rated = adjusted && executed;
  sums.set_initial_count(sums.initial_count() + initial);
  sums.set_adjusted_count(sums.adjusted_count() + adjusted);
  sums.set_executed_count(sums.executed_count() + executed);
  sums.set_rated_count(sums.rated_count() + rated);
  AddAmount(initial ? row.initial_fen() : 0, *sums.mutable_initial_fen());
  AddAmount(adjusted ? row.adjusted_fen() : 0, *sums.mutable_adjusted_fen());
  AddAmount(executed ? row.executed_fen() : 0, *sums.mutable_executed_fen());
  AddAmount(rated ? row.adjusted_fen() : 0, *sums.mutable_rated_adjusted_fen());
  AddAmount(rated ? row.executed_fen() : 0, *sums.mutable_rated_executed_fen());
  AddAmount(adjusted ? Int128{row.adjusted_fen()} * row.total_hundredths() : 0,
            *sums.mutable_weighted_hundredths());
}

template <typename Rows>
void AddPercentiles(const AggregateRowsRequest& request, const Rows& rows, storage::v1::GroupSums& group) {
  std::vector<int64_t> totals;
  for (const auto& counted : rows) totals.push_back(counted.row->total_hundredths());
  std::sort(totals.begin(), totals.end());
  if (totals.empty()) return;
  for (const int64_t percent : request.percents_millionths()) {
    // The least total that at least so many are not above.
    size_t place = 1;
    while (Int128{100'000'000} * place < Int128{percent} * totals.size()) ++place;
    group.add_percentile_hundredths(totals[place - 1]);
  }
}

template <typename Rows>
ScoreSums SumsOf(const AggregateRowsRequest& request, const Rows& rows) {
  ScoreSums sums;
  std::map<int64_t, int64_t> totals;
  std::map<std::string, std::map<std::string, int64_t>> grades;
  if (HasMeasure(request, storage::v1::MEASURE_HISTOGRAM)) sums.mutable_histogram();
  if (HasMeasure(request, storage::v1::MEASURE_AMOUNTS)) {
    SummaryRow nothing;
    nothing.set_initial_fen(-1);
    nothing.set_adjusted_fen(-1);
    nothing.set_executed_fen(-1);
    AddAmounts(nothing, *sums.mutable_amounts());
  }
  for (const auto& counted : rows) {
    const SummaryRow& row = *counted.row;
    sums.set_evaluation_count(sums.evaluation_count() + 1);
    ++totals[row.total_hundredths()];
    ++grades[row.grade_code()][row.grade()];
    if (HasMeasure(request, storage::v1::MEASURE_POINTS)) {
      sums.set_total_hundredths(sums.total_hundredths() + row.total_hundredths());
    }
    if (HasMeasure(request, storage::v1::MEASURE_AMOUNTS)) AddAmounts(row, *sums.mutable_amounts());
  }
  if (HasMeasure(request, storage::v1::MEASURE_POINTS) && !totals.empty()) {
    sums.set_min_hundredths(totals.begin()->first);
    sums.set_max_hundredths(totals.rbegin()->first);
  }
  if (HasMeasure(request, storage::v1::MEASURE_HISTOGRAM)) {
    int64_t before = 0;
    for (const auto& [total, count] : totals) {
      sums.mutable_histogram()->add_hundredths_deltas(static_cast<uint32_t>(total - before));
      sums.mutable_histogram()->add_counts(count);
      before = total;
    }
  }
  if (HasMeasure(request, storage::v1::MEASURE_GRADES)) {
    for (const auto& [code, texts] : grades) {
      storage::v1::GradeCount& grade = *sums.add_grades();
      grade.set_grade_code(code);
      grade.set_grade(texts.begin()->first);
      for (const auto& [text, count] : texts) grade.set_evaluation_count(grade.evaluation_count() + count);
    }
  }
  return sums;
}

// The parts of one row, each with the counts of one evaluation. Those of one level and code come together.
std::vector<PartSums> PartsOfRow(const SummaryRow& row, storage::v1::PartKind kind) {
  std::vector<PartSums> parts;
  const auto add = [&parts](const std::string& code, int level, const std::string& name, int64_t row_count,
                            int64_t points, int64_t weight) {
    PartSums part;
    part.set_code(code);
    part.set_level(level);
    part.set_display_name(name);
    part.set_row_count(row_count);
    part.set_points_hundredths(points);
    part.set_weight_tenthousandths(weight);
    parts.push_back(part);
  };
  if (kind == storage::v1::PART_KIND_CLASS) {
    if (row.execution_weight_tenthousandths() > 0) {
      add("", 1, "", 0, row.execution_points_hundredths(), row.execution_weight_tenthousandths());
    }
    for (const SummaryRow::ClassPoints& points : row.classes()) {
      add(points.class_code(), points.level(), points.display_name(), 0, points.points_hundredths(),
          points.weight_tenthousandths());
    }
  } else if (kind == storage::v1::PART_KIND_CLAUSE) {
    for (const SummaryRow::ClausePoints& points : row.clauses()) {
      add(absl::StrCat(points.clause()), 0, "", points.row_count(), points.points_hundredths(),
          points.weight_tenthousandths());
    }
  } else {
    for (const SummaryRow::FindingCount& count : row.findings()) {
      add(count.code(), 0, "", count.finding_count(), count.points_hundredths(),
          count.weight_tenthousandths());
    }
  }
  return parts;
}

template <typename Labels>
void WriteLabels(const Labels& labels, google::protobuf::RepeatedPtrField<storage::v1::KeyLabel>& out) {
  for (const auto& [key, display_name] : labels) {
    storage::v1::KeyLabel& label = *out.Add();
    label.set_dimension(static_cast<storage::v1::Dimension>(key.first));
    label.set_key(key.second);
    label.set_display_name(display_name);
  }
}

absl::Status TooMany() { return absl::ResourceExhaustedError(""); }

}  // namespace

// ---- What was put.

void NaiveRows::Put(const SummaryRow& row) {
  rows[row.name()] = row;
  HearOfDepartment(DepartmentOf(row.name()));
  auto& [year, name] = last_filed_names[DepartmentOf(row.name())];
  if (row.fiscal_year() < year) return;
  year = row.fiscal_year();
  name = row.department_display_name();
}

void NaiveRows::Put(const RegionRow& row) {
  regions[RegionOf(row.name())] = row;
  HearOfRegion(RegionOf(row.name()));
  if (!row.parent().empty()) HearOfRegion(RegionOf(row.parent()));
}

void NaiveRows::Put(const DepartmentRow& row) {
  departments[row.name()] = row;
  HearOfDepartment(row.name());
  for (const std::string& name : row.predecessors()) HearOfDepartment(name);
}

void NaiveRows::HearOfRegion(const std::string& code) {
  for (std::string above = code; !above.empty(); above = AboveByCode(above)) heard_regions.insert(above);
}

void NaiveRows::HearOfDepartment(const std::string& name) {
  heard_departments.insert(name);
  HearOfRegion(RegionOf(name));
}

// ---- Where rows count.

NaiveQueries::NaiveQueries(const NaiveRows& published, const NaiveRows& latest)
    : published_(published), latest_(latest) {
  std::map<std::string, std::set<std::string>> all;
  for (const auto& [name, department] : published.departments) {
    for (const std::string& before : department.predecessors()) {
      if (before != name) all[before].insert(name);
    }
  }
  for (const auto& [before, followers] : all) {
    if (followers.size() == 1) followers_[before] = *followers.begin();
  }
}

std::vector<std::string> NaiveQueries::WayUp(const std::string& region) const {
  std::vector<std::string> way;
  std::string here = region;
  while (!here.empty() && std::count(way.begin(), way.end(), here) == 0) {
    way.push_back(here);
    const auto stored = published_.regions.find(here);
    const bool names_parent = stored != published_.regions.end() && !stored->second.parent().empty();
    here = names_parent ? RegionOf(stored->second.parent()) : AboveByCode(here);
  }
  return way;
}

// 1 province, 2 prefecture, 3 county or zone, 4 township, 5 unknown.
int NaiveQueries::PlaceOf(const std::string& region) const {
  const auto stored = published_.regions.find(region);
  if (stored != published_.regions.end() && stored->second.level() != 0) {
    return stored->second.level() == 5 ? 3 : stored->second.level();
  }
  if (region.size() < 6) return 5;
  if (region.size() > 6) return 4;
  if (region.substr(2) == "0000") return 1;
  return region.substr(4) == "00" ? 2 : 3;
}

std::string NaiveQueries::RegionAt(int place, const std::string& region) const {
  std::string counts_for = region;
  for (const std::string& above : WayUp(region)) {
    if (PlaceOf(above) < place) break;
    counts_for = above;
    if (PlaceOf(above) == place) break;
  }
  return counts_for;
}

std::string NaiveQueries::CurrentDepartment(const std::string& department) const {
  std::string current = department;
  std::set<std::string> passed;
  for (auto next = followers_.find(current); next != followers_.end(); next = followers_.find(current)) {
    if (!passed.insert(current).second) return department;
    current = next->second;
  }
  return current;
}

// ---- Filters.

absl::Status NaiveQueries::CheckKnown(const RowFilter& filter) const {
  if (!filter.parent().empty()) {
    const std::vector<std::string> parts = PartsOf(filter.parent());
    const bool names_region = parts[1] != "-" && !absl::EndsWith(parts[1], "*");
    if (names_region && published_.heard_regions.count(parts[1]) == 0) return absl::NotFoundError("");
    if (names_region && parts[3] != "-" && published_.heard_departments.count(filter.parent()) == 0) {
      return absl::NotFoundError("");
    }
  }
  if (!filter.under_region().empty() &&
      published_.heard_regions.count(RegionOf(filter.under_region())) == 0) {
    return absl::NotFoundError("");
  }
  return absl::OkStatus();
}

bool NaiveQueries::Passes(const RowFilter& filter, const Counted& counted) const {
  const SummaryRow& row = *counted.row;
  const std::string scheme_without_revision = row.scheme().substr(0, row.scheme().find('@'));
  if (!filter.parent().empty() && !MatchesParent(filter.parent(), counted.region, counted.department)) {
    return false;
  }
  if (!filter.under_region().empty()) {
    const std::vector<std::string> way = WayUp(counted.region);
    if (std::count(way.begin(), way.end(), RegionOf(filter.under_region())) == 0) return false;
  }
  return LetsPass(filter.fiscal_years(), row.fiscal_year()) && LetsPass(filter.kinds(), row.kind()) &&
         LetsPass(filter.department_categories(), row.department_category()) &&
         LetsPass(filter.states(), row.state()) && LetsPass(filter.grade_codes(), row.grade_code()) &&
         (LetsPass(filter.schemes(), row.scheme()) || LetsPass(filter.schemes(), scheme_without_revision)) &&
         (!filter.has_min_hundredths() || row.total_hundredths() >= filter.min_hundredths()) &&
         (!filter.has_max_hundredths() || row.total_hundredths() <= filter.max_hundredths());
}

absl::StatusOr<std::vector<NaiveQueries::Counted>> NaiveQueries::Select(const RowFilter& filter,
                                                                        bool as_continued) const {
  const absl::Status known = CheckKnown(filter);
  if (!known.ok()) return known;
  std::vector<Counted> rows;
  for (const auto& [name, row] : published_.rows) {
    Counted counted{.row = &row, .department = DepartmentOf(name)};
    if (as_continued) counted.department = CurrentDepartment(counted.department);
    counted.region = RegionOf(counted.department);
    if (Passes(filter, counted)) rows.push_back(counted);
  }
  return rows;
}

// ---- Groups.

std::string NaiveQueries::KeyOf(int dimension, const Counted& counted, Labels& labels) const {
  const SummaryRow& row = *counted.row;
  const auto region_key = [&](const std::string& region) {
    const auto stored = latest_.regions.find(region);
    labels[{dimension, region}] = stored == latest_.regions.end() ? "" : stored->second.display_name();
    return region;
  };
  switch (dimension) {
    case storage::v1::DIMENSION_YEAR:
      return absl::StrCat(row.fiscal_year());
    case storage::v1::DIMENSION_REGION:
      return region_key(counted.region);
    case storage::v1::DIMENSION_PROVINCE:
      return region_key(RegionAt(1, counted.region));
    case storage::v1::DIMENSION_PREFECTURE:
      return region_key(RegionAt(2, counted.region));
    case storage::v1::DIMENSION_COUNTY:
      return region_key(RegionAt(3, counted.region));
    case storage::v1::DIMENSION_DEPARTMENT: {
      const auto stored = latest_.departments.find(counted.department);
      const auto filed = latest_.last_filed_names.find(counted.department);
      std::string& label = labels[{dimension, counted.department}];
      if (stored != latest_.departments.end()) {
        label = stored->second.display_name();
      } else if (filed != latest_.last_filed_names.end()) {
        label = filed->second.second;
      }
      return counted.department;
    }
    case storage::v1::DIMENSION_CATEGORY:
      return absl::StrCat(row.department_category());
    case storage::v1::DIMENSION_KIND:
      return absl::StrCat(row.kind());
    case storage::v1::DIMENSION_STATE:
      return absl::StrCat(row.state());
    case storage::v1::DIMENSION_GRADE:
      return row.grade_code();
    default:
      return row.scheme();
  }
}

NaiveQueries::Groups NaiveQueries::GroupBy(const Grouping& grouping, const std::vector<Counted>& rows,
                                           Labels& labels) const {
  Groups groups;
  if (grouping.dimensions().empty()) groups[{}];
  for (const Counted& counted : rows) {
    Keys keys;
    for (const int dimension : grouping.dimensions()) keys.push_back(KeyOf(dimension, counted, labels));
    groups[keys].push_back(counted);
  }
  return groups;
}

ColumnsState NaiveQueries::State() const {
  std::set<int> years;
  for (const auto& [name, row] : published_.rows) years.insert(row.fiscal_year());
  ColumnsState state;
  state.mutable_filed_fiscal_years()->Add(years.begin(), years.end());
  return state;
}

// ---- Answers.

absl::StatusOr<AggregateRowsResponse> NaiveQueries::Aggregate(const AggregateRowsRequest& request) const {
  const auto rows = Select(request.filter(), request.departments_as_continued());
  if (!rows.ok()) return rows.status();
  AggregateRowsResponse response;
  Labels labels;
  for (const Grouping& grouping : request.groupings()) {
    const Groups groups = GroupBy(grouping, *rows, labels);
    if (groups.size() > static_cast<size_t>(request.max_groups())) return TooMany();
    storage::v1::GroupedSums& result = *response.add_results();
    for (const auto& [keys, members] : groups) {
      storage::v1::GroupSums& group = *result.add_groups();
      group.mutable_keys()->Add(keys.begin(), keys.end());
      *group.mutable_sums() = SumsOf(request, members);
      AddPercentiles(request, members, group);
    }
  }
  WriteLabels(labels, *response.mutable_labels());
  *response.mutable_state() = State();
  return response;
}

absl::StatusOr<RankRowsResponse> NaiveQueries::Rank(const RankRowsRequest& request) const {
  const auto selected = Select(request.filter(), /*as_continued=*/false);
  if (!selected.ok()) return selected.status();
  std::vector<const SummaryRow*> rows;
  for (const Counted& counted : *selected) rows.push_back(counted.row);
  std::sort(rows.begin(), rows.end(), [&](const SummaryRow* a, const SummaryRow* b) {
    if (a->total_hundredths() != b->total_hundredths()) {
      return request.worst_first() ? a->total_hundredths() < b->total_hundredths()
                                   : a->total_hundredths() > b->total_hundredths();
    }
    return PartsOf(a->name()) < PartsOf(b->name());
  });

  const auto ranked = [&rows](const SummaryRow& row) {
    RankRowsResponse::RankedRow out;
    *out.mutable_row() = row;
    for (const auto clear :
         {&SummaryRow::clear_classes, &SummaryRow::clear_clauses, &SummaryRow::clear_findings,
          &SummaryRow::clear_etag, &SummaryRow::clear_revision, &SummaryRow::clear_create_unix_ms,
          &SummaryRow::clear_update_unix_ms, &SummaryRow::clear_execution_points_hundredths,
          &SummaryRow::clear_execution_weight_tenthousandths}) {
      (out.mutable_row()->*clear)();
    }
    for (const SummaryRow* other : rows) {
      if (other->total_hundredths() > row.total_hundredths()) out.set_better_count(out.better_count() + 1);
      if (other->total_hundredths() == row.total_hundredths()) out.set_equal_count(out.equal_count() + 1);
    }
    return out;
  };
  RankRowsResponse response;
  response.set_evaluation_count(static_cast<int64_t>(rows.size()));
  for (size_t i = 0; i < rows.size() && i < static_cast<size_t>(request.limit()); ++i) {
    *response.add_rows() = ranked(*rows[i]);
  }
  for (const std::string& name : request.names()) {
    RankRowsResponse::Result& result = *response.add_named();
    for (const SummaryRow* row : rows) {
      if (row->name() == name) *result.mutable_ranked() = ranked(*row);
    }
  }
  *response.mutable_state() = State();
  return response;
}

absl::StatusOr<AggregatePartsResponse> NaiveQueries::Parts(const AggregatePartsRequest& request) const {
  const auto rows = Select(request.filter(), request.departments_as_continued());
  if (!rows.ok()) return rows.status();
  AggregatePartsResponse response;
  Labels labels;
  size_t part_count = 0;
  const Groups groups = GroupBy(request.grouping(), *rows, labels);
  for (const auto& [keys, members] : groups) {
    std::map<std::pair<int, std::string>, PartSums> sums;
    for (const Counted& counted : members) {
      std::set<std::pair<int, std::string>> in_this_row;
      for (const PartSums& part : PartsOfRow(*counted.row, request.part_kind())) {
        if (request.class_level() != 0 && part.level() != request.class_level()) continue;
        const std::pair<int, std::string> key(part.level(), part.code());
        const auto [place, is_new] = sums.try_emplace(key, part);
        PartSums& sum = place->second;
        if (!is_new) {
          sum.set_display_name(std::min(sum.display_name(), part.display_name()));
          sum.set_row_count(sum.row_count() + part.row_count());
          sum.set_points_hundredths(sum.points_hundredths() + part.points_hundredths());
          sum.set_weight_tenthousandths(sum.weight_tenthousandths() + part.weight_tenthousandths());
        }
        if (in_this_row.insert(key).second) sum.set_evaluation_count(sum.evaluation_count() + 1);
      }
    }
    GroupParts& group = *response.add_groups();
    group.mutable_keys()->Add(keys.begin(), keys.end());
    group.set_evaluation_count(static_cast<int64_t>(members.size()));
    for (const auto& [key, sum] : sums) *group.add_parts() = sum;
    part_count += sums.size();
  }
  if (std::max(groups.size(), part_count) > static_cast<size_t>(request.max_groups())) return TooMany();
  WriteLabels(labels, *response.mutable_labels());
  *response.mutable_state() = State();
  return response;
}

}  // namespace heng::testing
