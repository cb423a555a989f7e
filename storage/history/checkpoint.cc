// SPDX-License-Identifier: Apache-2.0
#include "storage/history/checkpoint.h"

#include <algorithm>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "storage/history/chain.h"
#include "storage/keys.h"
#include "storage/region_walk.h"

namespace heng {
namespace {

constexpr absl::string_view kFirstLine = "heng-checkpoint 1\n";
constexpr absl::string_view kSchemes = "-";
constexpr size_t kHexDigits = 64;
constexpr size_t kPage = 1000;
constexpr size_t kMarksAtOnce = 500;

absl::Status BadCheckpoint(size_t line, absl::string_view why_en, absl::string_view why_zh) {
  return MakeError(
      absl::StatusCode::kInvalidArgument, "BAD_CHECKPOINT",
      {absl::StrCat("line ", line, " of the checkpoint: ", why_en, "; use the file as it was written"),
       absl::StrCat("检查点文件第 ", line, " 行：", why_zh, "，请使用未改动的文件")});
}

bool IsDigest(absl::string_view hex) {
  return hex.size() == kHexDigits && std::all_of(hex.begin(), hex.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

absl::StatusOr<ChainMark> ParseMark(absl::string_view line, size_t line_number) {
  const std::vector<std::string> fields = absl::StrSplit(line, ' ');
  ChainMark mark;
  if (fields.size() != 3 || fields[0].empty() || !absl::SimpleAtoi(fields[1], &mark.number) ||
      mark.number < 1 || !IsDigest(fields[2])) {
    return BadCheckpoint(line_number, "want a region, a number and 64 hex digits",
                         "应为区划、序号和 64 位十六进制数");
  }
  if (fields[0] != kSchemes) mark.region = fields[0];
  mark.chain_digest = absl::HexStringToBytes(fields[2]);
  return mark;
}

absl::Status HistoryLost(const ChainMark& mark, int64_t newest) {
  const std::string region = mark.region.empty() ? "schemes" : absl::StrCat("regions/", mark.region);
  const std::string what_en =
      newest < mark.number
          ? absl::StrCat("ends at entry ", newest, ", but entry ", mark.number,
                         " was acknowledged: ", mark.number - newest, " entries are lost")
          : absl::StrCat("has another entry ", mark.number, " than the one that was acknowledged");
  const std::string what_zh = newest < mark.number
                                  ? absl::StrCat("止于第 ", newest, " 条，而第 ", mark.number,
                                                 " 条已确认写入：丢失 ", mark.number - newest, " 条")
                                  : absl::StrCat("的第 ", mark.number, " 条与已确认写入的不同");
  return MakeError(absl::StatusCode::kDataLoss, "HISTORY_LOST",
                   {absl::StrCat("the history of ", region, " ", what_en,
                                 "; restore the newest backup, or see docs/operations.md, Lost history"),
                    absl::StrCat(region, " 的历史", what_zh,
                                 "；请恢复最近的备份，或参阅 docs/operations.md（Lost history）")},
                   {{"region", region}, {"number", absl::StrCat(mark.number)}});
}

absl::StatusOr<int64_t> NewestOf(const ChainMark& mark, const std::optional<Row>& head) {
  if (!head) return 0;
  HENG_ASSIGN_OR_RETURN(const storage::v1::StoredChainHead parsed, ParseChainHead(mark.region, *head));
  return parsed.entry_count();
}

}  // namespace

std::string CheckpointText(const std::vector<ChainMark>& marks) {
  std::vector<const ChainMark*> sorted;
  for (const ChainMark& mark : marks) sorted.push_back(&mark);
  std::sort(sorted.begin(), sorted.end(),
            [](const ChainMark* a, const ChainMark* b) { return a->region < b->region; });
  std::string text(kFirstLine);
  for (const ChainMark* mark : sorted) {
    absl::StrAppend(&text, mark->region.empty() ? kSchemes : absl::string_view(mark->region), " ",
                    mark->number, " ", absl::BytesToHexString(mark->chain_digest), "\n");
  }
  absl::StrAppend(&text, "end ", marks.size(), " ", absl::BytesToHexString(Sha256(text)), "\n");
  return text;
}

absl::StatusOr<std::vector<ChainMark>> ParseCheckpoint(absl::string_view text) {
  if (text.substr(0, kFirstLine.size()) != kFirstLine) {
    return BadCheckpoint(1, "want \"heng-checkpoint 1\"", "应为“heng-checkpoint 1”");
  }
  std::vector<ChainMark> marks;
  size_t line_number = 1;
  for (size_t position = kFirstLine.size(); position < text.size();) {
    ++line_number;
    const size_t end = text.find('\n', position);
    if (end == text.npos) return BadCheckpoint(line_number, "is cut off", "内容不完整");
    const absl::string_view line = text.substr(position, end - position);
    if (line == absl::StrCat("end ", marks.size(), " ",
                             absl::BytesToHexString(Sha256(text.substr(0, position)))) &&
        end + 1 == text.size()) {
      return marks;
    }
    if (line.substr(0, 4) == "end ") {
      return BadCheckpoint(line_number, "the lines above were changed", "前面的内容被改动过");
    }
    HENG_ASSIGN_OR_RETURN(ChainMark mark, ParseMark(line, line_number));
    marks.push_back(std::move(mark));
    position = end + 1;
  }
  return BadCheckpoint(line_number, "the line \"end\" is missing", "缺少“end”行");
}

absl::StatusOr<std::vector<ChainMark>> ReadChainEnds(Engine& engine, absl::string_view snapshot) {
  std::vector<ChainMark> marks;
  const auto add = [&](const Row& row) -> absl::Status {
    HENG_ASSIGN_OR_RETURN(std::string region, RegionOfKey(row.key));
    HENG_ASSIGN_OR_RETURN(const storage::v1::StoredChainHead head, ParseChainHead(region, row));
    marks.push_back(
        {.region = std::move(region), .number = head.entry_count(), .chain_digest = head.chain_digest()});
    return absl::OkStatus();
  };
  const std::string schemes = ChainHeadKey("");
  HENG_ASSIGN_OR_RETURN(
      const ScanPage of_schemes,
      engine.Scan(
          {.begin = schemes, .end = EndOfPrefix(schemes), .limit = 1, .snapshot = std::string(snapshot)}));
  for (const Row& row : of_schemes.rows) HENG_RETURN_IF_ERROR(add(row));
  const WalkRange range = {
      .space = KeySpace::kRows, .regions = {.is_prefix = true}, .prefix = ChainHeadInRegion()};
  std::string start;
  do {
    HENG_ASSIGN_OR_RETURN(const WalkPage page, WalkRegions(engine, range, start, snapshot, kPage));
    for (const Row& row : page.rows) HENG_RETURN_IF_ERROR(add(row));
    start = page.next;
  } while (!start.empty());
  return marks;
}

absl::Status CheckMarks(Engine& engine, const std::vector<ChainMark>& marks) {
  for (size_t begin = 0; begin < marks.size(); begin += kMarksAtOnce) {
    const size_t count = std::min(kMarksAtOnce, marks.size() - begin);
    std::vector<std::string> keys;  // two for each mark
    for (size_t i = 0; i < count; ++i) {
      const ChainMark& mark = marks[begin + i];
      keys.push_back(ChainHeadKey(mark.region));
      keys.push_back(HistoryKey(mark.region, mark.number));
    }
    HENG_ASSIGN_OR_RETURN(const std::vector<std::optional<Row>> rows, engine.Get(keys));
    for (size_t i = 0; i < count; ++i) {
      const ChainMark& mark = marks[begin + i];
      HENG_ASSIGN_OR_RETURN(const int64_t newest, NewestOf(mark, rows[2 * i]));
      const std::optional<Row>& entry = rows[2 * i + 1];
      storage::v1::StoredHistoryEntry stored;
      const bool holds = newest >= mark.number && entry && stored.ParseFromString(entry->value) &&
                         stored.chain_digest() == mark.chain_digest;
      if (!holds) return HistoryLost(mark, newest);
    }
  }
  return absl::OkStatus();
}

}  // namespace heng
