#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs packages, builds, and runs every test. Works from any folder; leaves nothing running.
#
#   tests/run.sh [--preset=release] [--rooms=LIST] [ctest options…]
#
# Examples:
#   tests/run.sh                    everything, as it ships
#   tests/run.sh -R scoring         tests whose names match
#   tests/run.sh --preset=asan      the tests beside the code, and faults in their shortest form, under the address and undefined behaviour sanitizers
#   tests/run.sh --preset=tsan      base and storage under the thread sanitizer; scoring has no threads
#   tests/run.sh --preset=asan --rooms=storage,services    only these rooms, for the sanitizers
#
# deploy/build.sh asan && ctest --test-dir build/asan runs what crosses rooms under the sanitizers too.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

preset=release
if [[ ${1:-} == --preset=* ]]; then
  preset=${1#--preset=}
  shift
fi
case $preset in
  tsan) rooms=base,storage ;;
  asan) rooms=base,analysis,scoring,storage,services,clients,fault ;;
  *) rooms= ;;
esac
if [[ ${1:-} == --rooms=* ]]; then
  [[ -n $rooms ]] || {
    echo "tests/run.sh: --rooms is for --preset=asan and --preset=tsan; want -R for others" >&2
    exit 2
  }
  rooms=${1#--rooms=}
  shift
fi

"$root/deploy/packages.sh" --tests
options=()
case $preset in
  # Debian's gRPC and Abseil are not instrumented, so the thread sanitizer can only check what lies below them.
  tsan | asan)
    read -ra targets <<<"${rooms//,/_tests }_tests"
    "$root/deploy/build.sh" "$preset" "${targets[@]}"
    # The control of the engines' conformance suite runs it on engines with planted defects, eighty times.
    options+=(-L "${rooms//,/|}" -LE integration -E conformance_control)
    # A tenth: they run ten times slower here, and all of them run without a sanitizer.
    export HENG_PROPERTY_QUERIES="${HENG_PROPERTY_QUERIES:-1000}"
    export HENG_POWER_CUTS="${HENG_POWER_CUTS:-10}" HENG_TORN_CUTS="${HENG_TORN_CUTS:-48}" HENG_FLIPS="${HENG_FLIPS:-30}"
    export HENG_IO_ERRORS="${HENG_IO_ERRORS:-30}" HENG_FULL_DISK_ROUNDS="${HENG_FULL_DISK_ROUNDS:-2}"
    export HENG_KILL_CYCLES="${HENG_KILL_CYCLES:-10}" HENG_SOAK_SECONDS="${HENG_SOAK_SECONDS:-6}"
    export HENG_HISTORIES="${HENG_HISTORIES:-5}" HENG_RETRIED_SUBMISSIONS="${HENG_RETRIED_SUBMISSIONS:-500}"
    export TSAN_OPTIONS="ignore_noninstrumented_modules=1 halt_on_error=1 ${TSAN_OPTIONS:-}"
    export ASAN_OPTIONS="detect_stack_use_after_return=1 ${ASAN_OPTIONS:-}"
    export LSAN_OPTIONS="suppressions=$root/tests/leaks-of-packages.supp print_suppressions=0 ${LSAN_OPTIONS:-}"
    export UBSAN_OPTIONS="print_stacktrace=1 ${UBSAN_OPTIONS:-}"
    ;;
  *) "$root/deploy/build.sh" "$preset" ;;
esac
ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error -j "$(nproc)" "${options[@]}" "$@"
