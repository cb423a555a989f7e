#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds the fuzzers with clang and the address and undefined behaviour sanitizers in build/fuzz, and runs each.
#
#   tests/fuzz/run.sh                       60 seconds a fuzzer
#   tests/fuzz/run.sh 10                    10 seconds a fuzzer
#   tests/fuzz/run.sh --short               the same
#   tests/fuzz/run.sh --runs=10000000       so many inputs a fuzzer
#   tests/fuzz/run.sh 60 evaluation         one fuzzer: decimal, scheme_file, scheme_compiler, evaluation, certificate,
#                                           csv, xlsx
#
# What was found to be worth keeping grows in build/fuzz/corpus. An input that breaks something is left in
# build/fuzz/broken; run it again with build/fuzz/bin/heng-fuzz-NAME FILE.
set -euo pipefail
cd "$(dirname "$0")/../.."
limit=(-max_total_time=60)
case ${1:-} in
  --runs=*) limit=("-runs=${1#--runs=}") ;;
  --short) limit=(-max_total_time=10) ;;
  '') ;;
  *) limit=("-max_total_time=$1") ;;
esac
shift || true
fuzzers=("$@")
if ((${#fuzzers[@]} == 0)); then fuzzers=(decimal scheme_file scheme_compiler evaluation certificate csv xlsx); fi

deploy/packages.sh --tests
cmake -G Ninja -S . -B build/fuzz -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=Debug -DHENG_FUZZ=ON \
  -DHENG_SANITIZE=address,undefined,fuzzer-no-link >build/fuzz-configure.log || {
  cat build/fuzz-configure.log >&2
  exit 1
}
ninja -C build/fuzz heng_fuzzers heng-differential-fingerprint >build/fuzz-build.log || {
  grep -A 20 FAILED build/fuzz-build.log >&2
  exit 1
}
seeds=build/fuzz/seeds
corpus=build/fuzz/corpus
broken=build/fuzz/broken
rm -rf "$seeds"
mkdir -p "$broken"
build/fuzz/bin/heng-fuzz-corpus "$seeds"
export UBSAN_OPTIONS=print_stacktrace=1
fuzz() {
  local fuzzer=$1 log=build/fuzz/$1.log
  mkdir -p "$corpus/$fuzzer"
  if "build/fuzz/bin/heng-fuzz-$fuzzer" "${limit[@]}" -max_len=65536 -len_control=0 -print_final_stats=1 -timeout=20 \
    -rss_limit_mb=4096 -artifact_prefix="$broken/$fuzzer-" "$corpus/$fuzzer" "$seeds/$fuzzer" >"$log" 2>&1; then
    echo "$fuzzer: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs," \
      "$(grep -o 'cov: [0-9]*' "$log" | tail -n 1) edges, nothing broken"
    return 0
  fi
  echo "$fuzzer: broken, see $log"
  grep -m 5 -E '^broken:|ERROR:|runtime error|SUMMARY|Test unit written' "$log" || tail -n 20 "$log"
  return 1
}

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT

# One fuzzer a core at a time.
failed=0
running=0
for fuzzer in "${fuzzers[@]}"; do
  if ((running == $(nproc))); then
    wait -n || failed=1
    running=$((running - 1))
  fi
  fuzz "$fuzzer" &
  running=$((running + 1))
done
while ((running > 0)); do
  wait -n || failed=1
  running=$((running - 1))
done
exit "$failed"
