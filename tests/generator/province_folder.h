// SPDX-License-Identifier: Apache-2.0
//
// A generated province as files, and stores that hold everything but its evaluations: what `heng submit FOLDER` begins with.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/daemons.h"

namespace heng::generator {

class ProvinceFolder {
 public:
  // Aborts if the province cannot be written or stored.
  explicit ProvinceFolder(int forms);

  int forms() const { return forms_; }
  // The folder with one file for each evaluation.
  std::string evaluations() const { return files() + "/evaluations"; }

  // A data directory without evaluations, the same one each time: what was in it is gone.
  std::string FreshStore() const;

  // `heng` with these arguments against these daemons.
  static std::vector<std::string> Heng(const integration::Daemons& daemons,
                                       const std::vector<std::string>& arguments);
  integration::CommandOutcome SubmitAll(const integration::Daemons& daemons) const;

 private:
  std::string files() const { return folder_.path() + "/province"; }
  std::string empty_store() const { return folder_.path() + "/empty"; }

  const int forms_;
  const integration::TemporaryFolder folder_;
};

}  // namespace heng::generator
