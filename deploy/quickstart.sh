#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# heng in one command on a bare Debian 12: installs packages, builds, starts both daemons, submits the reference form,
# reads it back from storage and prints it. Leaves nothing running and nothing behind but the build folder.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
example=$root/examples/liangzhou-2024
bin=$root/build/release/bin

"$root/deploy/packages.sh"
"$root/deploy/build.sh" release heng-storage heng-scoring heng

work=$(mktemp -d)
pids=()
stop_daemons() {
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop_daemons EXIT

# Waits until the daemon with this process id has written the address it listens on, and prints it.
address_of() {
  local name=$1 pid=$2 file=$work/$1.address
  for _ in $(seq 600); do
    if [[ -s $file ]]; then
      cat "$file"
      return
    fi
    if ! kill -0 "$pid" 2>/dev/null; then break; fi
    sleep 0.05
  done
  echo "quickstart: $name did not start; its log:" >&2
  cat "$work/$name.log" >&2
  exit 1
}

echo "quickstart: starting heng-storage and heng-scoring" >&2
"$bin/heng-storage" --listen=127.0.0.1:0 --data-dir="$work/data" --address-file="$work/heng-storage.address" \
  2>"$work/heng-storage.log" &
pids+=($!)
storage=$(address_of heng-storage $!)
"$bin/heng-scoring" --listen=127.0.0.1:0 --storage="$storage" --address-file="$work/heng-scoring.address" \
  2>"$work/heng-scoring.log" &
pids+=($!)
HENG_SERVER=$(address_of heng-scoring $!)
export HENG_SERVER

echo "quickstart: submitting the reference form (凉州区总工会, 2024)" >&2
{
  "$bin/heng" region create "$example/region.json"
  "$bin/heng" department create "$example/department.json"
  "$bin/heng" scheme create "$root/schemes/gansu-overall.json"
  "$bin/heng" budget create "$example/budget.json"
  "$bin/heng" goals create "$example/goals.json"
  "$bin/heng" submit "$example/evaluation.json"
} >"$work/heng.log" || {
  cat "$work/heng.log" >&2
  exit 1
}

echo "quickstart: reading it back from storage" >&2
name=$(sed -n 's/^ *"name": *"\(regions[^"]*evaluations[^"]*\)".*/\1/p' "$example/evaluation.json" | head -n 1)
"$bin/heng" get "$name"
