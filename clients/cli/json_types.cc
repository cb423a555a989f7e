// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/json_types.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/type.pb.h"
#include "google/protobuf/util/type_resolver_util.h"

namespace heng::cli {
namespace {

namespace pb = google::protobuf;

constexpr char kPrefix[] = "type.googleapis.com";

class KeptTypes final : public pb::util::TypeResolver {
 public:
  pb::util::Status ResolveMessageType(const std::string& url, pb::Type* type) override {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = types_.find(url);
    if (found == types_.end()) {
      pb::Type made;
      const pb::util::Status status = made_by_->ResolveMessageType(url, &made);
      if (!status.ok()) return status;
      // The rules of fields, which JSON knows nothing of.
      for (pb::Field& field : *made.mutable_fields()) field.clear_options();
      found = types_.emplace(url, std::move(made)).first;
    }
    *type = found->second;
    return {};
  }

  pb::util::Status ResolveEnumType(const std::string& url, pb::Enum* type) override {
    return made_by_->ResolveEnumType(url, type);
  }

 private:
  const std::unique_ptr<pb::util::TypeResolver> made_by_{
      pb::util::NewTypeResolverForDescriptorPool(kPrefix, pb::DescriptorPool::generated_pool())};
  std::mutex mutex_;
  std::map<std::string, pb::Type> types_;
};

}  // namespace

pb::util::TypeResolver& JsonTypes() {
  static auto& types = *new KeptTypes();
  return types;
}

std::string TypeUrl(const pb::Descriptor& type) { return absl::StrCat(kPrefix, "/", type.full_name()); }

}  // namespace heng::cli
