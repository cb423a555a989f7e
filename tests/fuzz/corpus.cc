// SPDX-License-Identifier: Apache-2.0
//
//   heng-fuzz-corpus DIR
//
// Writes first inputs of every fuzzer below DIR/{fuzzer}, from the shipped schemes and examples, the published tables of
// tests/golden and random trees. Run from the source folder.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "clients/spreadsheet/testing/minimal_workbook.h"
#include "google/protobuf/util/json_util.h"
#include "scoring/testing/reference_case.h"
#include "tests/fuzz/known_trees.h"
#include "tests/fuzz/mutator.h"
#include "tests/fuzz/workbook_parts.h"
#include "tests/golden/case_messages.h"

namespace heng::fuzz {
namespace {

namespace fs = std::filesystem;

class Corpus {
 public:
  explicit Corpus(fs::path root) : root_(std::move(root)) {}

  void Add(const std::string& fuzzer, const std::string& bytes) {
    fs::create_directories(root_ / fuzzer);
    std::ofstream(root_ / fuzzer / ("seed-" + std::to_string(count_++)), std::ios::binary) << bytes;
  }

  void AddTree(v1::Scheme scheme, v1::Goals goals, v1::Evaluation form) {
    Add("scheme_compiler", SerializeParts({&scheme, &goals, &form}));
  }

 private:
  fs::path root_;
  int count_ = 0;
};

void AddRandomTrees(Corpus& corpus) {
  for (int i = 0; i < kKnownTrees; ++i) {
    const KnownTree& known = KnownTreeAt(i);
    differential::Random random(static_cast<uint64_t>(i));
    corpus.AddTree(known.tree.scheme, known.tree.goals, KnownForm(i, random));
    std::string json;
    if (google::protobuf::util::MessageToJsonString(known.tree.scheme, &json).ok())
      corpus.Add("scheme_file", json);
    for (int form = 0; form < 4; ++form) {
      v1::Evaluation evaluation = KnownForm(i, random);
      corpus.Add("evaluation", SerializeParts({&evaluation}));
      corpus.Add("certificate", SerializeParts({&evaluation}));
    }
  }
}

void AddPublishedTables(Corpus& corpus) {
  const v1::Scheme gansu = testing::GansuScheme();
  for (const fs::directory_entry& file : fs::directory_iterator("tests/golden/cases")) {
    if (file.path().extension() != ".json") continue;
    const auto source = golden::ReadCase(file.path().string());
    if (!source.ok()) continue;
    const auto messages = golden::MessagesOf(*source, gansu);
    if (messages.ok()) corpus.AddTree(messages->scheme, messages->goals, messages->evaluation);
  }
  corpus.AddTree(gansu, testing::ReferenceGoals(), testing::ReferenceEvaluation());
}

void AddFiles(Corpus& corpus) {
  for (const fs::directory_entry& file : fs::directory_iterator("schemes")) {
    std::ifstream in(file.path(), std::ios::binary);
    if (file.path().extension() == ".json")
      corpus.Add("scheme_file", std::string(std::istreambuf_iterator<char>(in), {}));
  }
}

void AddTables(Corpus& corpus) {
  using namespace spreadsheet::testing;
  for (const char* text : {"\xEF\xBB\xBF"
                           "a,\"b \"\"c\"\"\",'=1\r\n,-1.5\r\n",
                           "\xBC\xA8\xD0\xA7,''=x\n"})
    corpus.Add("csv", text);
  MinimalWorkbook file;
  file.Rows(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>0.5</v></c><c "
      "t=\"b\"><v>1</v></c></row>"
      "<row><c t=\"inlineStr\"><is><r><t>_x000D_</t></r><rPh><t>x</t></rPh></is></c><c "
      "t=\"e\"><v>#N/A</v></c>"
      "<c t=\"str\"><f>1+1</f><v>2</v></c><c><f>1</f></c></row>");
  corpus.Add("xlsx", "z" + file.Bytes());
  std::string parts = "p";
  for (const char* part : kWorkbookParts)
    absl::StrAppend(&parts, parts.size() > 1 ? kPartSeparator : "", file.Entry(part).content);
  corpus.Add("xlsx", parts);
  file.Put(kSheetPart,
           MainXml("worksheet", "<sheetData/><mergeCells><mergeCell ref=\"A1:B3\"/></mergeCells>"));
  corpus.Add("xlsx", absl::StrCat("p", file.Entry(kSheetPart).content));
}

}  // namespace
}  // namespace heng::fuzz

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: heng-fuzz-corpus DIR\n";
    return 2;
  }
  heng::fuzz::Corpus corpus(argv[1]);
  heng::fuzz::AddFiles(corpus);
  heng::fuzz::AddPublishedTables(corpus);
  heng::fuzz::AddRandomTrees(corpus);
  heng::fuzz::AddTables(corpus);
  for (const char* text : {"a100\n9\n7", "b3002094.97\n2879927.69\n10", "c-1.50\n0.005\n999999999999.999999"})
    corpus.Add("decimal", text);
  return 0;
}
