// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/bulk_submission.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "clients/cli/form_files.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/progress_line.h"

namespace heng::cli {
namespace {

// The pauses while a server is away; a restart takes a second or two.
constexpr absl::Duration kFirstPause = absl::Milliseconds(200);
constexpr absl::Duration kLongestPause = absl::Seconds(5);
// Forms of one call: as many as make a call's own cost small, and well below the longest message.
constexpr size_t kMaxBatch = 100;
constexpr size_t kMaxBatchBytes = 1 << 20;
// How often one form is sent while the server says that it could not do it now.
constexpr int kMaxAttempts = 8;

// What every further file would meet as well.
bool IsFinal(const absl::Status& status) {
  return absl::IsUnauthenticated(status) || absl::IsPermissionDenied(status);
}

// What may pass by itself, also where it is not known what happened.
bool MayPass(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

using Result = absl::StatusOr<v1::Evaluation>;

// The files and what came of them; shared by all threads.
class Files {
 public:
  Files(const Context& context, const std::vector<std::string>& paths)
      : context_(context),
        paths_(paths),
        results_(paths.size()),
        attempts_(paths.size()),
        progress_(context.io) {
    for (size_t i = 0; i < paths.size(); ++i) open_.push_back(i);
  }

  const std::string& path(size_t file) const { return paths_[file]; }

  // The next file to be read and sent; nothing once there is none or the run is to end.
  std::optional<size_t> Next() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (open_.empty() || Ending()) return std::nullopt;
    const size_t file = open_.front();
    open_.pop_front();
    return file;
  }

  // Takes a result. What may pass is tried again, some times.
  void Finish(size_t file, Result result) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (MayPass(result.status()) && ++attempts_[file] < kMaxAttempts) {
      open_.push_back(file);
      return;
    }
    if (!result.ok() && IsFinal(result.status())) ended_by_.Update(result.status());
    failed_ += result.ok() ? 0 : 1;
    ++done_;
    if (!MayPass(result.status())) last_answer_ = absl::Now();
    results_[file] = std::move(result);
    progress_.Show([&] { return ProgressText(); });
  }

  void Notice(size_t file, std::vector<Problem> notices) {
    if (notices.empty()) return;
    std::lock_guard<std::mutex> lock(mutex_);
    notices_[file] = std::move(notices);
  }

  // Sent and not answered: what came of it is not known.
  void PutBack(size_t file) {
    std::lock_guard<std::mutex> lock(mutex_);
    open_.push_front(file);
  }

  void EndBy(const absl::Status& status) {
    std::lock_guard<std::mutex> lock(mutex_);
    ended_by_.Update(status);
  }

  // Whether the server has been away for too long.
  bool PatienceIsOver(const BulkOptions& options) {
    std::lock_guard<std::mutex> lock(mutex_);
    return absl::Now() - last_answer_ > (last_answer_ > begin_ ? options.patience : options.first_patience);
  }

  bool IsToEnd() {
    std::lock_guard<std::mutex> lock(mutex_);
    return Ending();
  }

  BulkOutcome TakeOutcome() {
    std::lock_guard<std::mutex> lock(mutex_);
    progress_.Clear();
    BulkOutcome outcome{
        .interrupted = interrupt_.interrupted(), .ended_by = ended_by_, .duration = absl::Now() - begin_};
    for (size_t i = 0; i < paths_.size(); ++i) {
      if (!results_[i]) {
        outcome.untried.push_back(paths_[i]);
      } else if (results_[i]->ok()) {
        outcome.stored.push_back(**std::move(results_[i]));
      } else {
        outcome.failed.push_back({paths_[i], results_[i]->status()});
      }
    }
    for (auto& [file, notices] : notices_) outcome.noticed.push_back({paths_[file], std::move(notices)});
    return outcome;
  }

 private:
  bool Ending() const { return interrupt_.interrupted() || !ended_by_.ok(); }

  std::string ProgressText() const {
    const double seconds = std::max(0.001, absl::ToDoubleSeconds(absl::Now() - begin_));
    const double rate = static_cast<double>(done_) / seconds;
    const auto left =
        static_cast<int64_t>(static_cast<double>(paths_.size() - done_) / std::max(rate, 0.001));
    const std::string time =
        left < 60 ? absl::StrCat(left, " s") : absl::StrFormat("%d:%02d", left / 60, left % 60);
    return In(context_.language, {.en = absl::StrFormat("[%d/%d] %.0f/s, %s left, %d failed", done_,
                                                        paths_.size(), rate, time, failed_),
                                  .zh = absl::StrFormat("[%d/%d] 每秒 %.0f 份，约剩 %s，失败 %d 份", done_,
                                                        paths_.size(), rate, time, failed_)});
  }

  const Context& context_;
  const std::vector<std::string>& paths_;
  const absl::Time begin_ = absl::Now();
  const InterruptWatch interrupt_;

  std::mutex mutex_;
  std::deque<size_t> open_;
  std::vector<std::optional<Result>> results_;
  std::vector<int> attempts_;
  std::map<size_t, std::vector<Problem>> notices_;
  size_t done_ = 0;
  size_t failed_ = 0;
  absl::Status ended_by_;
  absl::Time last_answer_ = begin_;
  ProgressLine progress_;
};

// One thread's way through the files.
class Sender {
 public:
  Sender(const Context& context, const BulkOptions& options, Files& files)
      : context_(context), options_(options), files_(files), sources_(context.client) {}

  // By calls of their own, since replacing a form and checking it ask the server more than once.
  void SendByCalls() {
    while (const std::optional<size_t> file = files_.Next()) {
      const absl::StatusOr<v1::Evaluation> form = Read(*file);
      const Result result = form.ok() ? Submit(context_.client, *form, options_.submit) : form;
      files_.Finish(*file, result);
      if (!GoesOn(result.status())) return;
    }
  }

  void SendByBatches() {
    while (!files_.IsToEnd()) {
      absl::Status passing;
      std::vector<Form> batch = ReadBatch(passing);
      if (batch.empty() && passing.ok()) return;
      if (!batch.empty()) passing = SendBatch(std::move(batch));
      if (!GoesOn(passing)) return;
    }
  }

 private:
  struct Form {
    size_t file = 0;
    v1::Evaluation evaluation;
  };

  absl::StatusOr<v1::Evaluation> Read(size_t file) {
    HENG_ASSIGN_OR_RETURN(forms::ImportedForm form,
                          ReadEvaluation(files_.path(file), context_.io.in, "", sources_));
    files_.Notice(file, std::move(form.notices));
    return std::move(form.evaluation);
  }

  // Waits a while after an error that may pass; false if the server has been away for too long.
  bool GoesOn(const absl::Status& status) {
    if (!MayPass(status)) {
      pause_ = kFirstPause;
      return true;
    }
    if (files_.PatienceIsOver(options_)) {
      files_.EndBy(status);
      return false;
    }
    // Wakes up early enough that Ctrl-C is noticed.
    for (const absl::Time end = absl::Now() + pause_; absl::Now() < end && !files_.IsToEnd();)
      absl::SleepFor(absl::Milliseconds(50));
    pause_ = std::min(2 * pause_, kLongestPause);
    return true;
  }

  // The next forms that can be read; none once there are no more or the run is to end. passing: why reading stopped early,
  // for a spreadsheet needs its goals from the server.
  std::vector<Form> ReadBatch(absl::Status& passing) {
    std::vector<Form> batch;
    size_t bytes = 0;
    while (batch.size() < kMaxBatch && bytes < kMaxBatchBytes) {
      const std::optional<size_t> file = files_.Next();
      if (!file) break;
      absl::StatusOr<v1::Evaluation> form = Read(*file);
      if (!form.ok()) {
        files_.Finish(*file, form.status());
        if (!MayPass(form.status())) continue;
        passing = form.status();
        break;
      }
      bytes += form->ByteSizeLong();
      batch.push_back({*file, *std::move(form)});
    }
    return batch;
  }

  // What keeps all of them or some of them from being stored now, after it was seen to that they are sent again.
  absl::Status SendBatch(std::vector<Form> batch) {
    v1::BatchSubmitEvaluationsRequest request;
    for (Form& form : batch)
      *request.add_requests() = SubmissionOf(std::move(form.evaluation), options_.view);
    absl::StatusOr<v1::BatchSubmitEvaluationsResponse> answer =
        context_.client.BatchSubmitEvaluations(request);
    if (MayPass(answer.status())) {
      for (const Form& form : batch) files_.PutBack(form.file);
      return answer.status();
    }
    absl::Status passing;
    for (size_t i = 0; i < batch.size(); ++i) {
      const int place = static_cast<int>(i);
      auto* result = answer.ok() && place < answer->results_size() ? answer->mutable_results(place) : nullptr;
      if (result != nullptr && result->has_evaluation()) {
        files_.Finish(batch[i].file, std::move(*result->mutable_evaluation()));
      } else if (files_.IsToEnd() || (MayPass(passing) && files_.PatienceIsOver(options_))) {
        files_.PutBack(batch[i].file);
      } else {
        // By a call of its own, whose error speaks of one form and not of its place in a batch.
        const Result alone = Submit(context_.client, request.requests(place).evaluation(), options_.submit);
        if (MayPass(alone.status())) passing = alone.status();
        files_.Finish(batch[i].file, alone);
      }
    }
    return passing;
  }

  const Context& context_;
  const BulkOptions& options_;
  Files& files_;
  FormSources sources_;
  absl::Duration pause_ = kFirstPause;
};

}  // namespace

BulkOutcome SubmitInBulk(const Context& context, const std::vector<std::string>& paths,
                         const BulkOptions& options) {
  Files files(context, paths);
  const bool by_calls = options.submit.replace || options.submit.dry_run;
  std::vector<std::thread> threads;
  for (int i = 0; i < std::min<int>(options.parallel, static_cast<int>(paths.size())); ++i) {
    threads.emplace_back([&] {
      Sender sender(context, options, files);
      by_calls ? sender.SendByCalls() : sender.SendByBatches();
    });
  }
  for (std::thread& thread : threads) thread.join();
  return files.TakeOutcome();
}

}  // namespace heng::cli
