#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Loads a generated province through both services and says how many bytes of disk an evaluation takes, history and indexes
# included; then verifies the store and says how long that takes.
#
#   tests/benchmark/disk.sh              100,000 forms, about three minutes
#   tests/benchmark/disk.sh --short      2,000 forms, to see that it works
#   tests/benchmark/disk.sh 20000        forms of your choice
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/benchmark/contained.sh
if [[ ${1:-} == --short ]]; then set -- 2000; fi
forms=${1:-100000}
deploy/packages.sh
deploy/build.sh release heng heng-storage heng-scoring heng-generate heng-benchmark-disk

measure() {
  local bin=build/release/bin work=$TMPDIR pids=()
  "$bin/heng-storage" --listen=127.0.0.1:0 --data-dir="$work/data" --address-file="$work/storage" --log-level=error &
  pids+=($!)
  until [[ -s $work/storage ]]; do kill -0 "${pids[0]}" && sleep 0.05; done
  "$bin/heng-scoring" --listen=127.0.0.1:0 --storage="$(cat "$work/storage")" --address-file="$work/scoring" --log-level=error &
  pids+=($!)
  until [[ -s $work/scoring ]]; do kill -0 "${pids[1]}" && sleep 0.05; done
  HENG_SERVER=$(cat "$work/scoring")
  export HENG_SERVER
  "$bin/heng-generate" load --server="$HENG_SERVER" --departments=$(((forms + 9) / 10)) --forms="$forms" 2>"$work/log" ||
    { cat "$work/log" >&2; return 1; }
  "$bin/heng" admin status
  local begin=$EPOCHREALTIME
  "$bin/heng" admin verify
  awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN { printf "verified in %.1f s\n", b - a }'
  begin=$EPOCHREALTIME
  "$bin/heng" admin backup "$work/backup"
  awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN { printf "backed up in %.1f s\n", b - a }'
  kill -TERM "${pids[@]}"
  wait "${pids[@]}"
  "$bin/heng-benchmark-disk" "$work/data" "$work"
}
export -f measure
export forms
contained bash -euo pipefail -c measure
