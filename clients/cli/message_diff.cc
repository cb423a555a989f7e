// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/message_diff.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "google/protobuf/descriptor.h"

namespace heng::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool Contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// One list of one side: its elements, and where each stands.
class Elements {
 public:
  Elements(const Message& message, const FieldDescriptor* field)
      : message_(message), field_(field), names_(NamesOfElements(message, field, ElementNames::kByKey)) {
    for (size_t i = 0; i < names_.size(); ++i) places_.emplace(names_[i], static_cast<int>(i));
  }

  const std::vector<std::string>& names() const { return names_; }
  bool Has(const std::string& name) const { return places_.count(name) > 0; }
  std::string TextOf(const std::string& name) const { return CellText(message_, field_, places_.at(name)); }
  const Message& MessageOf(const std::string& name) const {
    return message_.GetReflection()->GetRepeatedMessage(message_, field_, places_.at(name));
  }
  std::vector<Cell> CellsOfElement(const std::string& name) const {
    if (IsCell(field_)) return {{{}, TextOf(name)}};
    return CellsOf(MessageOf(name), ElementNames::kByKey);
  }
  // The names that `other` has too, in the order of this side.
  std::vector<std::string> SharedWith(const Elements& other) const {
    std::vector<std::string> shared;
    std::copy_if(names_.begin(), names_.end(), std::back_inserter(shared),
                 [&](const std::string& name) { return other.Has(name); });
    return shared;
  }

 private:
  const Message& message_;
  const FieldDescriptor* field_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, int> places_;
};

class Diff {
 public:
  explicit Diff(const LeftOut& left_out) : left_out_(left_out) {}

  void CompareMessages(const Message& before, const Message& after, const Path& path) {
    const auto* type = before.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (IsLeftOut(field, path.empty())) continue;
      Path below = path;
      below.push_back({field, ""});
      if (field->is_repeated()) {
        CompareLists(Elements(before, field), Elements(after, field), below);
      } else {
        CompareFields(before, after, below);
      }
    }
  }

  std::vector<Change> Take() { return std::move(changes_); }

 private:
  bool IsLeftOut(const FieldDescriptor* field, bool is_top) const {
    return Contains(left_out_.anywhere, field->name()) ||
           (is_top && Contains(left_out_.of_top, field->name()));
  }

  // path: up to the field.
  void CompareFields(const Message& before, const Message& after, const Path& path) {
    const FieldDescriptor* field = path.back().field;
    const bool had = before.GetReflection()->HasField(before, field);
    const bool has = after.GetReflection()->HasField(after, field);
    if (!had && !has) return;
    if (IsCell(field)) {
      AddIfChanged(had ? CellText(before, field, -1) : "", has ? CellText(after, field, -1) : "", path);
    } else {
      CompareMessages(before.GetReflection()->GetMessage(before, field),
                      after.GetReflection()->GetMessage(after, field), path);
    }
  }

  // path: up to the list.
  void CompareLists(const Elements& before, const Elements& after, const Path& path) {
    Path element = path;
    for (const std::string& name : after.names()) {
      element.back().element = name;
      if (!before.Has(name)) {
        AddElement(ChangeKind::kAdded, after.CellsOfElement(name), element);
      } else if (IsCell(path.back().field)) {
        AddIfChanged(before.TextOf(name), after.TextOf(name), element);
      } else {
        CompareMessages(before.MessageOf(name), after.MessageOf(name), element);
      }
    }
    for (const std::string& name : before.names()) {
      if (after.Has(name)) continue;
      element.back().element = name;
      AddElement(ChangeKind::kRemoved, before.CellsOfElement(name), element);
    }
    CompareOrders(before.SharedWith(after), after.SharedWith(before), path);
  }

  // before, after: the same names.
  void CompareOrders(const std::vector<std::string>& before, const std::vector<std::string>& after,
                     const Path& path) {
    const auto [first_before, first_after] = std::mismatch(before.begin(), before.end(), after.begin());
    if (first_before == before.end()) return;
    const auto [last_before, last_after] = std::mismatch(before.rbegin(), before.rend(), after.rbegin());
    changes_.push_back({.kind = ChangeKind::kMoved,
                        .path = path,
                        .order_before = {first_before, last_before.base()},
                        .order_after = {first_after, last_after.base()}});
  }

  void AddIfChanged(const std::string& before, const std::string& after, const Path& path) {
    if (before == after) return;
    changes_.push_back({.kind = ChangeKind::kChanged, .path = path, .before = before, .after = after});
  }

  void AddElement(ChangeKind kind, std::vector<Cell> cells, const Path& path) {
    cells.erase(std::remove_if(cells.begin(), cells.end(),
                               [&](const Cell& cell) {
                                 return !cell.path.empty() && IsLeftOut(cell.path.back().field, false);
                               }),
                cells.end());
    changes_.push_back({.kind = kind, .path = path, .cells = std::move(cells)});
  }

  const LeftOut& left_out_;
  std::vector<Change> changes_;
};

}  // namespace

std::vector<Change> DiffMessages(const Message& before, const Message& after, const LeftOut& left_out) {
  Diff diff(left_out);
  diff.CompareMessages(before, after, {});
  return diff.Take();
}

}  // namespace heng::cli
