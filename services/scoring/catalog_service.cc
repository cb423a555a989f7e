// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/catalog_service.h"

#include <google/protobuf/util/field_mask_util.h>
#include <grpcpp/grpcpp.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "services/rpc/grpc_status.h"
#include "services/rpc/limits.h"
#include "services/scoring/catalog_writes.h"

namespace heng {
namespace {

using google::protobuf::util::FieldMaskUtil;
using storage::v1::CommitRecordsRequest;
using storage::v1::CommitRecordsResponse;
using storage::v1::RecordWrite;

// What the steps below need of the service.
struct Steps {
  Repository& repository;
  FormPlans& plans;
  const rpc::CallContext& call;
};

// The stored resource that came of a write: what was sent with its new envelope, or the first answer to a
// retry.
template <typename Resource>
absl::StatusOr<Resource> StoredResource(Steps steps, const RecordWrite& write,
                                        const CommitRecordsResponse::Result& result) {
  if (result.has_error()) return FromRpcStatus(result.error());
  if (result.replayed()) {
    // Mutable resources keep every revision, so the first answer can be read back under its number.
    return steps.repository.Get<Resource>(result.info().name(), steps.call.deadline);
  }
  storage::v1::Record record;
  *record.mutable_info() = result.info();
  record.set_document(write.document());
  return ResourceOf<Resource>(record);
}

// Commits what could be made into a write; one outcome for each item, in order.
template <typename Resource>
std::vector<absl::StatusOr<Resource>> CommitAll(Steps steps,
                                                std::vector<absl::StatusOr<RecordWrite>> writes) {
  CommitRecordsRequest request;
  for (const absl::StatusOr<RecordWrite>& write : writes) {
    if (write.ok()) *request.add_writes() = *write;
  }
  absl::StatusOr<CommitRecordsResponse> response = CommitRecordsResponse();
  if (request.writes_size() > 0) response = steps.repository.Commit(request, steps.call.deadline);
  std::vector<absl::StatusOr<Resource>> outcomes;
  int sent = 0;
  for (const absl::StatusOr<RecordWrite>& write : writes) {
    if (!write.ok()) {
      outcomes.push_back(write.status());
    } else if (!response.ok()) {
      outcomes.push_back(response.status());
    } else {
      outcomes.push_back(StoredResource<Resource>(steps, *write, response->results(sent++)));
    }
  }
  return outcomes;
}

template <typename Resource>
absl::Status Create(Steps steps, const Resource& resource, absl::string_view path,
                    const std::string& request_id, Resource& response) {
  const WriteRequest write{
      .request_id = request_id, .actor = steps.call.actor, .deadline = steps.call.deadline};
  std::vector<absl::StatusOr<RecordWrite>> writes;
  writes.push_back(MakeWrite(resource, path, write, steps.plans));
  HENG_ASSIGN_OR_RETURN(response, CommitAll<Resource>(steps, std::move(writes)).front());
  return absl::OkStatus();
}

template <typename Resource>
absl::Status Get(Steps steps, const std::string& name, Resource& response) {
  const absl::Status parsed = ParseResourceName(name, ResourceKindOf<Resource>()).status();
  if (!parsed.ok()) {
    FieldProblems problems;
    problems.Add("name", "BAD_NAME", {std::string(parsed.message()), ChineseMessageOf(parsed)});
    return problems.ToStatus();
  }
  HENG_ASSIGN_OR_RETURN(response, steps.repository.Get<Resource>(name, steps.call.deadline));
  return absl::OkStatus();
}

// The resource that an update asks for: the whole of it, or what is stored with the masked fields replaced.
template <typename Resource>
absl::StatusOr<Resource> Updated(Steps steps, const Resource& resource,
                                 const google::protobuf::FieldMask& mask) {
  if (mask.paths_size() == 0) return resource;
  if (!FieldMaskUtil::IsValidFieldMask<Resource>(mask)) {
    FieldProblems problems;
    problems.Add(
        "update_mask", "UNKNOWN_CODE",
        {absl::StrCat("update_mask \"", FieldMaskUtil::ToString(mask), "\" names a field that there is not"),
         absl::StrCat("update_mask“", FieldMaskUtil::ToString(mask), "”中有不存在的字段")});
    return problems.ToStatus();
  }
  HENG_ASSIGN_OR_RETURN(Resource stored,
                        steps.repository.Get<Resource>(resource.name(), steps.call.deadline));
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(resource, mask, options, &stored);
  return stored;
}

template <typename Request>
Request WithoutRequestId(Request request) {
  request.clear_request_id();
  return request;
}

template <typename Request, typename Resource>
absl::Status Update(Steps steps, const Request& request, const Resource& resource, absl::string_view path,
                    Resource& response) {
  if (request.etag().empty()) {
    FieldProblems problems;
    problems.Add("etag", "REQUIRED",
                 {"etag is empty; read the resource and send the etag that came with it",
                  "etag 为空，请先读取该资源，并带上读到的 etag"});
    return problems.ToStatus();
  }
  HENG_ASSIGN_OR_RETURN(Resource updated, Updated(steps, resource, request.update_mask()));
  const WriteRequest write{.request_id = request.request_id(),
                           .etag = request.etag(),
                           .sent_sha256 = Sha256(WithoutRequestId(request).SerializeAsString()),
                           .actor = steps.call.actor,
                           .deadline = steps.call.deadline};
  std::vector<absl::StatusOr<RecordWrite>> writes;
  writes.push_back(MakeWrite(std::move(updated), path, write, steps.plans));
  HENG_ASSIGN_OR_RETURN(response, CommitAll<Resource>(steps, std::move(writes)).front());
  return absl::OkStatus();
}

// resource_of and outcome_of: accessors of the one field of an item or of a result that has the resource.
template <typename Resource, typename Request, typename Response>
absl::Status BatchCreate(Steps steps, const Request& request, absl::string_view field, Response& response,
                         const Resource& (*resource_of)(const Request&, int),
                         Resource* (*outcome_of)(Response&, int)) {
  HENG_RETURN_IF_ERROR(rpc::CheckItemCount(request.requests_size(), "requests"));
  std::vector<absl::StatusOr<RecordWrite>> writes;
  for (int i = 0; i < request.requests_size(); ++i) {
    const WriteRequest write{.request_id = request.requests(i).request_id(),
                             .actor = steps.call.actor,
                             .deadline = steps.call.deadline};
    writes.push_back(
        MakeWrite(resource_of(request, i), absl::StrCat("requests[", i, "].", field), write, steps.plans));
  }
  std::vector<absl::StatusOr<Resource>> outcomes = CommitAll<Resource>(steps, std::move(writes));
  for (int i = 0; i < request.requests_size(); ++i) {
    auto& result = *response.add_results();
    if (outcomes[i].ok()) {
      *outcome_of(response, i) = *std::move(outcomes[i]);
    } else {
      *result.mutable_error() = rpc::ToItemStatus(outcomes[i].status());
    }
  }
  return absl::OkStatus();
}

template <typename Resource, typename Request, typename Response>
absl::Status List(Steps steps, const Request& request, const std::string& collection, Response& response,
                  Resource* (*add)(Response&)) {
  storage::v1::ListRecordsRequest list;
  list.set_collection(collection);
  HENG_ASSIGN_OR_RETURN(int page_size, rpc::PageSizeOf(request.page_size()));
  list.set_page_size(page_size);
  list.set_page_token(request.page_token());
  HENG_ASSIGN_OR_RETURN(const storage::v1::ListRecordsResponse page,
                        steps.repository.List(list, steps.call.deadline));
  for (const storage::v1::Record& record : page.records()) {
    HENG_ASSIGN_OR_RETURN(*add(response), ResourceOf<Resource>(record));
  }
  response.set_next_page_token(page.next_page_token());
  return absl::OkStatus();
}

// `regions` or `regions/62*`.
std::string PrefixCollection(absl::string_view collection, const std::string& prefix) {
  return prefix.empty() ? std::string(collection) : absl::StrCat(collection, "/", prefix, "*");
}

}  // namespace

// One handler: its method, its messages, and the step that answers it.
#define HENG_HANDLER(Method, Request, Response, step, id)                                           \
  grpc::Status CatalogServiceImpl::Method(grpc::ServerContext* context, const v1::Request* request, \
                                          v1::Response* response) {                                 \
    return calls_.Call(context, {.method = #Method, .request = *request, .request_id = id},         \
                       [&](const rpc::CallContext& call) {                                          \
                         const Steps steps{repository_, plans_, call};                              \
                         return step;                                                               \
                       });                                                                          \
  }
#define HENG_READ_HANDLERS(Resource, Plural, plural, collection)                                            \
  HENG_HANDLER(Get##Resource, Get##Resource##Request, Resource, Get(steps, request->name(), *response), "") \
  HENG_HANDLER(List##Plural, List##Plural##Request, List##Plural##Response,                                 \
               (List<v1::Resource>(                                                                         \
                   steps, *request, collection, *response,                                                  \
                   +[](v1::List##Plural##Response& page) { return page.add_##plural(); })),                 \
               "")
#define HENG_CREATE_HANDLER(Resource, field)                                              \
  HENG_HANDLER(Create##Resource, Create##Resource##Request, Resource,                     \
               Create(steps, request->field(), #field, request->request_id(), *response), \
               request->request_id())
#define HENG_UPDATE_HANDLER(Resource, field)                          \
  HENG_HANDLER(Update##Resource, Update##Resource##Request, Resource, \
               Update(steps, *request, request->field(), #field, *response), request->request_id())
#define HENG_BATCH_HANDLER(Resource, Plural, field)                                                   \
  HENG_HANDLER(BatchCreate##Plural, BatchCreate##Plural##Request, BatchCreate##Plural##Response,      \
               (BatchCreate<v1::Resource>(                                                            \
                   steps, *request, #field, *response,                                                \
                   +[](const v1::BatchCreate##Plural##Request& batch, int i) -> const v1::Resource& { \
                     return batch.requests(i).field();                                                \
                   },                                                                                 \
                   +[](v1::BatchCreate##Plural##Response& answer, int i) {                            \
                     return answer.mutable_results(i)->mutable_##field();                             \
                   })),                                                                               \
               "")

HENG_CREATE_HANDLER(Region, region)
HENG_UPDATE_HANDLER(Region, region)
HENG_BATCH_HANDLER(Region, Regions, region)
HENG_READ_HANDLERS(Region, Regions, regions, PrefixCollection("regions", request->region_prefix()))

HENG_CREATE_HANDLER(Department, department)
HENG_UPDATE_HANDLER(Department, department)
HENG_BATCH_HANDLER(Department, Departments, department)
HENG_READ_HANDLERS(Department, Departments, departments, absl::StrCat(request->parent(), "/departments"))

HENG_CREATE_HANDLER(Budget, budget)
HENG_UPDATE_HANDLER(Budget, budget)
HENG_BATCH_HANDLER(Budget, Budgets, budget)
HENG_READ_HANDLERS(Budget, Budgets, budgets, absl::StrCat(request->parent(), "/budgets"))

HENG_CREATE_HANDLER(Scheme, scheme)
HENG_READ_HANDLERS(Scheme, Schemes, schemes, PrefixCollection("schemes", request->id_prefix()))

HENG_CREATE_HANDLER(Goals, goals)
HENG_BATCH_HANDLER(Goals, Goals, goals)
HENG_READ_HANDLERS(Goals, Goals, goals, absl::StrCat(request->parent(), "/goals"))

#undef HENG_BATCH_HANDLER
#undef HENG_UPDATE_HANDLER
#undef HENG_CREATE_HANDLER
#undef HENG_READ_HANDLERS
#undef HENG_HANDLER

}  // namespace heng
