// SPDX-License-Identifier: Apache-2.0
#include "scoring/row_problem.h"

#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace heng {

std::string JoinPath(absl::string_view path, absl::string_view field) {
  if (path.empty()) return std::string(field);
  if (field.empty()) return std::string(path);
  return absl::StrCat(path, ".", field);
}

std::string RowPath(const RowRef& row) {
  return absl::StrCat(JoinPath(row.path, row.list), "[", row.index, "]");
}

void AddRowProblem(const RowRef& row, absl::string_view field, absl::string_view reason,
                   const Problem& problem, FieldProblems& problems) {
  const std::string words = ForPeople(row.words);
  const std::string en = words.empty() ? "" : absl::StrCat("(", words, ") ");
  const std::string zh = words.empty() ? "" : absl::StrCat("（", words, "）");
  problems.Add(JoinPath(RowPath(row), field), reason,
               {absl::StrCat(en, problem.en), absl::StrCat(zh, problem.zh)});
}

std::string Quoted(absl::string_view text) { return absl::StrCat("\"", ForPeople(text), "\""); }

std::string RowNumbers(const std::vector<int>& indexes) {
  std::string text;
  for (const int index : indexes) absl::StrAppend(&text, text.empty() ? "" : ", ", index + 1);
  return text;
}

}  // namespace heng
