// SPDX-License-Identifier: Apache-2.0
//
// One line a fact on standard error, as JSON:
// `{"time":"2026-01-02T03:04:05.678Z","level":"info","event":"call",
// "method":"SubmitEvaluation","code":"OK"}`. Texts are escaped; a line is written in one piece.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace heng {

enum class LogLevel { kDebug = 0, kInfo = 1, kWarning = 2, kError = 3 };

// A name and its value. Numbers are written as text by the caller.
struct LogField {
  absl::string_view name;
  std::string value;
};

// Writes one line if `level` is at least the level set. Thread-safe.
void Log(LogLevel level, absl::string_view event, std::initializer_list<LogField> fields = {});

// Lines below this level are dropped; kInfo at start.
void SetLogLevel(LogLevel level);

// The line that Log would write, without the line break; for tests.
std::string FormatLogLine(LogLevel level, absl::string_view event, std::initializer_list<LogField> fields,
                          absl::string_view time);

}  // namespace heng
