// SPDX-License-Identifier: Apache-2.0
//
// `heng rescore --scheme=...`: stored evaluations under another scheme; who gains, who loses, by which clause. Stores
// nothing.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/status_macros.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/file_or_name.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"
#include "clients/cli/rescore_view.h"

namespace heng::cli {
namespace {

struct Arguments {
  std::string scheme;
  std::string parent = "regions/-/departments/-";
  int year = 0;
  std::vector<std::string> grades;
  bool only_changed = false;
};

absl::StatusOr<v1::RescoreEvaluationsRequest> RequestOf(const Arguments& arguments, std::istream& in) {
  v1::RescoreEvaluationsRequest request;
  request.set_parent(arguments.parent);
  request.set_fiscal_year(arguments.year);
  for (const std::string& grade : arguments.grades) request.add_grade_codes(grade);
  request.set_only_changed(arguments.only_changed);
  v1::Scheme scheme;
  HENG_ASSIGN_OR_RETURN(const bool is_file, ReadIfFile(arguments.scheme, ResourceKind::kScheme, in, scheme));
  if (is_file) {
    *request.mutable_inline_scheme() = std::move(scheme);
  } else {
    request.set_scheme(arguments.scheme);
  }
  return request;
}

// Gathers what comes: rows of a table, or the messages for JSON. Nothing is printed before the end, so that a broken call
// leaves no half of an answer.
class Gathering {
 public:
  Gathering(const Context& context) : context_(context), table_(RescoredTable()) {}

  void Add(const v1::RescoreEvaluationsResponse& message) {
    looked_at_count_ = message.progress().looked_at_count();
    if (message.has_summary()) *all_.mutable_summary() = message.summary();
    for (const v1::RescoredEvaluation& result : message.results()) {
      if (context_.format == Format::kJson) {
        *all_.add_results() = result;
      } else {
        table_.rows.push_back(RescoredRow(result, WordsFor(context_)));
      }
    }
    ShowProgress();
  }

  void Print() {
    HideProgress();
    if (context_.format == Format::kJson) {
      all_.mutable_progress()->set_looked_at_count(looked_at_count_);
      context_.io.out << ToJson(all_);
      return;
    }
    if (context_.format == Format::kCsv || !table_.rows.empty()) PrintTable(context_, table_);
    if (context_.format == Format::kCsv) return;
    context_.io.out << (table_.rows.empty() ? "" : "\n") << SummaryText(all_.summary(), context_.language);
  }

  void HideProgress() const {
    if (context_.io.err_is_terminal) context_.io.err << "\r\x1b[K" << std::flush;
  }

  int64_t looked_at_count() const { return looked_at_count_; }

 private:
  void ShowProgress() const {
    if (!context_.io.err_is_terminal) return;
    const double seconds = std::max(absl::ToDoubleSeconds(absl::Now() - begin_), 0.001);
    const auto rate = static_cast<int64_t>(static_cast<double>(looked_at_count_) / seconds);
    context_.io.err << "\r\x1b[K"
                    << In(context_.language,
                          {.en = absl::StrCat(looked_at_count_, " evaluations, ", rate, " a second"),
                           .zh = absl::StrCat("已重算 ", looked_at_count_, " 份，每秒 ", rate, " 份")})
                    << std::flush;
  }

  const Context& context_;
  const absl::Time begin_ = absl::Now();
  Table table_;
  v1::RescoreEvaluationsResponse all_;
  int64_t looked_at_count_ = 0;
};

int Interrupted(const Context& context, int64_t count) {
  context.io.err << "heng: "
                 << In(context.language,
                       {.en = absl::StrCat("interrupted after ", count, " evaluations; nothing was changed"),
                        .zh = absl::StrCat("已中断，已重算 ", count, " 份；未改动任何数据")})
                 << "\n";
  return kExitInterrupted;
}

int Rescore(const Context& context, const Arguments& arguments) {
  const absl::StatusOr<v1::RescoreEvaluationsRequest> request = RequestOf(arguments, context.io.in);
  if (!request.ok()) return context.Fail(request.status());
  const InterruptWatch watch;
  Gathering gathering(context);
  const absl::Status status =
      context.client.RescoreEvaluations(*request, [&](const v1::RescoreEvaluationsResponse& message) {
        gathering.Add(message);
        return !watch.interrupted();
      });
  if (status.ok()) {
    gathering.Print();
    return kExitOk;
  }
  gathering.HideProgress();
  return watch.interrupted() ? Interrupted(context, gathering.looked_at_count()) : context.Fail(status);
}

}  // namespace

void AddRescoreCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "rescore",
       .summary =
           {.en = "Scores stored evaluations under another scheme: who gains, who loses. Stores nothing.",
            .zh = "用另一方案对已存自评表重新计分：谁升谁降、因何条款；不存入。"},
       .examples =
           "heng rescore --scheme=new-scheme.json --year=2024\n"
           "heng rescore --scheme=schemes/gansu-overall --parent=regions/62*/departments/- --only-changed\n"
           "heng rescore --scheme=new-scheme.json --grade=poor -o csv > poor.csv"},
      [arguments](const Context& context) { return Rescore(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option("--scheme", arguments->scheme,
                 text({.en = "Name of a stored scheme, or a file", .zh = "已存方案的名称或文件"}))
      ->required();
  app.add_option(
      "--parent", arguments->parent,
      text({.en = "regions/620602/departments/zonggonghui; either part may be - for all, the region also 62*",
            .zh = "regions/620602/departments/zonggonghui；两段均可用 - 表示全部，区划可写作 62*"}));
  app.add_option("--year", arguments->year, text({.en = "Only this fiscal year", .zh = "只重算该年度"}))
      ->check(CLI::PositiveNumber);
  app.add_option("--grade", arguments->grades,
                 text({.en = "Only this code of a grade; may be repeated", .zh = "只重算该等级代码，可重复"}))
      ->take_all()
      ->expected(1);
  app.add_flag(
      "--only-changed", arguments->only_changed,
      text({.en = "Leave out evaluations whose total and grade stay", .zh = "略去总分和等级不变的自评表"}));
}

}  // namespace heng::cli
