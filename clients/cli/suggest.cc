// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/suggest.h"

#include <algorithm>

namespace heng::cli {

int EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<std::vector<int>> distance(a.size() + 1, std::vector<int>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        distance[i][j] = static_cast<int>(i + j);
        continue;
      }
      const int replaced = distance[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      distance[i][j] = std::min({replaced, distance[i - 1][j] + 1, distance[i][j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        distance[i][j] = std::min(distance[i][j], distance[i - 2][j - 2] + 1);
      }
    }
  }
  return distance[a.size()][b.size()];
}

std::vector<std::string> Suggestions(absl::string_view word, const std::vector<std::string>& known) {
  int nearest = std::max<int>(1, static_cast<int>(word.size()) / 3);
  std::vector<std::string> suggestions;
  for (const std::string& candidate : known) {
    const int distance = EditDistance(word, candidate);
    if (distance > nearest) continue;
    if (distance < nearest) suggestions.clear();
    nearest = distance;
    suggestions.push_back(candidate);
  }
  return suggestions;
}

}  // namespace heng::cli
