// SPDX-License-Identifier: Apache-2.0
//
// The suite of every engine. The memory engine keeps nothing beyond its life, and nothing can go wrong below it: the tests
// that need either are skipped.
#include "storage/memory/memory_engine.h"

#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

class MemoryGround final : public EngineGround {
 public:
  std::unique_ptr<Engine> Open(const Clock& clock) override { return std::make_unique<MemoryEngine>(clock); }
  absl::Status Keeps() const override {
    return absl::UnimplementedError("the memory engine is durable as long as the object lives");
  }
  absl::Status PrepareFor(Trouble) override {
    return absl::UnimplementedError("nothing lies below the memory engine that could fail");
  }
  void Begin(Engine*) override {}
};

INSTANTIATE_TEST_SUITE_P(Memory, EngineConformance,
                         ::testing::Values(EngineUnderTest{.name = "memory", .lay_ground = [] {
                                                             return std::make_unique<MemoryGround>();
                                                           }}));

}  // namespace
}  // namespace heng::testing
