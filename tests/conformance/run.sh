#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs the conformance suite of storage/engine.h on every engine, and the suite itself on engines with planted defects, each of
# which it has to find. ctest runs the same tests.
#
#   tests/conformance/run.sh             all engines and the control
#   tests/conformance/run.sh memory      one of: memory, rocksdb, control
set -euo pipefail
cd "$(dirname "$0")/../.."

declare -A programs=([memory]=storage_memory_engine_test [rocksdb]=storage_rocksdb_engine_test
                     [control]=storage_engine_conformance_control_test)
names=("$@")
if (($# == 0)); then names=(memory rocksdb control); fi
for name in "${names[@]}"; do
  if [[ -z ${programs[$name]:-} ]]; then
    echo "tests/conformance/run.sh: there is no engine $name; want memory, rocksdb or control" >&2
    exit 2
  fi
done
deploy/packages.sh --tests
targets=()
for name in "${names[@]}"; do targets+=("${programs[$name]}"); done
deploy/build.sh release "${targets[@]}"
for name in "${names[@]}"; do
  echo "$name:"
  "build/release/bin/${programs[$name]}" --gtest_brief=1 2>/dev/null
done
