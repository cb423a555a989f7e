// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/xml_part.h"

#include <expat.h>

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "clients/spreadsheet/expat_memory.h"
#include "clients/spreadsheet/refusal.h"

namespace heng::spreadsheet {
namespace {

// Between namespace and name, as expat is told.
constexpr char kSeparator = '|';
constexpr size_t kMaxExpatBytes = 16 << 20;
constexpr size_t kMaxNameBytes = 64;
// Cells have three; tags that have many more cost time by the attribute.
constexpr size_t kFreeAttributes = 16;
// What declaring a namespace costs, and parts do it once.
constexpr size_t kEventsOfNamespace = 4;

constexpr absl::string_view kCompatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
constexpr absl::string_view kDocumentRelationships[] = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships"};

bool IsIn(absl::string_view space, Vocabulary vocabulary) {
  switch (vocabulary) {
    case Vocabulary::kSpreadsheet:
      return space == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" ||
             space == "http://purl.oclc.org/ooxml/spreadsheetml/main";
    case Vocabulary::kRelationships:
      return space == "http://schemas.openxmlformats.org/package/2006/relationships";
    case Vocabulary::kContentTypes:
      return space == "http://schemas.openxmlformats.org/package/2006/content-types";
  }
  return false;
}

std::pair<absl::string_view, absl::string_view> SplitName(absl::string_view name) {
  const size_t separator = name.rfind(kSeparator);
  if (separator == name.npos) return {"", name};
  return {name.substr(0, separator), name.substr(separator + 1)};
}

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

class Walk {
 public:
  Walk(Package& package, const std::string& part, const XmlKind& kind, XmlHandler& handler)
      : package_(package), part_(part), kind_(kind), handler_(handler) {}

  absl::Status Run();

 private:
  static Walk& Self(void* data) { return *static_cast<Walk*>(data); }
  void RegisterCallbacks();
  absl::Status Feed(absl::string_view piece);
  absl::Status Finish();
  absl::Status Parsed(XML_Status result);
  void Keep(absl::Status status);
  absl::Status Start(absl::string_view name, const XmlAttributes& attributes);
  absl::Status StartSeen(absl::string_view local, const XmlAttributes& attributes);
  absl::Status End();
  absl::Status CountEvents(size_t count = 1);
  absl::Status CountAttributes();
  absl::Status CheckDepth() const;
  absl::Status Text(absl::string_view text);
  absl::Status WrongRoot() const;
  Place Here() const { return {.part = part_}; }

  Package& package_;
  const std::string& part_;
  const XmlKind& kind_;
  XmlHandler& handler_;
  ExpatMemory memory_{kMaxExpatBytes};
  std::unique_ptr<XML_ParserStruct, ParserFree> parser_;
  absl::Status status_;  // the first error inside a callback
  size_t fed_bytes_ = 0;
  size_t done_bytes_ = 0;  // up to the tag that is not complete yet
  std::string path_;
  std::vector<size_t> path_lengths_;  // before each open element; unchanged by a transparent one
  int passed_over_ = 0;               // depth inside an element that is passed over
};

void Walk::Keep(absl::Status status) {
  if (status.ok() || !status_.ok()) return;
  status_ = std::move(status);
  XML_StopParser(parser_.get(), XML_FALSE);
}

void Walk::RegisterCallbacks() {
  XML_SetUserData(parser_.get(), this);
  // expat may call some more after it was told to stop.
  XML_SetElementHandler(
      parser_.get(),
      [](void* data, const char* name, const char** attributes) {
        Walk& walk = Self(data);
        if (walk.status_.ok()) walk.Keep(walk.Start(name, XmlAttributes(attributes)));
      },
      [](void* data, const char*) {
        Walk& walk = Self(data);
        if (walk.status_.ok()) walk.Keep(walk.End());
      });
  XML_SetCharacterDataHandler(parser_.get(), [](void* data, const char* text, int size) {
    Walk& walk = Self(data);
    if (walk.status_.ok()) walk.Keep(walk.Text(absl::string_view(text, static_cast<size_t>(size))));
  });
  // These cost time and nothing else.
  XML_SetCommentHandler(parser_.get(),
                        [](void* data, const char*) { Self(data).Keep(Self(data).CountEvents()); });
  XML_SetStartNamespaceDeclHandler(parser_.get(), [](void* data, const char*, const char*) {
    Self(data).Keep(Self(data).CountEvents(kEventsOfNamespace));
  });
  XML_SetProcessingInstructionHandler(
      parser_.get(), [](void* data, const char*, const char*) { Self(data).Keep(Self(data).CountEvents()); });
  XML_SetStartCdataSectionHandler(parser_.get(),
                                  [](void* data) { Self(data).Keep(Self(data).CountEvents()); });
  XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* data, const char*, const char*, const char*, int) {
    Walk& walk = Self(data);
    walk.Keep(Damaged(walk.Here(), "it declares a document type (DOCTYPE), which spreadsheets never do",
                      "含有 DOCTYPE 声明，表格文件不会有此内容"));
  });
}

absl::Status Walk::CountEvents(size_t count) {
  if (package_.CountXmlEvents(count)) return absl::OkStatus();
  return BeyondLimit(Here(),
                     {.en = absl::StrCat("the workbook has more than ", package_.limits().max_xml_events,
                                         " tags and pieces of text: delete unused rows, columns and sheets"),
                      .zh = absl::StrCat("工作簿内的标签和文本片段超过 ", package_.limits().max_xml_events,
                                         " 个：请删除未使用的行、列和工作表")});
}

// Those of the tag that was just read.
absl::Status Walk::CountAttributes() {
  // expat counts name and value.
  const auto count = static_cast<size_t>(XML_GetSpecifiedAttributeCount(parser_.get())) / 2;
  if (count <= kFreeAttributes) return absl::OkStatus();
  const size_t max = package_.limits().max_attributes;
  if (count <= max) return CountEvents(count - kFreeAttributes);
  return BeyondLimit(Here(), {.en = absl::StrCat("one tag has more than ", max, " attributes: ", kSaveAgain),
                              .zh = absl::StrCat("单个标签的属性超过 ", max, " 个：", kSaveAgainZh)});
}

absl::Status Walk::CheckDepth() const {
  const size_t depth = path_lengths_.size() + static_cast<size_t>(passed_over_);
  const int max_depth = package_.limits().max_depth;
  if (depth < static_cast<size_t>(max_depth)) return absl::OkStatus();
  return BeyondLimit(Here(),
                     {.en = absl::StrCat("elements are nested deeper than ", max_depth, ": ", kSaveAgain),
                      .zh = absl::StrCat("元素嵌套超过 ", max_depth, " 层：", kSaveAgainZh)});
}

absl::Status Walk::WrongRoot() const {
  return Refused(
      Here(),
      {.en = absl::StrCat("this is not a part of a spreadsheet (want <", kind_.root, ">): ", kSaveAgain),
       .zh = absl::StrCat("这不是表格文件的部件（应为 <", kind_.root, ">）：", kSaveAgainZh)});
}

absl::Status Walk::Start(absl::string_view name, const XmlAttributes& attributes) {
  HENG_RETURN_IF_ERROR(CountEvents());
  HENG_RETURN_IF_ERROR(CountAttributes());
  HENG_RETURN_IF_ERROR(CheckDepth());
  if (passed_over_ > 0) {
    ++passed_over_;
    return absl::OkStatus();
  }
  const auto [space, local] = SplitName(name);
  if (IsIn(space, kind_.vocabulary) && local.size() <= kMaxNameBytes) return StartSeen(local, attributes);
  if (path_lengths_.empty()) return WrongRoot();
  if (space == kCompatibility && (local == "AlternateContent" || local == "Fallback")) {
    path_lengths_.push_back(path_.size());
  } else {
    passed_over_ = 1;
  }
  return absl::OkStatus();
}

absl::Status Walk::StartSeen(absl::string_view local, const XmlAttributes& attributes) {
  if (path_lengths_.empty() && local != kind_.root) return WrongRoot();
  path_lengths_.push_back(path_.size());
  absl::StrAppend(&path_, "/", local);
  return handler_.OnStart(path_, attributes);
}

absl::Status Walk::Text(absl::string_view text) {
  HENG_RETURN_IF_ERROR(CountEvents());
  return passed_over_ > 0 ? absl::OkStatus() : handler_.OnText(text);
}

absl::Status Walk::End() {
  if (passed_over_ > 0) {
    --passed_over_;
    return absl::OkStatus();
  }
  const size_t length = path_lengths_.back();
  path_lengths_.pop_back();
  if (length == path_.size()) return absl::OkStatus();
  HENG_RETURN_IF_ERROR(handler_.OnEnd(path_));
  path_.resize(length);
  return absl::OkStatus();
}

absl::Status Walk::Parsed(XML_Status result) {
  if (!status_.ok()) return status_;
  if (result == XML_STATUS_OK) return absl::OkStatus();
  const XML_Error error = XML_GetErrorCode(parser_.get());
  if (error == XML_ERROR_NO_MEMORY) {
    return BeyondLimit(Here(), {.en = absl::StrCat("holds too many different names: ", kSaveAgain),
                                .zh = absl::StrCat("不同的名称过多：", kSaveAgainZh)});
  }
  const std::string detail =
      absl::StrCat("XML, ", XML_GetCurrentLineNumber(parser_.get()), ":",
                   XML_GetCurrentColumnNumber(parser_.get()) + 1, ", ", XML_ErrorString(error));
  return Damaged(Here(), absl::StrCat("the part is damaged (", detail, ")"),
                 absl::StrCat("部件已损坏（", detail, "）"));
}

absl::Status Walk::Feed(absl::string_view piece) {
  HENG_RETURN_IF_ERROR(
      Parsed(XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), XML_FALSE)));
  fed_bytes_ += piece.size();
  // expat starts an unfinished tag anew with each piece: long ones would cost the square of their length.
  // Newer ones wait until there is twice as much, and then do not say where they are.
  const XML_Index done = XML_GetCurrentByteIndex(parser_.get());
  if (done >= 0) done_bytes_ = static_cast<size_t>(done);
  if (fed_bytes_ - done_bytes_ <= 2 * package_.limits().max_token_bytes) return absl::OkStatus();
  return BeyondLimit(
      Here(),
      {.en =
           absl::StrCat("one tag is longer than ", package_.limits().max_token_bytes, " bytes: ", kSaveAgain),
       .zh = absl::StrCat("单个标签超过 ", package_.limits().max_token_bytes, " 字节：", kSaveAgainZh)});
}

absl::Status Walk::Finish() { return Parsed(XML_Parse(parser_.get(), nullptr, 0, XML_TRUE)); }

absl::Status Walk::Run() {
  const char separator[] = {kSeparator, '\0'};
  parser_.reset(XML_ParserCreate_MM(nullptr, &memory_.Suite(), separator));
  HENG_CHECK(parser_ != nullptr);
  RegisterCallbacks();
  HENG_RETURN_IF_ERROR(package_.Read(part_, [this](absl::string_view piece) { return Feed(piece); }));
  return Finish();
}

}  // namespace

std::optional<absl::string_view> XmlAttributes::Find(absl::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == *pair) return absl::string_view(pair[1]);
  }
  return {};
}

std::optional<absl::string_view> XmlAttributes::FindRelationshipId() const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    const auto [space, local] = SplitName(*pair);
    if (local == "id" && (space == kDocumentRelationships[0] || space == kDocumentRelationships[1])) {
      return absl::string_view(pair[1]);
    }
  }
  return {};
}

absl::Status WalkPart(Package& package, const std::string& part, const XmlKind& kind, XmlHandler& handler) {
  return Walk(package, part, kind, handler).Run();
}

}  // namespace heng::spreadsheet
