// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/interrupt.h"

#include <csignal>

namespace heng::cli {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;

void Note(int) { g_interrupted = 1; }

}  // namespace

InterruptWatch::InterruptWatch() {
  g_interrupted = 0;
  struct sigaction action = {};
  action.sa_handler = Note;
  // The handler goes away with the first signal, so that the second one has its usual effect.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, &before_);
}

InterruptWatch::~InterruptWatch() { sigaction(SIGINT, &before_, nullptr); }

bool InterruptWatch::interrupted() const { return g_interrupted != 0; }

}  // namespace heng::cli
