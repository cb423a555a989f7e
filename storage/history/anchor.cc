// SPDX-License-Identifier: Apache-2.0
#include "storage/history/anchor.h"

#include <chrono>
#include <utility>

#include "absl/memory/memory.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "storage/durable_file.h"

namespace heng {

absl::StatusOr<std::unique_ptr<Anchor>> Anchor::Open(std::string path, absl::Duration interval) {
  absl::StatusOr<std::string> text = ReadWholeFile(path);
  std::vector<ChainMark> marks;
  if (text.ok()) {
    HENG_ASSIGN_OR_RETURN(marks, ParseCheckpoint(*text));
  } else if (!absl::IsNotFound(text.status())) {
    return text.status();
  }
  return absl::WrapUnique(new Anchor(std::move(path), interval, std::move(marks)));
}

Anchor::Anchor(std::string path, absl::Duration interval, std::vector<ChainMark> marks)
    : path_(std::move(path)), interval_(interval) {
  for (ChainMark& mark : marks) {
    std::string region = mark.region;
    marks_[std::move(region)] = std::move(mark);
  }
  writer_ = std::thread([this] { Run(); });
}

Anchor::~Anchor() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }
  changed_or_closed_.notify_one();
  writer_.join();
}

std::vector<ChainMark> Anchor::Marks() const {
  std::lock_guard<std::mutex> lock(mutex_);
  std::vector<ChainMark> marks;
  for (const auto& [region, mark] : marks_) marks.push_back(mark);
  return marks;
}

void Anchor::Put(const ChainMark& mark) {
  std::lock_guard<std::mutex> lock(mutex_);
  ChainMark& known = marks_[mark.region];
  if (mark.number <= known.number) return;
  known = mark;
  if (!changed_) changed_or_closed_.notify_one();
  changed_ = true;
}

void Anchor::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  bool last = false;
  while (!last) {
    changed_or_closed_.wait(lock, [this] { return changed_ || closed_; });
    // Changes of one interval are written together.
    changed_or_closed_.wait_for(lock, absl::ToChronoMilliseconds(interval_), [this] { return closed_; });
    last = closed_;  // before the write: what was put during an earlier one is written once more
    lock.unlock();
    WriteIfChanged();
    lock.lock();
  }
}

void Anchor::WriteIfChanged() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!std::exchange(changed_, false)) return;
  }
  const absl::Status written = ReplaceFile(path_, CheckpointText(Marks()));
  if (written.ok()) return;
  Log(LogLevel::kError, "anchor_not_written", {{"path", path_}, {"error", std::string(written.message())}});
  std::lock_guard<std::mutex> lock(mutex_);
  changed_ = true;  // again after the next interval
}

}  // namespace heng
