// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/files.h"

#include <google/protobuf/util/json_util.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "tests/generator/load.h"

namespace heng::generator {
namespace {

class Folder {
 public:
  static absl::StatusOr<Folder> Make(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return absl::UnknownError(absl::StrCat("cannot make ", path, ": ", error.message()));
    return Folder(path);
  }

  // The file is called as the message, without the names of collections: 620101-101001-2024-overall.json.
  template <typename Message>
  absl::Status Write(const Message& message) const {
    const std::string id = absl::StrReplaceAll(message.name(), {{"regions/", ""},
                                                                {"schemes/", ""},
                                                                {"/departments/", "-"},
                                                                {"/budgets/", "-"},
                                                                {"/goals/", "-"},
                                                                {"/evaluations/", "-"}});
    google::protobuf::util::JsonPrintOptions options;
    options.add_whitespace = true;
    std::string json;
    HENG_CHECK(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
    const std::string path = absl::StrCat(path_, "/", id, ".json");
    std::ofstream file(path, std::ios::binary);
    file << json;
    file.close();
    return file ? absl::OkStatus() : absl::UnknownError(absl::StrCat("cannot write ", path));
  }

 private:
  explicit Folder(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

}  // namespace

absl::Status WriteFiles(const Province& province, int64_t forms, const std::string& folder) {
  HENG_ASSIGN_OR_RETURN(const Folder regions, Folder::Make(folder + "/regions"));
  HENG_ASSIGN_OR_RETURN(const Folder schemes, Folder::Make(folder + "/schemes"));
  HENG_ASSIGN_OR_RETURN(const Folder departments, Folder::Make(folder + "/departments"));
  HENG_ASSIGN_OR_RETURN(const Folder budgets, Folder::Make(folder + "/budgets"));
  HENG_ASSIGN_OR_RETURN(const Folder goals, Folder::Make(folder + "/goals"));
  HENG_ASSIGN_OR_RETURN(const Folder evaluations, Folder::Make(folder + "/evaluations"));
  for (int i = 0; i < province.region_count(); ++i) HENG_RETURN_IF_ERROR(regions.Write(province.region(i)));
  for (const v1::Scheme& scheme : ShippedSchemes()) HENG_RETURN_IF_ERROR(schemes.Write(scheme));
  for (int department = 0; department < province.options().departments; ++department) {
    HENG_RETURN_IF_ERROR(departments.Write(province.department(department)));
    for (int project = 0; project < GoalsOf(province, forms, department); ++project) {
      HENG_RETURN_IF_ERROR(goals.Write(province.goals(department, project)));
    }
    for (int number = 0; number < FormsOf(province, forms, department); ++number) {
      const Form form = province.form(department, number);
      HENG_RETURN_IF_ERROR(evaluations.Write(province.evaluation(form)));
      if (form.project > 0) continue;
      HENG_RETURN_IF_ERROR(budgets.Write(province.budget(department, form.fiscal_year)));
    }
  }
  return absl::OkStatus();
}

}  // namespace heng::generator
