# SPDX-License-Identifier: Apache-2.0
"""submit_form.py ADDRESS FORM REQUEST_ID: submits one form (proto3 JSON of heng.v1.Evaluation) and reads it back."""

import sys

import grpc
from google.protobuf import json_format
from google.rpc import error_details_pb2, status_pb2
from heng.v1 import evaluation_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc


def explain(error):
    """Every field that is wrong, in the words of the server, which say what to do."""
    details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
    info, request = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status_pb2.Status.FromString(details).details:
        detail.Unpack(info) or detail.Unpack(request)
    print(error.code().name, info.reason, file=sys.stderr)
    for field in request.field_violations:
        print(f"{field.field}: {field.description}", file=sys.stderr)
    if not request.field_violations:
        print(error.details(), file=sys.stderr)


address, form, request_id = sys.argv[1:]
with open(form, encoding="utf-8") as file:
    evaluation = json_format.Parse(file.read(), evaluation_pb2.Evaluation())

with grpc.insecure_channel(address) as channel:
    service = evaluation_service_pb2_grpc.EvaluationServiceStub(channel)
    try:
        stored = service.SubmitEvaluation(
            evaluation_service_pb2.SubmitEvaluationRequest(evaluation=evaluation, request_id=request_id), timeout=30)
        read = service.GetEvaluation(evaluation_service_pb2.GetEvaluationRequest(name=stored.name), timeout=10)
    except grpc.RpcError as error:
        explain(error)
        sys.exit(1)
print(f"{read.name}@{read.revision} {read.score.total_points} {read.score.grade}")
