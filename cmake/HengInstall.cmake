# SPDX-License-Identifier: Apache-2.0
#
# What `cmake --install` puts where: the programs, the C++ client library with its CMake and pkg-config packages, and under
# share/heng the .proto files, schemes and examples. Components: programs, client, client_mocks, data.
#
# The library is one static archive, made of the libraries of the tree that it rests on. Its interface has types of Abseil
# and protobuf, which promise no stable ABI, so a shared library of ours could not promise one either, and programs would
# break at an update of heng instead of at their next build.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Headers lie in a folder of their own, because google/rpc/*.pb.h may be there from others.
set(heng_include_dir ${CMAKE_INSTALL_INCLUDEDIR}/heng)
set(heng_share_dir ${CMAKE_INSTALL_DATADIR}/heng)
set(heng_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/heng)

# heng_packaged_library(name OBJECTS libraries… LINKS packages…): installed as heng::name, in lib/libheng_NAME.a.
function(heng_packaged_library name)
  cmake_parse_arguments(ARG "" "" "OBJECTS;LINKS" ${ARGN})
  set(target heng_packaged_${name})
  add_library(${target} STATIC)
  foreach(library ${ARG_OBJECTS})
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${library}>)
  endforeach()
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX OUTPUT_NAME heng_${name} EXPORT_NAME ${name})
  target_compile_features(${target} INTERFACE cxx_std_17)
  target_include_directories(${target} SYSTEM INTERFACE $<INSTALL_INTERFACE:${heng_include_dir}>)
  target_link_libraries(${target} INTERFACE ${ARG_LINKS})
  install(TARGETS ${target} EXPORT heng_${name} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${name})
  install(EXPORT heng_${name} NAMESPACE heng:: FILE heng-${name}.cmake DESTINATION ${heng_package_dir} COMPONENT ${name})
endfunction()

install(TARGETS heng heng-scoring heng-storage RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT programs)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT programs)

heng_packaged_library(client
  OBJECTS client client_transport base_clock base_errors base_hash base_resource_name base_status base_text
          proto_google proto_heng proto_heng_services
  LINKS gRPC::grpc++ protobuf::libprotobuf absl::random_random absl::status absl::statusor absl::strings absl::time
        OpenSSL::Crypto Threads::Threads)
heng_packaged_library(client_mocks OBJECTS client_mock_connection LINKS heng_packaged_client GTest::gmock)

foreach(header client.h connection.h errors.h options.h paged_range.h rpcs.inc streams.h)
  install(FILES clients/cpp/include/heng/client/${header} DESTINATION ${heng_include_dir}/heng/client COMPONENT client)
endforeach()
install(FILES clients/cpp/mocks/mock_connection.h DESTINATION ${heng_include_dir}/heng/client COMPONENT client_mocks)

# Messages only: the services are behind the client.
set(heng_public_protos ${PROJECT_SOURCE_DIR}/proto)
file(GLOB protos RELATIVE ${heng_public_protos} CONFIGURE_DEPENDS
  ${heng_public_protos}/heng/v1/*.proto ${heng_public_protos}/google/*/*.proto)
foreach(proto ${protos})
  cmake_path(GET proto PARENT_PATH folder)
  cmake_path(REPLACE_EXTENSION proto LAST_ONLY pb.h OUTPUT_VARIABLE header)
  install(FILES proto/${proto} DESTINATION ${heng_share_dir}/proto/${folder} COMPONENT data)
  install(FILES ${PROJECT_BINARY_DIR}/generated/${header} DESTINATION ${heng_include_dir}/${folder} COMPONENT client)
endforeach()

configure_package_config_file(cmake/heng-config.cmake.in heng-config.cmake INSTALL_DESTINATION ${heng_package_dir})
# Until 1.0 a minor version may break what there is.
write_basic_package_version_file(heng-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/heng-config.cmake ${PROJECT_BINARY_DIR}/heng-config-version.cmake
  DESTINATION ${heng_package_dir} COMPONENT client)

# From the folder of the file, so that the prefix can be chosen when it is installed.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
           OUTPUT_VARIABLE heng_prefix_of_pc)
configure_file(cmake/heng-client.pc.in heng-client.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/heng-client.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT client)

install(DIRECTORY schemes examples DESTINATION ${heng_share_dir} COMPONENT data)
install(DIRECTORY clients/cpp/examples/filing DESTINATION ${heng_share_dir}/examples COMPONENT data)
