// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/testing/measured.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "base/status_macros.h"

namespace heng::spreadsheet::testing {
namespace {

[[noreturn]] void RunInChild(const std::function<std::string()>& body, int out) {
  const std::string text = body();
  for (size_t at = 0; at < text.size();) {
    const ssize_t written = write(out, text.data() + at, text.size() - at);
    if (written <= 0) _exit(1);
    at += static_cast<size_t>(written);
  }
  _exit(0);
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

Measured Measure(const std::function<std::string()>& body) {
  int ends[2];
  HENG_CHECK(pipe(ends) == 0);
  const pid_t child = fork();
  HENG_CHECK(child >= 0);
  if (child == 0) {
    close(ends[0]);
    RunInChild(body, ends[1]);
  }
  close(ends[1]);
  Measured measured;
  std::array<char, 4096> buffer;
  for (ssize_t got; (got = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    measured.text.append(buffer.data(), static_cast<size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  rusage usage{};
  HENG_CHECK(wait4(child, &status, 0, &usage) == child);
  measured.died = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
  measured.cpu_seconds = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
  measured.peak_mib = static_cast<double>(usage.ru_maxrss) / 1024;
  return measured;
}

}  // namespace heng::spreadsheet::testing
