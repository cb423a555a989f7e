// SPDX-License-Identifier: Apache-2.0
//
// Runs command lines against a mocked connection, for tests.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/app.h"
#include "clients/cpp/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {

struct TestRun {
  std::shared_ptr<client::MockConnection> connection = client::MakeStrictMockConnection();
  std::map<std::string, std::string> variables;
  std::string input;
  bool err_is_terminal = false;
  bool out_is_terminal = false;

  // What the last run left.
  std::string out;
  std::string err;
  client::ConnectionOptions connected;
  client::Options options;

  int Run(const std::vector<std::string>& args) {
    std::istringstream in(input);
    std::ostringstream out_stream;
    std::ostringstream err_stream;
    const Io io{.in = in,
                .out = out_stream,
                .err = err_stream,
                .err_is_terminal = err_is_terminal,
                .out_is_terminal = out_is_terminal};
    const World world{
        .io = io,
        .environment = [this](const std::string& name) -> std::optional<std::string> {
          const auto it = variables.find(name);
          return it == variables.end() ? std::nullopt : std::optional<std::string>(it->second);
        },
        .connect = [this](const client::ConnectionOptions& address, const client::Options& defaults)
            -> absl::StatusOr<std::shared_ptr<client::Connection>> {
          connected = address;
          options = defaults;
          return connection;
        }};
    const int exit_code = cli::Run(args, world);
    out = out_stream.str();
    err = err_stream.str();
    return exit_code;
  }
};

// A folder of its own for each test, emptied at the end.
class TempFolder {
 public:
  TempFolder() {
    const ::testing::TestInfo* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ =
        std::filesystem::path(::testing::TempDir()) / (std::string("heng_") + test->test_suite_name() + "_" +
                                                       test->name() + "_" + std::to_string(getpid()));
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string path(const std::string& name = "") const {
    return name.empty() ? path_.string() : (path_ / name).string();
  }
  std::string Write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
    return path(name);
  }
  std::string Read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path_ / name).rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace heng::cli
