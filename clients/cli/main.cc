// SPDX-License-Identifier: Apache-2.0
//
// The command `heng`.
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "clients/cli/app.h"

int main(int argc, char** argv) {
  const auto environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  const heng::cli::Io io{.in = std::cin,
                         .out = std::cout,
                         .err = std::cerr,
                         .err_is_terminal = isatty(STDERR_FILENO) == 1,
                         .out_is_terminal = isatty(STDOUT_FILENO) == 1};
  return heng::cli::Run(std::vector<std::string>(argv + 1, argv + argc),
                        {.io = io, .environment = environment, .connect = heng::client::MakeConnection});
}
