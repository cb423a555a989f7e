// SPDX-License-Identifier: Apache-2.0
//
// heng.v1.CatalogService. Every handler is one line: the same few steps serve every kind of resource.
#pragma once

#include "heng/v1/catalog_service.grpc.pb.h"
#include "services/rpc/calls.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"

namespace heng {

class CatalogServiceImpl final : public v1::CatalogService::Service {
 public:
  // calls and plans must outlive the service.
  CatalogServiceImpl(rpc::Calls& calls, FormPlans& plans, Repository repository)
      : calls_(calls), plans_(plans), repository_(std::move(repository)) {}

#define HENG_HANDLER(Method, Request, Response)                                                         \
  grpc::Status Method(grpc::ServerContext* context, const v1::Request* request, v1::Response* response) \
      override
  HENG_HANDLER(CreateRegion, CreateRegionRequest, Region);
  HENG_HANDLER(GetRegion, GetRegionRequest, Region);
  HENG_HANDLER(ListRegions, ListRegionsRequest, ListRegionsResponse);
  HENG_HANDLER(UpdateRegion, UpdateRegionRequest, Region);
  HENG_HANDLER(BatchCreateRegions, BatchCreateRegionsRequest, BatchCreateRegionsResponse);
  HENG_HANDLER(CreateDepartment, CreateDepartmentRequest, Department);
  HENG_HANDLER(GetDepartment, GetDepartmentRequest, Department);
  HENG_HANDLER(ListDepartments, ListDepartmentsRequest, ListDepartmentsResponse);
  HENG_HANDLER(UpdateDepartment, UpdateDepartmentRequest, Department);
  HENG_HANDLER(BatchCreateDepartments, BatchCreateDepartmentsRequest, BatchCreateDepartmentsResponse);
  HENG_HANDLER(CreateBudget, CreateBudgetRequest, Budget);
  HENG_HANDLER(GetBudget, GetBudgetRequest, Budget);
  HENG_HANDLER(ListBudgets, ListBudgetsRequest, ListBudgetsResponse);
  HENG_HANDLER(UpdateBudget, UpdateBudgetRequest, Budget);
  HENG_HANDLER(BatchCreateBudgets, BatchCreateBudgetsRequest, BatchCreateBudgetsResponse);
  HENG_HANDLER(CreateScheme, CreateSchemeRequest, Scheme);
  HENG_HANDLER(GetScheme, GetSchemeRequest, Scheme);
  HENG_HANDLER(ListSchemes, ListSchemesRequest, ListSchemesResponse);
  HENG_HANDLER(CreateGoals, CreateGoalsRequest, Goals);
  HENG_HANDLER(GetGoals, GetGoalsRequest, Goals);
  HENG_HANDLER(ListGoals, ListGoalsRequest, ListGoalsResponse);
  HENG_HANDLER(BatchCreateGoals, BatchCreateGoalsRequest, BatchCreateGoalsResponse);
#undef HENG_HANDLER

 private:
  rpc::Calls& calls_;
  FormPlans& plans_;
  Repository repository_;
};

}  // namespace heng
