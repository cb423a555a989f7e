// SPDX-License-Identifier: Apache-2.0
#include "storage/memory/memory_engine.h"

#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

INSTANTIATE_TEST_SUITE_P(Memory, EngineConformance,
                         ::testing::Values(EngineUnderTest{.name = "memory",
                                                           .open_empty = [](const Clock& clock) {
                                                             return std::make_unique<MemoryEngine>(clock);
                                                           }}));

}  // namespace
}  // namespace heng::testing
