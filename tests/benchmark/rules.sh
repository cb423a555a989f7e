#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds and runs the benchmark of the rules alone: scoring, reports, findings, certificates, compiling.
#
#   tests/benchmark/rules.sh                                   about half a minute
#   tests/benchmark/rules.sh --benchmark_filter=ScoreOneForm   flags of Google Benchmark
set -euo pipefail
cd "$(dirname "$0")/../.."
deploy/packages.sh
deploy/build.sh release heng-benchmark-rules >&2
exec build/release/bin/heng-benchmark-rules "$@"
