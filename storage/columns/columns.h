// SPDX-License-Identifier: Apache-2.0
//
// Current evaluations in memory, column by column, so that any of them can be added up in milliseconds. Kept in step by
// the committer (record_store.h) and rebuilt at start from the stored rows (load.h). What is computed from them is in queries.h.
//
// One thread writes: Put as often as needed, then Publish. Any number of threads read, each from a view; a view
// stays as it is, whatever is published later, but for what regions and departments are called, which is as of now. Neither
// side waits for the other longer than a lookup takes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "heng/storage/v1/records.pb.h"
#include "storage/columns/chunk.h"
#include "storage/columns/region_tree.h"

namespace heng {

// How an evaluation came out.
struct Verdict {
  std::string scheme;  // name with revision
  std::string grade_code;
  std::string grade;
};

// What a part is told by: a class, a clause or a finding.
struct PartKey {
  int kind = 0;   // number of storage.v1.PartKind
  int level = 0;  // of a class; else 0
  std::string code;
  std::string display_name;
};

struct DepartmentEntry {
  uint32_t region = 0;
  std::string id;
};

// The rows of a year that a view sees: of all chunks but the last those that they were closed with, of the last one
// last_chunk_rows; and of these the live ones. A chunk may be null: nothing was left in it.
struct YearView {
  struct ClosedChunk {
    std::shared_ptr<const Chunk> chunk;
    uint32_t rows = 0;
  };
  int year = 0;
  std::shared_ptr<const std::vector<ClosedChunk>>
      chunks;  // at least one; rows of the last one: last_chunk_rows
  uint32_t last_chunk_rows = 0;
  size_t row_count = 0;              // live rows
  uint32_t greatest_hundredths = 0;  // no row ever had a greater total

  uint32_t RowsOf(size_t chunk) const {
    return chunk + 1 == chunks->size() ? last_chunk_rows : (*chunks)[chunk].rows;
  }
};

// What was published at one moment.
struct ColumnsView {
  uint64_t commit = 0;          // number of the publication, from 1
  std::vector<YearView> years;  // ascending; none without a row ever
  size_t row_count = 0;         // live rows of all years
  // Ids below these may be asked for.
  uint32_t region_count = 0;
  uint32_t department_count = 0;
  uint32_t evaluation_id_count = 0;
  uint32_t verdict_count = 0;
  uint32_t part_count = 0;
  std::shared_ptr<const RegionTree> regions;  // of region_count nodes
  // Which department continues which: only for those that exactly one other continues. May run in circles.
  std::shared_ptr<const absl::flat_hash_map<uint32_t, uint32_t>> successors;
};

struct ColumnsMemory {
  size_t row_count = 0;  // live and ended
  size_t row_bytes = 0;  // columns and indexes, with the room that is not used yet
  size_t part_count = 0;
  size_t part_bytes = 0;
  size_t dictionary_bytes = 0;  // what ids stand for; roughly
};

class Columns {
 public:
  Columns();
  ~Columns();
  Columns(const Columns&) = delete;
  Columns& operator=(const Columns&) = delete;

  // ---- The writer.

  // OK if the numbers of a row fit their columns; its name is not looked at. INVALID_ARGUMENT, OUT_OF_RANGE, otherwise.
  static absl::Status Check(const storage::v1::SummaryRow& row);

  // The row replaces that of the same evaluation, if there is one; an evaluation's year never changes, its id
  // begins with it. Rows must have passed Check; a name of the wrong shape is a programmer's mistake (row_names.h).
  void Put(const storage::v1::SummaryRow& row);
  void Put(const storage::v1::RegionRow& row);
  void Put(const storage::v1::DepartmentRow& row);

  // Makes everything put since the last time visible, all at once. Does nothing if there is nothing.
  void Publish();

  ColumnsMemory Memory() const;

  // ---- Readers.

  std::shared_ptr<const ColumnsView> View() const;
  // Opaque, for people: names the state of a view among all processes.
  std::string TokenOf(const ColumnsView& view) const;

  // What an id of a view stands for. They never change.
  const std::string& region_code(uint32_t region) const;
  const DepartmentEntry& department(uint32_t department) const;
  const std::string& evaluation_id(uint32_t evaluation_id) const;
  const Verdict& verdict(uint32_t verdict) const;
  const PartKey& part_key(uint32_t part) const;

  // These take a lock for a moment. What is found may be newer than the caller's view: an id that is not below the
  // view's count does not exist for it.
  std::optional<uint32_t> FindRegion(
      absl::string_view code) const;  // stored, filed in, or above one of those
  std::optional<uint32_t> FindDepartment(uint32_t region, absl::string_view id) const;
  std::optional<uint32_t> FindEvaluationId(absl::string_view id) const;
  std::string RegionDisplayName(uint32_t region) const;  // empty if the region is not stored
  std::string DepartmentDisplayName(
      uint32_t department) const;  // today's; of one not stored, the one last filed with
  std::string FiledName(uint32_t department, uint8_t filed_name) const;  // the one that a row was filed with

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace heng
