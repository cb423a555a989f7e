#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Fails if a source file is not formatted as .clang-format says. Mend with: tests/format.sh --fix
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.cc' '*.h')
if [[ ${1:-} == --fix ]]; then
  clang-format -i "${files[@]}"
else
  clang-format --dry-run -Werror "${files[@]}"
fi
