#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs packages, builds, and runs every test. Works from any folder; leaves nothing running.
#
#   tests/run.sh [--preset=release] [ctest options…]
#
# Examples:
#   tests/run.sh                    everything, as it ships
#   tests/run.sh -R scoring         tests whose names match
#   tests/run.sh --preset=asan      the tests beside the code under the address and undefined behaviour sanitizers
#   tests/run.sh --preset=tsan      base and storage under the thread sanitizer; scoring has no threads
#
# deploy/build.sh asan && ctest --test-dir build/asan runs what crosses rooms under the sanitizers too.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

preset=release
if [[ ${1:-} == --preset=* ]]; then
  preset=${1#--preset=}
  shift
fi

"$root/deploy/packages.sh" --tests
options=()
case $preset in
  tsan)
    # Debian's gRPC and Abseil are not instrumented, so only what lies below them can be checked.
    "$root/deploy/build.sh" tsan base_tests storage_tests
    options+=(-L 'base|storage' -LE integration)
    export TSAN_OPTIONS="ignore_noninstrumented_modules=1 halt_on_error=1 ${TSAN_OPTIONS:-}"
    ;;
  asan)
    "$root/deploy/build.sh" asan base_tests scoring_tests storage_tests services_tests clients_tests
    options+=(-L 'base|scoring|storage|services|clients' -LE integration)
    export ASAN_OPTIONS="detect_stack_use_after_return=1 ${ASAN_OPTIONS:-}"
    export UBSAN_OPTIONS="print_stacktrace=1 ${UBSAN_OPTIONS:-}"
    ;;
  *) "$root/deploy/build.sh" "$preset" ;;
esac
ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error -j "$(nproc)" "${options[@]}" "$@"
