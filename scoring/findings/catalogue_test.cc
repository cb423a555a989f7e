// SPDX-License-Identifier: Apache-2.0
//
// The catalogue and docs/findings.md say the same.
#include "scoring/findings/catalogue.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::findings {
namespace {

constexpr char kDoc[] = "docs/findings.md";

const char* NameOf(v1::FindingSeverity severity) {
  switch (severity) {
    case v1::FINDING_SEVERITY_ERROR:
      return "error";
    case v1::FINDING_SEVERITY_WARNING:
      return "warning";
    default:
      return "note";
  }
}

// The first two cells of each row of the tables: "`CODE` severity".
std::vector<std::string> DocumentedCodes() {
  std::vector<std::string> codes;
  std::ifstream file(kDoc);
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    const std::vector<std::string> cells = absl::StrSplit(line, " | ");
    if (cells.size() >= 2) codes.push_back(absl::StrCat(cells[0].substr(2), " ", cells[1]));
  }
  return codes;
}

TEST(Catalogue, HasTheRowsOfItsDocumentInTheSameOrder) {
  std::vector<std::string> codes;
  for (const CatalogueEntry& entry : Catalogue())
    codes.push_back(absl::StrCat("`", entry.name, "` ", NameOf(entry.severity)));
  EXPECT_THAT(DocumentedCodes(), ::testing::ElementsAreArray(codes));
}

TEST(Catalogue, EverySentenceNamesFieldsOnlyAndEndsAsASentence) {
  v1::Finding finding;
  finding.set_row("R");
  finding.set_claimed("C");
  finding.set_computed("D");
  finding.set_arithmetic("A");
  for (const CatalogueEntry& entry : Catalogue()) {
    for (absl::string_view sentence : {entry.zh, entry.en}) {
      const std::string full = Sentence(sentence, finding);
      const std::string bare = Sentence(sentence, v1::Finding());
      EXPECT_THAT(full, ::testing::Not(::testing::ContainsRegex("[][{}]"))) << full;
      EXPECT_LE(bare.size(), full.size());
      EXPECT_THAT(full, ::testing::AnyOf(::testing::EndsWith("。"), ::testing::EndsWith("."),
                                         ::testing::EndsWith("?")));
    }
    EXPECT_EQ(FindEntry(entry.name), &entry);
  }
  EXPECT_EQ(FindEntry("NO_SUCH_CODE"), nullptr);
}

}  // namespace
}  // namespace heng::findings
