// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/diff_view.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/field_words.h"
#include "clients/cli/shortened.h"
#include "heng/v1/annotations.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/finding.pb.h"
#include "nlohmann/json.hpp"

namespace heng::cli {
namespace {

using google::protobuf::FieldDescriptor;
using Json = nlohmann::ordered_json;

// Widths of the columns where long texts are wrapped.
constexpr int kRowWidth = 26;
constexpr int kFieldWidth = 22;
constexpr int kValueWidth = 40;

const char* KindCode(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kChanged:
      return "CHANGED";
    case ChangeKind::kAdded:
      return "ADDED";
    case ChangeKind::kRemoved:
      return "REMOVED";
    case ChangeKind::kMoved:
      return "MOVED";
  }
  return "";
}

Text KindWord(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kChanged:
      return {.en = "changed", .zh = "修改"};
    case ChangeKind::kAdded:
      return {.en = "+ added", .zh = "+ 新增"};
    case ChangeKind::kRemoved:
      return {.en = "- removed", .zh = "- 删除"};
    case ChangeKind::kMoved:
      return {.en = "moved", .zh = "换序"};
  }
  return {};
}

// What the service wrote: it follows from what people gave.
bool Follows(const Change& change) {
  return change.path.front().field->options().GetExtension(v1::output_only);
}

// The sentence of a finding in the other language.
bool IsOfOtherLanguage(const FieldDescriptor* field, Language language) {
  const int other = language == Language::kChinese ? v1::Finding::kMessageEnFieldNumber
                                                   : v1::Finding::kMessageZhFieldNumber;
  return field->containing_type() == v1::Finding::descriptor() && field->number() == other;
}

// Of a finding its sentence says everything; of other elements every cell counts.
bool TellsElement(const FieldDescriptor* field, Language language) {
  if (field->containing_type() != v1::Finding::descriptor()) return true;
  const bool is_sentence = field->number() == v1::Finding::kMessageEnFieldNumber ||
                           field->number() == v1::Finding::kMessageZhFieldNumber;
  return is_sentence && !IsOfOtherLanguage(field, language);
}

// What an element holds, in one text. What names it stands beside it, and here only if there is nothing else.
std::string CellsText(const Change& change, Language language) {
  if (IsCell(change.path.back().field)) return change.cells.front().value;
  const auto keys = KeyFields(*change.path.back().field->message_type());
  const bool is_finding = change.path.back().field->message_type() == v1::Finding::descriptor();
  std::vector<std::string> texts;
  for (const Cell& cell : change.cells) {
    const FieldDescriptor* field = cell.path.back().field;
    const bool is_key = cell.path.size() == 1 && std::find(keys.begin(), keys.end(), field) != keys.end();
    if (is_key || !TellsElement(field, language)) continue;
    const std::string value = ValueWords(field, cell.value, language);
    texts.push_back(is_finding ? value : absl::StrCat(FieldWords(cell.path, language), " ", value));
  }
  if (texts.empty()) return change.path.back().element;
  return absl::StrJoin(texts, In(language, {.en = "; ", .zh = "；"}));
}

// The row that a change is in; one that an enum value names, in words.
std::string RowText(const Path& path, const RowNames& names, Language language) {
  const auto row = std::find_if(path.begin(), path.end(), IsRow);
  if (row == path.end()) return "";
  const auto keys = KeyFields(*row->field->message_type());
  return keys.size() == 1 && keys[0]->cpp_type() == FieldDescriptor::CPPTYPE_ENUM
             ? ValueWords(keys[0], row->element, language)
             : names.RowOf(path);
}

struct Values {
  std::string before;
  std::string after;
};

Values ValuesFor(const Change& change, Language language) {
  switch (change.kind) {
    case ChangeKind::kAdded:
      return {.after = CellsText(change, language)};
    case ChangeKind::kRemoved:
      return {.before = CellsText(change, language)};
    case ChangeKind::kMoved:
      return {.before = absl::StrJoin(change.order_before, ", "),
              .after = absl::StrJoin(change.order_after, ", ")};
    case ChangeKind::kChanged:
      break;
  }
  const FieldDescriptor* field = change.path.back().field;
  return {.before = ValueWords(field, change.before, language),
          .after = ValueWords(field, change.after, language)};
}

Table EmptyTable() {
  return {.columns = {{.key = "kind", .heading = {.en = "", .zh = ""}},
                      {.key = "row", .heading = {.en = "ROW", .zh = "行"}, .max_width = kRowWidth},
                      {.key = "field", .heading = {.en = "FIELD", .zh = "栏目"}, .max_width = kFieldWidth},
                      {.key = "before", .heading = {.en = "BEFORE", .zh = "此前"}, .max_width = kValueWidth},
                      {.key = "after", .heading = {.en = "AFTER", .zh = "此后"}, .max_width = kValueWidth}}};
}

std::vector<std::string> RowFor(const Change& change, const RowNames& names, Language language, bool whole) {
  Values values = ValuesFor(change, language);
  if (!whole) {
    std::tie(values.before, values.after) = ShortenedAroundDifference(values.before, values.after);
  }
  return {In(language, KindWord(change.kind)), RowText(change.path, names, language),
          FieldWords(change.path, language), std::move(values.before), std::move(values.after)};
}

// Only of an evaluation does anything follow, so only its groups need a heading.
std::string GroupHeading(const Comparison& comparison, bool follows, Language language) {
  const bool is_form =
      !comparison.changes.empty() &&
      comparison.changes[0].path.front().field->containing_type() == v1::Evaluation::descriptor();
  if (!is_form) return "";
  const Text heading = follows ? Text{.en = "What follows from it", .zh = "随之变化"}
                               : Text{.en = "What was filed", .zh = "填报内容"};
  return absl::StrCat(In(language, heading), "\n");
}

std::string GroupText(const Comparison& comparison, bool follows, Language language, bool whole) {
  Table table = EmptyTable();
  for (const Change& change : comparison.changes) {
    if (Follows(change) != follows || IsOfOtherLanguage(change.path.back().field, language)) continue;
    table.rows.push_back(RowFor(change, comparison.row_names, language, whole));
  }
  if (table.rows.empty()) return "";
  std::vector<size_t> rules;
  for (size_t i = 1; i < table.rows.size(); ++i) rules.push_back(i);
  return absl::StrCat("\n", GroupHeading(comparison, follows, language),
                      whole ? BoxTable(table, language, rules) : AlignedTable(table, language));
}

std::string SideLine(const char* sign, const DiffSide& side) {
  std::string line = absl::StrCat(sign, " ", side.name);
  for (const std::string& part : {side.time, side.actor}) {
    if (!part.empty()) absl::StrAppend(&line, "  ", part);
  }
  return line + "\n";
}

// `1 cell changed`, `修改 1 格`.
std::string Counted(int64_t count, const Text& one, const Text& several, Language language) {
  if (language == Language::kChinese) return absl::StrCat(one.zh, " ", count, " ", several.zh);
  return absl::StrCat(count, " ", count == 1 ? one.en : several.en);
}

// What was given, kind by kind.
std::string GivenText(const std::vector<Change>& changes, Language language) {
  std::vector<std::string> parts;
  const auto add = [&](ChangeKind kind, const Text& one, const Text& several) {
    const auto count = std::count_if(changes.begin(), changes.end(), [&](const Change& change) {
      return change.kind == kind && !Follows(change);
    });
    if (count > 0) parts.push_back(Counted(count, one, several, language));
  };
  add(ChangeKind::kChanged, {"cell changed", "修改"}, {"cells changed", "格"});
  add(ChangeKind::kAdded, {"row added", "新增"}, {"rows added", "行"});
  add(ChangeKind::kRemoved, {"row removed", "删除"}, {"rows removed", "行"});
  add(ChangeKind::kMoved, {"list in another order", "换序"}, {"lists in another order", "处"});
  if (parts.empty()) return In(language, {.en = "nothing that was filed changed", .zh = "填报内容无变化"});
  return absl::StrJoin(parts, In(language, {.en = ", ", .zh = "，"}));
}

std::string SummaryText(const std::vector<Change>& changes, Language language) {
  if (changes.empty()) return In(language, {.en = "no differences\n", .zh = "没有差异\n"});
  std::string line = GivenText(changes, language);
  const auto following = std::count_if(changes.begin(), changes.end(), [&](const Change& change) {
    return Follows(change) && !IsOfOtherLanguage(change.path.back().field, language);
  });
  if (following > 0) {
    absl::StrAppend(&line, In(language, {.en = absl::StrCat("; ", following, " more in what follows"),
                                         .zh = absl::StrCat("；随之变化 ", following, " 处")}));
  }
  for (const Change& change : changes) {
    if (PathText(change.path) != "score.totalPoints") continue;
    absl::StrAppend(&line, In(language, {.en = "; total ", .zh = "；总分 "}), change.before, " → ",
                    change.after);
  }
  return absl::StrCat("\n", line, "\n");
}

Json CellsJson(const std::vector<Cell>& cells) {
  Json json = Json::object();
  for (const Cell& cell : cells) {
    if (cell.path.empty()) return cell.value;
    json[PathText(cell.path)] = cell.value;
  }
  return json;
}

// Before and after.
std::pair<Json, Json> ValuesJson(const Change& change) {
  switch (change.kind) {
    case ChangeKind::kAdded:
      return {nullptr, CellsJson(change.cells)};
    case ChangeKind::kRemoved:
      return {CellsJson(change.cells), nullptr};
    case ChangeKind::kMoved:
      return {change.order_before, change.order_after};
    case ChangeKind::kChanged:
      break;
  }
  return {change.before, change.after};
}

// Bytes that are not UTF-8 become U+FFFD.
std::string Dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string CsvText(const Json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? value.get<std::string>() : Dump(value, -1);
}

Json SideJson(const DiffSide& side) {
  return {{"name", side.name}, {"time", side.time}, {"actor", side.actor}};
}

}  // namespace

std::string ComparisonText(const Comparison& comparison, Language language, bool whole) {
  std::string text = SideLine("-", comparison.before) + SideLine("+", comparison.after);
  if (comparison.of_two_resources) {
    absl::StrAppend(&text, In(language, {.en = "These are two resources, not two revisions of one.\n",
                                         .zh = "以上是两项不同的内容，不是同一内容的两个版本。\n"}));
  }
  absl::StrAppend(&text, GroupText(comparison, false, language, whole),
                  GroupText(comparison, true, language, whole), SummaryText(comparison.changes, language));
  return text;
}

Table ComparisonTable(const Comparison& comparison) {
  Table table{
      .columns = {{.key = "kind"}, {.key = "path"}, {.key = "row"}, {.key = "before"}, {.key = "after"}}};
  for (const Change& change : comparison.changes) {
    const auto [before, after] = ValuesJson(change);
    table.rows.push_back(
        {KindCode(change.kind), PathText(change.path), RowKey(change.path), CsvText(before), CsvText(after)});
  }
  return table;
}

std::string ComparisonJson(const Comparison& comparison) {
  Json json = {{"before", SideJson(comparison.before)},
               {"after", SideJson(comparison.after)},
               {"changes", Json::array()}};
  for (const Change& change : comparison.changes) {
    const auto [before, after] = ValuesJson(change);
    json["changes"].push_back({{"kind", KindCode(change.kind)},
                               {"path", PathText(change.path)},
                               {"row", RowKey(change.path)},
                               {"before", before},
                               {"after", after}});
  }
  return Dump(json, 2) + "\n";
}

}  // namespace heng::cli
