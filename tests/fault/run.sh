#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs fault tests in full; ctest runs their short forms. What each proves is in README.md.
#
#   tests/fault/run.sh                 all of them, one after the other
#   tests/fault/run.sh power-loss      one of them
#   tests/fault/run.sh --list          their names
#
# A count from the environment wins: HENG_POWER_CUTS=5000 tests/fault/run.sh power-loss
set -euo pipefail
cd "$(dirname "$0")/../.."

# Name, test program, count variable, full count, where its files lie: in memory if the disk is made to fail above the
# file system, else on disk.
tests='
power-loss    fault_power_loss_test        HENG_POWER_CUTS       500 memory
torn-log      fault_torn_log_test          HENG_TORN_CUTS        4096 memory
damaged-files fault_damaged_files_test     HENG_FLIPS            1000 memory
io-errors     fault_io_error_test          HENG_IO_ERRORS        3000 memory
full-disk     fault_full_disk_rounds_test  HENG_FULL_DISK_ROUNDS 50 memory
kill          fault_kill_test              HENG_KILL_CYCLES      1000 disk
retries       fault_retries_test           HENG_RETRIED_SUBMISSIONS 100000 disk
linearizability fault_linearizability_test HENG_HISTORIES        500 disk
soak          fault_soak_test              HENG_SOAK_SECONDS     600 disk
bulk-submit   fault_bulk_submit_test       HENG_BULK_REPETITIONS 20 disk
'

if [[ ${1:-} == --list ]]; then
  awk 'NF { print $1 }' <<<"$tests"
  exit
fi
if (($# == 0)); then mapfile -t names < <(awk 'NF { print $1 }' <<<"$tests"); else names=("$@"); fi
rows=()
for name in "${names[@]}"; do
  row=$(awk -v name="$name" '$1 == name' <<<"$tests")
  if [[ -z $row ]]; then
    echo "tests/fault/run.sh: no test is called $name; see --list" >&2
    exit 2
  fi
  rows+=("$row")
done

deploy/packages.sh --tests
programs=()
for row in "${rows[@]}"; do
  read -r _ program _ <<<"$row"
  programs+=("$program")
done
deploy/build.sh release "${programs[@]}" heng-storage heng-scoring >&2

export HENG_BULK_FORMS=${HENG_BULK_FORMS:-10000}
failed=0
for row in "${rows[@]}"; do
  read -r name program variable count where <<<"$row"
  echo "$name: $program, $variable=${!variable:-$count}"
  folder=${TMPDIR:-/tmp}
  if [[ $where == memory && -d /dev/shm ]]; then folder=/dev/shm; fi
  env "TMPDIR=$folder" "$variable=${!variable:-$count}" "build/release/bin/$program" --gtest_brief=1 || failed=1
done
exit "$failed"
