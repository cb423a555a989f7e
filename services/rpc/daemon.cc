// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/daemon.h"

#include <google/protobuf/stubs/logging.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/log.h"
#include "base/status_macros.h"

namespace heng::rpc {
namespace {

constexpr absl::Duration kDrainTimeout = absl::Seconds(20);
constexpr int kExitUsage = 2;

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// Protobuf writes lines of its own otherwise, for a damaged record say.
void LogProtobuf(google::protobuf::LogLevel level, const char* /*file*/, int /*line*/,
                 const std::string& message) {
  const bool is_error = level >= google::protobuf::LOGLEVEL_ERROR;
  Log(is_error ? LogLevel::kError : LogLevel::kWarning, "protobuf", {{"message", message}});
}

// A file that says where the daemon listens, for scripts that let the system pick the port. It appears whole.
class AddressFile {
 public:
  static absl::StatusOr<AddressFile> Write(const std::string& path, const std::string& address) {
    AddressFile file;
    if (path.empty()) return file;
    const std::string temporary = path + ".new";
    std::ofstream out(temporary);
    out << address << '\n';
    out.close();
    if (!out || std::rename(temporary.c_str(), path.c_str()) != 0) {
      return MakeError(
          absl::StatusCode::kInvalidArgument, "NOT_ALLOWED",
          {absl::StrCat("cannot write --address-file ", path, "; is its folder there and writable?"),
           absl::StrCat("无法写入 --address-file ", path, "，请检查目录是否存在且可写")});
    }
    file.path_ = path;
    return file;
  }
  AddressFile(AddressFile&& other) noexcept : path_(std::exchange(other.path_, "")) {}
  ~AddressFile() {
    if (!path_.empty()) unlink(path_.c_str());
  }

 private:
  AddressFile() = default;
  std::string path_;
};

}  // namespace

void AddDaemonFlags(CLI::App& app, DaemonFlags& flags, const std::string& default_listen) {
  flags.listen = default_listen;
  app.add_option("--listen", flags.listen, "Address to listen on, host:port; port 0 lets the system pick one")
      ->capture_default_str();
  app.add_option("--ca", flags.ca_file,
                 "PEM file: who may have signed the callers' certificates (mutual TLS)");
  app.add_option("--cert", flags.cert_file, "PEM file: certificate of this daemon");
  app.add_option("--key", flags.key_file, "PEM file: key of that certificate");
  app.add_option("--address-file", flags.address_file, "Write the address in use here once calls are taken");
  app.add_option("--log-level", flags.log_level, "Lines on standard error: debug, info, warning or error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
      ->capture_default_str();
}

absl::StatusOr<std::optional<client::TlsFiles>> TlsOf(const DaemonFlags& flags) {
  const int given = !flags.ca_file.empty() + !flags.cert_file.empty() + !flags.key_file.empty();
  if (given == 0) return std::nullopt;
  if (given == 3) return client::TlsFiles{flags.ca_file, flags.cert_file, flags.key_file};
  return MakeError(absl::StatusCode::kInvalidArgument, "REQUIRED",
                   {"mutual TLS needs --ca, --cert and --key together; give all three or none",
                    "双向 TLS 需要同时给出 --ca、--cert 和 --key，三者缺一不可"});
}

absl::Status ServeUntilStopped(const DaemonFlags& flags, HealthService& health,
                               const std::vector<grpc::Service*>& services) {
  static const std::map<std::string, LogLevel> kLevels = {{"debug", LogLevel::kDebug},
                                                          {"info", LogLevel::kInfo},
                                                          {"warning", LogLevel::kWarning},
                                                          {"error", LogLevel::kError}};
  SetLogLevel(kLevels.at(flags.log_level));
  HENG_ASSIGN_OR_RETURN(std::optional<client::TlsFiles> tls, TlsOf(flags));
  HENG_ASSIGN_OR_RETURN(std::unique_ptr<Server> server, Server::Start({flags.listen, tls}, health, services));
  HENG_ASSIGN_OR_RETURN(const AddressFile address_file,
                        AddressFile::Write(flags.address_file, server->address()));
  Log(LogLevel::kInfo, "serving", {{"address", server->address()}, {"tls", tls ? "mutual" : "off"}});

  const sigset_t signals = StopSignals();
  int signal = 0;
  sigwait(&signals, &signal);
  Log(LogLevel::kInfo, "draining", {{"signal", absl::StrCat(signal)}});
  server->Drain(kDrainTimeout);
  return absl::OkStatus();
}

void BlockStopSignals() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

int DaemonMain(CLI::App& app, int argc, char** argv, const std::function<absl::Status()>& run) {
  google::protobuf::SetLogHandler(LogProtobuf);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  const absl::Status status = run();
  if (status.ok()) return 0;
  const std::string name = app.get_name();
  std::fprintf(stderr, "%s: %s\n", name.c_str(), std::string(status.message()).c_str());
  const std::string chinese = ChineseMessageOf(status);
  if (!chinese.empty()) std::fprintf(stderr, "%s: %s\n", name.c_str(), chinese.c_str());
  return absl::IsInvalidArgument(status) ? kExitUsage : 1;
}

}  // namespace heng::rpc
