#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds and runs the benchmark: heng-scoring against an echo of the same messages, batches, durable submissions.
#
#   tests/benchmark/run.sh            9 rounds of 0.6 s a case, about a minute
#   tests/benchmark/run.sh --short    2 rounds of 0.2 s, to see that it works
#   tests/benchmark/run.sh 20 1.0     rounds and seconds of your choice
set -euo pipefail
cd "$(dirname "$0")/../.."
if [[ ${1:-} == --short ]]; then set -- 2 0.2; fi
deploy/packages.sh
deploy/build.sh release heng-benchmark
exec build/release/bin/heng-benchmark "$@"
