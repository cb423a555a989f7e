// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/settings.h"

#include <cctype>
#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/suggest.h"

namespace heng::cli {
namespace {

const std::vector<std::string>& Keys() {
  static const auto& keys = *new std::vector<std::string>{"server", "ca", "cert", "key", "lang"};
  return keys;
}

absl::Status ConfigError(absl::string_view path, int line, const Problem& problem) {
  return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS",
                   {.en = absl::StrCat(path, ":", line, ": ", problem.en),
                    .zh = absl::StrCat(path, ":", line, "：", problem.zh)});
}

Problem UnknownKey(const std::string& key) {
  const std::vector<std::string> near = Suggestions(key, Keys());
  const std::string wanted = absl::StrJoin(near.empty() ? Keys() : near, ", ");
  return near.empty() ? Problem{.en = absl::StrCat("unknown key \"", key, "\", want one of ", wanted),
                                .zh = absl::StrCat("未知的键“", key, "”，应为 ", wanted, " 之一")}
                      : Problem{.en = absl::StrCat("unknown key \"", key, "\", did you mean ", wanted, "?"),
                                .zh = absl::StrCat("未知的键“", key, "”，是否想写 ", wanted, "？")};
}

// The text between the quotes at the front of `text`, which must be followed by nothing but a comment.
std::optional<std::string> Quoted(absl::string_view text) {
  if (!absl::ConsumePrefix(&text, "\"")) return std::nullopt;
  std::string value;
  while (!text.empty() && text[0] != '"') {
    if (text[0] == '\\') {
      text.remove_prefix(1);
      if (text.empty() || (text[0] != '"' && text[0] != '\\')) return std::nullopt;
    }
    value.push_back(text[0]);
    text.remove_prefix(1);
  }
  if (!absl::ConsumePrefix(&text, "\"")) return std::nullopt;
  const absl::string_view rest = absl::StripLeadingAsciiWhitespace(text);
  return rest.empty() || rest[0] == '#' ? std::optional<std::string>(value) : std::nullopt;
}

std::string EnvironmentName(const std::string& key) {
  return absl::StrCat("HENG_", absl::AsciiStrToUpper(key));
}

}  // namespace

std::string ConfigPath(const Environment& environment) {
  const std::string xdg = environment("XDG_CONFIG_HOME").value_or("");
  if (!xdg.empty()) return absl::StrCat(xdg, "/heng/config.toml");
  const std::string home = environment("HOME").value_or("");
  return home.empty() ? "" : absl::StrCat(home, "/.config/heng/config.toml");
}

absl::StatusOr<SettingValues> ParseConfig(absl::string_view text, absl::string_view path) {
  SettingValues values;
  int number = 0;
  for (const absl::string_view raw : absl::StrSplit(text, '\n')) {
    ++number;
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    if (line.empty() || line[0] == '#') continue;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits('=', 1));
    const std::string key(absl::StripAsciiWhitespace(parts.first));
    if (!absl::StrContains(line, "=")) {
      return ConfigError(path, number, {.en = "want key = \"value\"", .zh = "应写成 key = \"value\""});
    }
    if (std::find(Keys().begin(), Keys().end(), key) == Keys().end())
      return ConfigError(path, number, UnknownKey(key));
    const std::optional<std::string> value = Quoted(absl::StripAsciiWhitespace(parts.second));
    if (!value) {
      return ConfigError(path, number,
                         {.en = absl::StrCat("the value of ", key, " must stand in double quotes"),
                          .zh = absl::StrCat(key, " 的值应写在英文双引号内")});
    }
    if (!values.emplace(key, *value).second) {
      return ConfigError(path, number,
                         {.en = absl::StrCat(key, " is set twice"), .zh = absl::StrCat(key, " 出现了两次")});
    }
  }
  return values;
}

absl::StatusOr<SettingValues> ReadConfig(const std::string& path) {
  std::ifstream file(path);
  if (path.empty() || !file) return SettingValues();
  std::ostringstream text;
  text << file.rdbuf();
  return ParseConfig(text.str(), path);
}

std::vector<Setting> EffectiveSettings(const SettingValues& flags, const Environment& environment,
                                       const SettingValues& file, const std::string& file_path) {
  std::vector<Setting> settings;
  for (const std::string& key : Keys()) {
    const std::string variable = environment(EnvironmentName(key)).value_or("");
    if (const auto flag = flags.find(key); flag != flags.end()) {
      settings.push_back({key, flag->second, absl::StrCat("--", key)});
    } else if (!variable.empty()) {
      settings.push_back({key, variable, EnvironmentName(key)});
    } else if (const auto line = file.find(key); line != file.end()) {
      settings.push_back({key, line->second, file_path});
    } else if (key == "server") {
      settings.push_back({key, client::ConnectionOptions().address, "default"});
    }
  }
  return settings;
}

SettingValues MergeSettings(const SettingValues& flags, const Environment& environment,
                            const SettingValues& file) {
  SettingValues merged;
  for (const Setting& setting : EffectiveSettings(flags, environment, file, ""))
    merged[setting.key] = setting.value;
  return merged;
}

absl::StatusOr<Language> LanguageOf(const SettingValues& settings, const Environment& environment) {
  const auto set = settings.find("lang");
  if (set != settings.end()) {
    if (set->second == "zh") return Language::kChinese;
    if (set->second == "en") return Language::kEnglish;
    return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS",
                     {.en = absl::StrCat("unknown language \"", set->second, "\", want zh or en"),
                      .zh = absl::StrCat("未知的语言“", set->second, "”，应为 zh 或 en")});
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string locale = environment(name).value_or("");
    if (!locale.empty()) return absl::StartsWith(locale, "zh") ? Language::kChinese : Language::kEnglish;
  }
  return Language::kEnglish;
}

absl::StatusOr<client::ConnectionOptions> ConnectionOf(const SettingValues& settings) {
  const auto value = [&](const std::string& key) {
    const auto it = settings.find(key);
    return it == settings.end() ? std::string() : it->second;
  };
  client::ConnectionOptions connection{.address = value("server")};
  const client::TlsFiles tls{.ca_file = value("ca"), .cert_file = value("cert"), .key_file = value("key")};
  const int given = !tls.ca_file.empty() + !tls.cert_file.empty() + !tls.key_file.empty();
  if (given == 3) connection.tls = tls;
  if (given == 1 || given == 2) {
    return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS",
                     {.en = "mutual TLS needs all three of --ca, --cert and --key",
                      .zh = "双向 TLS 需要同时给出 --ca、--cert 和 --key"});
  }
  return connection;
}

}  // namespace heng::cli
