// SPDX-License-Identifier: Apache-2.0
//
// One run of the command `heng`: settings, parsing, connection, action. Everything from outside comes in a
// World, so that tests run whole command lines without a server.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/io.h"
#include "clients/cli/settings.h"
#include "heng/client/connection.h"

namespace heng::cli {

using Connect = std::function<absl::StatusOr<std::shared_ptr<client::Connection>>(
    const client::ConnectionOptions&, const client::Options&)>;

struct World {
  Io io;
  Environment environment;
  Connect connect;
};

// Runs one command line, args without the program's name. Returns the exit code.
int Run(const std::vector<std::string>& args, const World& world);

}  // namespace heng::cli
