// SPDX-License-Identifier: Apache-2.0
//
// Holds another thread at a known place until the test lets it go on.
#pragma once

#include <functional>
#include <future>
#include <memory>

namespace heng::testing {

// For one thread, once. The gate opens at the latest when it ends, so that a failed test does not hang.
class Gate {
 public:
  ~Gate() { Open(); }

  // What the thread to be held calls.
  std::function<void()> Hook() const {
    return [state = state_] {
      state->arrived.set_value();
      state->opened.get_future().wait();
    };
  }

  // Waits until the thread is at the gate.
  void WaitForArrival() { state_->arrived.get_future().wait(); }

  void Open() {
    if (!open_) state_->opened.set_value();
    open_ = true;
  }

 private:
  struct State {
    std::promise<void> arrived;
    std::promise<void> opened;
  };
  const std::shared_ptr<State> state_ = std::make_shared<State>();
  bool open_ = false;
};

}  // namespace heng::testing
