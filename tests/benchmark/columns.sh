#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds and runs the benchmark of the columns in memory: loading, bytes a row, what a commit pays to keep them in step.
#
#   tests/benchmark/columns.sh            1,000,000 rows
#   tests/benchmark/columns.sh --short    50,000 rows, to see that it works
#   tests/benchmark/columns.sh 10000000   rows of your choice
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/benchmark/contained.sh
if [[ ${1:-} == --short ]]; then set -- 50000; fi
deploy/packages.sh
deploy/build.sh release heng-benchmark-columns
contained build/release/bin/heng-benchmark-columns "${1:-1000000}"
