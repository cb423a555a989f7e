// SPDX-License-Identifier: Apache-2.0
//
// `heng admin`: how the services do, whether everything stored is still what was acknowledged, copies of it.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/backup_files.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/maintenance_view.h"
#include "clients/cli/message_files.h"
#include "clients/cli/part_file.h"
#include "clients/cli/printing.h"
#include "clients/cli/progress_line.h"

namespace heng::cli {
namespace {

int Status(const Context& context) {
  const auto status = context.client.GetStatus();
  if (!status.ok()) return context.Fail(status.status());
  if (context.format == Format::kJson) {
    context.io.out << ToJson(*status);
  } else {
    PrintTable(context, StatusTable(*status, WordsFor(context)));
  }
  return status->storage_serves() ? kExitOk : kExitUnavailable;
}

int Checkpoint(const Context& context) {
  const auto taken = context.client.GetCheckpoint();
  if (!taken.ok()) return context.Fail(taken.status());
  context.io.out << (context.format == Format::kJson ? ToJson(*taken) : taken->checkpoint());
  return kExitOk;
}

struct VerifyArguments {
  std::string checkpoint_file;
  std::string region_prefix;
  bool without_scores = false;
};

void PrintVerified(const Context& context, const v1::VerifyResponse& verified) {
  if (context.format == Format::kJson) {
    context.io.out << ToJson(verified);
    return;
  }
  if (context.format == Format::kCsv || verified.misfits_size() > 0) {
    PrintTable(context, MisfitTable(verified, WordsFor(context)));
  }
  if (context.format == Format::kTable) {
    context.io.out << (verified.misfits_size() > 0 ? "\n" : "") << VerifiedText(verified, context.language);
  }
}

int Verify(const Context& context, const VerifyArguments& arguments) {
  v1::VerifyRequest request;
  request.set_region_prefix(arguments.region_prefix);
  request.set_without_scores(arguments.without_scores);
  if (!arguments.checkpoint_file.empty()) {
    const auto text = ReadText(arguments.checkpoint_file, context.io.in);
    if (!text.ok()) return context.FailUsage(text.status());
    request.set_checkpoint(*text);
  }
  const InterruptWatch watch;
  ProgressLine progress(context.io);
  v1::VerifyResponse verified;
  const absl::Status status = context.client.Verify(request, [&](const v1::VerifyResponse& message) {
    *verified.mutable_counts() = message.counts();
    verified.mutable_misfits()->MergeFrom(message.misfits());
    if (message.has_result()) *verified.mutable_result() = message.result();
    progress.Show([&] { return VerifyProgressText(message.counts(), context.language); });
    return !watch.interrupted();
  });
  progress.Clear();
  if (watch.interrupted()) return kExitInterrupted;
  // What was found until then is worth telling.
  if (!status.ok() && verified.misfits_size() > 0)
    PrintTable(context, MisfitTable(verified, WordsFor(context)));
  if (!status.ok()) return context.Fail(status);
  PrintVerified(context, verified);
  return verified.result().misfit_count() == 0 ? kExitOk : kExitFailure;
}

struct BackupArguments {
  std::string file;
  bool replace = false;
};

int BackUp(const Context& context, const BackupArguments& arguments) {
  const auto file = PartFile::Create(arguments.file, arguments.replace);
  if (!file.ok()) return context.FailUsage(file.status());
  const InterruptWatch watch;
  ProgressLine progress(context.io);
  BackupReceiver receiver(**file);
  const absl::Status status = context.client.BackUp([&](const v1::BackUpResponse& message) {
    const bool taken = receiver.Take(message);
    progress.Show([&] { return BytesText(receiver.byte_count()); });
    return taken && !watch.interrupted();
  });
  progress.Clear();
  if (watch.interrupted()) return kExitInterrupted;
  const auto summary = receiver.Finish(status);
  if (!summary.ok()) return context.Fail(summary.status());
  if (context.format == Format::kJson) {
    context.io.out << ToJson(*summary);
  } else {
    context.io.out << BackupText(arguments.file, *summary, context.language);
  }
  return kExitOk;
}

int Restore(const Context& context, const std::string& path) {
  auto file = BackupSender::Open(path);
  if (!file.ok()) return context.FailUsage(file.status());
  ProgressLine progress(context.io);
  const auto restored = context.client.Restore([&] {
    progress.Show([&] { return BytesText((*file)->byte_count()); });
    return (*file)->Next();
  });
  progress.Clear();
  if (!(*file)->status().ok()) return context.Fail((*file)->status());
  if (!restored.ok()) return context.Fail(restored.status());
  if (context.format == Format::kJson) {
    context.io.out << ToJson(restored->summary());
  } else {
    context.io.out << RestoredText(restored->summary(), context.language);
  }
  return kExitOk;
}

void AddVerify(CommandTree& tree, CLI::App& admin) {
  auto arguments = std::make_shared<VerifyArguments>();
  CLI::App& app = tree.AddCommand(
      admin,
      {.name = "verify",
       .summary =
           {.en = "Compares everything stored with its history and scores every form again; exit code 1 if "
                  "anything does not fit.",
            .zh = "将全部存储内容与历史逐条核对，并对每份自评表重新计分；如有不符，退出码为 1。"},
       .examples = "heng admin verify\n"
                   "heng admin verify --checkpoint=heng.checkpoint -o json\n"
                   "heng admin verify --region-prefix=6206 --without-scores"},
      [arguments](const Context& context) { return Verify(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("--checkpoint", arguments->checkpoint_file,
                 text({.en = "File that heng admin checkpoint wrote once; - reads standard input",
                       .zh = "此前由 heng admin checkpoint 写出的文件；- 表示标准输入"}));
  app.add_option("--region-prefix", arguments->region_prefix,
                 text({.en = "Only regions whose codes begin so, such as 6206; no schemes",
                       .zh = "只核对代码以此开头的区划，如 6206；不含方案"}));
  app.add_flag(
      "--without-scores", arguments->without_scores,
      text({.en = "Do not score again, which takes most of the time", .zh = "不重新计分（计分最费时间）"}));
}

void AddBackup(CommandTree& tree, CLI::App& admin) {
  auto arguments = std::make_shared<BackupArguments>();
  CLI::App& app = tree.AddCommand(
      admin,
      {.name = "backup",
       .summary = {.en = "Writes everything stored, at one instant, to a file; others go on working.",
                   .zh = "将某一时刻的全部存储内容写入文件，期间不影响他人使用。"},
       .examples = "heng admin backup heng-2024-12-31.backup\n"
                   "heng admin backup latest.backup --force -o json"},
      [arguments](const Context& context) { return BackUp(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("FILE", arguments->file, text({.en = "The backup", .zh = "备份文件"}))->required();
  app.add_flag("--force", arguments->replace, text({.en = "Replace an existing file", .zh = "覆盖已有文件"}));
}

void AddRestore(CommandTree& tree, CLI::App& admin) {
  auto file = std::make_shared<std::string>();
  CLI::App& app = tree.AddCommand(
      admin,
      {.name = "restore",
       .summary =
           {.en = "Puts a backup into a heng-storage that holds nothing, and compares it with its history.",
            .zh = "将备份恢复到空的 heng-storage，并与其历史核对。"},
       .examples = "heng admin restore heng-2024-12-31.backup"},
      [file](const Context& context) { return Restore(context, *file); });
  app.add_option("FILE", *file, In(tree.language(), {.en = "The backup", .zh = "备份文件"}))->required();
}

}  // namespace

void AddAdminCommands(CommandTree& tree) {
  CLI::App& admin = tree.AddGroup(
      {.name = "admin",
       .summary = {.en = "Looks after what is stored: status, checkpoint, verify, backup, restore.",
                   .zh = "维护存储：状态、检查点、核对、备份、恢复。"},
       .examples = "heng admin status\n"
                   "heng admin checkpoint > heng.checkpoint\n"
                   "heng admin verify --checkpoint=heng.checkpoint\n"
                   "heng admin backup heng.backup"});
  tree.AddCommand(
      admin,
      {.name = "status",
       .summary = {.en = "How the services do and what they hold; exit code 7 if storage does not serve.",
                   .zh = "服务状态与存储概况；存储不可用时退出码为 7。"},
       .examples = "heng admin status\nheng admin status -o json"},
      Status);
  tree.AddCommand(
      admin,
      {.name = "checkpoint",
       .summary = {.en = "Prints where the history of each region ends now, to be kept elsewhere.",
                   .zh = "输出各区划历史当前的末端，供异地保存。"},
       .examples = "heng admin checkpoint > heng.checkpoint"},
      Checkpoint);
  AddVerify(tree, admin);
  AddBackup(tree, admin);
  AddRestore(tree, admin);
}

}  // namespace heng::cli
