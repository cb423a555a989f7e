// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/stored_certificate.h"

#include "base/status_macros.h"
#include "scoring/certificate/certificate.h"
#include "services/scoring/stored_score.h"

namespace heng {

absl::StatusOr<v1::GetCertificateResponse> CertificateOf(const v1::Evaluation& stored, FormPlans& plans,
                                                         absl::Time deadline) {
  FormScore score;
  HENG_ASSIGN_OR_RETURN(const std::shared_ptr<const FormPlan> form,
                        CheckStoredScore(stored, RecordSet(), plans, deadline, score));
  v1::GetCertificateResponse response;
  HENG_ASSIGN_OR_RETURN(*response.mutable_certificate(), MakeCertificate(*form->plan, stored, score));
  response.set_sha256(CertificateSha256(response.certificate()));
  return response;
}

}  // namespace heng
