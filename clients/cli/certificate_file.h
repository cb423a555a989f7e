// SPDX-License-Identifier: Apache-2.0
//
// Certificates as files of canonical bytes, which tests/certificate/replay.py reads.
#pragma once

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "clients/cli/io.h"
#include "clients/cli/language.h"
#include "heng/v1/certificate.pb.h"

namespace heng::cli {

// Writes the bytes to `path`, or to io.out for "-". Nothing is written and the status is DATA_LOSS if they do not have the
// hash that the server said, as where the server is newer and its certificates have fields that this build does not know.
absl::Status WriteCertificate(const v1::Certificate& certificate, const std::string& sha256,
                              const std::string& path, const Io& io);

// The option --certificate of a command, into `path`.
void AddCertificateOption(CLI::App& app, Language language, std::string& path);

}  // namespace heng::cli
