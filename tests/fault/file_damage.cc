// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/file_damage.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"

namespace heng::fault {
namespace {

namespace fs = std::filesystem;

// What the names of the files of a kind hold. A kind stands as often as it is chosen.
constexpr const char* kKinds[] = {".log",    ".log",     ".log",     ".log",     ".sst",
                                  ".sst",    ".sst",     ".sst",     "MANIFEST", "MANIFEST",
                                  "CURRENT", "OPTIONS-", "IDENTITY", "FORMAT",   "ANCHOR"};

std::vector<std::string> FilesOf(const std::string& data_dir, const char* kind) {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(data_dir)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && absl::StrContains(name, kind) && entry.file_size() > 0)
      files.push_back(fs::relative(entry.path(), data_dir).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::string Flip::ToString() const { return absl::StrFormat("%s@%d^%02x", file, offset, mask); }

Flip ChooseFlip(const std::string& data_dir, uint64_t seed, int number) {
  std::mt19937_64 random(seed * 1'000'003 + static_cast<uint64_t>(number));
  const std::vector<std::string> files =
      FilesOf(data_dir, kKinds[static_cast<size_t>(number) % std::size(kKinds)]);
  HENG_CHECK(!files.empty());
  Flip flip{.file = files[random() % files.size()]};
  flip.offset = random() % fs::file_size(fs::path(data_dir) / flip.file);
  flip.mask = static_cast<unsigned char>(random() % 4 == 0 ? 1 + random() % 255 : 1u << random() % 8);
  return flip;
}

void Apply(const Flip& flip, const std::string& data_dir) {
  std::fstream file(fs::path(data_dir) / flip.file, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(flip.offset));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(flip.offset));
  file.put(static_cast<char>(byte ^ flip.mask));
  file.close();
  HENG_CHECK(!file.fail());
}

}  // namespace heng::fault
