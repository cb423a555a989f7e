// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/maintenance_view.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/util/time_util.h"

namespace heng::cli {
namespace {

using google::protobuf::util::TimeUtil;

constexpr int64_t kMiB = 1024 * 1024;

// In MiB with one place, rounded down.
std::string Mebibytes(int64_t bytes) {
  return absl::StrFormat("%d.%d MiB", bytes / kMiB, bytes % kMiB * 10 / kMiB);
}

std::string Retention(int days, Language language) {
  if (days == 0) return In(language, {.en = "for ever", .zh = "永久"});
  return In(language, {.en = absl::StrCat(days, " days"), .zh = absl::StrCat(days, " 天")});
}

std::string ServesText(const v1::GetStatusResponse& status, Language language) {
  if (status.storage_serves()) return In(language, {.en = "serves", .zh = "正常"});
  return absl::StrCat(In(language, {.en = "does not serve: ", .zh = "不可用："}), status.storage_problem());
}

std::string CountsText(const v1::VerifyCounts& counts, Language language) {
  return In(
      language,
      {.en = absl::StrCat(counts.region_count(), " regions, ", counts.entry_count(), " history entries, ",
                          counts.document_count(), " documents (", Mebibytes(counts.document_bytes()), "), ",
                          counts.row_count(), " rows, ", counts.scored_count(), " forms scored again"),
       .zh = absl::StrCat("区划 ", counts.region_count(), " 个、历史 ", counts.entry_count(), " 条、内容 ",
                          counts.document_count(), " 份（", Mebibytes(counts.document_bytes()), "）、行 ",
                          counts.row_count(), " 条、重新计分 ", counts.scored_count(), " 份")});
}

std::string ContentText(const v1::BackupSummary& summary, Language language) {
  return In(language,
            {.en = absl::StrCat(summary.row_count(), " rows, ", summary.region_count(), " regions with ",
                                summary.history_entry_count(), " history entries"),
             .zh = absl::StrCat(summary.row_count(), " 行，", summary.region_count(), " 个区划，历史 ",
                                summary.history_entry_count(), " 条")});
}

}  // namespace

Table StatusTable(const v1::GetStatusResponse& status, Language language) {
  Table table;
  table.columns = {{.key = "quantity", .heading = {.en = "quantity", .zh = "项目"}},
                   {.key = "value", .heading = {.en = "value", .zh = "内容"}}};
  const auto add = [&](const Text& quantity, std::string value) {
    table.rows.push_back({In(language, quantity), std::move(value)});
  };
  add({.en = "heng-scoring", .zh = "heng-scoring"}, status.scoring_version());
  add({.en = "storage", .zh = "存储"}, ServesText(status, language));
  // Nothing else is known of a storage that does not answer.
  if (status.storage_version().empty()) return table;
  add({.en = "heng-storage", .zh = "heng-storage"}, status.storage_version());
  add({.en = "engine", .zh = "存储引擎"}, status.engine());
  add({.en = "started", .zh = "启动时间"}, TimeUtil::ToString(status.storage_start_time()));
  add({.en = "evaluations", .zh = "自评表"}, absl::StrCat(status.evaluation_count()));
  add({.en = "regions", .zh = "区划"}, absl::StrCat(status.region_count()));
  add({.en = "history entries", .zh = "历史条数"}, absl::StrCat(status.history_entry_count()));
  add({.en = "on disk", .zh = "占用磁盘"}, Mebibytes(status.disk_bytes()));
  add({.en = "free on disk", .zh = "磁盘剩余"}, Mebibytes(status.free_disk_bytes()));
  add({.en = "columns in memory", .zh = "列存内存"}, Mebibytes(status.columns_memory_bytes()));
  add({.en = "request ids are kept", .zh = "请求标识保留"},
      Retention(status.request_retention_days(), language));
  return table;
}

Table MisfitTable(const v1::VerifyResponse& verified, Language language) {
  Table table;
  table.columns = {
      {.key = "reason", .heading = {.en = "reason", .zh = "原因"}},
      {.key = "name", .heading = {.en = "record", .zh = "记录"}},
      {.key = "entry", .heading = {.en = "history entry", .zh = "历史条目"}, .align = Align::kRight},
      {.key = "message", .heading = {.en = "what does not fit", .zh = "说明"}}};
  for (const v1::Misfit& misfit : verified.misfits()) {
    table.rows.push_back({misfit.reason(), misfit.name(),
                          misfit.entry() > 0 ? absl::StrCat(misfit.entry()) : "",
                          In(language, {.en = misfit.message(), .zh = misfit.message_zh()})});
  }
  return table;
}

std::string VerifiedText(const v1::VerifyResponse& verified, Language language) {
  const int64_t misfits = verified.result().misfit_count();
  const std::string counts = CountsText(verified.counts(), language);
  if (misfits == 0) {
    return In(language, {.en = absl::StrCat("verified ", counts, ": everything fits\n"),
                         .zh = absl::StrCat("已核对", counts, "：全部相符\n")});
  }
  return In(language,
            {.en = absl::StrCat("verified ", counts, ": ", misfits, " records do not fit, ",
                                verified.misfits_size(),
                                " of them above; keep a copy of the data directory and restore a backup\n"),
             .zh = absl::StrCat("已核对", counts, "：有 ", misfits, " 处不符，以上列出 ",
                                verified.misfits_size(), " 处；请保留数据目录副本并恢复备份\n")});
}

std::string VerifyProgressText(const v1::VerifyCounts& counts, Language language) {
  return In(language, {.en = "verifying: ", .zh = "正在核对："}) + CountsText(counts, language);
}

std::string BytesText(int64_t bytes) { return Mebibytes(bytes); }

std::string BackupText(const std::string& file, const v1::BackupSummary& summary, Language language) {
  const std::string content = ContentText(summary, language);
  return In(language, {.en = absl::StrCat(file, ": ", content, ", ", Mebibytes(summary.file_bytes()),
                                          "\nSHA-256 ", summary.sha256(), "\n"),
                       .zh = absl::StrCat(file, "：", content, "，", Mebibytes(summary.file_bytes()),
                                          "\nSHA-256 ", summary.sha256(), "\n")});
}

std::string RestoredText(const v1::BackupSummary& summary, Language language) {
  const std::string content = ContentText(summary, language);
  return In(
      language,
      {.en = absl::StrCat("restored ", content,
                          "; everything fits the history; heng admin verify scores the forms again\n"),
       .zh = absl::StrCat("已恢复 ", content, "，与历史全部相符；可用 heng admin verify 重新计分核对\n")});
}

Table RevisionTable(const std::vector<v1::Revision>& revisions, Language language) {
  Table table;
  table.columns = {{.key = "name", .heading = {.en = "name", .zh = "名称"}},
                   {.key = "stored", .heading = {.en = "stored", .zh = "存入时间"}},
                   {.key = "actor", .heading = {.en = "by", .zh = "操作者"}},
                   {.key = "current", .heading = {.en = "current", .zh = "当前"}}};
  for (const v1::Revision& revision : revisions) {
    table.rows.push_back({revision.name(), TimeUtil::ToString(revision.create_time()), revision.actor(),
                          revision.current() ? In(language, {.en = "current", .zh = "当前"}) : ""});
  }
  return table;
}

}  // namespace heng::cli
