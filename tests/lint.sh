#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs clang-tidy (.clang-tidy) over source files; needs a built release preset for the generated code.
#
#   tests/lint.sh              base and the arithmetic of scoring, where a slip costs most
#   tests/lint.sh --all        all of base and scoring
#   tests/lint.sh FILE…        these files
set -euo pipefail
cd "$(dirname "$0")/.."
files=("$@")
skipped='_test\.cc$|^scoring/(checks|findings|testing)/'
if [[ ${1:-} == --all ]]; then
  files=()
  skipped='_test\.cc$'
fi
if ((${#files[@]} == 0)); then
  mapfile -t files < <(git ls-files 'base/*.cc' 'scoring/*.cc' | grep -vE "$skipped")
fi
# Without precompiled headers, which are the compiler's own.
commands=$(mktemp -d)
trap 'rm -rf "$commands"' EXIT
sed 's/-Winvalid-pch//g; s/-include [^ ]*cmake_pch\.hxx//g' build/release/compile_commands.json >"$commands/compile_commands.json"
printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 4 clang-tidy -p "$commands" --quiet --extra-arg=-Wno-unknown-warning-option 2>/dev/null
