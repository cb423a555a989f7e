#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A client that knows nothing of heng: buf curl learns the API by reflection, asks for the health of the server and
# scores the reference form. Needs npx; starts daemons of its own and stops them.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [[ ${1:-} != --with-daemons ]]; then
  exec tests/integration/with_daemons.sh "${HENG_BIN_DIR:-build/release/bin}" tests/integration/buf_curl.sh --with-daemons
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

call() {
  npx --yes @bufbuild/buf@1.75.0 curl --protocol grpc --http2-prior-knowledge \
    "http://$HENG_SERVER/$1" -d "$2" 2>"$work/curl.log" || {
    cat "$work/curl.log" >&2
    exit 1
  }
}
call grpc.health.v1.Health/Check '{"service":"heng.v1.ScoringService"}' | tee /dev/stderr | grep -q '"SERVING"'
python3 - >"$work/request.json" <<'PY'
import json
def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
example = "examples/liangzhou-2024/"
print(json.dumps({"evaluation": read(example + "evaluation.json"), "inlineGoals": read(example + "goals.json"),
                  "inlineScheme": read("schemes/gansu-overall.json")}))
PY
call heng.v1.ScoringService/ScoreEvaluation "@$work/request.json" >"$work/reply.json"
head -n 4 "$work/reply.json"
grep -q '"totalPoints": "92.62"' "$work/reply.json"
echo "buf curl: reflection, health and ScoreEvaluation work"
