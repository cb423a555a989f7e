// SPDX-License-Identifier: Apache-2.0
//
// What the mains of both daemons share: flags, signals, the ready file, draining.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/rpc/server.h"

namespace CLI {
class App;
}

namespace heng::rpc {

struct DaemonFlags {
  std::string listen;
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
  std::string address_file;
  std::string log_level = "info";
};

// Adds --listen, --ca, --cert, --key, --address-file and --log-level.
void AddDaemonFlags(CLI::App& app, DaemonFlags& flags, const std::string& default_listen);

// The TLS files of the flags: none, or all three. INVALID_ARGUMENT if only some are given.
absl::StatusOr<std::optional<client::TlsFiles>> TlsOf(const DaemonFlags& flags);

// Serves until SIGTERM or SIGINT, then drains. Writes the address in use to --address-file once calls are
// taken, and removes the file at the end. Returns when no call is in flight any more.
absl::Status ServeUntilStopped(const DaemonFlags& flags, HealthService& health,
                               const std::vector<grpc::Service*>& services);

// Keeps the stop signals from this thread and those that it starts from now on: ServeUntilStopped waits for them. To be
// called before any thread is started.
void BlockStopSignals();

// The main function of a daemon: parses the flags of `app` and calls `run`. Returns the exit code: 0, 2 for wrong flags, 1
// for anything else; an error is printed in both languages. From here on Protobuf's own lines are logged as ours (base/log.h).
int DaemonMain(CLI::App& app, int argc, char** argv, const std::function<absl::Status()>& run);

}  // namespace heng::rpc
