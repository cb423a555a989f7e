// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/diff_sides.h"

#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "clients/cli/message_files.h"
#include "clients/cli/revisions.h"
#include "google/protobuf/util/time_util.h"

namespace heng::cli {
namespace {

using google::protobuf::Message;

// An argument of the command; a file has no name.
struct Argument {
  std::string text;
  std::optional<ResourceName> name;
};

struct Loaded {
  DiffSide side;
  std::unique_ptr<Message> message;
};

absl::Status Wrong(const Problem& problem) {
  return MakeError(absl::StatusCode::kInvalidArgument, "", problem);
}

absl::StatusOr<Argument> ArgumentOf(const std::string& text) {
  Argument argument{.text = text};
  std::error_code ignored;
  if (text == "-" || std::filesystem::exists(text, ignored)) return argument;
  const absl::StatusOr<ResourceName> name = ParseResourceName(text);
  if (!name.ok()) {
    return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME",
                     {.en = absl::StrCat(text, " is neither a file nor the name of a stored resource"),
                      .zh = absl::StrCat(text, " 既不是文件，也不是已存内容的名称")});
  }
  argument.name = *name;
  return argument;
}

// The kind that both arguments are of.
absl::StatusOr<ResourceKind> KindOf(const Argument& before, const std::optional<Argument>& after) {
  const bool after_has_name = after.has_value() && after->name.has_value();
  if (!before.name.has_value() && !after_has_name) {
    return Wrong({.en = "at least one of the two must be the name of a stored resource",
                  .zh = "两者之中至少有一个应为已存内容的名称"});
  }
  if (before.name.has_value() && after_has_name && before.name->kind != after->name->kind) {
    const auto kind_en = [](ResourceKind kind) {
      return ResourceTypeName(kind).substr(sizeof("heng.v1.") - 1);
    };
    return Wrong(
        {.en = absl::StrCat(before.text, " (", kind_en(before.name->kind), ") and ", after->text, " (",
                            kind_en(after->name->kind), ") are of different kinds; give two of one kind"),
         .zh = absl::StrCat(before.text, "（", ResourceKindInChinese(before.name->kind), "）与 ", after->text,
                            "（", ResourceKindInChinese(after->name->kind),
                            "）不是同类内容，只能比较同类内容")});
  }
  return before.name.has_value() ? before.name->kind : after->name->kind;
}

std::unique_ptr<Message> NewMessage(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::kRegion:
      return std::make_unique<v1::Region>();
    case ResourceKind::kDepartment:
      return std::make_unique<v1::Department>();
    case ResourceKind::kBudget:
      return std::make_unique<v1::Budget>();
    case ResourceKind::kScheme:
      return std::make_unique<v1::Scheme>();
    case ResourceKind::kGoals:
      return std::make_unique<v1::Goals>();
    case ResourceKind::kEvaluation:
      break;
  }
  return std::make_unique<v1::Evaluation>();
}

template <typename T>
absl::StatusOr<std::unique_ptr<Message>> Owned(absl::StatusOr<T> read) {
  HENG_RETURN_IF_ERROR(read.status());
  return std::make_unique<T>(*std::move(read));
}

absl::StatusOr<std::unique_ptr<Message>> Fetch(const client::Client& client, ResourceKind kind,
                                               const std::string& name) {
  switch (kind) {
    case ResourceKind::kRegion:
      return Owned(client.GetRegion(name));
    case ResourceKind::kDepartment:
      return Owned(client.GetDepartment(name));
    case ResourceKind::kBudget:
      return Owned(client.GetBudget(name));
    case ResourceKind::kScheme:
      return Owned(client.GetScheme(name));
    case ResourceKind::kGoals:
      return Owned(client.GetGoals(name));
    case ResourceKind::kEvaluation:
      break;
  }
  return Owned(client.GetEvaluation(name));
}

absl::StatusOr<Loaded> LoadRevision(const client::Client& client, ResourceKind kind,
                                    const v1::Revision& revision) {
  Loaded loaded{.side = {.name = revision.name(),
                         .time = google::protobuf::util::TimeUtil::ToString(revision.create_time()),
                         .actor = revision.actor()}};
  HENG_ASSIGN_OR_RETURN(loaded.message, Fetch(client, kind, revision.name()));
  return loaded;
}

absl::StatusOr<Loaded> Load(const client::Client& client, ResourceKind kind, const Argument& argument,
                            std::istream& in) {
  if (!argument.name.has_value()) {
    Loaded loaded{.side = {.name = argument.text}, .message = NewMessage(kind)};
    HENG_RETURN_IF_ERROR(ReadMessage(argument.text, in, *loaded.message));
    return loaded;
  }
  HENG_ASSIGN_OR_RETURN(const std::vector<v1::Revision> revisions,
                        RevisionsOf(client, argument.name->WithoutRevision()));
  HENG_ASSIGN_OR_RETURN(const size_t place, PlaceOf(*argument.name, revisions));
  return LoadRevision(client, kind, revisions[place]);
}

// The revision that a name means, behind the one before it.
absl::StatusOr<std::pair<Loaded, Loaded>> LoadWithTheOneBefore(const client::Client& client,
                                                               const ResourceName& name) {
  if (IsAddressedByContent(name.kind) && !name.revision.empty()) {
    return Wrong(
        {.en = absl::StrCat("revisions by hash have no number, so none is the one before ", name.ToString(),
                            "; name both: heng history ", name.WithoutRevision(), " lists them"),
         .zh = absl::StrCat("以哈希标识的版本没有序号，", name.ToString(),
                            " 无从确定前一版本；请给出两个版本，可用 heng history ", name.WithoutRevision(),
                            " 查看")});
  }
  HENG_ASSIGN_OR_RETURN(const std::vector<v1::Revision> revisions,
                        RevisionsOf(client, name.WithoutRevision()));
  HENG_ASSIGN_OR_RETURN(const size_t place, PlaceOf(name, revisions));
  if (place == 0) {
    const std::string& first = revisions[place].name();
    return Wrong(
        {.en = absl::StrCat(first, " is the first revision; give another name or a file to compare it with"),
         .zh = absl::StrCat(first, " 是第一个版本，请另给一个名称或文件与之比较")});
  }
  std::pair<Loaded, Loaded> both;
  HENG_ASSIGN_OR_RETURN(both.first, LoadRevision(client, name.kind, revisions[place - 1]));
  HENG_ASSIGN_OR_RETURN(both.second, LoadRevision(client, name.kind, revisions[place]));
  return both;
}

std::string TextOf(const Message& message, const char* name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

std::string WithoutRevision(const std::string& name) { return name.substr(0, name.find('@')); }

// What the service fills in is no difference where the file leaves it out: which revision of scheme and goals, the stored
// budget, the project of the goals.
void ForgetWhatWasFilledIn(const Message& file, Message& stored) {
  const auto* type = stored.GetDescriptor();
  for (const char* name : {"scheme", "goals"}) {
    const auto* field = type->FindFieldByName(name);
    const std::string in_file = TextOf(file, name);
    if (field == nullptr || in_file.find('@') != std::string::npos) continue;
    stored.GetReflection()->SetString(&stored, field,
                                      in_file.empty() ? "" : WithoutRevision(TextOf(stored, name)));
  }
  if (type != v1::Evaluation::descriptor()) return;
  for (const char* name : {"budget", "project"}) {
    const auto* field = type->FindFieldByName(name);
    if (!file.GetReflection()->HasField(file, field)) stored.GetReflection()->ClearField(&stored, field);
  }
}

// A file that does not say whose it is may be of the same resource.
bool AreOfTwoResources(const Message& before, const Message& after) {
  const std::string before_name = WithoutRevision(TextOf(before, "name"));
  const std::string after_name = WithoutRevision(TextOf(after, "name"));
  return !before_name.empty() && !after_name.empty() && before_name != after_name;
}

absl::Status AddReferences(const Argument& argument, const Message& message,
                           std::vector<ResourceName>& references) {
  if (!argument.name.has_value() || argument.name->kind != ResourceKind::kEvaluation) return absl::OkStatus();
  for (const char* field : {"scheme", "goals"}) {
    HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(TextOf(message, field)));
    references.push_back(name);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DiffSides> LoadDiffSides(const client::Client& client, const std::string& before,
                                        const std::string& after, std::istream& in) {
  HENG_ASSIGN_OR_RETURN(const Argument first, ArgumentOf(before));
  std::optional<Argument> second;
  if (!after.empty()) {
    HENG_ASSIGN_OR_RETURN(second, ArgumentOf(after));
  }
  DiffSides sides;
  HENG_ASSIGN_OR_RETURN(sides.kind, KindOf(first, second));
  std::pair<Loaded, Loaded> both;
  if (!second.has_value()) {
    HENG_ASSIGN_OR_RETURN(both, LoadWithTheOneBefore(client, *first.name));
  } else {
    HENG_ASSIGN_OR_RETURN(both.first, Load(client, sides.kind, first, in));
    HENG_ASSIGN_OR_RETURN(both.second, Load(client, sides.kind, *second, in));
  }
  sides.before = std::move(both.first.side);
  sides.after = std::move(both.second.side);
  sides.before_message = std::move(both.first.message);
  sides.after_message = std::move(both.second.message);
  sides.of_two_resources = AreOfTwoResources(*sides.before_message, *sides.after_message);
  HENG_RETURN_IF_ERROR(AddReferences(first, *sides.before_message, sides.named_by));
  HENG_RETURN_IF_ERROR(AddReferences(second.value_or(first), *sides.after_message, sides.named_by));
  const bool before_is_file = !first.name.has_value();
  if (before_is_file || (second.has_value() && !second->name.has_value())) {
    ClearOutputOnly(*sides.before_message);
    ClearOutputOnly(*sides.after_message);
    Message& file = before_is_file ? *sides.before_message : *sides.after_message;
    Message& stored = before_is_file ? *sides.after_message : *sides.before_message;
    ForgetWhatWasFilledIn(file, stored);
  }
  return sides;
}

absl::StatusOr<RowNames> RowNamesOf(const client::Client& client, const DiffSides& sides) {
  RowNames names;
  std::set<std::string> fetched;
  for (const ResourceName& name : sides.named_by) {
    if (!fetched.insert(name.ToString()).second) continue;
    HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Message> message, Fetch(client, name.kind, name.ToString()));
    names.Add(*message);
  }
  names.Add(*sides.before_message);
  names.Add(*sides.after_message);
  return names;
}

}  // namespace heng::cli
