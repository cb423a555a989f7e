// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/finding_comments.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace heng::forms {
namespace {

// The index in `results[4]` or `results[4].reason` behind `list`; -1 if the path is about something else.
int IndexIn(absl::string_view ref, absl::string_view list) {
  int index = -1;
  if (!absl::ConsumePrefix(&ref, list) || !absl::ConsumePrefix(&ref, "[")) return -1;
  return absl::SimpleAtoi(ref.substr(0, ref.find(']')), &index) ? index : -1;
}

std::string& PlaceOf(absl::string_view ref, const v1::Evaluation& evaluation, FormComments& comments) {
  if (const int i = IndexIn(ref, "results"); i >= 0 && i < evaluation.results_size())
    return comments.indicators[evaluation.results(i).code()];
  if (const int i = IndexIn(ref, "budget.lines"); i >= 0 && i < evaluation.budget().lines_size())
    return comments.budget_lines[evaluation.budget().lines(i).code()];
  if (const int i = IndexIn(ref, "claim.budget_lines"); i >= 0 && i < evaluation.claim().budget_lines_size())
    return comments.budget_lines[evaluation.claim().budget_lines(i).line_code()];
  return absl::StartsWith(ref, "claim.total") || absl::StartsWith(ref, "claim.grade") ? comments.total
                                                                                      : comments.form;
}

}  // namespace

FormComments CommentsOf(const v1::Evaluation& evaluation) {
  FormComments comments;
  for (const v1::Finding& finding : evaluation.findings()) {
    std::string& text = PlaceOf(finding.ref(), evaluation, comments);
    absl::StrAppend(&text, text.empty() ? "" : "\n", finding.message_zh());
  }
  return comments;
}

}  // namespace heng::forms
