#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Compares the rules with oracle.py, which computes with Python's fractions, on random forms.
#
#   tests/differential/run_python.sh              100,000 forms, seed 1
#   tests/differential/run_python.sh 1000 7       so many forms, another seed
#
# HENG_BIN_DIR: where heng-differential-dump is; without it, build/release is built.
set -euo pipefail
cd "$(dirname "$0")/../.."
forms=${1:-100000}
seed=${2:-1}
bin=${HENG_BIN_DIR:-}
if [[ -z $bin ]]; then
  deploy/packages.sh --tests
  deploy/build.sh release heng-differential-dump >&2
  bin=build/release/bin
fi
echo "seed $seed"
"$bin/heng-differential-dump" "$forms" "$seed" | python3 tests/differential/oracle.py
