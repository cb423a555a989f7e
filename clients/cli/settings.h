// SPDX-License-Identifier: Apache-2.0
//
// Where a setting comes from: flag, else environment, else config file, else default.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "heng/client/options.h"

namespace heng::cli {

// Reads a variable of the environment.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Settings by key: server, ca, cert, key, lang.
using SettingValues = std::map<std::string, std::string>;

// ${XDG_CONFIG_HOME:-~/.config}/heng/config.toml; empty if neither XDG_CONFIG_HOME nor HOME is set.
std::string ConfigPath(const Environment& environment);

// Reads lines `key = "value"`; empty lines and comments (#) are skipped. INVALID_ARGUMENT names the path, the
// line and what is wrong, an unknown key among it. In values, \" and \\ stand for " and \.
absl::StatusOr<SettingValues> ParseConfig(absl::string_view text, absl::string_view path);

// The config file's values; none if there is no file.
absl::StatusOr<SettingValues> ReadConfig(const std::string& path);

// A setting as it counts, and what set it: `--server`, `HENG_SERVER`, the path of the config file, `LANG`, or `default`.
struct Setting {
  std::string key;
  std::string value;
  std::string origin;
};

// Every setting that has a value, in a fixed order. Precedence as in MergeSettings.
std::vector<Setting> EffectiveSettings(const SettingValues& flags, const Environment& environment,
                                       const SettingValues& file, const std::string& file_path);

// Merges by precedence. Environment: HENG_SERVER, HENG_CA, HENG_CERT, HENG_KEY, HENG_LANG; an empty variable
// counts as not set. Default of server: 127.0.0.1:7401.
SettingValues MergeSettings(const SettingValues& flags, const Environment& environment,
                            const SettingValues& file);

// `lang` if it is set ("zh" or "en"), else Chinese if the locale (LC_ALL, LC_MESSAGES, LANG, the first that
// is set) begins with zh, else English. INVALID_ARGUMENT for another `lang`.
absl::StatusOr<Language> LanguageOf(const SettingValues& settings, const Environment& environment);

// Server and TLS files. INVALID_ARGUMENT if some but not all of ca, cert and key are set.
absl::StatusOr<client::ConnectionOptions> ConnectionOf(const SettingValues& settings);

}  // namespace heng::cli
