// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/display_names.h"

namespace heng {
namespace {

constexpr absl::string_view kNotGiven = "未注明";

}  // namespace

absl::string_view DisplayNameOf(v1::DepartmentCategory category) {
  switch (category) {
    case v1::DEPARTMENT_CATEGORY_UNSPECIFIED:
      return kNotGiven;
    case v1::DEPARTMENT_CATEGORY_PARTY_ORGAN:
      return "党委机关";
    case v1::DEPARTMENT_CATEGORY_GOVERNMENT_ORGAN:
      return "政府机关";
    case v1::DEPARTMENT_CATEGORY_OTHER_STATE_ORGAN:
      return "其他国家机关";
    case v1::DEPARTMENT_CATEGORY_MASS_ORGANISATION:
      return "群众团体";
    case v1::DEPARTMENT_CATEGORY_PUBLIC_INSTITUTION:
      return "事业单位";
    case v1::DEPARTMENT_CATEGORY_SCHOOL:
      return "学校";
    case v1::DEPARTMENT_CATEGORY_HEALTH_INSTITUTION:
      return "医疗卫生机构";
    case v1::DEPARTMENT_CATEGORY_TOWNSHIP_GOVERNMENT:
      return "乡镇街道";
    case v1::DEPARTMENT_CATEGORY_OTHER:
      return "其他";
    default:
      return "";
  }
}

absl::string_view DisplayNameOf(v1::EvaluationKind kind) {
  switch (kind) {
    case v1::EVALUATION_KIND_UNSPECIFIED:
      return kNotGiven;
    case v1::EVALUATION_KIND_OVERALL:
      return "部门整体";
    case v1::EVALUATION_KIND_PROJECT:
      return "项目";
    default:
      return "";
  }
}

absl::string_view DisplayNameOf(v1::EvaluationState state) {
  switch (state) {
    case v1::EVALUATION_STATE_UNSPECIFIED:
      return kNotGiven;
    case v1::EVALUATION_STATE_DRAFT:
      return "草稿";
    case v1::EVALUATION_STATE_SUBMITTED:
      return "已提交";
    default:
      return "";
  }
}

}  // namespace heng
