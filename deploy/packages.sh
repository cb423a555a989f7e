#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs what heng needs from Debian 12, and nothing that is there already. Quiet; says what it installs.
#
#   deploy/packages.sh                 what building and running needs
#   deploy/packages.sh --tests         and what the tests and checks need
#   deploy/packages.sh --benchmarks    and what heng is compared with
set -euo pipefail

build=(g++ cmake ninja-build pkg-config ca-certificates
       libgrpc++-dev protobuf-compiler protobuf-compiler-grpc libprotobuf-dev libabsl-dev librocksdb-dev
       libzstd-dev libssl-dev libgmp-dev libjemalloc-dev libcli11-dev libzip-dev libexpat1-dev libxlsxwriter-dev
       libgtest-dev libgmock-dev libbenchmark-dev nlohmann-json3-dev)
tests=(clang-format clang-tidy clang-14 libclang-rt-14-dev openssl python3 python3-grpcio python3-openpyxl libreoffice-calc-nogui git)
benchmarks=(postgresql-15)

wanted=("${build[@]}")
if [[ ${1:-} == --tests ]]; then wanted+=("${tests[@]}"); fi
if [[ ${1:-} == --benchmarks ]]; then wanted+=("${benchmarks[@]}"); fi

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [[ $status == "install ok installed" ]] || missing+=("$package")
done
if [[ ${1:-} == --tests || ${1:-} == --benchmarks ]] && ! command -v npx >/dev/null; then missing+=(nodejs npm); fi
if ((${#missing[@]} == 0)); then exit 0; fi

echo "packages: installing ${missing[*]}" >&2
as_root=()
if [[ $(id -u) -ne 0 ]]; then
  command -v sudo >/dev/null || {
    echo "packages: run as root, or install by hand: apt-get install ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
if [[ " ${missing[*]} " == *" postgresql-15 "* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
  # Benchmarks make a cluster of their own; without this the package would start one.
  "${as_root[@]}" mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${as_root[@]}" apt-get -q update && DEBIAN_FRONTEND=noninteractive \
  "${as_root[@]}" apt-get -q -y install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "packages: apt-get failed; the lines above say why" >&2
  exit 1
fi
