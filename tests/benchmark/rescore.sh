#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds and runs the what-if benchmark: stored forms rescored under another scheme, through both daemons and in process.
#
#   tests/benchmark/rescore.sh            100,000 forms; loading them takes minutes
#   tests/benchmark/rescore.sh --short    2,000 forms, to see that it works
#   tests/benchmark/rescore.sh 20000      forms of your choice
set -euo pipefail
cd "$(dirname "$0")/../.."
if [[ ${1:-} == --short ]]; then set -- 2000; fi
deploy/packages.sh
deploy/build.sh release heng-benchmark-rescore
exec build/release/bin/heng-benchmark-rescore "${1:-100000}"
