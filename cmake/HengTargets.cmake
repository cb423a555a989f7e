# SPDX-License-Identifier: Apache-2.0
#
# heng_library(), heng_binary(), heng_test() and heng_protos(): one target an idea, with the same warnings everywhere.
#
#   heng_library(scoring_execution SRCS execution.cc execution.h DEPS heng::base_decimal)
#   heng_test(scoring_execution_test SRCS execution_test.cc DEPS heng::scoring_execution LABELS unit)

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

set(HENG_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=; empty for none")

add_library(heng_options INTERFACE)
target_include_directories(heng_options INTERFACE ${PROJECT_SOURCE_DIR})
# -Wno-restrict: GCC 12 sees overlaps where a literal is assigned to a protobuf string.
target_compile_options(heng_options INTERFACE -Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                                              -Wno-missing-field-initializers -fno-omit-frame-pointer
                                              $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# Behind all others and not for generated code, which is slow to build: tests/differential/compilers.sh sets a level here.
set(HENG_FLAGS "" CACHE STRING "More compiler flags for our own code")
target_compile_options(heng_options INTERFACE ${HENG_FLAGS})
target_compile_definitions(heng_options INTERFACE HENG_VERSION="${PROJECT_VERSION}")
# Everywhere alike, because precompiled headers are refused where it differs.
target_compile_options(heng_options INTERFACE -pthread)

# What is tested is optimised; the tests themselves are compiled as fast as can be, but for those that say OPTIMIZED because
# they compute a lot.
add_library(heng_test_options INTERFACE)
if(NOT HENG_SANITIZE)
  target_compile_options(heng_test_options INTERFACE -O0)
endif()

add_library(heng_instrumentation INTERFACE)
if(HENG_SANITIZE)
  target_compile_options(heng_instrumentation INTERFACE -fsanitize=${HENG_SANITIZE} -fno-sanitize-recover=all -O1 -g1)
  target_link_options(heng_instrumentation INTERFACE -fsanitize=${HENG_SANITIZE})
endif()

# The allocator of the daemons: messages by the thousand from several threads cost an eighth less CPU with it than with glibc's.
# The sanitizers bring their own.
add_library(heng_allocator INTERFACE)
add_library(heng::allocator ALIAS heng_allocator)
if(NOT HENG_SANITIZE)
  target_link_libraries(heng_allocator INTERFACE PkgConfig::JEMALLOC)
endif()

# Most of a compilation is reading the headers of others. Sources include what they use all the same: where there is a
# compiler cache, which takes no precompiled headers, they are built without.
option(HENG_PRECOMPILE "Precompile headers of other projects" ${HENG_PRECOMPILE_BY_DEFAULT})
if(HENG_PRECOMPILE)
  # GCC 12 sees overruns in the standard library where its headers are precompiled, and does not know them for its own.
  target_compile_options(heng_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-stringop-overflow
                                                -Wno-stringop-overread -Wno-maybe-uninitialized>)
endif()
set(heng_precompiled_headers
    <algorithm> <functional> <map> <memory> <mutex> <optional> <string> <utility> <vector>
    <absl/container/flat_hash_map.h> <absl/status/statusor.h> <absl/strings/str_cat.h> <absl/time/time.h>
    <google/protobuf/extension_set.h> <google/protobuf/generated_message_reflection.h> <google/protobuf/message.h>
    <google/protobuf/repeated_field.h> <google/protobuf/unknown_field_set.h>)

# heng_precompile(kind HEADERS … DEPS …): heng_use_precompiled(target kind) then builds a target with them.
function(heng_precompile kind)
  cmake_parse_arguments(ARG "" "" "HEADERS;DEPS" ${ARGN})
  if(NOT HENG_PRECOMPILE)
    return()
  endif()
  set(name heng_precompiled_${kind})
  file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cc CONTENT "")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cc)
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} heng_instrumentation heng_options)
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

function(heng_use_precompiled target kind)
  if(HENG_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM heng_precompiled_${kind})
  endif()
endfunction()

heng_precompile(code HEADERS ${heng_precompiled_headers})
heng_precompile(tests HEADERS ${heng_precompiled_headers} <gmock/gmock.h> <gtest/gtest.h>
  DEPS GTest::gmock GTest::gtest heng_test_options)

# JOINED: the sources share no names of their own, so where there is no compiler cache several are compiled as one, which saves
# most of what headers and templates cost.
function(heng_library name)
  cmake_parse_arguments(ARG "JOINED" "PRECOMPILED" "SRCS;DEPS" ${ARGN})
  add_library(${name} STATIC ${ARG_SRCS})
  if(NOT ARG_PRECOMPILED)
    set(ARG_PRECOMPILED code)
  endif()
  heng_use_precompiled(${name} ${ARG_PRECOMPILED})
  if(ARG_JOINED AND HENG_PRECOMPILE)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 7)
  endif()
  add_library(heng::${name} ALIAS ${name})
  target_link_libraries(${name} PUBLIC ${ARG_DEPS} heng_instrumentation PRIVATE heng_options)
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()

# Tests that several programs share and that the linker must not drop: the sources of all of them, compiled once, as
# $<TARGET_OBJECTS:name>.
function(heng_test_objects name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_library(${name} OBJECT ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest heng_instrumentation heng_options heng_test_options)
  heng_use_precompiled(${name} tests)
  if(HENG_PRECOMPILE)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON)
  endif()
endfunction()

function(heng_binary name)
  cmake_parse_arguments(ARG "" "PRECOMPILED" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} heng_instrumentation heng_options)
  if(NOT ARG_PRECOMPILED)
    set(ARG_PRECOMPILED code)
  endif()
  heng_use_precompiled(${name} ${ARG_PRECOMPILED})
endfunction()

# LABELS: unit for tests beside the code, integration for those that start the daemons. The room (the top folder) is a
# label too, and the target ROOM_tests builds all tests of a room. PRECOMPILED: headers of a kind of its own. IN_MEMORY: its directories are in memory,
# where there is /dev/shm, which saves the syncs of a real disk.
function(heng_test name)
  cmake_parse_arguments(ARG "OPTIMIZED;IN_MEMORY" "TIMEOUT;PRECOMPILED" "SRCS;DEPS;LABELS" ${ARGN})
  if(NOT ARG_PRECOMPILED)
    set(ARG_PRECOMPILED tests)
  endif()
  set(gtest GTest::gmock GTest::gtest GTest::gtest_main)
  if(ARG_OPTIMIZED)
    heng_binary(${name} SRCS ${ARG_SRCS} DEPS ${ARG_DEPS} ${gtest})
  else()
    heng_binary(${name} PRECOMPILED ${ARG_PRECOMPILED} SRCS ${ARG_SRCS} DEPS ${ARG_DEPS} ${gtest} heng_test_options)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  string(REGEX REPLACE "/.*" "" room ${path})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS};${room}" TIMEOUT ${ARG_TIMEOUT})
  if(ARG_IN_MEMORY AND IS_DIRECTORY /dev/shm)
    set_tests_properties(${name} PROPERTIES ENVIRONMENT TMPDIR=/dev/shm)
  endif()
  if(NOT TARGET ${room}_tests)
    add_custom_target(${room}_tests)
  endif()
  add_dependencies(${room}_tests ${name})
endfunction()

# heng_protos(name FILES a/b.proto... GRPC c/d.proto...): generated code, paths relative to proto/. Generated headers are
# SYSTEM includes, so our warnings do not apply to them. Generated code is not sanitized for addresses, which would cost
# minutes; it is for threads, because the thread sanitizer changes the layout of protobuf's maps.
function(heng_protos name)
  cmake_parse_arguments(ARG "" "" "FILES;GRPC" ${ARGN})
  set(out ${PROJECT_BINARY_DIR}/generated)
  set(sources)
  foreach(file ${ARG_FILES} ${ARG_GRPC})
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    set(outputs ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    set(flags --cpp_out=${out})
    if(file IN_LIST ARG_GRPC)
      list(APPEND outputs ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      list(APPEND flags --grpc_out=${out} --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
      COMMAND protobuf::protoc -I ${PROJECT_SOURCE_DIR}/proto ${flags} ${file}
      DEPENDS ${PROJECT_SOURCE_DIR}/proto/${file}
      VERBATIM)
    list(APPEND sources ${outputs})
  endforeach()
  add_library(${name} STATIC ${sources})
  add_library(heng::${name} ALIAS ${name})
  target_include_directories(${name} SYSTEM PUBLIC ${out})
  target_link_libraries(${name} PUBLIC protobuf::libprotobuf)
  if(HENG_SANITIZE STREQUAL "thread")
    target_link_libraries(${name} PUBLIC heng_instrumentation)
  elseif(HENG_SANITIZE)
    target_compile_options(${name} PRIVATE -g0 -O0)
  endif()
  if(ARG_GRPC)
    target_link_libraries(${name} PUBLIC gRPC::grpc++)
  endif()
endfunction()
