// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/expat_memory.h"

#include <malloc.h>

#include <cstdlib>

#include "base/status_macros.h"

namespace heng::spreadsheet {
namespace {

// expat hands its allocator no context, so what is left is kept for each thread.
thread_local size_t left_bytes = 0;
thread_local bool in_use = false;

void* Allocate(size_t bytes) {
  if (bytes > left_bytes) return nullptr;
  void* block = std::malloc(bytes);
  if (block == nullptr) return nullptr;
  const size_t usable = malloc_usable_size(block);
  left_bytes -= usable < left_bytes ? usable : left_bytes;
  return block;
}

void Free(void* block) {
  if (block != nullptr) left_bytes += malloc_usable_size(block);
  std::free(block);
}

void* Reallocate(void* block, size_t bytes) {
  const size_t before = block == nullptr ? 0 : malloc_usable_size(block);
  if (bytes > left_bytes + before) return nullptr;
  void* moved = std::realloc(block, bytes);
  if (moved == nullptr) return nullptr;
  const size_t usable = malloc_usable_size(moved);
  left_bytes += before;
  left_bytes -= usable < left_bytes ? usable : left_bytes;
  return moved;
}

}  // namespace

ExpatMemory::ExpatMemory(size_t max_bytes) {
  HENG_CHECK(!in_use);
  in_use = true;
  left_bytes = max_bytes;
}

ExpatMemory::~ExpatMemory() { in_use = false; }

const XML_Memory_Handling_Suite& ExpatMemory::Suite() const {
  static constexpr XML_Memory_Handling_Suite kSuite = {&Allocate, &Reallocate, &Free};
  return kSuite;
}

}  // namespace heng::spreadsheet
