#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# submit_form.sh ADDRESS FORM REQUEST_ID: submits one form (proto3 JSON of heng.v1.Evaluation) and prints the answer.
set -euo pipefail
address=$1 form=$2 request_id=$3
printf '{"evaluation": %s, "requestId": "%s"}' "$(<"$form")" "$request_id" |
  npx --yes @bufbuild/buf@1.75.0 curl --protocol grpc --http2-prior-knowledge -d @- \
    "http://$address/heng.v1.EvaluationService/SubmitEvaluation"
