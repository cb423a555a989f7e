#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A client that knows nothing of heng: buf curl learns the API by reflection, asks for the health of the server and
# scores the reference form. Needs npx; starts daemons of its own and stops them.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=${HENG_BIN_DIR:-build/release/bin}
work=$(mktemp -d)
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
pids=()

await() {
  for _ in $(seq 600); do
    if [[ -s $1 ]]; then return; fi
    sleep 0.05
  done
  cat "$work"/*.log >&2
  exit 1
}
"$bin/heng-storage" --listen=127.0.0.1:0 --data-dir="$work/data" --address-file="$work/storage" 2>"$work/storage.log" &
pids+=($!)
await "$work/storage"
"$bin/heng-scoring" --listen=127.0.0.1:0 --storage="$(<"$work/storage")" --address-file="$work/scoring" \
  2>"$work/scoring.log" &
pids+=($!)
await "$work/scoring"

call() {
  npx --yes @bufbuild/buf@1.75.0 curl --protocol grpc --http2-prior-knowledge \
    "http://$(<"$work/scoring")/$1" -d "$2" 2>"$work/curl.log" || {
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
