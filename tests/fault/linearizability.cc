// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/linearizability.h"

#include <algorithm>
#include <unordered_set>

#include "absl/strings/str_cat.h"

namespace heng::fault {
namespace {

struct State {
  int64_t revision = 0;
  std::string mark;
};

// What `operation` makes of the state at its instant; false if it cannot have been answered so then.
bool Apply(const Operation& operation, State& state) {
  if (!operation.is_submission) return operation.revision == state.revision && operation.mark == state.mark;
  const bool happens = operation.follows == state.revision;
  if (operation.outcome == Outcome::kRefused) return !happens;
  if (!happens || (operation.outcome == Outcome::kOk && operation.revision != state.revision + 1))
    return false;
  state = {operation.follows + 1, operation.mark};
  return true;
}

class Search {
 public:
  explicit Search(const std::vector<Operation>& history) : history_(history), done_(history.size(), '0') {
    for (const Operation& operation : history) {
      if (operation.outcome != Outcome::kUnknown) ++open_count_;
    }
  }

  bool From(const State& state) {
    if (open_count_ == 0) return true;  // what is unknown may never have happened
    if (!seen_.insert(absl::StrCat(done_, " ", state.revision, " ", state.mark)).second) return false;
    // Whatever comes next was called before the first of those that are open was answered.
    int64_t first_answer = Operation::kNever;
    for (size_t i = 0; i < history_.size(); ++i) {
      if (done_[i] == '0') first_answer = std::min(first_answer, history_[i].answered);
    }
    for (size_t i = 0; i < history_.size(); ++i) {
      if (done_[i] == '1' || history_[i].called > first_answer) continue;
      State next = state;
      if (Apply(history_[i], next) && Take(i, next)) return true;
    }
    return false;
  }

 private:
  bool Take(size_t i, const State& next) {
    const int known = history_[i].outcome != Outcome::kUnknown ? 1 : 0;
    done_[i] = '1';
    open_count_ -= known;
    const bool found = From(next);
    done_[i] = '0';
    open_count_ += known;
    return found;
  }

  const std::vector<Operation>& history_;
  std::string done_;  // '1' for each operation that has its place
  int open_count_ = 0;
  std::unordered_set<std::string> seen_;
};

}  // namespace

bool IsLinearizable(const std::vector<Operation>& history) { return Search(history).From({}); }

}  // namespace heng::fault
