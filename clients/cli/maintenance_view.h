// SPDX-License-Identifier: Apache-2.0
//
// What the commands of `heng admin` and `heng history` print.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/table.h"
#include "heng/v1/admin_service.pb.h"
#include "heng/v1/history_service.pb.h"

namespace heng::cli {

// One row a quantity.
Table StatusTable(const v1::GetStatusResponse& status, Language language);

// One row a record that does not fit.
Table MisfitTable(const v1::VerifyResponse& verified, Language language);
// What was verified, and the verdict.
std::string VerifiedText(const v1::VerifyResponse& verified, Language language);
std::string VerifyProgressText(const v1::VerifyCounts& counts, Language language);

// How much was sent or received.
std::string BytesText(int64_t bytes);
std::string BackupText(const std::string& file, const v1::BackupSummary& summary, Language language);
std::string RestoredText(const v1::BackupSummary& summary, Language language);

// One row a revision.
Table RevisionTable(const std::vector<v1::Revision>& revisions, Language language);

}  // namespace heng::cli
