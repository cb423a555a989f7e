#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds and runs the aggregation benchmark: generated summary rows added up through both services and by DuckDB, in turns.
# DuckDB comes from npm into build/duckdb, once.
#
#   tests/benchmark/aggregate.sh                       1,000,000 and 10,000,000 rows, 15 rounds; a few minutes
#   tests/benchmark/aggregate.sh --short               100,000 rows, 3 rounds, to see that it works
#   tests/benchmark/aggregate.sh 2000000               rows of your choice, one number a run
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/benchmark/contained.sh
rounds=15
if [[ ${1:-} == --short ]]; then
  rounds=3
  set -- 100000
fi
if (($# == 0)); then set -- 1000000 10000000; fi
deploy/packages.sh --benchmarks
deploy/build.sh release heng-benchmark-aggregate

duckdb=build/duckdb
version=1.5.6-r.1
if [[ $(cat "$duckdb/version" 2>/dev/null) != "$version" ]]; then
  echo "aggregate: installing @duckdb/node-api $version into $duckdb" >&2
  rm -rf "$duckdb"
  mkdir -p "$duckdb"
  npm install --silent --no-audit --no-fund --no-save --prefix "$duckdb" "@duckdb/node-api@$version" >&2
  echo "$version" >"$duckdb/version"
fi

failed=0
for rows in "$@"; do
  # What is wanted; the times of narrow queries are for one million.
  wanted=(--most-ratio=0.25 --most-ms=3)
  if ((rows >= 10000000)); then wanted=(--most-ratio=0.1 --most-ms=0); fi
  contained "${HENG_BIN_DIR:-build/release/bin}/heng-benchmark-aggregate" --rows="$rows" --rounds="$rounds" \
    "${wanted[@]}" --duckdb-dir="$PWD/$duckdb" || failed=1
done
exit "$failed"
