// SPDX-License-Identifier: Apache-2.0
//
// Opens damaged copies of a store, one after the other, for damaged_files_test.cc: in a process of its own, so that a death by
// signal is seen, and is the death of one trial.
//
//   heng-fault-damage build DIR                       makes DIR/data and what it must hold
//   heng-fault-damage try DIR SEED FIRST LAST REPORT  flips FIRST to LAST, but not LAST; appends to REPORT
//   heng-fault-damage control DIR REPORT              what must be reported: a silent loss, and a death
//
// Report: "begin N file@offset^mask" and "end N OUTCOME what was said" for each flip.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/testing/temporary_directory.h"
#include "tests/fault/file_damage.h"
#include "tests/fault/record_load.h"
#include "tests/fault/record_oracle.h"
#include "tests/fault/storage_node.h"

namespace heng::fault {
namespace {

namespace fs = std::filesystem;

// Several starts leave tables, and the last one a log.
void Build(const std::string& directory) {
  RecordOracle oracle;
  RecordCaller caller(0, /*seed=*/29, {}, oracle);
  for (const int steps : {60, 60, 40}) {
    auto node = StorageNode::Start({.data_dir = directory + "/data"});
    HENG_CHECK(node.ok());
    for (int i = 0; i < steps; ++i) caller.Step((*node)->store());
  }
  oracle.Save(directory + "/oracle");
}

struct Outcome {
  std::string word;
  std::string details;
};

Outcome Open(const std::string& data_dir, RecordOracle& oracle, bool heed_anchor = true) {
  const auto node = StorageNode::Start({.data_dir = data_dir, .heed_anchor = heed_anchor});
  if (!node.ok()) {
    const std::string reason = ReasonOf(node.status());
    if (reason.empty()) return {"silent", absl::StrCat("an error without reason: ", node.status().message())};
    return {reason == "HISTORY_LOST" ? "anchor" : "refused", std::string(node.status().message())};
  }
  const Comparison comparison = oracle.Compare((*node)->store(), (*node)->engine());
  if (comparison.ok()) return {"harmless", ""};
  if (comparison.data_losses > 0) return {"reading", comparison.ToString()};
  if (comparison.misfits > 0) return {"verify", comparison.ToString()};
  return {"silent", comparison.ToString()};
}

void Try(const std::string& directory, uint64_t seed, int first, int last, const std::string& report) {
  RecordOracle oracle;
  RecordOracle::Load(directory + "/oracle", oracle);
  std::ofstream out(report, std::ios::app);
  for (int number = first; number < last; ++number) {
    const testing::TemporaryDirectory copy;
    const std::string data_dir = copy.path() + "/data";
    fs::copy(directory + "/data", data_dir, fs::copy_options::recursive);
    const Flip flip = ChooseFlip(data_dir, seed, number);
    out << "begin " << number << " " << flip.ToString() << std::endl;
    Apply(flip, data_dir);
    const Outcome outcome = Open(data_dir, oracle);
    out << "end " << number << " " << outcome.word << " "
        << absl::StrReplaceAll(outcome.details.substr(0, 300), {{"\n", " "}}) << std::endl;
  }
}

// A log without its end, which nobody asks the anchor about, and then an abort.
void Control(const std::string& directory, const std::string& report) {
  RecordOracle oracle;
  RecordOracle::Load(directory + "/oracle", oracle);
  std::ofstream out(report, std::ios::app);
  for (const fs::directory_entry& entry : fs::directory_iterator(directory + "/data/db")) {
    if (entry.path().extension() == ".log" && entry.file_size() > 0)
      fs::resize_file(entry.path(), entry.file_size() - 1);
  }
  out << "begin 0 db/log@0^00" << std::endl;
  out << "end 0 " << Open(directory + "/data", oracle, /*heed_anchor=*/false).word << std::endl;
  out << "begin 1 db/log@0^00" << std::endl;
  std::abort();
}

int Main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "build" && argc == 3) {
    Build(argv[2]);
    return 0;
  }
  if (command == "control" && argc == 4) Control(argv[2], argv[3]);
  uint64_t seed = 0;
  int first = 0;
  int last = 0;
  if (command != "try" || argc != 7 || !absl::SimpleAtoi(argv[3], &seed) ||
      !absl::SimpleAtoi(argv[4], &first) || !absl::SimpleAtoi(argv[5], &last)) {
    std::fprintf(stderr, "want: build DIR, try DIR SEED FIRST LAST REPORT, or control DIR REPORT\n");
    return 2;
  }
  Try(argv[2], seed, first, last, argv[6]);
  return 0;
}

}  // namespace
}  // namespace heng::fault

int main(int argc, char** argv) { return heng::fault::Main(argc, argv); }
