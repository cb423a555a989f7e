#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Compares the rules with an independent oracle on GMP rationals, every field of the full report, on random forms of every
# rule kind; prints what came up how often, and the smallest form on which the two differ.
#
#   tests/differential/run.sh                  1,000,000 forms, seed 1
#   tests/differential/run.sh 20000 7          so many forms, another seed
#   tests/differential/run.sh --metamorphic [FORMS] [SEED]   properties that need no oracle, see metamorphic.cc
set -euo pipefail
cd "$(dirname "$0")/../.."
program=heng-differential
if [[ ${1:-} == --metamorphic ]]; then
  program=heng-metamorphic
  shift
fi
deploy/packages.sh
deploy/build.sh release "$program" >&2
exec "build/release/bin/$program" "${1:-1000000}" "${2:-1}"
