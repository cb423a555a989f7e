// SPDX-License-Identifier: Apache-2.0
//
// Bounds the memory of an expat parser, which keeps every name that it meets: a file of a million different names would
// else cost a hundred times its size.
#pragma once

#include <expat.h>

#include <cstddef>

namespace heng::spreadsheet {

// While it lives, parsers made with Suite() in this thread get at most max_bytes together; then they report
// XML_ERROR_NO_MEMORY. They must be freed before it goes. One at a time in a thread.
class ExpatMemory {
 public:
  explicit ExpatMemory(size_t max_bytes);
  ~ExpatMemory();
  ExpatMemory(const ExpatMemory&) = delete;
  ExpatMemory& operator=(const ExpatMemory&) = delete;

  const XML_Memory_Handling_Suite& Suite() const;
};

}  // namespace heng::spreadsheet
