#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs a command while both daemons run, on ports that the system picks and a data folder of their own, and stops them:
#
#   tests/integration/with_daemons.sh BIN COMMAND [ARGUMENT…]     BIN: the folder of heng-storage and heng-scoring
#
# The command finds heng-scoring in HENG_SERVER and the programs of BIN in PATH. The exit code is its own.
set -euo pipefail
bin=$(cd "$1" && pwd)
shift
work=$(mktemp -d)
pids=()
stop_daemons() {
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop_daemons EXIT

# start NAME FLAG…: the daemon dies with this script, even if that is killed. Sets `address` once calls are taken.
start() {
  local name=$1
  shift
  setpriv --pdeathsig KILL "$bin/$name" --listen=127.0.0.1:0 --address-file="$work/$name" "$@" 2>"$work/$name.log" &
  pids+=($!)
  for _ in $(seq 600); do
    if [[ -s $work/$name ]]; then
      address=$(<"$work/$name")
      return
    fi
    kill -0 "${pids[-1]}" 2>/dev/null || break
    sleep 0.05
  done
  echo "$name does not take calls; its log:" >&2
  cat "$work/$name.log" >&2
  exit 1
}
start heng-storage --data-dir="$work/data"
start heng-scoring --storage="$address"
HENG_SERVER=$address PATH="$bin:$PATH" "$@"
