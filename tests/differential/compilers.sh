#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The same bytes from every compiler: builds the rules with gcc and clang, without and with optimisation, and compares one
# hash over the reports and certificates of random forms.
#
#   tests/differential/compilers.sh            gcc and clang, -O0 and -O3; 20,000 forms
#   tests/differential/compilers.sh --short    gcc -O0 and clang -O3; 4,000 forms
#   tests/differential/compilers.sh --built    what is built already: gcc -O2 in build/release, clang with sanitizers in
#                                              build/fuzz; 4,000 forms
#
# Generated code is built once a compiler, with -O1: it holds no rule.
set -euo pipefail
cd "$(dirname "$0")/../.."
forms=20000
builds=("g++ -O0" "g++ -O3" "clang++-14 -O0" "clang++-14 -O3")
if [[ ${1:-} == --short ]]; then
  forms=4000
  builds=("g++ -O0" "clang++-14 -O3")
fi
if [[ ${1:-} == --built ]]; then
  hashes=()
  for dir in build/release build/fuzz; do
    hashes+=("$("$dir/bin/heng-differential-fingerprint" 4000 1)")
    echo "${hashes[-1]}  $dir"
  done
  [[ ${hashes[0]} == "${hashes[1]}" ]] || {
    echo "compilers: the builds differ" >&2
    exit 1
  }
  exit 0
fi
deploy/packages.sh --tests

first=
failed=0
for build in "${builds[@]}"; do
  read -r compiler level <<<"$build"
  dir=build/compilers/$compiler$level
  log=build/compilers/$compiler$level.log
  mkdir -p build/compilers
  if ! { cmake -G Ninja -S . -B "$dir" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=None \
    -DCMAKE_CXX_FLAGS=-O1 -DHENG_FLAGS="$level" && ninja -C "$dir" heng-differential-fingerprint; } >"$log" 2>&1; then
    grep -A 20 -m 1 -E 'FAILED|Error' "$log" >&2
    exit 1
  fi
  hash=$("$dir/bin/heng-differential-fingerprint" "$forms" 1)
  echo "$hash  $compiler $level"
  if [[ -n $first && $hash != "$first" ]]; then failed=1; fi
  first=${first:-$hash}
done
if ((failed)); then echo "compilers: the builds differ" >&2; fi
exit "$failed"
