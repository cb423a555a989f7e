// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/text.h"

namespace heng {
namespace {

std::atomic<LogLevel> lowest_level{LogLevel::kInfo};

absl::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

void AppendEscapedCharacter(std::string& out, absl::string_view character) {
  const char first = character[0];
  if (first == '"' || first == '\\') {
    absl::StrAppend(&out, "\\", character);
  } else if (first == '\n') {
    out += "\\n";
  } else if (first == '\t') {
    out += "\\t";
  } else if (static_cast<uint8_t>(first) < 0x20 || first == 0x7F) {
    absl::StrAppendFormat(&out, "\\u%04x", static_cast<unsigned>(first));
  } else {
    absl::StrAppend(&out, character);
  }
}

// A line must be JSON whatever a caller sent, so bytes that are not UTF-8 become U+FFFD.
void AppendQuoted(std::string& out, absl::string_view text) {
  out += '"';
  while (!text.empty()) {
    const size_t bytes = Utf8CharacterBytes(text);
    if (bytes == 0) {
      out += "\\ufffd";
    } else {
      AppendEscapedCharacter(out, text.substr(0, bytes));
    }
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  out += '"';
}

void AppendField(std::string& out, absl::string_view name, absl::string_view value) {
  out += out.empty() ? '{' : ',';
  AppendQuoted(out, name);
  out += ':';
  AppendQuoted(out, value);
}

// One call, so that lines of several threads do not mix; a rest is written only if the pipe took a part.
void WriteToStandardError(absl::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nowhere left to say it
    line.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

void Log(LogLevel level, absl::string_view event, std::initializer_list<LogField> fields) {
  if (level < lowest_level.load(std::memory_order_relaxed)) return;
  const std::string time = absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone());
  WriteToStandardError(absl::StrCat(FormatLogLine(level, event, fields, time), "\n"));
}

void SetLogLevel(LogLevel level) { lowest_level.store(level, std::memory_order_relaxed); }

std::string FormatLogLine(LogLevel level, absl::string_view event, std::initializer_list<LogField> fields,
                          absl::string_view time) {
  std::string line;
  AppendField(line, "time", time);
  AppendField(line, "level", LevelName(level));
  AppendField(line, "event", event);
  for (const LogField& field : fields) AppendField(line, field.name, field.value);
  line += '}';
  return line;
}

}  // namespace heng
