// SPDX-License-Identifier: Apache-2.0
//
// Writes certificates for replay.py, as canonical bytes, one file each:
//
//   write_certificates golden SCHEME_FILE CASES_DIR OUT_DIR   of the published tables, under the name of the case
//   write_certificates forms FILE OUT_DIR                     of forms: a line {"name", "scheme", "goals", "evaluation"}
//                                                             each, the last three in proto3 JSON
//
// Weights that do not add up are accepted: published tables have such, and forms may try them.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/canonical.h"
#include "base/status_macros.h"
#include "google/protobuf/util/json_util.h"
#include "nlohmann/json.hpp"
#include "scoring/certificate/certificate.h"
#include "scoring/scorer.h"
#include "tests/golden/case_file.h"
#include "tests/golden/case_messages.h"
#include "tests/golden/replay_case.h"

namespace heng {
namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

absl::Status Write(const v1::Scheme& scheme, const v1::Goals& goals, const v1::Evaluation& evaluation,
                   const std::string& path) {
  HENG_ASSIGN_OR_RETURN(const std::shared_ptr<const Plan> plan,
                        CompilePlan(scheme, goals, WeightSums::kIgnored));
  FormScore score;
  HENG_RETURN_IF_ERROR(ScoreForm(*plan, evaluation, "evaluation", score));
  HENG_ASSIGN_OR_RETURN(const v1::Certificate certificate, MakeCertificate(*plan, evaluation, score));
  std::ofstream(path, std::ios::binary) << CanonicalEncoding(certificate);
  return absl::OkStatus();
}

absl::Status WriteGolden(const std::string& scheme_file, const std::string& cases_dir,
                         const std::string& out_dir) {
  HENG_ASSIGN_OR_RETURN(const v1::Scheme gansu, golden::ReadScheme(scheme_file));
  HENG_ASSIGN_OR_RETURN(const std::vector<std::string> files, golden::CaseFiles(cases_dir));
  for (const std::string& file : files) {
    HENG_ASSIGN_OR_RETURN(const golden::Case source, golden::ReadCase(file));
    HENG_ASSIGN_OR_RETURN(const golden::CaseMessages messages, golden::MessagesOf(source, gansu));
    const absl::Status written = Write(messages.scheme, messages.goals, messages.evaluation,
                                       absl::StrCat(out_dir, "/", source.id, ".certificate"));
    if (!written.ok()) return absl::Status(written.code(), absl::StrCat(file, ": ", written.message()));
  }
  return absl::OkStatus();
}

absl::Status Read(const nlohmann::json& form, const char* key, google::protobuf::Message& message) {
  const auto status = google::protobuf::util::JsonStringToMessage(form.at(key).dump(), &message);
  return status.ok() ? absl::OkStatus()
                     : absl::InvalidArgumentError(absl::StrCat(key, ": ", status.ToString()));
}

absl::Status WriteForm(const std::string& line, const std::string& out_dir) {
  const nlohmann::json form = nlohmann::json::parse(line);
  v1::Scheme scheme;
  v1::Goals goals;
  v1::Evaluation evaluation;
  HENG_RETURN_IF_ERROR(Read(form, "scheme", scheme));
  HENG_RETURN_IF_ERROR(Read(form, "goals", goals));
  HENG_RETURN_IF_ERROR(Read(form, "evaluation", evaluation));
  return Write(scheme, goals, evaluation,
               absl::StrCat(out_dir, "/", form.at("name").get<std::string>(), ".certificate"));
}

absl::Status WriteForms(const std::string& file, const std::string& out_dir) {
  std::ifstream lines(file);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const absl::Status written = WriteForm(line, out_dir);
    if (!written.ok()) {
      return absl::Status(written.code(), absl::StrCat(file, ":", number, ": ", written.message()));
    }
  }
  return number > 0 ? absl::OkStatus() : absl::NotFoundError(file + " holds no form");
}

int Run(const std::vector<std::string>& args) {
  absl::Status status;
  if (args.size() == 4 && args[0] == "golden") {
    status = WriteGolden(args[1], args[2], args[3]);
  } else if (args.size() == 3 && args[0] == "forms") {
    status = WriteForms(args[1], args[2]);
  } else {
    std::cerr << "usage: write_certificates golden SCHEME_FILE CASES_DIR OUT_DIR\n"
                 "       write_certificates forms FILE OUT_DIR\n";
    return kUsage;
  }
  if (status.ok()) return 0;
  std::cerr << status.message() << "\n";
  return kFailed;
}

}  // namespace
}  // namespace heng

int main(int argc, char** argv) { return heng::Run({argv + 1, argv + argc}); }
