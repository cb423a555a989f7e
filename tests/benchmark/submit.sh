#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds and runs the submission benchmark: durable submissions through both services against PostgreSQL 15 that scores and
# stores in one stored function, and while the store is being added up. PostgreSQL runs on a cluster of its own in a
# temporary folder, listens on a socket there and on no port, and is gone afterwards.
#
#   tests/benchmark/submit.sh            9 rounds of 2 s a case, about two minutes
#   tests/benchmark/submit.sh --short    2 rounds of 1 s, to see that it works
#   tests/benchmark/submit.sh 15 4       rounds and seconds of your choice
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/benchmark/contained.sh
if [[ ${1:-} == --short ]]; then set -- 2 1; fi
deploy/packages.sh --benchmarks
deploy/build.sh release heng-benchmark-submit

bin=/usr/lib/postgresql/15/bin
cluster=$contained_folder/postgres
mkdir "$cluster"
owner=()
if [[ $(id -u) -eq 0 ]]; then # PostgreSQL refuses to run as root
  chmod 711 "$contained_folder"
  chown postgres "$cluster"
  owner=(runuser -u postgres --)
fi
# From /, because the owner may not be allowed into this folder.
as_owner() { (cd / && "${owner[@]}" "$@"); }

stop_cluster() { as_owner "$bin/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null 2>&1; }
at_end stop_cluster
as_owner "$bin/initdb" -D "$cluster/data" -U postgres -A trust -E UTF8 --locale=C >"$cluster/initdb.log"
# Durable as ours is. jit off: the planner expects more rows than there are, and compiling takes longer than the function.
as_owner "$bin/pg_ctl" -D "$cluster/data" -l "$cluster/data/log" -w -o "-k $cluster -c listen_addresses='' \
  -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c jit=off -c shared_buffers=1GB -c max_wal_size=8GB \
  -c max_connections=100 -c autovacuum=off" start >/dev/null || { cat "$cluster/data/log" >&2; exit 1; }

contained "${HENG_BIN_DIR:-build/release/bin}/heng-benchmark-submit" --rounds="${1:-9}" --seconds="${2:-2}" \
  --postgres-socket="$cluster" --postgres-bin="$bin"
