// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/relationships.h"

#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "clients/spreadsheet/refusal.h"
#include "clients/spreadsheet/xml_part.h"

namespace heng::spreadsheet {
namespace {

constexpr size_t kMaxRelationships = 1'024;

// "xl/workbook.xml" is {"xl/", "workbook.xml"}.
std::pair<absl::string_view, absl::string_view> SplitFolder(absl::string_view part) {
  const size_t slash = part.rfind('/');
  const size_t folder = slash == part.npos ? 0 : slash + 1;
  return {part.substr(0, folder), part.substr(folder)};
}

std::string RelationshipsPart(absl::string_view source) {
  const auto [folder, file] = SplitFolder(source);
  return absl::StrCat(folder, "_rels/", file, ".rels");
}

class RelationshipHandler : public XmlHandler {
 public:
  RelationshipHandler(const Package& package, std::string part, absl::string_view source)
      : package_(package), part_(std::move(part)), source_(source) {}

  absl::Status OnStart(absl::string_view path, const XmlAttributes& attributes) override {
    if (path != "/Relationships/Relationship") return absl::OkStatus();
    const absl::string_view id = attributes.Find("Id").value_or("");
    if (!ids_.emplace(id).second) {
      return Damaged({.part = part_}, "two relationships have the same id", "存在编号相同的两个关系");
    }
    if (relationships_.size() == kMaxRelationships) {
      return BeyondLimit({.part = part_},
                         {.en = absl::StrCat("more than ", kMaxRelationships, " relationships: ", kSaveAgain),
                          .zh = absl::StrCat("关系超过 ", kMaxRelationships, " 个：", kSaveAgainZh)});
    }
    const absl::string_view type = attributes.Find("Type").value_or("");
    relationships_.push_back(
        {.id = std::string(id), .type = std::string(SplitFolder(type).second), .part = PartOf(attributes)});
    return absl::OkStatus();
  }

  std::vector<Relationship> Take() { return std::move(relationships_); }

 private:
  std::string PartOf(const XmlAttributes& attributes) const {
    if (attributes.Find("TargetMode") == "External") return "";
    const std::string part = ResolveTarget(source_, attributes.Find("Target").value_or(""));
    if (package_.Has(part)) return part;
    // A target is a URI; a blank in a name is the only escape that programs are known to write.
    return absl::StrReplaceAll(part, {{"%20", " "}});
  }

  const Package& package_;
  std::string part_;
  absl::string_view source_;
  std::set<std::string, std::less<>> ids_;
  std::vector<Relationship> relationships_;
};

}  // namespace

std::string ResolveTarget(absl::string_view source, absl::string_view target) {
  const std::string slashed = absl::StrReplaceAll(target, {{"\\", "/"}});
  const std::string path =
      absl::StartsWith(slashed, "/") ? slashed : absl::StrCat(SplitFolder(source).first, slashed);
  std::vector<absl::string_view> kept;
  for (const absl::string_view segment : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    if (segment == ".") continue;
    if (segment != "..") {
      kept.push_back(segment);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  return absl::StrJoin(kept, "/");
}

absl::StatusOr<std::vector<Relationship>> ReadRelationships(Package& package, absl::string_view source) {
  const std::string part = RelationshipsPart(source);
  if (!package.Has(part)) return std::vector<Relationship>();
  RelationshipHandler handler(package, part, source);
  HENG_RETURN_IF_ERROR(
      WalkPart(package, part, {.vocabulary = Vocabulary::kRelationships, .root = "Relationships"}, handler));
  return handler.Take();
}

}  // namespace heng::spreadsheet
