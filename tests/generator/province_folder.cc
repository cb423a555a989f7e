// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/province_folder.h"

#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/generator/files.h"
#include "tests/generator/province.h"

namespace heng::generator {

namespace fs = std::filesystem;
using integration::CommandOutcome;
using integration::Daemons;

ProvinceFolder::ProvinceFolder(int forms) : forms_(forms) {
  const Province province({.departments = std::max(10, forms / 20)});
  HENG_CHECK(WriteFiles(province, forms, files()).ok());
  Daemons daemons({.data_dir = empty_store()});
  const struct {
    const char* kind;
    const char* folder;
  } kinds[] = {{"region", "regions"},
               {"scheme", "schemes"},
               {"department", "departments"},
               {"budget", "budgets"},
               {"goals", "goals"}};
  for (const auto& [kind, folder] : kinds) {
    std::vector<std::string> arguments = {kind, "create"};
    for (const auto& file : fs::directory_iterator(absl::StrCat(files(), "/", folder)))
      arguments.push_back(file.path().string());
    const CommandOutcome outcome = integration::RunCommand(Heng(daemons, arguments));
    if (outcome.exit_code != 0) std::fprintf(stderr, "%s: %.2000s\n", kind, outcome.err.c_str());
    HENG_CHECK(outcome.exit_code == 0);
  }
  daemons.scoring().Stop(SIGTERM);
  daemons.storage().Stop(SIGTERM);
}

std::string ProvinceFolder::FreshStore() const {
  const std::string store = folder_.path() + "/store";
  fs::remove_all(store);
  fs::copy(empty_store(), store, fs::copy_options::recursive);
  return store;
}

std::vector<std::string> ProvinceFolder::Heng(const Daemons& daemons,
                                              const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {integration::BinaryPath("heng"),
                                      absl::StrCat("--server=", daemons.address())};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

CommandOutcome ProvinceFolder::SubmitAll(const Daemons& daemons) const {
  return integration::RunCommand(Heng(daemons, {"submit", evaluations()}));
}

}  // namespace heng::generator
