# SPDX-License-Identifier: Apache-2.0
#
# The packages that heng stands on, all from Debian 12; deploy/packages.sh installs them.
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(RocksDB CONFIG REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(GMP REQUIRED IMPORTED_TARGET gmpxx)
pkg_check_modules(JEMALLOC REQUIRED IMPORTED_TARGET jemalloc)

find_program(HENG_CCACHE ccache)
if(HENG_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${HENG_CCACHE})
  set(HENG_PRECOMPILE_BY_DEFAULT OFF)
else()
  set(HENG_PRECOMPILE_BY_DEFAULT ON)
endif()
