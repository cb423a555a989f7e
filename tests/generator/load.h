// SPDX-License-Identifier: Apache-2.0
//
// Stores a province through the public API, in batches, several at a time. What is sent has a request id made from its
// content: doing it again stores nothing twice, so a run that was interrupted is simply repeated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heng/client/client.h"
#include "tests/generator/province.h"

namespace heng::generator {

struct LoadOptions {
  // Forms of all departments together, dealt out evenly.
  int64_t forms = 100000;
  int batch = 100;    // items of a call, at most 500
  int in_flight = 4;  // calls at a time
};

// What came of one kind of thing.
struct LoadedKind {
  std::string what;  // "departments"
  int64_t stored = 0;
  int64_t failed = 0;
  double seconds = 0;
};

// Regions, schemes, departments, budgets, goals, then forms. Every item that is refused is printed to standard error with
// its name. An error of a whole call ends the load, since the next would meet it as well.
absl::Status Load(const client::Client& client, const Province& province, const LoadOptions& options,
                  std::vector<LoadedKind>& loaded);

// The forms of a department among `forms` dealt out evenly: so many, counted from its first.
int FormsOf(const Province& province, int64_t forms, int department);
// How many different goals its forms need: the overall ones, and one for each project.
int GoalsOf(const Province& province, int64_t forms, int department);

}  // namespace heng::generator
