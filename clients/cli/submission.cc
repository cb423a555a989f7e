// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/submission.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/canonical.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "clients/cli/message_files.h"

namespace heng::cli {
namespace {

namespace fs = std::filesystem;

bool IsForm(const fs::path& path) {
  const std::string name = path.filename().string();
  if (absl::StartsWith(name, "~$") || absl::StartsWith(name, ".")) return false;
  const std::string extension = absl::AsciiStrToLower(path.extension().string());
  return extension == ".json" || extension == ".xlsx" || extension == ".csv";
}

absl::StatusOr<std::vector<std::string>> FilesIn(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error) && IsForm(it->path())) files.push_back(it->path().string());
  }
  if (error) {
    return MakeError(absl::StatusCode::kUnknown, "",
                     {.en = absl::StrCat("cannot read the folder ", folder, ": ", error.message()),
                      .zh = absl::StrCat("无法读取文件夹 ", folder, "：", error.message())});
  }
  if (files.empty()) {
    return MakeError(absl::StatusCode::kInvalidArgument, "",
                     {.en = absl::StrCat("no *.json, *.xlsx or *.csv file in ", folder),
                      .zh = absl::StrCat(folder, " 中没有 *.json、*.xlsx、*.csv 文件")});
  }
  std::sort(files.begin(), files.end());
  return files;
}

absl::StatusOr<std::vector<std::string>> PathsListedIn(const std::string& list) {
  std::istringstream no_input;
  HENG_ASSIGN_OR_RETURN(const std::string text, ReadText(list, no_input));
  std::vector<std::string> paths;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const absl::string_view path = absl::StripSuffix(line, "\r");
    if (!path.empty() && path[0] != '#') paths.emplace_back(path);
  }
  return paths;
}

// What a form says, whatever its revision is.
std::string ContentOf(v1::Evaluation evaluation, const std::string& name) {
  evaluation.set_name(name);
  return CanonicalSha256(evaluation);
}

v1::SubmitEvaluationRequest RequestOf(v1::Evaluation evaluation, const std::string& etag,
                                      v1::View view = v1::VIEW_FULL) {
  v1::SubmitEvaluationRequest request;
  *request.mutable_evaluation() = std::move(evaluation);
  request.set_etag(etag);
  request.set_view(view);
  return request;
}

absl::StatusOr<v1::Evaluation> DryRun(const client::Client& client, const v1::Evaluation& evaluation,
                                      const std::string& etag) {
  v1::SubmitEvaluationRequest request = RequestOf(evaluation, etag);
  request.set_validate_only(true);
  return client.SubmitEvaluation(request);
}

absl::StatusOr<v1::Evaluation> Store(const client::Client& client, const v1::Evaluation& evaluation,
                                     const std::string& etag) {
  v1::SubmitEvaluationRequest request = RequestOf(evaluation, etag);
  request.set_request_id(RequestIdOf(evaluation, etag));
  return client.SubmitEvaluation(request);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ExpandPaths(const std::vector<std::string>& arguments) {
  std::vector<std::string> paths;
  for (const std::string& argument : arguments) {
    std::vector<std::string> found = {argument};
    std::error_code ignored;
    if (absl::StartsWith(argument, "@")) {
      HENG_ASSIGN_OR_RETURN(found, PathsListedIn(argument.substr(1)));
    } else if (fs::is_directory(argument, ignored)) {
      HENG_ASSIGN_OR_RETURN(found, FilesIn(argument));
    }
    paths.insert(paths.end(), found.begin(), found.end());
  }
  return paths;
}

std::string RequestIdOf(const v1::Evaluation& evaluation, const std::string& etag) {
  const std::string digest = Sha256(absl::StrCat(evaluation.SerializeAsString(), "\n", etag));
  return absl::BytesToHexString(digest.substr(0, 16));
}

v1::SubmitEvaluationRequest SubmissionOf(v1::Evaluation evaluation, v1::View view) {
  ClearOutputOnly(evaluation);
  const std::string request_id = RequestIdOf(evaluation, "");
  v1::SubmitEvaluationRequest request = RequestOf(std::move(evaluation), "", view);
  request.set_request_id(request_id);
  return request;
}

absl::StatusOr<v1::Evaluation> Submit(const client::Client& client, const v1::Evaluation& evaluation,
                                      const SubmitOptions& options) {
  v1::Evaluation form = evaluation;
  ClearOutputOnly(form);
  std::string etag = options.replace ? evaluation.etag() : "";
  if (options.replace) {
    const absl::StatusOr<v1::Evaluation> current = client.GetEvaluation(form.name());
    if (!current.ok() && !absl::IsNotFound(current.status())) return current.status();
    if (current.ok() && (etag.empty() || etag == current->etag())) {
      etag = current->etag();
      HENG_ASSIGN_OR_RETURN(const v1::Evaluation next, DryRun(client, form, etag));
      if (options.dry_run) return next;
      if (ContentOf(next, form.name()) == ContentOf(*current, form.name())) return *current;
    }
  }
  return options.dry_run ? DryRun(client, form, etag) : Store(client, form, etag);
}

}  // namespace heng::cli
