// SPDX-License-Identifier: Apache-2.0
//
// `heng explain NAME [CODE]`: why a stored evaluation has its points, from its certificate.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "clients/cli/certificate_file.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/explain_total.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"
#include "clients/cli/suggest.h"

namespace heng::cli {
namespace {

constexpr char kExecution[] = "execution";
constexpr char kTotal[] = "total";

struct Arguments {
  std::string name;
  std::string code;
  std::string certificate_file;
};

absl::Status NoSuchCode(const v1::Certificate& certificate, const std::string& code) {
  std::vector<std::string> codes = {kExecution, kTotal};
  for (const v1::IndicatorNode& row : certificate.indicators()) codes.push_back(row.code());
  for (const v1::ClassNode& node : certificate.classes()) codes.push_back(node.class_code());
  const std::vector<std::string> near = Suggestions(code, codes);
  const std::string hint = absl::StrJoin(near, ", ");
  return MakeError(absl::StatusCode::kInvalidArgument, "UNKNOWN_CODE",
                   {.en = absl::StrCat("the form has no indicator and no class ", code,
                                       near.empty() ? "" : ", did you mean ", hint, near.empty() ? "" : "?"),
                    .zh = absl::StrCat("自评表中没有代码为 ", code, " 的指标或分类",
                                       near.empty() ? "" : "，是否想输入 ", hint, near.empty() ? "" : "？")});
}

// What CODE means: an indicator first, then a class, then one of the two words.
absl::StatusOr<Table> TableOf(const v1::Certificate& certificate, const std::string& code,
                              const ExplainNames& names, Language language) {
  if (code.empty()) return ExplainAll(certificate, names, language);
  for (const v1::IndicatorNode& row : certificate.indicators()) {
    if (row.code() == code) return ExplainIndicator(row, names, language);
  }
  for (const v1::ClassNode& node : certificate.classes()) {
    if (node.class_code() == code) return ExplainClass(certificate, code, names, language);
  }
  if (code == kTotal) return ExplainTotal(certificate, names, language);
  if (code == kExecution && certificate.has_execution())
    return ExplainExecution(certificate.execution(), language);
  return NoSuchCode(certificate, code);
}

// Names come from the scheme and the goals that the certificate names; without them codes are shown alone.
ExplainNames NamesFor(const client::Client& client, const v1::Certificate& certificate) {
  return ExplainNames(client.GetScheme(certificate.scheme()).value_or(v1::Scheme()),
                      client.GetGoals(certificate.goals()).value_or(v1::Goals()));
}

std::string Heading(const v1::GetCertificateResponse& response, Language language) {
  const v1::Certificate& certificate = response.certificate();
  const Table table{
      .columns = {{.key = "field", .heading = {"CERTIFICATE OF", "计分证书"}},
                  {.key = "value", .heading = {certificate.evaluation(), certificate.evaluation()}}},
      .rows = {{In(language, {"scheme", "评价方案"}), certificate.scheme()},
               {In(language, {"goals", "绩效目标"}), certificate.goals()},
               {"sha256", response.sha256()}}};
  return AlignedTable(table, language);
}

int Explain(const Context& context, const Arguments& arguments) {
  if (const auto name = ParseResourceName(arguments.name, ResourceKind::kEvaluation); !name.ok()) {
    return context.Fail(name.status());
  }
  const absl::StatusOr<v1::GetCertificateResponse> response = context.client.GetCertificate(arguments.name);
  if (!response.ok()) return context.Fail(response.status());
  const v1::Certificate& certificate = response->certificate();
  if (!arguments.certificate_file.empty()) {
    const absl::Status written =
        WriteCertificate(certificate, response->sha256(), arguments.certificate_file, context.io);
    return written.ok() ? kExitOk : context.Fail(written);
  }
  if (context.format == Format::kJson) {
    context.io.out << ToJson(*response);
    return kExitOk;
  }
  const absl::StatusOr<Table> table =
      TableOf(certificate, arguments.code, NamesFor(context.client, certificate), WordsFor(context));
  if (!table.ok()) return context.Fail(table.status());
  if (context.format == Format::kTable && arguments.code.empty()) {
    context.io.out << Heading(*response, context.language) << "\n";
  }
  PrintTable(context, *table);
  return kExitOk;
}

}  // namespace

void AddExplainCommand(CommandTree& tree) {
  auto arguments = std::make_shared<Arguments>();
  const std::string form = "regions/620602/departments/zonggonghui/evaluations/2024-overall";
  CLI::App& app = tree.AddCommand(
      tree.root(),
      {.name = "explain",
       .summary = {.en = "Explains the points of a stored evaluation: rule, numbers, rounding, of every row "
                         "or of one.",
                   .zh = "说明已存自评表的得分依据：各指标（或某一指标）的规则、数值与取整。"},
       .examples =
           absl::StrCat("heng explain ", form, "\nheng explain ", form, " output-quantity\nheng explain ",
                        form, "@1 total\nheng explain ", form, " -o json\nheng explain ", form,
                        " --certificate=- | tests/certificate/replay.py")},
      [arguments](const Context& context) { return Explain(context, *arguments); });
  const auto text = [&](const Text& help) { return In(tree.language(), help); };
  app.add_option(
         "NAME", arguments->name,
         text({.en = "Name of the evaluation, with or without @revision", .zh = "自评表名称，可带 @版本"}))
      ->required();
  app.add_option("CODE", arguments->code,
                 text({.en = "Code of an indicator or a class, execution, or total [all]",
                       .zh = "指标或分类代码，或 execution（预算执行）、total（总分）[全部]"}));
  AddCertificateOption(app, tree.language(), arguments->certificate_file);
}

}  // namespace heng::cli
