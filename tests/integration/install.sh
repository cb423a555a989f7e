#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs heng into a folder, moves the folder, and uses what is there as a stranger would: the programs run; every
# public header compiles by itself and strictly; clients/cpp/examples/filing is built with find_package and once more with
# pkg-config alone, its test with the mocks passes, and both programs file forms with the installed daemons.
#
#   tests/integration/install.sh [BUILD]     BUILD: what was built of the preset release (build/release)
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build/release}
work=$(mktemp -d)
trap 'wait; rm -rf "$work"' EXIT

fail() {
  echo "install: $1" >&2
  if [[ -s $work/log ]]; then tail -n 30 "$work/log" >&2; fi
  exit 1
}

# Elsewhere than it was installed, so that no path of this machine can be of use.
cmake --install "$build" --prefix "$work/first" >"$work/log" 2>&1 || fail "cmake --install failed"
prefix=$work/heng
mv "$work/first" "$prefix"
if grep -rIF -e "$PWD" -e "$work/first" "$prefix" >"$work/log"; then fail "an installed file names a path of the build"; fi
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
version=$(pkg-config --modversion heng-client)
for program in heng heng-scoring heng-storage; do
  [[ $("$prefix/bin/$program" --version) == *"$version" ]] || fail "$program --version is not $version"
  "$prefix/bin/$program" --help >"$work/log" || fail "$program --help"
done
[[ -s $prefix/share/doc/heng/LICENSE ]] || fail "there is no LICENSE"

mapfile -t protos < <(cd "$prefix/share/heng/proto" && find . -name '*.proto')
protoc -I "$prefix/share/heng/proto" --descriptor_set_out=/dev/null "${protos[@]#./}" >"$work/log" 2>&1 || fail "protoc"

# A later version is not what was asked for before 1.0.
cat >"$work/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(version NONE)
find_package(heng 0.999 CONFIG QUIET)
if(heng_FOUND OR NOT heng_CONSIDERED_VERSIONS)
  message(FATAL_ERROR "wanted 0.999, found ${heng_VERSION}, considered ${heng_CONSIDERED_VERSIONS}")
endif()
END
cmake -S "$work" -B "$work/version" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 || fail "0.999 was found"

example=$prefix/share/heng/examples/filing
read -ra flags <<<"$(pkg-config --cflags --libs heng-client)"
with_pkg_config() {
  for header in "$prefix"/include/heng/heng/client/[!m]*.h; do
    g++ -x c++ -std=c++17 -fsyntax-only -Wall -Wextra -Wpedantic -Werror "${flags[@]}" - \
      <<<"#include \"heng/client/$(basename "$header")\"" || return 1
  done
  g++ "$example/filing.cc" "$example/file_forms.cc" "${flags[@]}" -o "$work/file_forms"
}
with_pkg_config >"$work/pkg-config.log" 2>&1 &
cmake -S "$example" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 || fail "find_package"
cmake --build "$work/build" --parallel >"$work/log" 2>&1 || fail "the example does not build with find_package"
wait %1 || { mv "$work/pkg-config.log" "$work/log"; fail "the example does not build with pkg-config alone"; }
ctest --test-dir "$work/build" --no-tests=error --output-on-failure >"$work/log" 2>&1 || fail "the test with the mocks"

cat >"$work/want" <<'END'
regions/620602/departments/zonggonghui/evaluations/2024-overall@1 92.62 优
filing-2024-21
submission.evaluation.budget.lines[0].executed_yuan：（年度资金总额）“2,879,927.69”不是合法的数字：请填写如 95.93 的数字，不要用科学计数法、千分位或单位
stored 20
read back 21 with 92.62 points
END
for program in "$work/build/file_forms" "$work/file_forms"; do
  # HENG_SERVER is set by with_daemons.sh.
  # shellcheck disable=SC2016
  tests/integration/with_daemons.sh "$prefix/bin" bash -c '"$0" "$HENG_SERVER" "$1" 20' "$program" "$prefix/share/heng" \
    >"$work/got" 2>"$work/log" || fail "$program failed"
  diff "$work/want" "$work/got" >"$work/log" || fail "$program says other things (<: wanted)"
done
echo "install: programs, headers, find_package, pkg-config, mocks and two programs against the installed daemons, in $SECONDS s"
