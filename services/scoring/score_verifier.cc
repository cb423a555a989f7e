// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/score_verifier.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/scoring/scored_parts.h"
#include "services/scoring/stored_score.h"

namespace heng {
namespace {

constexpr int kPageSize = 200;
// Some 15 KiB each, so that a read stays far below the limit of a message.
constexpr size_t kFormsAtOnce = 50;
constexpr absl::Duration kReadDeadline = absl::Seconds(20);

v1::Misfit MisfitOf(const std::string& name, const absl::Status& status) {
  v1::Misfit misfit;
  misfit.set_name(name);
  misfit.set_reason("SCORE_DIFFERS");
  misfit.set_message(std::string(status.message()));
  misfit.set_message_zh("按其引用的方案和目标重新计分，结果与存储不符，或无法重新计分");
  return misfit;
}

v1::Misfit Unreadable(const std::string& name, const absl::Status& status) {
  v1::Misfit misfit;
  misfit.set_name(name);
  misfit.set_reason("UNREADABLE");
  misfit.set_message(std::string(status.message()));
  misfit.set_message_zh("无法读取");
  return misfit;
}

absl::Status ReadForm(const std::string& name, const storage::v1::Record& record,
                      v1::Evaluation& evaluation) {
  HENG_RETURN_IF_ERROR(ReadScoredParts(record, evaluation));
  int64_t revision = 0;
  if (!absl::SimpleAtoi(record.info().revision(), &revision)) {
    return absl::DataLossError(absl::StrCat(name, " has no number"));
  }
  evaluation.set_revision(revision);
  return absl::OkStatus();
}

}  // namespace

absl::Time ScoreVerifier::ReadDeadline() const { return clock_.Now() + kReadDeadline; }

absl::StatusOr<storage::v1::ListSummariesResponse> ScoreVerifier::Page(const std::string& region_prefix,
                                                                       const std::string& token) {
  storage::v1::ListSummariesRequest request;
  const std::string region = region_prefix.empty() ? "-" : region_prefix + "*";
  request.set_parent(absl::StrCat("regions/", region, "/departments/-"));
  request.set_page_size(kPageSize);
  request.set_page_token(token);
  return repository_.ListSummaries(request, ReadDeadline());
}

absl::StatusOr<int64_t> ScoreVerifier::Run(const std::string& region_prefix, OnMisfit on_misfit,
                                           OnProgress on_progress) {
  int64_t scored_count = 0;
  std::vector<std::string> names;
  const auto verify_some = [&]() -> absl::Status {
    HENG_RETURN_IF_ERROR(VerifyForms(names, on_misfit));
    scored_count += static_cast<int64_t>(names.size());
    names.clear();
    return on_progress(scored_count) ? absl::OkStatus() : absl::CancelledError("the verification was ended");
  };
  std::string token;
  do {
    HENG_ASSIGN_OR_RETURN(const storage::v1::ListSummariesResponse page, Page(region_prefix, token));
    for (const storage::v1::SummaryRow& row : page.rows()) {
      for (int64_t revision = 1; revision <= row.revision(); ++revision) {
        names.push_back(absl::StrCat(row.name(), "@", revision));
        if (names.size() == kFormsAtOnce) HENG_RETURN_IF_ERROR(verify_some());
      }
    }
    token = page.next_page_token();
  } while (!token.empty());
  HENG_RETURN_IF_ERROR(verify_some());
  return scored_count;
}

absl::Status ScoreVerifier::VerifyForms(const std::vector<std::string>& names, OnMisfit on_misfit) {
  const absl::StatusOr<RecordSet> forms = repository_.Read(names, ReadDeadline());
  if (absl::IsDataLoss(forms.status()) && names.size() == 1) {
    on_misfit(Unreadable(names.front(), forms.status()));
    return absl::OkStatus();
  }
  if (absl::IsDataLoss(forms.status())) {
    for (const std::string& name : names) HENG_RETURN_IF_ERROR(VerifyForms({name}, on_misfit));
    return absl::OkStatus();
  }
  HENG_RETURN_IF_ERROR(forms.status());
  HENG_ASSIGN_OR_RETURN(const RecordSet pinned, ReadPinned(*forms, names));
  for (const std::string& name : names) {
    const storage::v1::Record* record = forms->FindRecord(name);
    const absl::Status status = record == nullptr ? absl::DataLossError("it is listed, but not there")
                                                  : VerifyOne(name, *record, pinned);
    if (absl::IsDataLoss(status)) {
      on_misfit(MisfitOf(name, status));
    } else {
      HENG_RETURN_IF_ERROR(status);
    }
  }
  return absl::OkStatus();
}

// What the plans do not know yet of the schemes and goals of these forms, in one read. What cannot be read here is read
// again for the form that needs it.
absl::StatusOr<RecordSet> ScoreVerifier::ReadPinned(const RecordSet& forms,
                                                    const std::vector<std::string>& names) {
  std::vector<std::string> wanted;
  for (const std::string& name : names) {
    const storage::v1::Record* record = forms.FindRecord(name);
    if (record == nullptr || !ReadForm(name, *record, evaluation_).ok()) continue;
    const absl::StatusOr<FormReferences> references = ReferencesOf(evaluation_, "evaluation");
    if (!references.ok()) continue;
    for (std::string& pinned : plans_.NamesToRead(*references)) wanted.push_back(std::move(pinned));
  }
  if (wanted.empty()) return RecordSet();
  absl::StatusOr<RecordSet> pinned = repository_.Read(wanted, ReadDeadline());
  if (absl::IsDataLoss(pinned.status())) return RecordSet();
  return pinned;
}

absl::Status ScoreVerifier::VerifyOne(const std::string& name, const storage::v1::Record& record,
                                      const RecordSet& pinned) {
  HENG_RETURN_IF_ERROR(ReadForm(name, record, evaluation_));
  return CheckStoredScore(evaluation_, pinned, plans_, ReadDeadline(), score_).status();
}

}  // namespace heng
