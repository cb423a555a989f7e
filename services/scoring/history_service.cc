// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/history_service.h"

#include <grpcpp/grpcpp.h>

#include "base/message_rules.h"
#include "base/status_macros.h"
#include "services/rpc/limits.h"

namespace heng {

grpc::Status HistoryServiceImpl::ListRevisions(grpc::ServerContext* context,
                                               const v1::ListRevisionsRequest* request,
                                               v1::ListRevisionsResponse* response) {
  return calls_.Call(context, {.method = "ListRevisions", .request = *request},
                     [&](const rpc::CallContext& call) -> absl::Status {
                       FieldProblems problems;
                       CheckFields(*request, "", problems);
                       HENG_RETURN_IF_ERROR(problems.ToStatus());
                       storage::v1::ListRevisionsRequest list;
                       list.set_name(request->name());
                       HENG_ASSIGN_OR_RETURN(const int page_size, rpc::PageSizeOf(request->page_size()));
                       list.set_page_size(page_size);
                       list.set_page_token(request->page_token());
                       HENG_ASSIGN_OR_RETURN(storage::v1::ListRevisionsResponse listed,
                                             repository_.ListRevisions(list, call.deadline));
                       for (storage::v1::RecordInfo& info : *listed.mutable_revisions()) {
                         v1::Revision& revision = *response->add_revisions();
                         revision.set_current(info.revision() == listed.current_revision());
                         revision.set_name(std::move(*info.mutable_name()));
                         revision.set_revision(std::move(*info.mutable_revision()));
                         *revision.mutable_create_time() = info.update_time();
                         revision.set_actor(std::move(*info.mutable_actor()));
                         revision.set_etag(std::move(*info.mutable_etag()));
                       }
                       response->set_next_page_token(listed.next_page_token());
                       return absl::OkStatus();
                     });
}

}  // namespace heng
