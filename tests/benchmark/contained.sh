# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# For scripts to source: whatever becomes of a benchmark, its daemons and its files are gone afterwards.
#
#   contained COMMAND...    runs it in a process group and a temporary folder (TMPDIR) of its own; its exit code
#   at_end COMMAND...       runs it when the script ends, however it ends

contained_group=""
contained_folder=$(mktemp -d "${TMPDIR:-/tmp}/heng-benchmark.XXXXXX")
at_end_commands=()

at_end() { at_end_commands+=("$(printf '%q ' "$@")"); }

clean_up() {
  if [[ -n $contained_group ]]; then
    kill -KILL -- "-$contained_group" 2>/dev/null || true
    wait "$contained_group" 2>/dev/null || true
  fi
  for command in "${at_end_commands[@]}"; do eval "$command" || true; done
  rm -rf "$contained_folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

contained() {
  set -m # background jobs get a group of their own
  TMPDIR=$contained_folder "$@" &
  contained_group=$!
  set +m
  local code=0
  wait "$contained_group" || code=$?
  kill -KILL -- "-$contained_group" 2>/dev/null || true
  contained_group=""
  return "$code"
}
