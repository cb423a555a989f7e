// SPDX-License-Identifier: Apache-2.0
//
// `create`, `get` and `list` of one kind of resource. Each kind says in a Noun how it is called and how it is
// stored.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/command_tree.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"
#include "heng/client/client.h"

namespace heng::cli {

template <typename T>
struct Noun {
  using Result = absl::StatusOr<T>;

  std::string name;  // the word on the command line
  Text summary;
  std::string example_file;
  std::string example_name;
  std::function<Result(const client::Client&, const T&)> create;
  std::function<Result(const client::Client&, const std::string& name)> get;
  std::function<Result(const client::Client&, const T&)> update;  // empty for kinds that are never replaced
  std::function<client::PagedRange<T>(const client::Client&, const std::string& filter, int page_size)> list;
  std::string list_filter;  // default of the list's argument
  Text list_filter_help;
};

// Reads a list up to `limit` elements (0: all), or its error.
template <typename T>
absl::StatusOr<std::vector<T>> Collect(client::PagedRange<T> range, int limit) {
  std::vector<T> items;
  for (absl::StatusOr<T>& item : range) {
    if (!item.ok()) return item.status();
    items.push_back(*std::move(item));
    if (limit > 0 && items.size() == static_cast<size_t>(limit)) break;
  }
  return items;
}

// A page no longer than the limit needs; 0 leaves it to the server.
inline int PageSizeFor(int limit) { return limit > 0 && limit < 100 ? limit : 0; }

// The etag in the file says which version it was made from; a file without one replaces the current version.
template <typename T>
absl::StatusOr<T> Replace(const Context& context, const Noun<T>& noun, T resource) {
  if (resource.etag().empty()) {
    const absl::StatusOr<T> current = noun.get(context.client, resource.name());
    if (!current.ok()) return current.status();
    resource.set_etag(current->etag());
  }
  return noun.update(context.client, resource);
}

template <typename T>
absl::StatusOr<T> Store(const Context& context, const Noun<T>& noun, const std::string& file, bool update) {
  T resource;
  if (absl::Status status = ReadMessage(file, context.io.in, resource); !status.ok()) return status;
  if constexpr (requires { resource.etag(); }) {
    if (update) return Replace(context, noun, std::move(resource));
  }
  return noun.create(context.client, resource);
}

// Stores every file by itself; the first error decides the exit code.
template <typename T>
int StoreAll(const Context& context, const Noun<T>& noun, const std::vector<std::string>& files,
             bool update) {
  std::vector<T> stored;
  int exit_code = kExitOk;
  for (const std::string& file : files) {
    absl::StatusOr<T> result = Store(context, noun, file, update);
    if (result.ok()) {
      stored.push_back(*std::move(result));
      continue;
    }
    if (files.size() > 1) context.io.err << file << ":\n";
    const int failure = context.Fail(result.status());
    if (exit_code == kExitOk) exit_code = failure;
  }
  if (files.size() == 1 && stored.size() == 1) {
    PrintRow(context, stored[0]);
  } else if (files.size() > 1) {
    PrintList(context, stored);
  }
  return exit_code;
}

template <typename T>
void AddCreate(CommandTree& tree, CLI::App& group, const Noun<T>& noun) {
  struct Arguments {
    std::vector<std::string> files;
    bool update = false;
  };
  auto arguments = std::make_shared<Arguments>();
  const std::string command = "heng " + noun.name + " create ";
  std::string examples = command + noun.example_file + "\n" + command + "- < " + noun.example_file;
  if (noun.update) examples += "\n" + command + "--update " + noun.example_file;
  CLI::App& app =
      tree.AddCommand(group,
                      {.name = "create",
                       .summary = {.en = "Stores what the files hold: proto3 JSON, one message a file.",
                                   .zh = "存入文件内容（proto3 JSON，每个文件一条）。"},
                       .examples = examples},
                      [noun, arguments](const Context& context) {
                        return StoreAll(context, noun, arguments->files, arguments->update);
                      });
  app.add_option("FILE", arguments->files,
                 In(tree.language(), {.en = "Files; - is standard input", .zh = "文件；- 为标准输入"}))
      ->required();
  if (!noun.update) return;
  app.add_flag("--update", arguments->update,
               In(tree.language(),
                  {.en = "Replace what is stored; a file with an etag replaces only the version of this etag",
                   .zh = "替换已有内容；文件带 etag 时只替换该版本"}));
}

template <typename T>
void AddGet(CommandTree& tree, CLI::App& group, const Noun<T>& noun) {
  auto name = std::make_shared<std::string>();
  const std::string command = "heng " + noun.name + " get " + noun.example_name;
  CLI::App& app = tree.AddCommand(group,
                                  {.name = "get",
                                   .summary = {.en = "Prints one by its name.", .zh = "按名称显示一条。"},
                                   .examples = command + "\n" + command + " -o json"},
                                  [noun, name](const Context& context) {
                                    const absl::StatusOr<T> resource = noun.get(context.client, *name);
                                    if (!resource.ok()) return context.Fail(resource.status());
                                    PrintDetails(context, *resource);
                                    return static_cast<int>(kExitOk);
                                  });
  app.add_option("NAME", *name, In(tree.language(), {.en = "Name of the resource", .zh = "资源名称"}))
      ->required();
}

template <typename T>
void AddList(CommandTree& tree, CLI::App& group, const Noun<T>& noun) {
  struct Arguments {
    std::string filter;
    int limit = 0;
  };
  auto arguments = std::make_shared<Arguments>();
  arguments->filter = noun.list_filter;
  const std::string command = "heng " + noun.name + " list";
  CLI::App& app = tree.AddCommand(
      group,
      {.name = "list",
       .summary = {.en = "Prints all, or those that the filter leaves.", .zh = "列出全部或符合条件的内容。"},
       .examples = command + "\n" + command + " --limit=20 -o csv"},
      [noun, arguments](const Context& context) {
        const auto items = Collect(
            noun.list(context.client, arguments->filter, PageSizeFor(arguments->limit)), arguments->limit);
        if (!items.ok()) return context.Fail(items.status());
        PrintList(context, *items);
        return static_cast<int>(kExitOk);
      });
  app.add_option("FILTER", arguments->filter, In(tree.language(), noun.list_filter_help));
  app.add_option("--limit", arguments->limit,
                 In(tree.language(), {.en = "At most this many", .zh = "最多条数"}))
      ->check(CLI::PositiveNumber);
}

// Returns the group, for further commands.
template <typename T>
CLI::App& AddNoun(CommandTree& tree, const Noun<T>& noun) {
  CLI::App& group =
      tree.AddGroup({.name = noun.name,
                     .summary = noun.summary,
                     .examples = "heng " + noun.name + " create " + noun.example_file + "\nheng " +
                                 noun.name + " get " + noun.example_name + "\nheng " + noun.name + " list"});
  AddCreate(tree, group, noun);
  AddGet(tree, group, noun);
  AddList(tree, group, noun);
  return group;
}

}  // namespace heng::cli
