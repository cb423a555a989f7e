#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds targets of a preset; shows progress, and the whole log only if something fails.
#
#   deploy/build.sh PRESET [TARGET…]      PRESET: dev, release, asan, tsan
set -euo pipefail
cd "$(dirname "$0")/.."

preset=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! cmake --preset "$preset" >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
targets=()
for target in "$@"; do targets+=(--target "$target"); done

# One line that counts up on a terminal; elsewhere a line for every tenth part.
show_progress() {
  awk -v tty="$1" -v preset="$preset" '
    match($0, /^\[[0-9]+\/[0-9]+\]/) {
      split(substr($0, 2, RLENGTH - 2), n, "/")
      tenth = int(10 * n[1] / n[2])
      if (tty) printf "\rbuild (%s): %d of %d ", preset, n[1], n[2]
      else if (tenth != shown) { printf "build (%s): %d of %d\n", preset, n[1], n[2]; shown = tenth }
      fflush()
    }
    END { if (tty) printf "\r\033[K" }'
}
tty=0
if [[ -t 2 ]]; then tty=1; fi
if ! cmake --build --preset "$preset" "${targets[@]}" 2>&1 | tee "$log" | show_progress "$tty" >&2; then
  grep -vE '^\[[0-9]+/[0-9]+\]' "$log" >&2 || true
  echo "build ($preset): failed; the lines above say why" >&2
  exit 1
fi
