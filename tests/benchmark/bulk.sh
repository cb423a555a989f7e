#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds and runs the benchmark of `heng submit FOLDER` against the batch RPC with the same forms. Fails below 0.8 of it, but for
# the short form, whose files are too few to tell.
#
#   tests/benchmark/bulk.sh            10,000 forms, 5 rounds, two minutes
#   tests/benchmark/bulk.sh --short    500 forms, 1 round, to see that it works
#   tests/benchmark/bulk.sh 20000 3    forms and rounds of your choice
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/benchmark/contained.sh
deploy/packages.sh
deploy/build.sh release heng-benchmark-bulk
bin=${HENG_BIN_DIR:-build/release/bin}
if [[ ${1:-} == --short ]]; then
  contained "$bin/heng-benchmark-bulk" 500 1 || [[ $? == 1 ]]
else
  contained "$bin/heng-benchmark-bulk" "$@"
fi
