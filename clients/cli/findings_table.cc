// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/findings_table.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"

namespace heng::cli {
namespace {

std::string MessageOf(const v1::Finding& finding, Language language) {
  return In(language, {.en = finding.message_en(), .zh = finding.message_zh()});
}

struct Group {
  const v1::Finding* first;
  int count;
};

std::vector<Group> GroupsOf(const v1::Evaluation& evaluation) {
  std::vector<Group> groups;
  for (const v1::Finding& finding : evaluation.findings()) {
    const auto same = std::find_if(groups.begin(), groups.end(),
                                   [&](const Group& group) { return group.first->code() == finding.code(); });
    if (same != groups.end()) {
      ++same->count;
    } else {
      groups.push_back({.first = &finding, .count = 1});
    }
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.first->severity() > b.first->severity(); });
  return groups;
}

}  // namespace

Text SeverityWords(v1::FindingSeverity severity) {
  switch (severity) {
    case v1::FINDING_SEVERITY_NOTE:
      return {.en = "note", .zh = "提示"};
    case v1::FINDING_SEVERITY_WARNING:
      return {.en = "warning", .zh = "警告"};
    case v1::FINDING_SEVERITY_ERROR:
      return {.en = "error", .zh = "错误"};
    default:
      return {};
  }
}

Table FindingsTable(const v1::Evaluation& evaluation, Language language) {
  Table table{.columns = {{.key = "severity", .heading = {.en = "SEVERITY", .zh = "程度"}},
                          {.key = "code", .heading = {.en = "CODE", .zh = "代码"}},
                          {.key = "ref", .heading = {.en = "WHERE", .zh = "位置"}},
                          {.key = "message", .heading = {.en = "FINDING", .zh = "疑点"}}}};
  for (const v1::Finding& finding : evaluation.findings()) {
    table.rows.push_back({In(language, SeverityWords(finding.severity())), finding.code(), finding.ref(),
                          MessageOf(finding, language)});
  }
  return table;
}

Table FindingsByCode(const v1::Evaluation& evaluation, Language language) {
  Table table{.columns = {{.key = "severity", .heading = {.en = "SEVERITY", .zh = "程度"}},
                          {.key = "code", .heading = {.en = "CODE", .zh = "代码"}},
                          {.key = "count", .heading = {.en = "COUNT", .zh = "处数"}, .align = Align::kRight},
                          {.key = "first", .heading = {.en = "THE FIRST OF THEM", .zh = "首处"}}}};
  for (const Group& group : GroupsOf(evaluation)) {
    table.rows.push_back({In(language, SeverityWords(group.first->severity())), group.first->code(),
                          absl::StrCat(group.count), MessageOf(*group.first, language)});
  }
  return table;
}

std::string FindingsText(const v1::Evaluation& evaluation, bool all, Language language) {
  if (evaluation.findings().empty()) return "";
  const int count = evaluation.findings_size();
  const std::string heading =
      In(language, {.en = absl::StrCat(count, " findings", all ? "" : " (--all-findings lists each)"),
                    .zh = absl::StrCat("疑点 ", count, " 处", all ? "" : "（--all-findings 逐条列出）")});
  const Table table = all ? FindingsTable(evaluation, language) : FindingsByCode(evaluation, language);
  return absl::StrCat(heading, "\n", AlignedTable(table, language));
}

}  // namespace heng::cli
